// What is proved, with one link or device less.
#include "audit/practices/practice_city.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace sekisho::test {
namespace {

void add_link(World& world, const std::string& a, const std::string& b) {
  world.network.snapshot.links.push_back({place(a), place(b), {}, true});
}

void attach(World& world, const std::string& segment, const std::vector<std::string>& places) {
  std::vector<InterfaceRef>& attached =
      world.network.snapshot.segments[world.segment_index(segment)].attached;
  for (const std::string& each : places) attached.push_back(place(each));
}

void wire(World& world) {
  DiagnosticSink sink;
  world.network = build_network(std::move(world.network.snapshot), std::move(world.network.devices), sink);
}

/// mn - r - {fw, backup} - lg: r sends to fw, which filters, and to backup only when the line to fw is lost.
World two_ways(const std::vector<Rule>& rules, bool backup_filters) {
  World world;
  Device r = device("r", {interface("mn", {"10.10.0.1/24"}), interface("main", {"172.16.1.1/30"}),
                          interface("spare", {"172.16.2.1/30"})});
  add_route(r, "10.20.0.0/24", "172.16.1.2");
  add_route(r, "10.20.0.0/24", "172.16.2.2");
  r.static_routes.back().distance = 10;
  world.add(r);
  for (const auto& [name, link] : {std::pair("fw", "172.16.1.2/30"), std::pair("backup", "172.16.2.2/30")}) {
    const bool is_fw = std::string(name) == "fw";
    Device made =
        device(name, {interface("in", {link}), interface("lg", {is_fw ? "10.20.0.1/24" : "10.20.0.2/24"})});
    if (is_fw || backup_filters) made.forward_filter = filter(std::string(name) + " policy", rules);
    add_route(made, "10.10.0.0/24", is_fw ? "172.16.1.1" : "172.16.2.1");
    world.add(made);
  }
  world.segment("mn", {"10.10.0.0/24"}, SegmentClass::my_number);
  world.segment("lg", {"10.20.0.0/24"}, SegmentClass::lgwan);
  attach(world, "mn", {"r:mn"});
  attach(world, "lg", {"fw:lg", "backup:lg"});
  add_link(world, "r:main", "fw:in");
  add_link(world, "r:spare", "backup:in");
  add_link(world, "fw:lg", "backup:lg");
  wire(world);
  return world;
}

RequirementResult survives(const World& world, const std::vector<Requirement>& requirements, int jobs = 1) {
  const std::vector<DeviceRoutes> routes = compute_routes(world.network);
  Checker checker(world.network, routes, verdict_date, 4);
  std::vector<RequirementResult> decided;
  for (const Requirement& each : requirements) decided.push_back(checker.check(each));
  const audit::Subject subject{world.network, routes, verdict_date, jobs, &decided};
  return audit::check(must_practise(Practice::survives_failure), subject);
}

Requirement must_get_through(World& world) {
  world.network.snapshot.channels = {channel("CH-1", end_of("mn", {"10.10.0.5/32"}),
                                             end_of("lg", {"10.20.0.5/32"}), service(protocol::tcp, 443),
                                             "business")};
  Requirement requirement = must_not_reach("mn", "lg", Semantics::session);
  requirement.id = "T-CHANNEL";
  requirement.kind = RequirementKind::channels;
  requirement.channel = "CH-1";
  return requirement;
}

TEST(SurvivesFailure, ABackupPathWithoutTheFilterIsFound) {
  const World world = two_ways({}, false);
  ASSERT_EQ(verdict_of(world, must_not_reach("mn", "lg")).verdict, Verdict::proved);
  const RequirementResult result = survives(world, {must_not_reach("mn", "lg")});
  EXPECT_EQ(result.verdict, Verdict::violated);
  EXPECT_THAT(said(result, Code::practice_failure_opens),
              testing::StartsWith("r:main -- fw:in | T:mn>lg | "));
  const auto opens = std::ranges::count_if(result.reasons, [](const Reason& reason) {
    return reason.because.code == Code::practice_failure_opens;
  });
  EXPECT_EQ(opens, 2) << "without the line to the firewall, and without the firewall";
}

TEST(SurvivesFailure, ABackupPathWithTheFilterHolds) {
  const RequirementResult result = survives(two_ways({}, true), {must_not_reach("mn", "lg")});
  EXPECT_EQ(line_of(result), "proved: practice_failure_tried");
  EXPECT_EQ(said(result, Code::practice_failure_tried), "8 | 1");
}

TEST(SurvivesFailure, ACommunicationThatOneFailureCutsIsNotRedundant) {
  World world = two_ways({rule(Action::permit)}, true);
  const Requirement requirement = must_get_through(world);
  ASSERT_EQ(verdict_of(world, requirement).verdict, Verdict::proved);
  const RequirementResult result = survives(world, {requirement});
  EXPECT_EQ(result.verdict, Verdict::unproved);
  std::string cutting;
  for (const Reason& reason : result.reasons) {
    if (reason.because.code == Code::practice_failure_cuts) cutting += reason.because.arguments[0] + ";";
  }
  // The backup takes over from fw, but static routes do not see that fw has lost lg.
  EXPECT_EQ(cutting, "fw:lg;fw:lg -- backup:lg;r;");
}

TEST(SurvivesFailure, TheNetworkItselfIsAsItWas) {
  const World world = two_ways({}, false);
  (void)survives(world, {must_not_reach("mn", "lg")});
  EXPECT_EQ(verdict_of(world, must_not_reach("mn", "lg")).verdict, Verdict::proved);
}

TEST(SurvivesFailure, TheResultDoesNotDependOnTheThreads) {
  const World world = two_ways({}, false);
  const std::vector<Requirement> both{must_not_reach("mn", "lg"), must_not_reach("lg", "mn")};
  EXPECT_EQ(line_of(survives(world, both, 1)), line_of(survives(world, both, 4)));
}

TEST(SurvivesFailure, ATableGivenBesideTheConfigSaysNothingAfterwards) {
  World world = two_ways({}, false);
  Device& r = world.device_named("r");
  TableRoute route;
  route.prefix = prefix("10.20.0.0/24");
  route.next_hops = {{"main", address("172.16.1.2"), "", false}};
  r.table = {route};
  r.table_vrfs = {""};
  r.static_routes.clear();
  ASSERT_EQ(verdict_of(world, must_not_reach("mn", "lg")).verdict, Verdict::proved);
  const RequirementResult result = survives(world, {must_not_reach("mn", "lg")});
  EXPECT_EQ(result.verdict, Verdict::unproved);
  EXPECT_NE(said(result, Code::practice_failure_unproved), "-");
}

TEST(SurvivesFailure, WhatIsNotProvedHasNothingToSurvive) {
  const World open = two_ways({rule(Action::permit)}, true);
  EXPECT_EQ(line_of(survives(open, {must_not_reach("mn", "lg")})),
            "unproved: practice_failure_nothing_proved");
}

/// r loses its only port of VLAN 10, and with it the interface of that VLAN.
TEST(SurvivesFailure, AVlanInterfaceGoesDownWithItsLastPort) {
  World world = two_ways({}, false);
  Device& r = world.device_named("r");
  Interface port = interface("port", {});
  port.switchport.emplace();
  port.switchport->access_vlan = 10;
  Interface vlan = at(r, "main");
  vlan.name = "Vlan10";
  vlan.kind = InterfaceKind::vlan;
  vlan.vlan = 10;
  at(r, "main") = port;
  r.interfaces.push_back(vlan);
  r.vlans = {{10, "main", {}}};
  world.network.snapshot.links[0].a = place("r:port");
  wire(world);
  ASSERT_EQ(verdict_of(world, must_not_reach("mn", "lg")).verdict, Verdict::proved);
  EXPECT_EQ(survives(world, {must_not_reach("mn", "lg")}).verdict, Verdict::violated);
}

}  // namespace
}  // namespace sekisho::test
