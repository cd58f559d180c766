// Sets as diagrams over fields: exhaustively in tiny universes, on random packets in the full layout.
#include "universe.hpp"

#include "support/data.hpp"

#include <sekisho/packetset/field_diagram.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace sekisho::test {
namespace {

constexpr std::size_t no_limit = 1'000'000;

/// What a reader of the diagram does with the values of a packet.
bool contains(const FieldDiagram& diagram, FieldDiagram::Id id, const FieldValues& values) {
  while (id >= FieldDiagram::first_node) {
    const FieldDiagram::Node& node = diagram.node(id);
    const Bits128 value = values[static_cast<std::size_t>(node.field)];
    const auto part = std::find_if(node.parts.begin(), node.parts.end(),
                                   [&](const FieldDiagram::Part& each) { return value <= each.last; });
    id = part->child;
  }
  return id == FieldDiagram::everything;
}

std::size_t part_count(const FieldDiagram& diagram) {
  std::size_t count = 0;
  for (const FieldDiagram::Node& node : diagram.nodes) count += node.parts.size();
  return count;
}

/// The promises of the header.
void expect_well_formed(const FieldDiagram& diagram, const Layout& layout) {
  const std::vector<Field> order = {Field::origin,      Field::family,     Field::destination,
                                    Field::source,      Field::protocol,   Field::destination_port,
                                    Field::source_port, Field::icmp_type,  Field::icmp_code,
                                    Field::tcp_flags,   Field::state,      Field::mark,
                                    Field::vlan,        Field::source_mac, Field::destination_mac};
  const auto place = [&](Field field) {
    return std::find(order.begin(), order.end(), field) - order.begin();
  };
  std::set<std::vector<std::tuple<std::uint64_t, std::uint64_t, FieldDiagram::Id>>> seen[field_count];
  for (std::size_t i = 0; i < diagram.nodes.size(); ++i) {
    const FieldDiagram::Node& node = diagram.nodes[i];
    ASSERT_GE(node.parts.size(), 2U);
    ASSERT_TRUE(node.parts.back().last == low_ones(layout.width(node.field)));
    std::vector<std::tuple<std::uint64_t, std::uint64_t, FieldDiagram::Id>> key;
    for (std::size_t j = 0; j < node.parts.size(); ++j) {
      const FieldDiagram::Part& part = node.parts[j];
      if (j > 0) {
        ASSERT_TRUE(node.parts[j - 1].last < part.last);
        ASSERT_NE(node.parts[j - 1].child, part.child);
      }
      if (part.child >= FieldDiagram::first_node) {
        ASSERT_LT(part.child - FieldDiagram::first_node, i);
        ASSERT_LT(place(node.field), place(diagram.node(part.child).field));
      }
      key.emplace_back(static_cast<std::uint64_t>(part.last >> 64), static_cast<std::uint64_t>(part.last),
                       part.child);
    }
    ASSERT_TRUE(seen[static_cast<std::size_t>(node.field)].insert(key).second) << "two equal nodes";
  }
}

TEST(FieldDiagram, OfEverySetOverFourBits) {
  const Universe universe{{Field::destination, 2}, {Field::source, 1}, {Field::protocol, 1}};
  PacketSpace space(universe.layout());
  std::vector<PacketSet> sets;
  for (std::uint64_t number = 0; number < 65536; number += 7) {
    sets.push_back(universe.set_of(space, universe.numbered(number)));
  }
  const auto diagram = to_field_diagram(sets, no_limit);
  ASSERT_TRUE(diagram);
  expect_well_formed(*diagram, universe.layout());
  ASSERT_EQ(diagram->roots.size(), sets.size());
  for (std::size_t i = 0; i < sets.size(); ++i) {
    ASSERT_EQ(universe.where([&](const FieldValues& v) { return contains(*diagram, diagram->roots[i], v); }),
              universe.model_of(sets[i]));
  }
}

TEST(FieldDiagram, OfNothingEverythingAndNoSet) {
  PacketSpace space;
  const std::vector<PacketSet> sets = {space.none(), space.all(), space.none()};
  const auto diagram = to_field_diagram(sets, 0);
  ASSERT_TRUE(diagram);
  EXPECT_TRUE(diagram->nodes.empty());
  EXPECT_EQ(diagram->roots, (std::vector<FieldDiagram::Id>{0, 1, 0}));
  EXPECT_TRUE(to_field_diagram({}, 0)->roots.empty());
}

TEST(FieldDiagram, FieldsThatDoNotMatterHaveNoNode) {
  PacketSpace space;
  const PacketSet set = space.protocol(6) & space.range(Field::source_port, 1024, 65535);
  const auto diagram = to_field_diagram(std::span(&set, 1), no_limit);
  ASSERT_TRUE(diagram);
  const std::vector<FieldDiagram::Node> expected = {
      {Field::source_port, {{1023, 0}, {65535, 1}}},
      {Field::protocol, {{5, 0}, {6, 2}, {255, 0}}},
  };
  EXPECT_EQ(diagram->nodes, expected);
  EXPECT_EQ(diagram->roots, std::vector<FieldDiagram::Id>{3});
}

TEST(FieldDiagram, SharesNodesAmongSets) {
  PacketSpace space;
  const PacketSet tcp = space.protocol(6);
  const std::vector<PacketSet> sets = {space.family(Family::v4) & tcp, tcp, space.family(Family::v6) & tcp};
  const auto diagram = to_field_diagram(sets, no_limit);
  ASSERT_TRUE(diagram);
  EXPECT_EQ(diagram->nodes.size(), 3U);  // one of the protocol, two of the family
  EXPECT_EQ(diagram->roots, (std::vector<FieldDiagram::Id>{3, 2, 4}));
}

TEST(FieldDiagram, IsRefusedBeyondTheLimit) {
  PacketSpace space;
  const PacketSet even_ports = space.masked(Field::source_port, 0, 1);
  EXPECT_FALSE(to_field_diagram(std::span(&even_ports, 1), 65535));
  ASSERT_TRUE(to_field_diagram(std::span(&even_ports, 1), 65536));
  EXPECT_EQ(part_count(*to_field_diagram(std::span(&even_ports, 1), 65536)), 65536U);
  const PacketSet last_bit = space.masked(Field::destination, 0, 1);  // 2^128 ranges: ends all the same
  EXPECT_FALSE(to_field_diagram(std::span(&last_bit, 1), no_limit));
}

Packet random_packet(std::mt19937_64& random) {
  Packet packet;
  packet.source = Address::v4(0x0a000000U | static_cast<std::uint32_t>(random() % 1024));
  packet.destination = Address::v4(0x0a000000U | static_cast<std::uint32_t>(random() % 1024));
  packet.protocol = random() % 2 == 0 ? 6 : 17;
  packet.destination_port = static_cast<std::uint16_t>(random() % 200);
  return packet;
}

PacketSet random_rule(PacketSpace& space, std::mt19937_64& random) {
  const Packet middle = random_packet(random);
  const auto prefix = [&](const Address& address) {
    return Prefix::of(address, 20 + static_cast<int>(random() % 13));
  };
  PacketSet set = space.range(Field::destination_port, 0, middle.destination_port);
  if (random() % 2 == 0) set &= space.protocol(middle.protocol);
  return set & space.address(Field::source, prefix(middle.source)) &
         space.address(Field::destination, prefix(middle.destination));
}

TEST(FieldDiagram, AgreesWithRandomFiltersOnRandomPackets) {
  PacketSpace space;
  std::mt19937_64 random(81);
  for (int i = 0; i < scaled(100); ++i) {
    std::vector<MatchedRule> rules;
    for (int j = 0; j < 30; ++j) rules.push_back({random_rule(space, random), random() % 2 == 0});
    const std::vector<PacketSet> sets = {space.first_match(rules), ~space.first_match(rules),
                                         rules.front().packets};
    const auto diagram = to_field_diagram(sets, no_limit);
    ASSERT_TRUE(diagram);
    expect_well_formed(*diagram, space.layout());
    for (int j = 0; j < 200; ++j) {
      const Packet packet = random_packet(random);
      for (std::size_t k = 0; k < sets.size(); ++k) {
        ASSERT_EQ(contains(*diagram, diagram->roots[k], values_of(packet)), sets[k].contains(packet));
      }
    }
  }
}

TEST(FieldDiagram, DoesNotDependOnHowTheSpaceWasUsed) {
  const Universe universe{{Field::destination, 8}, {Field::source, 8}, {Field::protocol, 4}};
  PacketSpace first(universe.layout());
  PacketSpace second(universe.layout());
  std::mt19937_64 noise(82);
  for (int i = 0; i < 50; ++i) (void)random_set(second, universe, noise, 3);
  std::mt19937_64 random(83);
  std::mt19937_64 same_random(83);
  std::vector<PacketSet> here;
  std::vector<PacketSet> there;
  for (int i = 0; i < 20; ++i) {
    here.push_back(random_set(first, universe, random, 3));
    there.push_back(random_set(second, universe, same_random, 3));
  }
  const auto a = to_field_diagram(here, no_limit);
  const auto b = to_field_diagram(there, no_limit);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->nodes, b->nodes);
  EXPECT_EQ(a->roots, b->roots);
  expect_well_formed(*a, universe.layout());
}

}  // namespace
}  // namespace sekisho::test
