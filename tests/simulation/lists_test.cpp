// Filters whose rules name other lists, and the filter of what a device itself sends.
#include "simulation/simulation_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using ::testing::ElementsAre;

Rule naming(Action action, const std::string& list, const std::string& source = "") {
  Rule made = rule(action, source);
  made.list = list;
  return made;
}

/// Paths and steps of a packet from 10.1.0.5 that meets `bound` at the interface it comes in by.
std::vector<std::string> lines(const FilterLists& lists, const Filter& bound) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.filters = lists;
  r.filters["bound"] = bound;
  at(r, "a").ingress_filters = {"bound"};
  return lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9")));
}

const char* const passes = "delivered b: r[a>b]";
const char* const stops = "denied: r[a>]";

TEST(Lists, ACallDecidesOrComesBack) {
  const FilterLists some{{"web", filter("web", {rule(permit, "10.1.0.5/32")})},
                         {"other", filter("other", {rule(permit, "10.1.0.6/32")})}};
  EXPECT_THAT(lines(some, filter("bound", {naming(Action::call, "web"), rule(deny)})), ElementsAre(passes));
  EXPECT_THAT(lines(some, filter("bound", {naming(Action::call, "other"), rule(deny)}, permit)),
              ElementsAre(stops));
  EXPECT_THAT(lines(some, filter("bound", {naming(Action::call, "other")}, permit)), ElementsAre(passes))
      << "the default action of a list that is called is not asked";
}

TEST(Lists, GiveBackLeavesOneListOnly) {
  const FilterLists some{{"out", filter("out", {rule(Action::give_back), rule(deny)})},
                         {"outer", filter("outer", {naming(Action::call, "out"), rule(permit)})}};
  EXPECT_THAT(lines(some, filter("bound", {naming(Action::call, "outer"), rule(deny)})), ElementsAre(passes));
  EXPECT_THAT(lines(some, filter("bound", {rule(Action::give_back), rule(deny)}, permit)),
              ElementsAre(passes));
}

TEST(Lists, GoToDoesNotComeBackToTheListThatWent) {
  const FilterLists some{{"empty", filter("empty", {})},
                         {"goes", filter("goes", {naming(Action::go_to, "empty"), rule(deny)})}};
  EXPECT_THAT(lines(some, filter("bound", {naming(Action::call, "goes"), rule(permit)})),
              ElementsAre(passes));
  EXPECT_THAT(lines(some, filter("bound", {naming(Action::go_to, "empty"), rule(permit)})),
              ElementsAre(stops));
}

TEST(Lists, ARequiredListMustPermitAndThenTheNextRuleIsAsked) {
  const FilterLists some{{"yes", filter("yes", {}, permit)}, {"no", filter("no", {})}};
  EXPECT_THAT(lines(some, filter("bound", {naming(Action::require, "yes"), rule(permit)})),
              ElementsAre(passes));
  EXPECT_THAT(lines(some, filter("bound", {naming(Action::require, "yes"), rule(deny)})), ElementsAre(stops));
  EXPECT_THAT(lines(some, filter("bound", {naming(Action::require, "no"), rule(permit)})),
              ElementsAre(stops));
}

TEST(Lists, WhatAListMayDoStaysOpen) {
  const FilterLists some{{"maybe", filter("maybe", {maybe(rule(permit))})},
                         {"back", filter("back", {maybe(rule(Action::give_back)), rule(deny)})}};
  const char* const perhaps = "? delivered b: r[a>b]";
  const char* const perhaps_not = "? denied: r[a>]";
  EXPECT_THAT(lines(some, filter("bound", {naming(Action::call, "maybe")})),
              ElementsAre(perhaps, perhaps_not));
  EXPECT_THAT(lines(some, filter("bound", {naming(Action::call, "maybe")}, permit)), ElementsAre(passes))
      << "either way it comes to the same";
  EXPECT_THAT(lines(some, filter("bound", {naming(Action::call, "back")}, permit)),
              ElementsAre(perhaps_not, perhaps));
  EXPECT_THAT(lines(some, filter("bound", {maybe(naming(Action::call, "nowhere"))}, permit)),
              ElementsAre(perhaps, perhaps_not));
}

// Each list calls the next one twice: walked anew for each call this would never end.
TEST(Lists, EachListIsWalkedOnce) {
  FilterLists some;
  for (int i = 0; i < 60; ++i) {
    const Rule next = naming(Action::call, std::to_string(i + 1));
    some[std::to_string(i)] = filter("", {next, next});
  }
  some["60"] = filter("60", {rule(permit, "10.9.0.0/16")});
  EXPECT_THAT(lines(some, filter("bound", {naming(Action::call, "0")}, permit)), ElementsAre(passes));
}

TEST(Lists, StepsNameTheRuleInsideTheListAndEachRequiredList) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.filters["mangle"] = filter("mangle", {}, permit);
  r.filters["inner"] = filter("inner", {rule(permit)});
  r.filters["filter"] = filter("filter", {naming(Action::call, "inner")});
  Filter policy = filter("", {naming(Action::require, "mangle"), naming(Action::require, "filter")}, permit);
  policy.default_source = {};
  r.forward_filter = policy;
  const Trace trace = world.run("a", tcp("10.1.0.5", "10.2.0.9"));
  ASSERT_EQ(trace.paths.size(), 1U);
  EXPECT_THAT(rules_of(trace.paths[0]),
              ElementsAre("route interface b", "permit mangle end", "permit inner 1"));
}

TEST(Lists, TheDevicesOwnPacketsMeetItsOwnFilterOnly) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.forward_filter = filter("policy", {});
  r.own_filter = filter("own", {rule(permit, "10.2.0.1/32", "10.2.0.9/32")});
  EXPECT_THAT(lines_of(world.run("r:", tcp("10.2.0.1", "10.2.0.9"))), ElementsAre("delivered b: r[>b]"));
  EXPECT_THAT(lines_of(world.run("r:", tcp("10.2.0.1", "10.2.0.8"))), ElementsAre("denied: r[>]"));
  r.own_filter->rules[0].egress = {"a"};
  EXPECT_THAT(lines_of(world.run("r:", tcp("10.2.0.1", "10.2.0.9"))), ElementsAre("denied: r[>]"));
}

}  // namespace
}  // namespace sekisho::test
