// Verdicts three ways, with their assurance, witness, blame and reasons.
#include "city.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

TEST(Verdict, AFirewallThatStopsEverythingProvesForAnyRouting) {
  EXPECT_EQ(line_of(verdict_of(city(), must_not_reach("mn", "lg"))), "proved any-routing");
  EXPECT_EQ(line_of(verdict_of(city(), must_not_reach("mn", "inet"))), "proved any-routing");
}

TEST(Verdict, OnlyTheRoutesStopIt) {
  World world = city({rule(Action::permit, "", "10.20.0.9/32")});
  add_route(world.device_named("fw"), "10.20.0.9/32", "null");
  EXPECT_EQ(line_of(verdict_of(world, must_not_reach("mn", "lg"))), "proved current-routing");
}

TEST(Verdict, NothingJoinsThem) {
  World world = city({rule(Action::permit)});
  world.device_named("fw").vrfs = {"blue"};
  at(world.device_named("fw"), "lg").vrf = "blue";
  EXPECT_EQ(line_of(verdict_of(world, must_not_reach("mn", "lg"))), "proved no-path");
}

TEST(Verdict, AViolationNamesEveryRuleAndNoOther) {
  const World world =
      city({rule(Action::permit, "", "10.20.0.9/32", {web}), rule(Action::permit, "", "192.0.2.0/24"),
            rule(Action::permit, "10.10.0.7/32", "10.20.0.0/24")});
  const RequirementResult result = verdict_of(world, must_not_reach("mn", "lg"));
  EXPECT_EQ(line_of(result), "violated: policy 1, policy 3");
  ASSERT_EQ(result.violations.size(), 1u);
  const Violation& violation = result.violations[0];
  EXPECT_EQ(violation.path.disposition, Disposition::delivered);
  EXPECT_TRUE(violation.path.certain);
  EXPECT_FALSE(violation.answer.has_value());
  EXPECT_FALSE(violation.forbidden.empty());
}

TEST(Verdict, TheWitnessIsForbiddenAndReplays) {
  World world = city({rule(Action::permit, "10.10.0.0/24", "10.20.0.9/32", {web})});
  world.network.snapshot.channels = {
      channel("C", end_of("mn", {"10.10.0.5/32"}), end_of("lg", {"10.20.0.9/32"}), web, "specific")};
  const RequirementResult result =
      verdict_of(world, must_not_reach("mn", "lg", Semantics::packet, {"specific"}));
  ASSERT_EQ(result.verdict, Verdict::violated);
  const Packet& sent = result.violations[0].sent;
  EXPECT_NE(to_string(sent.source), "10.10.0.5") << "that host is allowed to";
  const Trace replay = world.run("mn", sent);
  ASSERT_FALSE(replay.paths.empty());
  EXPECT_THAT(replay.paths.front().delivered_to, ::testing::Contains("lg"));
}

TEST(Verdict, UnprovedNamesTheLinesInTheWay) {
  EXPECT_EQ(line_of(verdict_of(city({maybe(rule(Action::permit))}), must_not_reach("mn", "lg"))),
            "unproved: reason_uncertain_rule");
  World world = city();
  world.device_named("fw").uncertainties = {{Effect::may_permit, "", {{"fw.cfg", 9, 1, 0}, "odd line", ""}}};
  const RequirementResult result = verdict_of(world, must_not_reach("mn", "lg"));
  EXPECT_EQ(line_of(result), "unproved: reason_unread_line");
  EXPECT_EQ(result.reasons[0].text, "odd line");
  EXPECT_EQ(result.reasons[0].device, "fw");
}

TEST(Verdict, PacketsAndSessionsDiffer) {
  // A stateless list that lets anything through that looks like an answer.
  Service answers = service(protocol::tcp, 0);
  answers.destination_ports.clear();
  answers.tcp_flags = {{tcp_flag::ack, tcp_flag::ack}};
  World world = city({rule(Action::permit, "", "", {answers})});
  Device& fw = world.device_named("fw");
  fw.stateful = fw.session_needs_syn = false;
  EXPECT_EQ(verdict_of(world, must_not_reach("mn", "lg")).verdict, Verdict::violated);
  EXPECT_EQ(line_of(verdict_of(world, must_not_reach("mn", "lg", Semantics::session))), "proved any-routing");
}

