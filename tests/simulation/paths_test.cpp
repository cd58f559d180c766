// Routes, links, outside networks: where packets go and how paths end.
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

/// a - r1 - {r2, r3} - b: r1 has both as next hops.
World diamond() {
  World world;
  world.add(device("r1", {interface("a", {"10.1.0.1/16"}), interface("x", {"172.16.0.1/29"})}));
  world.add(device("r2", {interface("x", {"172.16.0.2/29"}), interface("b", {"10.2.0.2/16"})}));
  world.add(device("r3", {interface("x", {"172.16.0.3/29"}), interface("b", {"10.2.0.3/16"})}));
  world.segment("a", {"10.1.0.0/16"}).segment("b", {"10.2.0.0/16"});
  world.join({"r1:a", "a"}).join({"r1:x", "r2:x", "r3:x"}).join({"r2:b", "r3:b", "b"});
  return world;
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

TEST(Links, GatewayThatIsNotDescribed) {
  World world = two_segments();
  add_route(world.device_named("r"), "10.9.0.0/16", "10.2.0.200");
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.9.0.9"))), ElementsAre("? leaves-network: r[a>b]"));
}

TEST(Links, HostThatNoSegmentClaims) {
  World world;
  world.add(device("r", {interface("a", {"10.1.0.1/16"}), interface("b", {"10.2.0.1/16"})}));
  world.segment("a", {"10.1.0.0/16"}).segment("b", {"10.2.0.0/24"});
  world.join({"r:a", "a"}).join({"r:b", "b"});
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9"))), ElementsAre("delivered b: r[a>b]"));
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.2.7.9"))), ElementsAre("? leaves-network: r[a>b]"));
}

TEST(Links, InterfaceWithNothingBehindIt) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.interfaces.push_back(interface("c", {"10.3.0.1/16"}));
  r.interfaces.push_back(interface("lo", {"10.4.0.1/16"}));
  r.interfaces.back().kind = InterfaceKind::loopback;
  world.network.domain_of[0].resize(4, Network::no_domain);
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.3.0.9"))), ElementsAre("? leaves-network: r[a>c]"));
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.4.0.9"))), ElementsAre("null-routed: r[a>lo]"));
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.4.0.1"))),
              ElementsAre("accepted-by-device: r[a>]"));
}

TEST(Links, SegmentsOfOneDomainReachEachOtherDirectly) {
  World world;
  world.segment("a", {"10.1.0.0/16"}).segment("b", {"10.2.0.0/16"}).join({"a", "b"});
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9"))), ElementsAre("delivered b:"));
  EXPECT_THAT(lines_of(world.answer(world.run("a", tcp("10.1.0.5", "10.2.0.9")).paths[0])),
              ElementsAre("delivered a:"));
}

TEST(Links, UncertainJoin) {
  World world = two_segments();
  Domain& domain = world.network.domains[1];
  domain.certain = false;
  domain.certain_parts = {{domain.routed, {}, {}}, {{}, {}, domain.segments}};
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9"))), Contains("? delivered b: r[a>b]"));
}

TEST(Links, SharedAddressHasSeveralOwners) {
  World world = diamond();
  for (const char* name : {"r2", "r3"}) {
    at(world.device_named(name), "x").addresses.push_back({address("172.16.0.6"), 29, false, true});
  }
  add_route(world.device_named("r1"), "10.2.0.0/16", "172.16.0.6");
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9"))),
              ElementsAre("delivered b: r1[a>x] r2[x>b]", "delivered b: r1[a>x] r3[x>b]"));
  EXPECT_THAT(lines_of(world.run("r1:a", tcp("10.1.0.5", "172.16.0.6"))),
              ElementsAre("accepted-by-device: r1[a>x] r2[x>]", "accepted-by-device: r1[a>x] r3[x>]"));
}

