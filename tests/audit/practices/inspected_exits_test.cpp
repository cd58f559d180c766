// Inspections bound to the policies of internet exits, of the small city whose firewall is on the internet.
#include "audit/practices/practice_city.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

/// A policy of five lines that lets traffic through between two interfaces.
Rule policy(int line, const std::string& in, const std::string& out) {
  Rule made = rule(Action::permit);
  made.source.span = {"fw.cfg", line, 1, line + 4};
  made.ingress = {in};
  made.egress = {out};
  return made;
}

ManagementFact inspection(const std::string& kind, int line) {
  ManagementFact made = fact(FactKind::inspection, kind);
  made.source.span = {"fw.cfg", line};
  return made;
}

std::string exits_of(const std::vector<Rule>& rules, const std::vector<ManagementFact>& facts) {
  World world = tended_city();
  Device& fw = world.network.devices[0];
  fw.forward_filter->rules = rules;
  fw.management.insert(fw.management.end(), facts.begin(), facts.end());
  return line_of(practised(world, Practice::inspected_exits));
}

TEST(InspectedExits, APolicyHasBothInspections) {
  const std::vector<Rule> out = {policy(10, "lg", "out")};
  EXPECT_EQ(exits_of(out, {inspection("malware", 12), inspection("intrusion", 13)}), "proved");
  EXPECT_EQ(exits_of(out, {inspection("malware", 12)}), "unproved: practice_intrusion_uninspected");
  EXPECT_EQ(exits_of(out, {inspection("intrusion", 12)}), "unproved: practice_malware_uninspected");
}

TEST(InspectedExits, OfAnotherPolicyDoesNotCount) {
  const std::vector<Rule> both = {policy(10, "lg", "out"), policy(15, "out", "lg")};
  EXPECT_EQ(
      exits_of(both, {inspection("malware", 12), inspection("intrusion", 13), inspection("malware", 16)}),
      "unproved: practice_intrusion_uninspected");
}

TEST(InspectedExits, WhatStaysInsideNeedsNone) {
  Rule denied = policy(20, "lg", "out");
  denied.action = Action::deny;
  EXPECT_EQ(exits_of({policy(10, "lg", "mn"), denied}, {}), "proved");
  Rule anywhere = policy(10, "lg", "mn");
  anywhere.egress.clear();
  EXPECT_NE(exits_of({anywhere}, {}), "proved") << "any interface is an exit, too";
}

TEST(InspectedExits, AreUnknownWhereNobodyLooks) {
  World world = tended_city();
  Device& fw = world.network.devices[0];
  std::erase(fw.management_kinds, FactKind::inspection);
  EXPECT_EQ(line_of(practised(world, Practice::inspected_exits)), "unproved: practice_not_read");
  fw.forward_filter.reset();
  EXPECT_EQ(line_of(practised(world, Practice::inspected_exits)), "unproved: practice_exit_uninspected");
}

TEST(InspectedExits, ANetworkWithoutOneHasNothingToInspect) {
  World world = tended_city();
  world.network.snapshot.segments[2].segment_class = SegmentClass::security_cloud;
  world.network.devices[0].forward_filter->rules = {policy(10, "lg", "out")};
  EXPECT_EQ(line_of(practised(world, Practice::inspected_exits)), "proved");
}

}  // namespace
}  // namespace sekisho::test
