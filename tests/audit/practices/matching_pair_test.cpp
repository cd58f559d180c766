// Routers that share a virtual address and what their filters pass.
#include "audit/practices/practice_city.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

Interface shared(const std::string& name, const std::string& own, const std::string& common) {
  Interface made = interface(name, {own, common});
  made.addresses[1].shared = true;
  return made;
}

Device twin(const std::string& name, const std::string& host, std::vector<Rule> rules) {
  Device made = device(name, {shared("mn", "10.10.0." + host + "/24", "10.10.0.1/24"),
                              shared("lg", "10.20.0." + host + "/24", "10.20.0.1/24")});
  made.interfaces[0].ingress_filters = {"from-mn"};
  made.filters["from-mn"] = filter("from-mn", std::move(rules));
  return made;
}

World pair(std::vector<Rule> first, std::vector<Rule> second) {
  World world;
  world.add(twin("r1", "2", std::move(first))).add(twin("r2", "3", std::move(second)));
  world.segment("mn", {"10.10.0.0/24"}, SegmentClass::my_number);
  world.segment("lg", {"10.20.0.0/24"}, SegmentClass::lgwan);
  world.join({"mn", "r1:mn", "r2:mn"}).join({"lg", "r1:lg", "r2:lg"});
  return world;
}

std::string matching(const World& world) { return line_of(practised(world, Practice::matching_pair)); }

const Service https = service(protocol::tcp, 443);
const Service ssh = service(protocol::tcp, 22);

TEST(MatchingPair, TheSameInOtherWordsIsTheSame) {
  EXPECT_EQ(matching(pair({rule(Action::permit, "", "", {https, ssh})},
                          {rule(Action::permit, "", "", {ssh}), rule(Action::permit, "", "", {https})})),
            "proved");
}

TEST(MatchingPair, ADifferenceIsShownByAPacket) {
  const RequirementResult result =
      practised(pair({rule(Action::permit, "", "", {https})}, {rule(Action::permit, "", "", {https, ssh})}),
                Practice::matching_pair);
  EXPECT_EQ(line_of(result), "violated: practice_pair_unequal");
  const std::string text = said(result, Code::practice_pair_unequal);
  EXPECT_THAT(text, testing::StartsWith("r1:mn | r2:mn | r2 | "));
  EXPECT_THAT(text, testing::HasSubstr("22"));
}

TEST(MatchingPair, TheirOwnAddressesMayDiffer) {
  EXPECT_EQ(matching(pair({rule(Action::permit, "", "10.10.0.2/32", {ssh})},
                          {rule(Action::permit, "", "10.10.0.3/32", {ssh})})),
            "proved");
}

TEST(MatchingPair, FiltersOnTheWayOutCount) {
  World world = pair({rule(Action::permit)}, {rule(Action::permit)});
  Device& r2 = world.device_named("r2");
  r2.filters["to-lg"] = filter("to-lg", {rule(Action::permit, "", "", {https})});
  r2.interfaces[1].egress_filters = {"to-lg"};
  const RequirementResult result = practised(world, Practice::matching_pair);
  EXPECT_EQ(line_of(result), "violated: practice_pair_unequal");
  EXPECT_THAT(said(result, Code::practice_pair_unequal),
              testing::StartsWith("r1:mn > lg | r2:mn > lg | r1 | "));
}

TEST(MatchingPair, PoliciesBetweenInterfacesCount) {
  World world = pair({rule(Action::permit)}, {rule(Action::permit)});
  world.device_named("r1").forward_filter = filter("policy", {rule(Action::permit)});
  EXPECT_EQ(matching(world), "proved");
  world.device_named("r2").forward_filter = filter("policy", {});
  EXPECT_EQ(matching(world).substr(0, 8), "violated");
}

TEST(MatchingPair, WhatIsNotCertainIsNotAlike) {
  const Rule open = maybe(rule(Action::permit, "", "", {https}));
  EXPECT_EQ(matching(pair({open}, {open})), "unproved: practice_pair_uncertain");
  World world = pair({rule(Action::permit)}, {rule(Action::permit)});
  world.device_named("r1").uncertainties = {{Effect::may_drop, "lg", {}}};
  EXPECT_EQ(matching(world).substr(0, 8), "unproved");
}

TEST(MatchingPair, RoutersThatShareNothingMayDiffer) {
  World world = pair({}, {rule(Action::permit)});
  for (const char* name : {"r1", "r2"}) {
    for (Interface& each : world.device_named(name).interfaces) each.addresses.pop_back();
  }
  EXPECT_EQ(matching(world), "proved");
}

}  // namespace
}  // namespace sekisho::test
