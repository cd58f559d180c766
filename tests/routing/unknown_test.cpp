// Given tables, dynamic protocols, uncertainties and addresses learned at run time.
#include "routing/routing_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using ::testing::ElementsAre;

Device router_with_vrf() {
  Device device;
  device.vrfs = {"red"};
  device.interfaces = {interface("lan", {"10.0.0.1/24"}), interface("wan", {"192.0.2.1/30"}),
                       interface("red0", {"10.1.0.1/24"}, "red")};
  return device;
}

DynamicRouting ospf(std::string vrf) {
  return {std::move(vrf), "ospf", {{"r.cfg", 7, 1, 0}, "router ospf 1", ""}};
}

TEST(UnknownRoutes, DynamicProtocolMakesItsVrfUnknown) {
  Device device = router_with_vrf();
  device.dynamic_routing = {ospf("")};
  const auto routes = compute_routes(alone(device));
  EXPECT_TRUE(routes[0].find("")->unknown);
  ASSERT_EQ(routes[0].find("")->unknown_because.size(), 1U);
  EXPECT_EQ(routes[0].find("")->unknown_because[0].span.line, 7);
  EXPECT_FALSE(routes[0].find("red")->unknown);
  EXPECT_THAT(lines_of(device, *routes[0].find("")),
              ElementsAre("connected 192.0.2.0/30 -> wan", "connected 10.0.0.0/24 -> lan"));
}

TEST(UnknownRoutes, GivenTableWins) {
  Device device = router_with_vrf();
  device.dynamic_routing = {ospf("")};
  device.static_routes = {static_route("10.7.0.0/16", via("192.0.2.2"))};
  device.table_vrfs = {""};
  device.table = {{"", prefix("10.0.0.0/24"), {out_of("lan")}, {}},
                  {"", prefix("0.0.0.0/0"), {out_of("wan", "192.0.2.2")}, {}},
                  {"", prefix("0.0.0.0/0"), {out_of("lan", "10.0.0.9")}, {}},
                  {"", prefix("10.9.0.0/16"), {via("10.8.0.1")}, {}},
                  {"", prefix("10.8.0.0/24"), {out_of("lan", "10.0.0.8")}, {}},
                  {"", prefix("10.66.0.0/16"), {}, {}},
                  {"red", prefix("10.77.0.0/16"), {out_of("red0")}, {}}};
  const auto routes = compute_routes(alone(device));
  EXPECT_FALSE(routes[0].find("")->unknown);
  EXPECT_THAT(lines_of(device, *routes[0].find(""), true),
              ElementsAre("local 10.0.0.1/32", "local 192.0.2.1/32", "table 10.0.0.0/24 -> lan",
                          "table 10.8.0.0/24 -> lan 10.0.0.8", "table 10.9.0.0/16 -> lan 10.0.0.8",
                          "discard 10.66.0.0/16", "table 0.0.0.0/0 -> lan 10.0.0.9, wan 192.0.2.2"));
  // The table is not complete for "red": its lines are left out, the computed routes stand.
  EXPECT_THAT(lines_of(device, *routes[0].find("red")), ElementsAre("connected 10.1.0.0/24 -> red0"));
}

TEST(UnknownRoutes, GivenTableWithAnInterfaceThatIsNotThere) {
  Device device = router_with_vrf();
  device.table_vrfs = {""};
  device.table = {{"", prefix("0.0.0.0/0"), {out_of("Dialer9")}, {"r.table", 3, 1, 0}}};
  const auto routes = compute_routes(alone(device));
  EXPECT_TRUE(routes[0].find("")->unknown);
  EXPECT_EQ(routes[0].find("")->unknown_because.at(0).span.line, 3);
}

TEST(UnknownRoutes, MayRouteOfTheDeviceReachesEveryVrfEvenGivenOnes) {
  Device device = router_with_vrf();
  device.table_vrfs = {"red"};
  device.uncertainties = {{Effect::may_route, "", {{"r.cfg", 9, 1, 0}, "", ""}}};
  const auto routes = compute_routes(alone(device));
  EXPECT_TRUE(routes[0].find("")->unknown);
  EXPECT_TRUE(routes[0].find("red")->unknown);
}

