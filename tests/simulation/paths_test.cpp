// Routes, policy routes, starts and bounds: where packets go and how paths end.
#include "simulation/simulation_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

TEST(Names, OfDispositions) {
  EXPECT_EQ(name_of(Disposition::accepted_by_device), "accepted-by-device");
  EXPECT_EQ(name_of(Disposition::leaves_network), "leaves-network");
}

TEST(Routing, NoRouteAndNullRoute) {
  World world = two_segments();
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.9.0.9"))), ElementsAre("no-route: r[a>]"));
  add_route(world.device_named("r"), "10.9.0.0/16", "null");
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.9.0.9"))), ElementsAre("null-routed: r[a>]"));
}

TEST(Routing, EqualCostPathsAreCertain) {
  World world = diamond();
  add_route(world.device_named("r1"), "10.2.0.0/16", "172.16.0.2");
  add_route(world.device_named("r1"), "10.2.0.0/16", "172.16.0.3");
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9"))),
              ElementsAre("delivered b: r1[a>x] r2[x>b]", "delivered b: r1[a>x] r3[x>b]"));
}

TEST(Routing, UncertainRouteAndItsStandIn) {
  World world = diamond();
  add_route(world.device_named("r1"), "10.2.0.0/16", "172.16.0.2", false);
  add_route(world.device_named("r1"), "0.0.0.0/0", "172.16.0.3");
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9"))),
              ElementsAre("? delivered b: r1[a>x] r2[x>b]", "? delivered b: r1[a>x] r3[x>b]"));
}

TEST(Routing, UnknownTableTriesEverything) {
  World world = diamond();
  world.device_named("r1").dynamic_routing = {{"", "ospf", {}}};
  const auto lines = lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9")));
  EXPECT_THAT(lines, Contains("? delivered b: r1[a>x] r2[x>b]"));
  EXPECT_THAT(lines, Contains("? delivered b: r1[a>x] r3[x>b]"));
  EXPECT_THAT(lines, Contains("? no-route: r1[a>]"));
  EXPECT_THAT(lines, Not(Contains(StartsWith("delivered"))));
  // Own addresses are known all the same.
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.1.0.1"))),
              ElementsAre("accepted-by-device: r1[a>]"));
}

TEST(Routing, SwitchThatDoesNotRoute) {
  World world = two_segments();
  world.device_named("r").routes_ipv4 = false;
  const Trace trace = world.run("r:a", tcp("10.1.0.5", "10.2.0.9"));
  EXPECT_THAT(lines_of(trace), ElementsAre("no-route: r[a>]"));
  EXPECT_THAT(lines_of(world.run("r:a", tcp("10.1.0.5", "10.2.0.1"))),
              ElementsAre("accepted-by-device: r[a>]"));
  // A host does not choose it as its router, but can send to it.
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9"))), ElementsAre("no-route:"));
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.1.0.1"))), Contains("accepted-by-device: r[a>]"));
}

TEST(Routing, VrfOfTheIngressInterface) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.vrfs = {"red"};
  at(r, "b").vrf = "red";
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9"))), ElementsAre("no-route: r[a>]"));
}

TEST(Routing, GroupAndLinkLocalDestinations) {
  World world = two_segments();
  // Everyone on the link gets a broadcast; no router passes it on.
  EXPECT_THAT(lines_of(world.run("a", udp("10.1.0.5", "255.255.255.255", 67))),
              ElementsAre("delivered a:", "accepted-by-device: r[a>]"));
  EXPECT_THAT(lines_of(world.run("a", udp("10.1.0.5", "10.1.255.255", 137))),
              ElementsAre("delivered a:", "accepted-by-device: r[a>]"));
  EXPECT_THAT(lines_of(world.run("a", udp("10.1.0.5", "239.0.0.1", 5000))),
              ElementsAre("delivered a:", "? no-route: r[a>]", "? accepted-by-device: r[a>]"));
  EXPECT_THAT(lines_of(world.run("a", udp("10.1.0.5", "10.2.255.255", 137))), ElementsAre("no-route: r[a>]"));
}