TEST(Verdict, ASessionNeedsAnAnswer) {
  World world = city({rule(Action::permit, "10.10.0.0/24")});
  const RequirementResult open = verdict_of(world, must_not_reach("mn", "lg", Semantics::session));
  EXPECT_EQ(line_of(open), "violated: policy 1");
  ASSERT_TRUE(open.violations[0].answer.has_value());
  EXPECT_THAT(open.violations[0].answer->delivered_to, ::testing::Contains("mn"));
  world.device_named("fw").stateful = false;
  EXPECT_EQ(verdict_of(world, must_not_reach("mn", "lg", Semantics::session)).verdict, Verdict::proved);
  EXPECT_EQ(verdict_of(world, must_not_reach("mn", "lg")).verdict, Verdict::violated);
}

TEST(Verdict, DevicesThemselves) {
  Requirement requirement = must_not_reach("mn", "fw");
  requirement.kind = RequirementKind::devices;
  World world = city();
  EXPECT_EQ(verdict_of(world, requirement).verdict, Verdict::violated) << "no local filter: all is accepted";
  world.device_named("fw").local_filter = filter("local", {});
  EXPECT_EQ(verdict_of(world, requirement).verdict, Verdict::proved);
  world.device_named("fw").local_filter =
      filter("local", {rule(Action::permit, "", "", {service(protocol::tcp, 22)})});
  const RequirementResult result = verdict_of(world, requirement);
  EXPECT_EQ(line_of(result), "violated: local 1");
  EXPECT_EQ(result.violations[0].path.disposition, Disposition::accepted_by_device);
}

TEST(Verdict, TransitIsNotDeliveryToAnOutsideNetwork) {
  // Private addresses that the internet is handed for somebody else are not the internet's.
  World world = city({rule(Action::permit, "", "10.20.0.0/24")});
  world.device_named("fw").static_routes.clear();
  at(world.device_named("fw"), "lg").enabled = false;
  add_route(world.device_named("fw"), "0.0.0.0/0", "203.0.113.2");
  EXPECT_EQ(verdict_of(world, must_not_reach("mn", "inet")).verdict, Verdict::proved);
}

TEST(Verdict, SetsThatGrowTooLargeAreNamed) {
  const RequirementResult result =
      verdict_of(city({rule(Action::permit)}), must_not_reach("mn", "lg"), verdict_date, 100);
  EXPECT_EQ(line_of(result), "unproved: reason_set_too_large");
}

TEST(Verdict, UnknownEndsAreUnproved) {
  EXPECT_EQ(verdict_of(city(), must_not_reach("mn", "nowhere")).verdict, Verdict::unproved);
  EXPECT_EQ(verdict_of(city(), must_not_reach("nowhere", "mn")).verdict, Verdict::unproved);
}

/// Everything that a report shows of a result.
std::string dump(const RequirementResult& result) {
  std::string text = line_of(result);
  for (const Violation& violation : result.violations) {
    text += "\n" + to_string(violation.sent) + " / " + to_string(violation.arrived) + " / " +
            line_of(violation.path);
    for (const BlamedRule& rule : violation.rules) text += "\n" + rule.device + " " + rule.source.label;
    text += "\ncubes " + std::to_string(violation.forbidden.size());
  }
  return text;
}

TEST(Verdict, IsTheSameAtEveryRunAndInEveryOrder) {
  const World world = city({rule(Action::permit, "", "10.20.0.9/32", {web}), maybe(rule(Action::permit)),
                            rule(Action::permit, "10.20.0.0/24")});
  const std::vector<DeviceRoutes> routes = compute_routes(world.network);
  std::vector<Requirement> requirements;
  for (const char* from : {"mn", "lg", "inet"}) {
    for (const char* to : {"mn", "lg", "inet"}) {
      if (std::string(from) == to) continue;
      requirements.push_back(must_not_reach(from, to));
      requirements.push_back(must_not_reach(from, to, Semantics::session));
    }
  }
  std::vector<std::string> first;
  Checker checker(world.network, routes, verdict_date, 4);
  for (const Requirement& each : requirements) first.push_back(dump(checker.check(each)));
  Checker again(world.network, routes, verdict_date, 4);
  for (std::size_t i = requirements.size(); i-- > 0;) EXPECT_EQ(dump(again.check(requirements[i])), first[i]);
}

}  // namespace
}  // namespace sekisho::test
