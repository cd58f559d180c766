// Ordered lists of rules: against a scan of every packet, and the counts of an independent tool.
#include "universe.hpp"

#include "support/data.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace sekisho::test {
namespace {

bool permits(const std::vector<MatchedRule>& rules, const FieldValues& values) {
  for (const MatchedRule& rule : rules) {
    if (rule.packets.contains(values)) return rule.permit;
  }
  return false;
}

TEST(FirstMatch, AgreesWithAScanOfEveryPacket) {
  const Universe universe{{Field::destination, 3}, {Field::source, 3}, {Field::destination_port, 3}};
  PacketSpace space(universe.layout());
  std::mt19937_64 random(61);
  for (int i = 0; i < scaled(300); ++i) {
    std::vector<MatchedRule> rules;
    for (std::size_t j = random() % 20; j > 0; --j) {
      rules.push_back({random_set(space, universe, random, 2), random() % 2 == 0});
    }
    ASSERT_EQ(universe.model_of(space.first_match(rules)),
              universe.where([&](const FieldValues& values) { return permits(rules, values); }));
  }
}

/// Ascending disjoint ranges of the values of a field, or none for any value.
std::vector<ValueRange> random_ranges(int width, std::mt19937_64& random) {
  std::vector<ValueRange> ranges;
  if (random() % 3 == 0) return ranges;
  const std::uint64_t values = std::uint64_t{1} << width;
  for (std::uint64_t first = random() % values; first < values && ranges.size() < 3;) {
    const std::uint64_t last = first + random() % (values - first);
    ranges.push_back({first, last});
    first = last + 1 + random() % 3;
  }
  return ranges;
}

BoxRule random_box(const Universe& universe, std::mt19937_64& random) {
  BoxRule rule{{}, random() % 2 == 0};
  for (const Field field : universe.fields()) {
    rule.packets.fields[static_cast<std::size_t>(field)] =
        random_ranges(universe.layout().width(field), random);
  }
  return rule;
}

// Widths of one bit on either side of the levels at which lists are split.
const Universe universes_of_boxes[] = {
    {{Field::destination, 3}, {Field::source, 3}, {Field::destination_port, 3}},
    {{Field::origin, 1}, {Field::family, 1}, {Field::destination, 2}, {Field::source, 2}, {Field::mark, 3}},
    {{Field::protocol, 3}, {Field::destination_port, 3}, {Field::source_port, 3}},
    {{Field::source, 5}, {Field::protocol, 4}},
    {{Field::destination, 9}},
};

TEST(FirstMatch, OfBoxesAgreesWithAScanOfEveryPacket) {
  std::mt19937_64 random(62);
  for (const Universe& universe : universes_of_boxes) {
    PacketSpace space(universe.layout());
    for (int i = 0; i < scaled(300); ++i) {
      std::vector<BoxRule> boxes;
      std::vector<MatchedRule> sets;
      for (std::size_t j = random() % 40; j > 0; --j) {
        boxes.push_back(random_box(universe, random));
        sets.push_back({set_of_cube(space, boxes.back().packets), boxes.back().permit});
      }
      const PacketSet permitted = space.first_match(boxes);
      ASSERT_EQ(permitted, space.first_match(sets));
      ASSERT_EQ(universe.model_of(permitted),
                universe.where([&](const FieldValues& values) { return permits(sets, values); }));
    }
  }
}

TEST(FirstMatch, OfLongListsWithoutAddressesAgreesWithRuleByRule) {
  const Universe universe{{Field::protocol, 8}, {Field::destination_port, 12}, {Field::source_port, 12}};
  PacketSpace space(universe.layout());
  std::mt19937_64 random(63);
  for (int i = 0; i < scaled(20); ++i) {
    std::vector<BoxRule> boxes;
    PacketSet open = space.all();
    PacketSet permitted = space.none();
    for (int j = 0; j < 100; ++j) {
      boxes.push_back(random_box(universe, random));
      const PacketSet packets = space.packets(boxes.back().packets);
      if (boxes.back().permit) permitted |= open & packets;
      open -= packets;
    }
    ASSERT_EQ(space.first_match(boxes), permitted);
  }
}

// Many sources, then many destinations: the regions of the destinations have long lists in common, or lists
// that differ in the ports of one rule only.
TEST(FirstMatch, OfSourcesAndThenDestinationsAgreesWithRuleByRule) {
  const Universe universe{{Field::destination, 8}, {Field::source, 8}, {Field::destination_port, 3}};
  PacketSpace space(universe.layout());
  std::mt19937_64 random(65);
  for (int i = 0; i < scaled(30); ++i) {
    std::vector<BoxRule> boxes;
    PacketSet open = space.all();
    PacketSet permitted = space.none();
    for (int j = 0; j < 160; ++j) {
      BoxRule box{{}, random() % 2 == 0};
      const Bits128 address = random() % 256;
      box.packets.fields[static_cast<std::size_t>(j < 80 ? Field::source : Field::destination)] = {
          {address, address}};
      if (random() % 2 == 0) {
        const Bits128 port = random() % 8;
        box.packets.fields[static_cast<std::size_t>(Field::destination_port)] = {{port, port}};
      }
      boxes.push_back(box);
      const PacketSet packets = space.packets(box.packets);
      if (box.permit) permitted |= open & packets;
      open -= packets;
    }
    ASSERT_EQ(space.first_match(boxes), permitted);
  }
}

TEST(FirstMatch, HoldsTheNodeLimitAndLeaksNothing) {
  const Universe universe{{Field::destination, 24}, {Field::source, 24}, {Field::protocol, 8}};
  PacketSpace space(universe.layout(), 5'000);
  std::mt19937_64 random(64);
  std::vector<BoxRule> boxes;
  for (int j = 0; j < 500; ++j) boxes.push_back(random_box(universe, random));
  EXPECT_THROW((void)space.first_match(boxes), PacketSetTooLarge);
  EXPECT_LE(space.statistics().peak_nodes, 5'000U);
  EXPECT_EQ(space.statistics().live_handles, 0U);
  EXPECT_EQ(space.statistics().live_nodes, 0U);
  boxes.resize(3);  // and the space goes on
  EXPECT_EQ(space.first_match(boxes).count(), PacketSpace(universe.layout()).first_match(boxes).count());
}

TEST(FirstMatch, OfNoRulePermitsNothing) {
  PacketSpace space;
  EXPECT_TRUE(space.first_match(std::vector<MatchedRule>{}).empty());
  EXPECT_TRUE(space.first_match(std::vector<BoxRule>{}).empty());
  EXPECT_TRUE(space.first_match(std::vector<BoxRule>{{Cube{}, true}}).is_all());
  EXPECT_TRUE(space.first_match(std::vector<MatchedRule>{{space.all(), true}}).is_all());
  EXPECT_TRUE(space.first_match(std::vector<MatchedRule>{{space.all(), false}, {space.all(), true}}).empty());
}

PortRange read_ports(const std::string& text) {
  const std::size_t dash = text.find('-');
  return {static_cast<std::uint16_t>(std::stoi(text.substr(0, dash))),
          static_cast<std::uint16_t>(std::stoi(text.substr(dash + 1)))};
}

std::vector<MatchedRule> read_filter(PacketSpace& space, const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<MatchedRule> rules;
  std::string action, protocol, source, destination, source_ports, destination_ports;
  while (file >> action >> protocol >> source >> destination >> source_ports >> destination_ports) {
    PacketSet packets = space.address(Field::source, Prefix::parse(source).value()) &
                        space.address(Field::destination, Prefix::parse(destination).value()) &
                        space.ports(Field::source_port, read_ports(source_ports)) &
                        space.ports(Field::destination_port, read_ports(destination_ports));
    if (protocol != "any") packets &= space.protocol(parse_protocol(protocol).value());
    rules.push_back({packets, action == "permit"});
  }
  return rules;
}

Bits128 number(const char* digits) {
  Bits128 value = 0;
  for (; *digits != '\0'; ++digits) value = value * 10 + static_cast<unsigned>(*digits - '0');
  return value;
}

class KnownFilters : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(KnownFilters, PermitAsManyHeadersAsTheIndependentToolCounted) {
  const auto path = data_root() / "acl" / GetParam().first;
  SEKISHO_NEEDS(path);
  PacketSpace space;
  const std::vector<MatchedRule> rules = read_filter(space, path);
  const PacketSet permit = space.first_match(rules);
  const auto count = permit.exact_count();
  ASSERT_TRUE(count);
  const int free_bits = bits_of(space.layout()) - 1 - 104;  // all but the family and the 5-tuple of IPv4
  EXPECT_TRUE(count->factor << (count->exponent - free_bits) == number(GetParam().second));

  PacketSet open = space.all();
  PacketSet one_by_one = space.none();
  for (std::size_t i = 0; i < std::min<std::size_t>(rules.size(), 300); ++i) {
    if (rules[i].permit) one_by_one |= open & rules[i].packets;
    open -= rules[i].packets;
  }
  EXPECT_EQ(permit - open, one_by_one);  // where the first rules decide
}

INSTANTIATE_TEST_SUITE_P(FirstMatch, KnownFilters,
                         testing::Values(std::pair{"acl_100.txt", "9676460053302625670987776"},
                                         std::pair{"acl_1000.txt", "225800757039076267796424142"},
                                         std::pair{"acl_10000.txt", "11357754353983948022094571384"}));

}  // namespace
}  // namespace sekisho::test