TEST(Routing, Ipv6) {
  World world;
  Device r = device("r", {interface("a", {"2001:db8:1::1/64"}), interface("b", {"2001:db8:2::1/64"})});
  world.add(r).segment("a", {"2001:db8:1::/64"}).segment("b", {"2001:db8:2::/64"});
  world.join({"r:a", "a"}).join({"r:b", "b"});
  EXPECT_EQ(world.run("r:a", tcp("2001:db8:1::5", "2001:db8:2::9")).disposition(), Disposition::no_route);
  world.device_named("r").routes_ipv6 = true;
  EXPECT_THAT(lines_of(world.run("a", tcp("2001:db8:1::5", "2001:db8:2::9"))),
              ElementsAre("delivered b: r[a>b]"));
  add_route(world.device_named("r"), "::/0", "2001:db8:2::7");
  EXPECT_THAT(lines_of(world.run("a", tcp("2001:db8:1::5", "fe80::9"))), ElementsAre("no-route: r[a>]"));
}

TEST(Routing, BgpMayImportFromAnotherVrf) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.vrfs = {"red"};
  at(r, "a").vrf = "red";
  r.dynamic_routing = {{"red", "ospf", {}}};
  const Packet packet = tcp("10.1.0.5", "10.2.0.9");
  EXPECT_THAT(lines_of(world.run("a", packet)), Not(Contains("? delivered b: r[a>b]")));
  r.dynamic_routing.push_back({"red", "bgp", {}});
  EXPECT_THAT(lines_of(world.run("a", packet)), Contains("? delivered b: r[a>b]"));
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.1"))), Contains("? accepted-by-device: r[a>]"));
}

PolicyRoute policy_route(const std::string& source, const std::string& gateway) {
  PolicyRoute made;
  made.match.source = any_of({source});
  made.next_hops = {{"", address(gateway), "", false}};
  made.source.label = "pbr";
  return made;
}

TEST(PolicyRouting, SteersPastTheTable) {
  World world = diamond();
  Device& r1 = world.device_named("r1");
  add_route(r1, "10.2.0.0/16", "172.16.0.2");
  r1.policy_routes = {policy_route("10.1.7.0/24", "172.16.0.3")};
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9"))),
              ElementsAre("delivered b: r1[a>x] r2[x>b]"));
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.7.5", "10.2.0.9"))),
              ElementsAre("delivered b: r1[a>x] r3[x>b]"));
  // Not packets to the device itself.
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.7.5", "10.1.0.1"))),
              ElementsAre("accepted-by-device: r1[a>]"));
  r1.policy_routes[0].ingress = {"x"};
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.7.5", "10.2.0.9"))),
              ElementsAre("delivered b: r1[a>x] r2[x>b]"));
}

TEST(PolicyRouting, OtherVerdicts) {
  World world = diamond();
  Device& r1 = world.device_named("r1");
  add_route(r1, "10.2.0.0/16", "172.16.0.2");
  r1.policy_routes = {policy_route("10.1.7.0/24", "172.16.0.3")};
  const Packet packet = tcp("10.1.7.5", "10.2.0.9");
  r1.policy_routes[0].verdict = PolicyRoute::Verdict::drop;
  EXPECT_THAT(lines_of(world.run("a", packet)), ElementsAre("null-routed: r1[a>]"));
  r1.policy_routes[0].verdict = PolicyRoute::Verdict::normal_routing;
  EXPECT_THAT(lines_of(world.run("a", packet)), ElementsAre("delivered b: r1[a>x] r2[x>b]"));
  r1.policy_routes[0].verdict = PolicyRoute::Verdict::forward;
  r1.policy_routes[0].only_if_no_route = true;  // there is a route
  EXPECT_THAT(lines_of(world.run("a", packet)), ElementsAre("delivered b: r1[a>x] r2[x>b]"));
  r1.static_routes[0].prefix = prefix("0.0.0.0/0");
  EXPECT_THAT(lines_of(world.run("a", packet)), ElementsAre("delivered b: r1[a>x] r3[x>b]"));
  r1.policy_routes[0].certain = false;
  EXPECT_THAT(lines_of(world.run("a", packet)),
              ElementsAre("? delivered b: r1[a>x] r3[x>b]", "? delivered b: r1[a>x] r2[x>b]"));
  r1.policy_routes[0].next_hops = {{"gone", std::nullopt, "", false}};
  EXPECT_EQ(world.run("a", packet).disposition(), Disposition::delivered);
}

