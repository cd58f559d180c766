// Boolean operations against brute force: every set of three bits with every other, a sample of
// those of four bits, and random larger ones; then the laws that canonical handles must obey.
#include "universe.hpp"

#include "support/data.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace sekisho::test {
namespace {

std::vector<PacketSet> every_set(PacketSpace& space, const Universe& universe) {
  std::vector<PacketSet> sets;
  for (std::uint64_t number = 0; number < std::uint64_t{1} << universe.size(); ++number) {
    sets.push_back(universe.set_of(space, universe.numbered(number)));
  }
  return sets;
}

/// Every binary operation and test on the sets numbered a and b of `sets`.
void expect_binary_operations(const std::vector<PacketSet>& sets, std::uint64_t a, std::uint64_t b) {
  const std::uint64_t mask = sets.size() - 1;
  ASSERT_EQ(sets[a] & sets[b], sets[a & b]) << a << " and " << b;
  ASSERT_EQ(sets[a] | sets[b], sets[a | b]) << a << " or " << b;
  ASSERT_EQ(sets[a] - sets[b], sets[a & ~b & mask]) << a << " minus " << b;
  ASSERT_EQ(sets[a].intersects(sets[b]), (a & b) != 0) << a << " intersects " << b;
  ASSERT_EQ(sets[a].subset_of(sets[b]), (a & ~b) == 0) << a << " subset of " << b;
  ASSERT_EQ(sets[a] == sets[b], a == b) << a << " equals " << b;
}

class ThreeBits : public testing::TestWithParam<Universe> {};

TEST_P(ThreeBits, EveryPairOfSets) {
  const Universe& universe = GetParam();
  PacketSpace space(universe.layout());
  const std::vector<PacketSet> sets = every_set(space, universe);
  for (std::uint64_t a = 0; a < sets.size(); ++a) {
    for (std::uint64_t b = 0; b < sets.size(); ++b) expect_binary_operations(sets, a, b);
  }
}

TEST_P(ThreeBits, EverySet) {
  const Universe& universe = GetParam();
  PacketSpace space(universe.layout());
  const std::vector<PacketSet> sets = every_set(space, universe);
  for (std::uint64_t a = 0; a < sets.size(); ++a) {
    const Model model = universe.numbered(a);
    ASSERT_EQ(universe.model_of(sets[a]), model);
    ASSERT_EQ(~sets[a], sets[~a & (sets.size() - 1)]);
    ASSERT_EQ(sets[a].empty(), a == 0);
    ASSERT_EQ(sets[a].is_all(), a == sets.size() - 1);
    ASSERT_EQ(sets[a].count(), static_cast<double>(members(model)));
  }
}

INSTANTIATE_TEST_SUITE_P(Boolean, ThreeBits,
                         testing::Values(Universe{{Field::source, 3}},
                                         Universe{{Field::destination, 1}, {Field::protocol, 2}},
                                         Universe{{Field::family, 1}, {Field::source, 1}, {Field::vlan, 1}}));

TEST(Boolean, SampledPairsOfFourBitSets) {
  const Universe universe{{Field::destination, 2}, {Field::source, 1}, {Field::source_port, 1}};
  PacketSpace space(universe.layout());
  const std::vector<PacketSet> sets = every_set(space, universe);
  std::mt19937_64 random(1);
  for (int i = 0; i < scaled(300'000); ++i) {
    expect_binary_operations(sets, random() % sets.size(), random() % sets.size());
    if (HasFatalFailure()) return;
  }
}

TEST(Boolean, RandomLargerSetsAgreeWithTheirModels) {
  const Universe universe{
      {Field::destination, 5}, {Field::source, 4}, {Field::protocol, 2}, {Field::mark, 2}};
  PacketSpace space(universe.layout());
  std::mt19937_64 random(2);
  for (int i = 0; i < scaled(200); ++i) {
    const PacketSet a = random_set(space, universe, random, 4);
    const PacketSet b = random_set(space, universe, random, 4);
    const Model model_a = universe.model_of(a);
    const Model model_b = universe.model_of(b);
    ASSERT_EQ(universe.model_of(a & b), combined(model_a, model_b, std::logical_and<>()));
    ASSERT_EQ(universe.model_of(a | b), combined(model_a, model_b, std::logical_or<>()));
    ASSERT_EQ(universe.model_of(a - b), combined(model_a, model_b, std::greater<>()));
    ASSERT_EQ(a.intersects(b), members(combined(model_a, model_b, std::logical_and<>())) > 0);
    ASSERT_EQ(a.subset_of(b), members(combined(model_a, model_b, std::greater<>())) == 0);
    ASSERT_EQ(a == b, model_a == model_b);
  }
}

TEST(Boolean, EqualSetsAreEqualHandlesHoweverTheyWereBuilt) {
  const Universe universe{{Field::destination, 4}, {Field::source, 4}, {Field::protocol, 2}};
  PacketSpace space(universe.layout());
  std::mt19937_64 random(3);
  for (int i = 0; i < scaled(100); ++i) {
    const PacketSet set = random_set(space, universe, random, 4);
    ASSERT_EQ(universe.set_of(space, universe.model_of(set)), set);
  }
}

TEST(Boolean, Laws) {
  const Universe universe{
      {Field::destination, 16}, {Field::source, 16}, {Field::protocol, 8}, {Field::vlan, 12}};
  PacketSpace space(universe.layout());
  std::mt19937_64 random(4);
  for (int i = 0; i < scaled(500); ++i) {
    const PacketSet a = random_set(space, universe, random, 3);
    const PacketSet b = random_set(space, universe, random, 3);
    const PacketSet c = random_set(space, universe, random, 3);
    ASSERT_EQ(~(a & b), ~a | ~b);
    ASSERT_EQ(~(a | b), ~a & ~b);
    ASSERT_EQ(a | (a & b), a);
    ASSERT_EQ(a & (a | b), a);
    ASSERT_EQ(a & (b | c), (a & b) | (a & c));
    ASSERT_EQ(a | (b & c), (a | b) & (a | c));
    ASSERT_EQ((a & b) & c, a & (b & c));
    ASSERT_EQ((a - b) | (a & b), a);
    ASSERT_EQ(a & ~a, space.none());
    ASSERT_EQ(a | ~a, space.all());
    ASSERT_EQ(~~a, a);
    ASSERT_EQ(a.subset_of(b), (a - b).empty());
    ASSERT_EQ(a.intersects(b), !(a & b).empty());
  }
}

TEST(Boolean, CompoundAssignmentsAreTheOperators) {
  const Universe universe{{Field::destination, 4}, {Field::source, 4}};
  PacketSpace space(universe.layout());
  const PacketSet a = space.range(Field::destination, 3, 9);
  const PacketSet b = space.range(Field::source, 5, 12);
  PacketSet united = a;
  PacketSet met = a;
  PacketSet reduced = a;
  EXPECT_EQ(united |= b, a | b);
  EXPECT_EQ(met &= b, a & b);
  EXPECT_EQ(reduced -= b, a - b);
}

TEST(Boolean, UnionOfManyIsTheUnionOneByOne) {
  const Universe universe{{Field::destination, 6}, {Field::source, 6}};
  PacketSpace space(universe.layout());
  std::mt19937_64 random(5);
  for (std::size_t count = 0; count < 40; ++count) {
    std::vector<PacketSet> sets;
    PacketSet expected = space.none();
    for (std::size_t i = 0; i < count; ++i) {
      sets.push_back(random_set(space, universe, random, 1));
      expected |= sets.back();
    }
    ASSERT_EQ(space.union_of(sets), expected);
  }
}

}  // namespace
}  // namespace sekisho::test
