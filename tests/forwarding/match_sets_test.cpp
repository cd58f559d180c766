// Matches as sets against comparisons packet by packet.
#include "match_reference.hpp"

#include <sekisho/forwarding/match_sets.hpp>
#include "lab.hpp"
#include "support/data.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using forwarding::Bounds;
using forwarding::MatchSets;

TEST(MatchSets, BoundsAreExactlyThePossibleAndTheSureMatches) {
  PacketSpace space;
  MatchSets sets(space, test_date);
  Draw draw(1);
  int matched = 0;
  for (int i = 0; i < scaled(800); ++i) {
    const Match match = some_match(draw);
    const Bounds bounds = sets.of(match);
    ASSERT_TRUE(bounds.must.subset_of(bounds.may));
    for (int p = 0; p < 60; ++p) {
      const Packet packet = some_packet(draw);
      const Answer answer = match_answer(match, packet);
      matched += answer != no ? 1 : 0;
      ASSERT_EQ(bounds.may.contains(packet), answer != no) << "match " << i << ": " << to_string(packet);
      ASSERT_EQ(bounds.must.contains(packet), answer == yes) << "match " << i << ": " << to_string(packet);
    }
  }
  EXPECT_GT(matched, scaled(800) * 60 / 50);
}

}  // namespace
}  // namespace sekisho::test