TEST(UnknownRoutes, MayRouteOfAnInterfaceLeavesTheTables) {
  Device device = router_with_vrf();
  device.uncertainties = {{Effect::may_route, "lan", {}}, {Effect::may_drop, "", {}}};
  EXPECT_FALSE(compute_routes(alone(device))[0].find("")->unknown);
}

TEST(UnknownRoutes, GatewayInAnUnknownVrf) {
  Device device = router_with_vrf();
  device.dynamic_routing = {ospf("")};
  StaticRoute on_link = static_route("10.9.0.0/16", via("10.0.0.9"));
  on_link.vrf = "red";
  on_link.next_hop.other_vrf = true;
  device.static_routes = {on_link};
  EXPECT_FALSE(compute_routes(alone(device))[0].find("red")->unknown);
  device.static_routes[0].next_hop.gateway = address("10.55.0.1");
  EXPECT_TRUE(compute_routes(alone(device))[0].find("red")->unknown);
}

TEST(UnknownRoutes, LookAgainInAnotherTableIsNotFollowed) {
  Device device = router_with_vrf();
  StaticRoute route = static_route("0.0.0.0/0", {"", std::nullopt, "red", true});
  device.static_routes = {route};
  EXPECT_TRUE(compute_routes(alone(device))[0].find("")->unknown);
}

TEST(DynamicAddress, LoneDefaultIsCertain) {
  Device device = router_with_vrf();
  device.interfaces.push_back(interface("ppp0", {}));
  device.interfaces.back().dynamic_address = true;
  device.static_routes = {static_route("0.0.0.0/0", out_of("ppp0"))};
  EXPECT_THAT(lines_of(device, *compute_routes(alone(device))[0].find("")),
              ::testing::Contains("static 0.0.0.0/0 -> ppp0"));
}

TEST(DynamicAddress, WithAStandInBothAreAlternatives) {
  Device device = router_with_vrf();
  device.interfaces.push_back(interface("ppp0", {}));
  device.interfaces.back().dynamic_address = true;
  device.static_routes = {static_route("0.0.0.0/0", out_of("ppp0")),
                          static_route("0.0.0.0/0", via("192.0.2.2"), 100)};
  EXPECT_THAT(lines_of(device, *compute_routes(alone(device))[0].find("")),
              ElementsAre("connected 192.0.2.0/30 -> wan", "connected 10.0.0.0/24 -> lan",
                          "static 0.0.0.0/0 -> ppp0 maybe", "static 0.0.0.0/0 -> wan 192.0.2.2"));
}

TEST(DynamicAddress, LearnedDefaultWhereNoneIsConfigured) {
  Device device = router_with_vrf();
  device.interfaces[1].dynamic_address = true;
  device.interfaces[1].addresses.clear();
  EXPECT_THAT(lines_of(device, *compute_routes(alone(device))[0].find("")),
              ElementsAre("connected 10.0.0.0/24 -> lan", "static 0.0.0.0/0 -> wan maybe"));
}

TEST(DynamicAddress, MayLieInASubnetOfANeighbour) {
  Network network;
  Device device = router_with_vrf();
  device.interfaces[1].dynamic_address = true;
  device.interfaces[1].addresses.clear();
  Device neighbour;
  neighbour.interfaces = {interface("x", {"198.51.100.1/24"})};
  network.devices = {device, neighbour};
  Domain joined;
  joined.routed = {{0, 1}, {1, 0}};
  network.domains = {joined};
  network.domain_of = {{Network::no_domain, 0, Network::no_domain}, {0}};
  EXPECT_THAT(lines_of(device, *compute_routes(network)[0].find("")),
              ::testing::Contains("connected 198.51.100.0/24 -> wan maybe"));
}

TEST(DynamicAddress, GatewayGivenByDhcp) {
  Device device = router_with_vrf();
  device.interfaces[1].dynamic_address = true;
  device.static_routes = {static_route("0.0.0.0/0", NextHop{})};
  EXPECT_THAT(lines_of(device, *compute_routes(alone(device))[0].find("")),
              ::testing::Contains("static 0.0.0.0/0 -> wan"));
}

}  // namespace
}  // namespace sekisho::test