TEST(Links, TunnelLeadsToItsOtherEnd) {
  World world;
  world.add(device("r1", {interface("a", {"10.1.0.1/16"}), interface("tun0", {})}));
  world.add(device("r2", {interface("tun9", {}), interface("b", {"10.2.0.1/16"})}));
  at(world.device_named("r1"), "tun0").kind = InterfaceKind::tunnel;
  at(world.device_named("r2"), "tun9").kind = InterfaceKind::tunnel;
  add_route(world.device_named("r1"), "10.2.0.0/16", "tun0");
  world.segment("a", {"10.1.0.0/16"}).segment("b", {"10.2.0.0/16"});
  world.join({"r1:a", "a"}).join({"r1:tun0", "r2:tun9"}).join({"r2:b", "b"});
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9"))),
              ElementsAre("delivered b: r1[a>tun0] r2[tun9>b]"));
}

TEST(Links, ProxyArp) {
  World world = diamond();
  add_route(world.device_named("r1"), "10.2.0.0/16", "x");
  at(world.device_named("r2"), "x").proxy_arp = true;
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9"))),
              ElementsAre("? delivered b: r1[a>x] r2[x>b]", "? leaves-network: r1[a>x]"));
}

/// inside a - r - internet - s - inside b.
World around_the_internet(SegmentClass segment_class = SegmentClass::internet) {
  World world;
  world.add(device("r", {interface("a", {"10.1.0.1/16"}), interface("wan", {"203.0.114.1/30"})}));
  world.add(device("s", {interface("b", {"192.31.0.1/16"}), interface("wan", {"203.0.115.1/30"})}));
  add_route(world.device_named("r"), "0.0.0.0/0", "203.0.114.2");
  add_route(world.device_named("s"), "0.0.0.0/0", "203.0.115.2");
  world.segment("a", {"10.1.0.0/16"}).segment("b", {"192.31.0.0/16"}).segment("net", {"rest"}, segment_class);
  world.join({"r:a", "a"}).join({"r:wan", "net"}).join({"s:wan", "net"}).join({"s:b", "b"});
  return world;
}

TEST(Outside, DeliversWhatItClaims) {
  World world = around_the_internet();
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "8.8.8.8"))), ElementsAre("delivered net: r[a>wan]"));
}

TEST(Outside, CarriesBetweenItsAttachments) {
  World world = around_the_internet();
  const Trace trace = world.run("a", tcp("10.1.0.5", "192.31.0.9"));
  EXPECT_THAT(lines_of(trace), Contains("delivered b: r[a>wan] s[wan>b]"));
  EXPECT_EQ(trace.disposition(), Disposition::delivered);
}

TEST(Outside, IsNotSureToCarryPrivateAddresses) {
  World world = around_the_internet();
  const Trace back = world.run("b", tcp("192.31.0.9", "10.1.0.5"));
  EXPECT_THAT(lines_of(back), Contains("? delivered a: s[b>wan] r[wan>a]"));
  EXPECT_THAT(lines_of(back), Not(Contains(StartsWith("delivered"))));
  World lgwan = around_the_internet(SegmentClass::lgwan_network);
  EXPECT_THAT(lines_of(lgwan.run("b", tcp("192.31.0.9", "10.1.0.5"))),
              Contains("delivered a: s[b>wan] r[wan>a]"));
}

TEST(Outside, LeavesWhatNobodyClaims) {
  World world = around_the_internet();
  world.network.snapshot.segments[2].rest = false;
  world.network.snapshot.segments[2].prefixes = {prefix("8.0.0.0/8")};
  const Trace trace = world.run("a", tcp("10.1.0.5", "9.9.9.9"));
  EXPECT_THAT(lines_of(trace), Contains("leaves-network: r[a>wan]"));
  EXPECT_EQ(trace.disposition(), Disposition::leaves_network);
}

TEST(Outside, EntersAtEveryAttachment) {
  World world = around_the_internet();
  const auto lines = lines_of(world.run("net", tcp("8.8.8.8", "192.31.0.9")));
  EXPECT_THAT(lines, Contains("delivered b: s[wan>b]"));
  EXPECT_THAT(lines, Contains(StartsWith("loop: r[wan>wan]")));  // r sends it back out
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
