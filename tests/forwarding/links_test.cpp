// What happens on the link between devices: who gets a frame that leaves an interface.
#include "lab.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

TEST(Links, AGatewayIsTheInterfaceThatOwnsTheAddress) {
  EXPECT_EQ(Lab(joined(two_routers())).arrival("a", a_to_b, "b"), "must");
}

TEST(Links, ARouteWithoutGatewayReachesARouterOnlyByProxyArp) {
  for (const bool proxy : {false, true}) {
    World world = two_routers();
    Device& r1 = world.device_named("r1");
    r1.static_routes.clear();
    add_route(r1, "10.2.0.0/24", "wan");
    world.device_named("r2").interfaces[0].proxy_arp = proxy;
    world.segment("c", {"10.9.0.0/24"});
    world.join({"a", "r1:lan"}).join({"r1:wan", "r2:wan", "c"}).join({"b", "r2:lan"});
    EXPECT_EQ(Lab(world).arrival("a", a_to_b, "b"), proxy ? "may" : "no");
  }
}

TEST(Links, OnALineWithoutHostsTheOtherRouterMayTakeAnything) {
  World world = two_routers();
  Device& r1 = world.device_named("r1");
  r1.static_routes.clear();
  add_route(r1, "10.2.0.0/24", "wan");
  EXPECT_EQ(Lab(joined(world)).arrival("a", a_to_b, "b"), "may");
}

TEST(Links, ATunnelComesOutAtItsOtherEnd) {
  World world = two_routers();
  Device& r1 = world.device_named("r1");
  r1.static_routes.clear();
  add_route(r1, "10.2.0.0/24", "wan");
  at(r1, "wan").kind = at(world.device_named("r2"), "wan").kind = InterfaceKind::tunnel;
  EXPECT_EQ(Lab(joined(world)).arrival("a", a_to_b, "b"), "must");
}

TEST(Links, AGatewayWithALinkLocalAddressIsSomeRouterOfTheLink) {
  World world = two_routers();
  for (Device& router : world.network.devices) router.routes_ipv6 = true;
  Device& r1 = world.device_named("r1");
  at(r1, "lan").addresses.push_back({address("2001:db8:1::1"), 64, false, false});
  at(world.device_named("r2"), "lan").addresses.push_back({address("2001:db8:2::1"), 64, false, false});
  add_route(r1, "2001:db8:2::/64", "fe80::2");
  r1.static_routes.back().next_hop.interface = "wan";
  for (Segment& segment : world.network.snapshot.segments)
    segment.prefixes.push_back(prefix(segment.name == "a" ? "2001:db8:1::/64" : "2001:db8:2::/64"));
  EXPECT_EQ(Lab(joined(world)).arrival("a", tcp("2001:db8:1::5", "2001:db8:2::9"), "b"), "may");
}

TEST(Links, AnInterfaceWithALearnedAddressMayBeTheGateway) {
  World world = two_routers();
  Interface& wan = at(world.device_named("r2"), "wan");
  wan.addresses.clear();
  wan.dynamic_address = true;
  EXPECT_EQ(Lab(joined(world)).arrival("a", a_to_b, "b"), "may");
}

// A border router sees the public subnet on its link; the firewall behind it answers for addresses that it
// translates and that stand on no interface.
TEST(Links, ADeviceAnswersForAddressesThatItTranslates) {
  World world = two_routers();
  Device& r2 = world.device_named("r2");
  at(r2, "wan").addresses = {{address("10.9.0.2"), 24, false, false}};
  at(world.device_named("r1"), "wan").addresses = {{address("10.9.0.1"), 24, false, false}};
  NatRule vip;
  vip.match.destination = any_of({"10.9.0.80/32"});
  vip.rewrite.destination = AddressRange::of(address("10.2.0.9"));
  r2.destination_nat.push_back(vip);
  world.segment("c", {"10.9.0.128/25"});
  world.join({"a", "r1:lan"}).join({"r1:wan", "r2:wan", "c"}).join({"b", "r2:lan"});
  Lab lab(world);
  EXPECT_EQ(lab.arrival("a", tcp("10.1.0.5", "10.9.0.80"), "b"), "may");
  EXPECT_EQ(lab.arrival("a", tcp("10.1.0.5", "10.9.0.81"), "b"), "no");
}

