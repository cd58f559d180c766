// Nothing is proved of a draft.
#include "city.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

TEST(DraftVerdict, WhatWouldBeProvedIsNot) {
  World world = city();
  world.network.snapshot.draft = {"draft.yaml", 2, 1, 0};
  const RequirementResult result = verdict_of(world, must_not_reach("mn", "lg"));
  EXPECT_EQ(line_of(result), "unproved: reason_draft");
  EXPECT_EQ(result.reasons[0].because.span.line, 2);
  EXPECT_EQ(result.assurance, Assurance::none);
}

TEST(DraftVerdict, AnUnconfirmedSegmentIsNamedWhereItIsConcerned) {
  World world = city();
  world.network.snapshot.segments[0].confirmed = false;
  EXPECT_EQ(line_of(verdict_of(world, must_not_reach("mn", "lg"))),
            "unproved: reason_draft, reason_unconfirmed_segment");
  // The segment may be at another place than the draft says, and so between the two.
  EXPECT_EQ(line_of(verdict_of(world, must_not_reach("lg", "inet"))), "unproved: reason_draft");
}

TEST(DraftVerdict, AnUnconfirmedLinkIsEnough) {
  World world = city();
  world.network.snapshot.links.push_back(
      {{"fw", "mn", {}}, {"sw", "p1", {}}, {"draft.yaml", 7, 1, 0}, false});
  const RequirementResult result = verdict_of(world, must_not_reach("mn", "lg"));
  EXPECT_EQ(line_of(result), "unproved: reason_draft");
  EXPECT_EQ(result.reasons[0].because.span.line, 7);
}

TEST(DraftVerdict, AViolationStaysAndSaysSo) {
  World world = city({rule(Action::permit, "", "10.20.0.9/32")});
  world.network.snapshot.draft = {"draft.yaml", 2, 1, 0};
  EXPECT_EQ(line_of(verdict_of(world, must_not_reach("mn", "lg"))), "violated: policy 1, reason_draft");
}

TEST(DraftVerdict, AnExceptionIsNoWayAround) {
  World world = city({rule(Action::permit, "10.10.0.5/32", "10.20.0.9/32", {web})});
  Exception exception;
  exception.id = "E";
  exception.requirement = "T";
  exception.approver = exception.reason = exception.record = "x";
  exception.from = end_of("mn", {"10.10.0.5/32"});
  exception.to = end_of("lg", {"10.20.0.9/32"});
  exception.services = {web};
  exception.expires = Date{2027, 3, 31};
  world.network.snapshot.exceptions = {exception};
  ASSERT_EQ(verdict_of(world, must_not_reach("mn", "lg")).verdict, Verdict::excepted);
  world.network.snapshot.draft = {"draft.yaml", 2, 1, 0};
  const RequirementResult result = verdict_of(world, must_not_reach("mn", "lg"));
  EXPECT_EQ(result.verdict, Verdict::unproved);
  EXPECT_TRUE(result.exception.empty());
}

}  // namespace
}  // namespace sekisho::test
