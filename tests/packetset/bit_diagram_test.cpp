// Sets as diagrams over bits: exhaustively in tiny universes, on random packets in the full layout.
#include "header_bits.hpp"
#include "universe.hpp"

#include "support/data.hpp"

#include <sekisho/packetset/bit_diagram.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace sekisho::test {
namespace {

constexpr std::size_t no_limit = 1'000'000;

/// What a reader of the diagram does with the values of a packet.
bool contains(const BitDiagram& diagram, const Layout& layout, BitDiagram::Id id, const FieldValues& values) {
  while (id >= BitDiagram::first_node) {
    const BitDiagram::Node& node = diagram.node(id);
    const FieldBit asked = field_bit(layout, node.bit);
    id = (values[static_cast<std::size_t>(asked.field)] >> asked.bit & 1) != 0 ? node.one : node.zero;
  }
  return id == BitDiagram::everything;
}

/// The promises of the header.
void expect_well_formed(const BitDiagram& diagram) {
  std::set<std::tuple<std::uint32_t, BitDiagram::Id, BitDiagram::Id>> seen;
  for (std::size_t i = 0; i < diagram.nodes.size(); ++i) {
    const BitDiagram::Node& node = diagram.nodes[i];
    ASSERT_NE(node.zero, node.one);
    for (const BitDiagram::Id child : {node.zero, node.one}) {
      if (child < BitDiagram::first_node) continue;
      ASSERT_LT(child - BitDiagram::first_node, i);
      ASSERT_LT(node.bit, diagram.node(child).bit);
    }
    ASSERT_TRUE(seen.insert({node.bit, node.zero, node.one}).second) << "two equal nodes";
  }
}

TEST(BitDiagram, OfEverySetOverFourBits) {
  const Universe universe{{Field::destination, 2}, {Field::source, 1}, {Field::protocol, 1}};
  PacketSpace space(universe.layout());
  std::vector<PacketSet> sets;
  for (std::uint64_t number = 0; number < 65536; number += 7) {
    sets.push_back(universe.set_of(space, universe.numbered(number)));
  }
  const auto diagram = to_bit_diagram(sets, no_limit);
  ASSERT_TRUE(diagram);
  expect_well_formed(*diagram);
  ASSERT_EQ(diagram->roots.size(), sets.size());
  for (std::size_t i = 0; i < sets.size(); ++i) {
    ASSERT_EQ(universe.where([&](const FieldValues& v) {
      return contains(*diagram, universe.layout(), diagram->roots[i], v);
    }),
              universe.model_of(sets[i]));
  }
}

TEST(BitDiagram, OfNothingEverythingAndNoSet) {
  PacketSpace space;
  const std::vector<PacketSet> sets = {space.none(), space.all(), space.none()};
  const auto diagram = to_bit_diagram(sets, 0);
  ASSERT_TRUE(diagram);
  EXPECT_TRUE(diagram->nodes.empty());
  EXPECT_EQ(diagram->roots, (std::vector<BitDiagram::Id>{0, 1, 0}));
  EXPECT_TRUE(to_bit_diagram({}, 0)->roots.empty());
}

TEST(BitDiagram, BitsThatDoNotMatterHaveNoNode) {
  const Universe universe{{Field::destination, 2}, {Field::protocol, 2}, {Field::source_port, 3}};
  PacketSpace space(universe.layout());
  const PacketSet set = space.equal(Field::protocol, 2) & space.range(Field::source_port, 4, 7);
  const auto diagram = to_bit_diagram(std::span(&set, 1), no_limit);
  ASSERT_TRUE(diagram);
  const std::vector<BitDiagram::Node> expected = {{4, 0, 1}, {3, 2, 0}, {2, 0, 3}};
  EXPECT_EQ(diagram->nodes, expected);
  EXPECT_EQ(diagram->roots, std::vector<BitDiagram::Id>{4});
}

TEST(BitDiagram, SharesNodesAmongSets) {
  PacketSpace space;
  const PacketSet tcp = space.protocol(6);
  const std::vector<PacketSet> sets = {space.family(Family::v4) & tcp, tcp, space.family(Family::v6) & tcp};
  const auto diagram = to_bit_diagram(sets, no_limit);
  ASSERT_TRUE(diagram);
  EXPECT_EQ(diagram->nodes.size(), 10U);  // eight of the protocol, two of the family
  EXPECT_EQ(diagram->roots[1] + 1, diagram->roots[0]);
}

TEST(BitDiagram, IsRefusedBeyondTheLimit) {
  PacketSpace space;
  const PacketSet tcp = space.protocol(6);
  EXPECT_FALSE(to_bit_diagram(std::span(&tcp, 1), 7));
  EXPECT_TRUE(to_bit_diagram(std::span(&tcp, 1), 8));
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

TEST(BitDiagram, AgreesWithRandomFiltersOnRandomPackets) {
  PacketSpace space;
  std::mt19937_64 random(81);
  for (int i = 0; i < scaled(100); ++i) {
    std::vector<MatchedRule> rules;
    for (int j = 0; j < 30; ++j) rules.push_back({random_rule(space, random), random() % 2 == 0});
    const std::vector<PacketSet> sets = {space.first_match(rules), ~space.first_match(rules),
                                         rules.front().packets};
    const auto diagram = to_bit_diagram(sets, no_limit);
    ASSERT_TRUE(diagram);
    expect_well_formed(*diagram);
    for (int j = 0; j < 200; ++j) {
      const Packet packet = random_packet(random);
      for (std::size_t k = 0; k < sets.size(); ++k) {
        ASSERT_EQ(contains(*diagram, space.layout(), diagram->roots[k], values_of(packet)),
                  sets[k].contains(packet));
      }
    }
  }
}

TEST(BitDiagram, DoesNotDependOnHowTheSpaceWasUsed) {
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
  const auto a = to_bit_diagram(here, no_limit);
  const auto b = to_bit_diagram(there, no_limit);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->nodes, b->nodes);
  EXPECT_EQ(a->roots, b->roots);
  expect_well_formed(*a);
}

}  // namespace
}  // namespace sekisho::test
