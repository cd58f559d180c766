// Sets copied from one space to another.
#include "universe.hpp"

#include "support/data.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

const Universe tiny{{Field::destination, 1}, {Field::source, 1}, {Field::protocol, 1}};
TEST(Transfer, EverySetOverThreeBitsStaysItself) {
  PacketSpace from(tiny.layout());
  PacketSpace to(tiny.layout());
  for (std::uint64_t number = 0; number < 256; ++number) {
    const Model model = tiny.numbered(number);
    EXPECT_EQ(to.copy_of(tiny.set_of(from, model)), tiny.set_of(to, model));
  }
}

TEST(Transfer, RandomSetsComeBackAsThemselves) {
  PacketSpace from(large_universe.layout());
  PacketSpace to(large_universe.layout());
  std::mt19937_64 random(71);
  std::mt19937_64 same_random(71);
  for (int i = 0; i < scaled(300); ++i) {
    const PacketSet set = random_set(from, large_universe, random, 4);
    const PacketSet copy = to.copy_of(set);
    EXPECT_EQ(copy, random_set(to, large_universe, same_random, 4));  // as if it had been made there
    EXPECT_EQ(from.copy_of(copy), set);
    EXPECT_EQ(to.copy_of(~set), ~copy);
  }
}

TEST(Transfer, ManySetsAtOnceKeepTheirOrder) {
  PacketSpace from(large_universe.layout());
  PacketSpace to(large_universe.layout());
  std::mt19937_64 random(72);
  std::vector<PacketSet> sets = {from.none(), from.all()};
  for (int i = 0; i < 50; ++i) sets.push_back(random_set(from, large_universe, random, 3));
  const std::vector<PacketSet> copies = to.copies_of(sets);
  ASSERT_EQ(copies.size(), sets.size());
  for (std::size_t i = 0; i < sets.size(); ++i) EXPECT_EQ(copies[i], to.copy_of(sets[i]));
  EXPECT_TRUE(to.copies_of({}).empty());
}

TEST(Transfer, WithinOneSpaceIsTheSameSet) {
  PacketSpace space;
  const PacketSet set = space.protocol(6);
  EXPECT_EQ(space.copy_of(set), set);
}

TEST(Transfer, TheLimitHoldsAndNothingLeaks) {
  PacketSpace from(large_universe.layout());
  PacketSpace to(large_universe.layout(), 1'000);
  {
    std::mt19937_64 random(73);
    std::vector<PacketSet> sets;
    for (int i = 0; i < 100; ++i) sets.push_back(random_set(from, large_universe, random, 4));
    EXPECT_THROW((void)to.copies_of(sets), PacketSetTooLarge);
    EXPECT_EQ(to.statistics().live_handles, 0U);
    EXPECT_EQ(to.copy_of(sets.front()).count(), sets.front().count());  // the space goes on
  }
  EXPECT_EQ(to.statistics().live_handles, 0U);
  EXPECT_EQ(to.statistics().live_nodes, 0U);
}

}  // namespace
}  // namespace sekisho::test
