// Which packets lead somewhere, which lines let them through, and which lines are in doubt.
#include "lab.hpp"

#include <sekisho/forwarding/blame.hpp>

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

RuleSource at_line(int number, const std::string& label) { return {{"cfg", number, 1, 0}, label, label}; }

/// Lines by label, in the order given.
template <typename Lines>
std::vector<std::string> labels(const Lines& lines) {
  std::vector<std::string> result;
  for (const auto& line : lines)
    result.push_back(line.source.label.empty() ? line.source.text : line.source.label);
  return result;
}

Filter numbered(std::vector<Rule> rules, int first_line) {
  Filter made = filter("p", std::move(rules));
  for (std::size_t i = 0; i < made.rules.size(); ++i) {
    made.rules[i].source = at_line(first_line + static_cast<int>(i), "rule " + std::to_string(i + 1));
  }
  return made;
}

std::vector<PacketSet> leading_of(Lab& lab, const std::string& to, Side side) {
  const Emission emission = emission_of(lab.graph(), lab.world().segment_index("a"), false);
  const Reachability reach(lab.graph(), side, emission);
  return reach.leading_to(lab.sink(to), reach.at(lab.sink(to)));
}

TEST(Blame, NamesEveryRuleThatLetsSomethingThrough) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.forward_filter = numbered(
      {rule(Action::permit, "", "10.2.0.9/32", {service(protocol::tcp, 80)}),
       rule(Action::deny, "", "10.2.0.9/32"), rule(Action::permit, "", "10.2.0.9/32"),  // never reached
       rule(Action::permit, "", "10.2.0.0/24", {service(protocol::udp, 53)}),
       rule(Action::permit, "10.7.0.0/16", "10.7.0.0/16")},
      10);
  Lab lab(world);
  EXPECT_THAT(labels(passed_lines(lab.graph(), Side::must, leading_of(lab, "b", Side::must))),
              ElementsAre("rule 1", "rule 4"));
}

TEST(Blame, TheImplicitRuleTranslationsRoutesAndOpenInterfaces) {
  World world = joined(two_routers());
  Device& r1 = world.device_named("r1");
  r1.static_routes[0].source = at_line(5, "route");
  r1.forward_filter = numbered({rule(Action::deny, "", "10.2.0.7/32")}, 10);
  r1.forward_filter->default_action = Action::permit;
  r1.forward_filter->default_source = at_line(20, "implicit");
  NatRule hide;
  hide.source = at_line(30, "hide");
  hide.rewrite.source = AddressRange::of(address("10.9.0.1"));
  r1.source_nat = {hide};
  at(world.device_named("r2"), "wan").span = {"r2", 1, 1, 0};
  at(world.device_named("r2"), "lan").span = {"r2", 2, 1, 0};
  Lab lab(world);
  EXPECT_THAT(labels(passed_lines(lab.graph(), Side::must, leading_of(lab, "b", Side::must))),
              ElementsAre("route", "implicit", "hide", "interface wan", "interface lan", "interface lan"))
      << "the last as unfiltered, and as the connected route";
}

TEST(Blame, TheDomainThatJoinsTwoSegments) {
  World world;
  world.add(device("r", {interface("lan", {"10.1.0.1/16"})}));
  world.segment("a", {"10.1.0.0/24"}).segment("b", {"10.1.1.0/24"}).join({"a", "b", "r:lan"});
  world.network.domains[0].joins = {{{"snapshot", 7, 1, 0}, "link sw:1 - sw:2"}};
  Lab lab(world);
  const auto lines = passed_lines(lab.graph(), Side::must, leading_of(lab, "b", Side::must));
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines.back().role, PassedLine::Role::layer2);
  EXPECT_EQ(lines.back().source.text, "link sw:1 - sw:2");
}

TEST(Doubt, NamesUncertainRulesUnreadLinesUnknownRoutesAndJoins) {
  World world = joined(two_routers());
  Device& r1 = world.device_named("r1");
  r1.forward_filter = numbered(
      {maybe(rule(Action::permit, "", "10.2.0.9/32")), maybe(rule(Action::deny, "", "10.2.0.8/32")),
       maybe(rule(Action::permit, "10.7.0.0/16", "10.7.0.0/16")), rule(Action::permit, "", "10.2.0.8/32")},
      10);
  Device& r2 = world.device_named("r2");
  r2.uncertainties = {{Effect::may_drop, "wan", at_line(40, "unread")},
                      {Effect::may_drop, "other", at_line(41, "elsewhere")}};
  r2.dynamic_routing = {{"", "ospf", at_line(42, "ospf")}};
  Lab lab(world);
  EXPECT_THAT(labels(doubtful_lines(lab.graph(), lab.routes(), leading_of(lab, "b", Side::may))),
              ElementsAre("rule 1", "rule 2", "unread", "ospf"));
}

TEST(Doubt, NamesRoutesThatMayTakePacketsElsewhere) {
  World world = joined(two_routers());
  Device& r1 = world.device_named("r1");
  add_route(r1, "10.2.0.8/29", "null", false);
  r1.static_routes.back().source = at_line(5, "null route");
  PolicyRoute steer;
  steer.source = at_line(6, "policy route");
  steer.certain = false;
  steer.verdict = PolicyRoute::Verdict::drop;
  r1.policy_routes = {steer};
  Lab lab(world);
  EXPECT_THAT(labels(doubtful_lines(lab.graph(), lab.routes(), leading_of(lab, "b", Side::may))),
              ElementsAre("null route", "policy route"));
}

TEST(Doubt, NothingWhereAllIsCertain) {
  Lab lab(joined(two_routers()));
  EXPECT_THAT(labels(doubtful_lines(lab.graph(), lab.routes(), leading_of(lab, "b", Side::may))), IsEmpty());
}

TEST(Leading, HoldsThePacketsThatGoOnAndNoOthers) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.forward_filter = filter("p", {rule(Action::permit, "", "", {service(protocol::tcp, 443)})});
  NatRule vip;
  vip.match.destination = any_of({"192.0.2.1/32"});
  vip.rewrite.destination = AddressRange::of(address("10.2.0.9"));
  r.destination_nat = {vip};
  Lab lab(world);
  const std::vector<PacketSet> leading = leading_of(lab, "b", Side::must);
  const PacketSet& sent = leading[lab.graph().segment_source(0)];
  EXPECT_TRUE(sent.contains(tcp("10.1.0.5", "192.0.2.1")));
  EXPECT_TRUE(sent.contains(tcp("10.1.0.5", "10.2.0.9")));
  EXPECT_FALSE(sent.contains(tcp("10.1.0.5", "192.0.2.1", 80)));
  EXPECT_FALSE(sent.contains(tcp("10.1.0.5", "192.0.2.2")));
}

TEST(Leading, OriginOfIsAPacketThatArrives) {
  World world = joined(two_routers());
  Lab lab(world);
  const Emission emission = emission_of(lab.graph(), 0, true);
  const Reachability reach(lab.graph(), Side::must, emission);
  const PacketSet wanted = lab.space().packet(tcp("10.1.0.5", "10.2.0.9"));
  const auto origin = reach.origin_of(lab.sink("b"), wanted);
  ASSERT_TRUE(origin.has_value());
  EXPECT_EQ(to_string(*origin), to_string(tcp("10.1.0.5", "10.2.0.9")));
  EXPECT_FALSE(reach.origin_of(lab.sink("b"), lab.space().packet(tcp("10.1.0.5", "10.3.0.9"))).has_value());
}

}  // namespace
}  // namespace sekisho::test