TEST(Links, AGatewayThatNobodyOwnsIsAHostOrAnOutsideRouter) {
  for (const bool outside : {false, true}) {
    World world;
    Device r = device("r", {interface("lan", {"10.1.0.1/24"}), interface("wan", {"10.9.0.1/24"})});
    add_route(r, "0.0.0.0/0", "10.9.0.254");
    world.add(r).segment("a", {"10.1.0.0/24"});
    world.segment("x", {outside ? "rest" : "10.9.0.0/24"},
                  outside ? SegmentClass::internet : SegmentClass::internet_zone);
    world.join({"a", "r:lan"}).join({"x", "r:wan"});
    Lab lab(world);
    EXPECT_EQ(lab.arrival("a", tcp("10.1.0.5", "8.8.8.8"), "x"), outside ? "must" : "no");
    if (!outside) {
      EXPECT_EQ(lab.arrival("a", tcp("10.1.0.5", "10.9.0.7"), "x"), "must");
    }
  }
}

TEST(Links, AnOutsideNetworkIsAWayBackIn) {
  for (const SegmentClass kind : {SegmentClass::internet, SegmentClass::lgwan_network}) {
    World world = two_routers();
    for (Device& router : world.network.devices) router.static_routes.clear();
    at(world.device_named("r1"), "wan").addresses.front().length = 24;
    add_route(world.device_named("r1"), "0.0.0.0/0", "10.9.0.254");
    world.segment("x", {"172.30.0.0/16"}, kind);
    world.join({"a", "r1:lan"}).join({"r1:wan", "x"}).join({"r2:wan", "x"}).join({"b", "r2:lan"});
    // The internet does not surely carry private addresses; a private wide area network does.
    EXPECT_EQ(Lab(world).arrival("a", a_to_b, "b"), kind == SegmentClass::internet ? "may" : "must");
  }
}

TEST(Links, WhatAnOutsideNetworkClaimsItDoesNotHandBackExceptToDevices) {
  World world = two_routers();
  for (Device& router : world.network.devices) router.static_routes.clear();
  at(world.device_named("r1"), "wan").addresses.front().length = 24;
  add_route(world.device_named("r1"), "0.0.0.0/0", "10.9.0.254");
  at(world.device_named("r2"), "wan").addresses = {{address("203.0.113.2"), 29, false, false}};
  world.segment("x", {"rest"}, SegmentClass::internet);
  world.join({"a", "r1:lan"}).join({"r1:wan", "x"}).join({"r2:wan", "x"}).join({"b", "r2:lan"});
  Lab lab(world);
  EXPECT_EQ(lab.arrival("a", tcp("10.1.0.5", "203.0.113.2"), "r2"), "may");
  EXPECT_EQ(lab.arrival("a", tcp("10.1.0.5", "203.0.113.2"), "x"), "must");
}

TEST(Links, SegmentsOfOneDomainReachEachOtherWhateverTheRouterFilters) {
  World world;
  Device r = device("r", {interface("lan", {"10.1.0.1/16"})});
  r.forward_filter = filter("none", {});
  world.add(r).segment("a", {"10.1.0.0/24"}).segment("b", {"10.1.1.0/24"});
  world.join({"a", "b", "r:lan"});
  Lab lab(world);
  EXPECT_EQ(lab.arrival("a", tcp("10.1.0.5", "10.1.1.9"), "b"), "must");
  EXPECT_EQ(lab.arrival("a", tcp("10.1.0.5", "255.255.255.255"), "b"), "must");
  EXPECT_EQ(lab.arrival("a", tcp("10.1.0.5", "10.1.2.9"), "b"), "no");
}

TEST(Links, MustGoesThroughCertainPartsOnly) {
  World world = joined(two_routers());
  Domain& wan = world.network.domains[1];
  wan.certain = false;
  wan.certain_parts = {{{wan.routed[0]}, {}, {}}, {{wan.routed[1]}, {}, {}}};
  EXPECT_EQ(Lab(world).arrival("a", a_to_b, "b"), "may");
}

TEST(Links, AddressesOfRoutersAreNotHostsOfTheSegment) {
  Lab lab(joined(two_routers()));
  EXPECT_EQ(lab.arrival("a", tcp("10.1.0.5", "10.2.0.1"), "b"), "no");
  EXPECT_EQ(lab.arrival("a", tcp("10.1.0.5", "10.2.0.1"), "r2"), "must");
}

TEST(Links, WhatIsMeantForOneLinkIsNotSureToBeForwarded) {
  World world = joined(two_routers());
  add_route(world.device_named("r1"), "0.0.0.0/0", "10.9.0.2");
  add_route(world.device_named("r2"), "224.0.0.0/4", "lan");
  world.network.snapshot.segments[1].prefixes.push_back(prefix("224.0.0.0/4"));
  EXPECT_EQ(Lab(world).arrival("a", tcp("10.1.0.5", "224.0.0.251"), "b"), "may");
  EXPECT_EQ(Lab(world).arrival("a", tcp("10.1.0.5", "10.2.0.255"), "b"), "may");
}

}  // namespace
}  // namespace sekisho::test
