// Handles, garbage collection and the node limit.
#include "universe.hpp"

#include "support/data.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <optional>

namespace sekisho::test {
namespace {

TEST(Memory, HandlesAreCountedThroughCopiesAndMoves) {
  PacketSpace space;
  EXPECT_EQ(space.statistics().live_handles, 0U);
  {
    PacketSet a = space.protocol(6);
    PacketSet b = a;
    EXPECT_EQ(space.statistics().live_handles, 2U);
    PacketSet c = std::move(b);
    EXPECT_EQ(space.statistics().live_handles, 2U);
    b = c;
    b = *&b;  // assignment to itself
    EXPECT_EQ(b, a);
    a = std::move(c);
    EXPECT_EQ(space.statistics().live_handles, 2U);
    std::vector<PacketSet> many(10, a);
    many.erase(many.begin(), many.begin() + 5);
    EXPECT_EQ(space.statistics().live_handles, 7U);
    std::swap(a, many.front());
  }
  EXPECT_EQ(space.statistics().live_handles, 0U);
  EXPECT_EQ(space.statistics().live_nodes, 0U);
}

TEST(Memory, EveryOperationGivesItsHandlesBack) {
  PacketSpace space;
  {
    const PacketSet a = space.address(Field::source, *Prefix::parse("10.0.0.0/8"));
    const PacketSet b = space.packet(Packet{});
    const PacketSet c = ((a | b) - (a & b)).swap(Field::source, Field::destination).forget(Field::protocol);
    (void)c.cubes(5);
    (void)c.member_preferring({a, b});
    (void)space.union_of({a, b, c});
    (void)space.with_network(c, Field::source, *Prefix::parse("172.16.0.0/12"));
    EXPECT_EQ(space.statistics().live_handles, 3U);
  }
  EXPECT_EQ(space.statistics().live_handles, 0U);
}

TEST(Memory, EmptyHandlesMayOutliveAnything) {
  std::optional<PacketSet> moved_from;
  {
    PacketSpace space;
    moved_from = space.all();
    const PacketSet taken = std::move(*moved_from);
  }
  moved_from = PacketSet();
  EXPECT_EQ(PacketSet(), PacketSet());
}

// A small limit makes the store collect in the middle of the work, again and again; the results have to
// be those of a space that never collects.
TEST(Memory, CollectionUnderPressureChangesNoResult) {
  PacketSpace roomy(large_universe.layout());
  PacketSpace tight(large_universe.layout(), 6'000);
  std::mt19937_64 random_for_roomy(41);
  std::mt19937_64 random_for_tight(41);
  std::vector<PacketSet> expected;
  std::vector<PacketSet> kept;
  for (int i = 0; i < scaled(2'000); ++i) {
    const PacketSet in_roomy = random_set(roomy, large_universe, random_for_roomy, 3);
    const PacketSet in_tight = random_set(tight, large_universe, random_for_tight, 3);
    ASSERT_EQ(in_roomy.count(), in_tight.count());
    ASSERT_EQ(in_roomy.node_count(), in_tight.node_count());
    ASSERT_EQ(in_roomy.member(), in_tight.member());
    if (i % 20 != 0) continue;
    expected.push_back(in_roomy);  // some sets live on through later collections
    kept.push_back(in_tight);
    if (kept.size() > 8) {
      expected.erase(expected.begin());
      kept.erase(kept.begin());
    }
    for (std::size_t j = 0; j < kept.size(); ++j) {
      ASSERT_EQ(kept[j].count(), expected[j].count());
      ASSERT_EQ(kept[j].member(), expected[j].member());
    }
  }
  EXPECT_LE(tight.statistics().peak_nodes, 6'000U);
  EXPECT_GT(roomy.statistics().peak_nodes, 6'000U);
}

TEST(Memory, GrowthTriggersCollection) {
  PacketSpace space(large_universe.layout());
  std::mt19937_64 random(42);
  for (int i = 0; i < 20'000; ++i) (void)random_set(space, large_universe, random, 2);
  EXPECT_LT(space.statistics().peak_nodes, 100'000U);  // garbage did not pile up
}

/// A set whose diagram needs a node per value of the upper half: x == y for fields far apart.
PacketSet equal_fields(PacketSpace& space, int bits) {
  PacketSet result = space.all();
  for (int i = 0; i < bits; ++i) {
    const Bits128 bit = Bits128{1} << i;
    const PacketSet both = space.masked(Field::destination, bit, bit) & space.masked(Field::source, bit, bit);
    const PacketSet neither = space.masked(Field::destination, 0, bit) & space.masked(Field::source, 0, bit);
    result &= both | neither;
  }
  return result;
}

TEST(Memory, TooLargeSetsAreRefusedAndTheSpaceGoesOn) {
  PacketSpace space(large_universe.layout(), 20'000);
  const PacketSet kept = space.range(Field::source, 1000, 2000);
  EXPECT_THROW(equal_fields(space, 24), PacketSetTooLarge);
  EXPECT_EQ(space.statistics().live_handles, 1U);
  EXPECT_EQ(kept, space.range(Field::source, 0, 2000) - space.range(Field::source, 0, 999));
  EXPECT_EQ(equal_fields(space, 8).count(), std::pow(2.0, 56 - 8));
  EXPECT_THROW(equal_fields(space, 24), PacketSetTooLarge);
  EXPECT_LE(space.statistics().peak_nodes, 20'000U);
}

TEST(Memory, TheRefusalNamesTheLimit) {
  PacketSpace space(large_universe.layout(), 5'000);
  try {
    (void)equal_fields(space, 24);
    FAIL();
  } catch (const PacketSetTooLarge& refusal) {
    EXPECT_EQ(refusal.node_limit, 5'000U);
  }
}

}  // namespace
}  // namespace sekisho::test
