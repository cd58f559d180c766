// Cubes: their union is the set, they do not depend on how the set came about, and they read as an
// administrator would write them.
#include "universe.hpp"

#include "support/data.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

PacketSet union_of_cubes(PacketSpace& space, const std::vector<Cube>& cubes) {
  std::vector<PacketSet> sets;
  for (const Cube& cube : cubes) sets.push_back(set_of_cube(space, cube));
  return space.union_of(std::move(sets));
}

/// Each list of values is ascending, without overlaps or ranges that should be joined, and is not "any".
void expect_well_formed(const Layout& layout, const Cube& cube) {
  for (std::size_t i = 0; i < field_count; ++i) {
    const auto& ranges = cube.fields[i];
    for (std::size_t j = 0; j < ranges.size(); ++j) {
      ASSERT_LE(ranges[j].first, ranges[j].last);
      if (j > 0) {
        ASSERT_GT(ranges[j].first, ranges[j - 1].last + 1);
      }
    }
    ASSERT_TRUE(ranges.empty() || ranges.front() != (ValueRange{0, low_ones(layout.widths[i])}));
  }
}

void expect_good_cubes(PacketSpace& space, const PacketSet& set) {
  const auto [cubes, complete] = set.cubes(10'000);
  ASSERT_TRUE(complete);
  for (const Cube& cube : cubes) expect_well_formed(space.layout(), cube);
  ASSERT_EQ(union_of_cubes(space, cubes), set);
  for (std::size_t limit = 0; limit <= cubes.size(); ++limit) {
    const auto limited = set.cubes(limit);
    ASSERT_LE(limited.cubes.size(), limit);
    ASSERT_EQ(limited.complete, limit == cubes.size());
    ASSERT_TRUE(union_of_cubes(space, limited.cubes).subset_of(set));
  }
}

TEST(Cubes, EveryThirdSetOfFourBits) {  // in a smaller run every 23rd
  const Universe universe{{Field::destination, 2}, {Field::protocol, 1}, {Field::source_port, 1}};
  PacketSpace space(universe.layout());
  for (std::uint64_t number = 0; number < 1U << 16; number += scale() < 1 ? 23 : 3) {
    expect_good_cubes(space, universe.set_of(space, universe.numbered(number)));
    if (HasFatalFailure()) return;
  }
}

TEST(Cubes, EverySetOfThreeBitsWithFamilies) {
  const Universe universe{{Field::family, 1}, {Field::destination, 1}, {Field::protocol, 1}};
  PacketSpace space(universe.layout());
  for (std::uint64_t number = 0; number < 1U << 8; ++number) {
    const PacketSet set = universe.set_of(space, universe.numbered(number));
    expect_good_cubes(space, set);
    for (const Cube& cube : set.cubes(100).cubes) {
      ASSERT_FALSE(cube.of(Field::family).empty() && !cube.of(Field::destination).empty());
    }
    if (HasFatalFailure()) return;
  }
}

TEST(Cubes, FieldsBeforeTheFamily) {
  const Universe universe{{Field::origin, 1}, {Field::family, 1}, {Field::source, 1}};
  PacketSpace space(universe.layout());
  for (std::uint64_t number = 0; number < 1U << 8; ++number) {
    const PacketSet set = universe.set_of(space, universe.numbered(number));
    expect_good_cubes(space, set);
    for (const Cube& cube : set.cubes(100).cubes) {
      ASSERT_FALSE(cube.of(Field::family).empty() && !cube.of(Field::source).empty());
    }
    if (HasFatalFailure()) return;
  }
}

TEST(Cubes, RandomSets) {
  const Universe universe{{Field::destination, 6}, {Field::source, 5}, {Field::protocol, 3}};
  PacketSpace space(universe.layout());
  std::mt19937_64 random(31);
  for (int i = 0; i < scaled(150); ++i) {
    expect_good_cubes(space, random_set(space, universe, random, 3));
    if (HasFatalFailure()) return;
  }
}

TEST(Cubes, DependOnTheSetOnly) {
  const Universe universe{{Field::destination, 4}, {Field::source, 4}};
  PacketSpace tidy(universe.layout());
  PacketSpace littered(universe.layout());
  std::mt19937_64 random(32);
  for (int i = 0; i < scaled(200); ++i) {
    const PacketSet set = random_set(tidy, universe, random, 3);
    std::mt19937_64 other(static_cast<std::uint64_t>(i));
    const PacketSet litter = random_set(littered, universe, other, 3);
    const PacketSet same = universe.set_of(littered, universe.model_of(set));
    ASSERT_EQ(set.cubes(1000).cubes, same.cubes(1000).cubes);
    ASSERT_EQ(set.cubes(3).cubes, same.cubes(3).cubes);
  }
}

TEST(Cubes, OfTheEmptySetAndOfEverything) {
  PacketSpace space;
  EXPECT_TRUE(space.none().cubes(5).cubes.empty());
  EXPECT_TRUE(space.none().cubes(0).complete);
  ASSERT_EQ(space.all().cubes(5).cubes.size(), 1U);
  EXPECT_EQ(space.all().cubes(5).cubes.front(), Cube{});
  EXPECT_FALSE(space.all().cubes(0).complete);
}

TEST(Cubes, AreTheRulesOfASimpleFilter) {
  PacketSpace space;
  const auto prefix = [](const char* text) { return *Prefix::parse(text); };
  const PacketSet web =
      space.address(Field::source, prefix("10.1.0.0/16")) & space.protocol(protocol::tcp) &
      (space.ports(Field::destination_port, {80, 80}) | space.ports(Field::destination_port, {443, 443}));
  const PacketSet server = space.address(Field::destination, prefix("192.168.5.9/32"));
  const auto [cubes, complete] = (web | server).cubes(10);
  ASSERT_TRUE(complete);
  ASSERT_EQ(cubes.size(), 2U);
  EXPECT_TRUE(cubes[0].of(Field::destination).empty());
  const std::vector<ValueRange> ports{{80, 80}, {443, 443}};
  EXPECT_EQ(cubes[0].of(Field::destination_port), ports);
  ASSERT_EQ(cubes[0].of(Field::source).size(), 1U);
  EXPECT_EQ(addresses_of(Family::v4, cubes[0].of(Field::source).front()),
            AddressRange::of(prefix("10.1.0.0/16")));
  EXPECT_TRUE(cubes[1].of(Field::source).empty());
  EXPECT_EQ(set_of_cube(space, cubes[1]), server);
}

TEST(Cubes, SpellOutOnlyTheExceptionOfADeny) {
  PacketSpace space;
  const PacketSet inside = space.address(Field::destination, *Prefix::parse("10.0.0.0/8"));
  const PacketSet telnet = space.protocol(protocol::tcp) & space.equal(Field::destination_port, 23);
  const auto [cubes, complete] = (inside - telnet).cubes(10);
  ASSERT_TRUE(complete);
  EXPECT_EQ(cubes.size(), 2U);  // any protocol but TCP; any port but 23
  EXPECT_EQ(union_of_cubes(space, cubes), inside - telnet);
}

TEST(Cubes, ShareWhatSmallerRemaindersNeedAnyway) {
  PacketSpace space;
  const auto host = [&](std::uint32_t address) {
    return space.address(Field::destination, AddressRange::of(Address::v4(address)));
  };
  const PacketSet web = space.equal(Field::destination_port, 80);
  const PacketSet mail = space.equal(Field::destination_port, 25);
  const PacketSet set = (host(1) & (web | mail)) | (host(20) & web) | (host(30) & mail);
  const auto cubes = set.cubes(10).cubes;  // hosts 1 and 20 to port 80, hosts 1 and 30 to port 25
  ASSERT_EQ(cubes.size(), 2U);
  EXPECT_EQ(set_of_cube(space, cubes[0]), (host(1) | host(20)) & web);
  EXPECT_EQ(set_of_cube(space, cubes[1]), (host(1) | host(30)) & mail);
}

TEST(Cubes, OneFamilyAtATimeWhereAddressesMatter) {
  PacketSpace space;
  const PacketSet raw = space.top_bits(Field::source, Bits128{10} << 120, 8);
  const PacketSet ssh = space.equal(Field::destination_port, 22);
  const auto cubes = (raw | ssh).cubes(10).cubes;
  ASSERT_EQ(cubes.size(), 3U);
  EXPECT_EQ(set_of_cube(space, cubes[0]), ssh);
  EXPECT_EQ(set_of_cube(space, cubes[1]), raw & space.family(Family::v4));
  EXPECT_EQ(set_of_cube(space, cubes[2]), raw & space.family(Family::v6));
}

// Thousands of rules whose destinations are all groups of their own: more than is widened and than fits.
TEST(Cubes, OfAVeryLargeSetAreAPartOfIt) {
  PacketSpace space;
  std::mt19937_64 random(55);
  std::vector<BoxRule> rules;
  const std::uint64_t count = scale() < 1 ? 400 : 1'000;
  for (std::uint64_t i = 0; i < count; ++i) {
    Cube cube;
    const auto constrain = [&](Field field, Bits128 first, Bits128 last) {
      cube.fields[static_cast<std::size_t>(field)] = {{first, last}};
    };
    const Bits128 host = Bits128{0x0a000000U + i * 2} << 96;
    constrain(Field::family, 0, 0);
    constrain(Field::destination, host, host | low_ones(96));
    if (i % 3 != 0) constrain(Field::source_port, random() % 1000, 1000 + random() % 1000);
    constrain(Field::destination_port, random() % 100, 100 + random() % 100);
    rules.push_back({std::move(cube), true});
  }
  const PacketSet set = space.first_match(rules);
  const auto [cubes, complete] = set.cubes(300);
  EXPECT_FALSE(complete);
  EXPECT_EQ(cubes.size(), 300U);
  EXPECT_EQ(cubes, set.cubes(300).cubes);
  EXPECT_TRUE(union_of_cubes(space, cubes).subset_of(set));
  const auto all = set.cubes(100'000);
  EXPECT_TRUE(all.complete);
  EXPECT_EQ(union_of_cubes(space, all.cubes), set);
}

TEST(Cubes, MasksWithHolesAreBounded) {
  PacketSpace space;
  const PacketSet odd_hosts = space.masked(Field::source, 1, 1);  // 2^127 ranges
  const auto [cubes, complete] = odd_hosts.cubes(10);
  EXPECT_FALSE(complete);
  EXPECT_TRUE(union_of_cubes(space, cubes).subset_of(odd_hosts));
}

}  // namespace
}  // namespace sekisho::test