TEST(Loops, EndWhereTheyClose) {
  World world;
  world.add(device("r1", {interface("a", {"10.1.0.1/16"}), interface("x", {"172.16.0.1/30"})}));
  world.add(device("r2", {interface("x", {"172.16.0.2/30"})}));
  add_route(world.device_named("r1"), "0.0.0.0/0", "172.16.0.2");
  add_route(world.device_named("r2"), "0.0.0.0/0", "172.16.0.1");
  world.segment("a", {"10.1.0.0/16"}).join({"r1:a", "a"}).join({"r1:x", "r2:x"});
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.9.0.9"))),
              ElementsAre("loop: r1[a>x] r2[x>x] r1[x>x]"));
  world.options.max_hops = 2;
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.9.0.9"))), ElementsAre("loop: r1[a>x] r2[x>x]"));
}

TEST(Starts, DisabledInterfaceAndDeviceItself) {
  World world = two_segments();
  EXPECT_THAT(lines_of(world.run("r:", udp("10.1.0.1", "10.2.0.9", 514))), ElementsAre("delivered b: r[>b]"));
  at(world.device_named("r"), "a").enabled = false;
  EXPECT_THAT(lines_of(world.run("r:a", tcp("10.1.0.5", "10.2.0.9"))), ElementsAre("denied: r[a>]"));
}

TEST(Starts, SegmentThatIsNotAttached) {
  World world = two_segments();
  world.segment("lonely", {"10.7.0.0/16"});
  EXPECT_THAT(lines_of(world.run("lonely", tcp("10.7.0.5", "10.2.0.9"))), ElementsAre("no-route:"));
}

TEST(Starts, OwnPacketsAndEgressFilters) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.filters["out"] = filter("out", {});
  at(r, "b").egress_filters = {"out"};
  EXPECT_THAT(lines_of(world.run("r:", udp("10.2.0.1", "10.2.0.9", 514))),
              ElementsAre("? denied: r[>]", "? delivered b: r[>b]"));
}

TEST(Bounds, TooManyPathsAreReported) {
  World world = diamond();
  add_route(world.device_named("r1"), "10.2.0.0/16", "172.16.0.2");
  add_route(world.device_named("r1"), "10.2.0.0/16", "172.16.0.3");
  world.options.max_paths = 1;
  const Trace trace = world.run("a", tcp("10.1.0.5", "10.2.0.9"));
  EXPECT_EQ(trace.paths.size(), 1U);
  EXPECT_FALSE(trace.complete);
}

TEST(Dispositions, OfATrace) {
  const auto path = [](Disposition disposition, bool certain) {
    TracePath made;
    made.disposition = disposition;
    made.certain = certain;
    return made;
  };
  const auto of = [](std::vector<TracePath> paths) {
    Trace trace;
    trace.paths = std::move(paths);
    return trace.disposition();
  };
  EXPECT_EQ(of({}), Disposition::unknown);
  EXPECT_EQ(of({path(Disposition::denied, false), path(Disposition::denied, true)}), Disposition::denied);
  EXPECT_EQ(of({path(Disposition::delivered, true), path(Disposition::denied, false)}),
            Disposition::delivered);
  EXPECT_EQ(of({path(Disposition::delivered, false), path(Disposition::denied, false)}),
            Disposition::unknown);
  EXPECT_EQ(of({path(Disposition::no_route, true), path(Disposition::delivered, true)}),
            Disposition::delivered);
}

TEST(Steps, AreDescribedInBothLanguages) {
  TraceStep step;
  step.reason = StepReason::routes_unknown;
  step.data = "r1";
  EXPECT_EQ(describe(step, Language::en), "routing table is not known: r1");
  EXPECT_EQ(describe(step, Language::ja), "経路表が不明: r1");
}

}  // namespace
}  // namespace sekisho::test
