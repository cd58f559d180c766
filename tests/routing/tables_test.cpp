// Computed tables: connected, local and static routes, distances, ECMP, recursion, families.
#include "routing/routing_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Lines = std::vector<std::string>;

Device router() {
  Device device;
  device.name = "r";
  device.interfaces = {interface("lan", {"10.0.0.1/24"}), interface("wan", {"192.0.2.1/30"}),
                       interface("dmz", {"172.16.0.1/24"})};
  return device;
}

struct StaticCase {
  const char* name;
  std::vector<StaticRoute> routes;
  Lines expected;  // without the connected routes of router()
};

StaticRoute tracked(StaticRoute route) {
  route.certain = false;
  return route;
}

StaticRoute discarded(const char* destination, int distance = 1) {
  StaticRoute route = static_route(destination, {}, distance);
  route.discard = true;
  return route;
}

class StaticRoutes : public ::testing::TestWithParam<StaticCase> {};

TEST_P(StaticRoutes, AreInTheTable) {
  Device device = router();
  device.static_routes = GetParam().routes;
  const std::vector<DeviceRoutes> routes = compute_routes(alone(device));
  const RoutingTable& table = *routes[0].find("");
  Lines lines;
  for (const std::string& line : lines_of(device, table)) {
    if (!line.starts_with("connected")) lines.push_back(line);
  }
  EXPECT_EQ(lines, GetParam().expected);
  EXPECT_FALSE(table.unknown);
}

const std::vector<StaticCase> static_cases = {
    {"Default", {static_route("0.0.0.0/0", via("192.0.2.2"))}, {"static 0.0.0.0/0 -> wan 192.0.2.2"}},
    {"OutOfInterface", {static_route("10.9.0.0/16", out_of("dmz"))}, {"static 10.9.0.0/16 -> dmz"}},
    {"InterfaceAndGateway",
     {static_route("10.9.0.0/16", out_of("dmz", "172.16.0.9"))},
     {"static 10.9.0.0/16 -> dmz 172.16.0.9"}},
    {"GatewayOutsideEveryNetwork", {static_route("10.9.0.0/16", via("203.0.113.1"))}, {}},
    {"OwnAddressIsNoGateway", {static_route("10.9.0.0/16", via("10.0.0.1"))}, {}},
    {"Null", {discarded("10.0.0.0/8")}, {"discard 10.0.0.0/8"}},
    {"NullByName", {static_route("10.0.0.0/8", out_of("Null0"))}, {"discard 10.0.0.0/8"}},
    {"Recursive",
     {static_route("10.9.0.0/16", via("10.8.0.1")), static_route("10.8.0.0/24", via("172.16.0.9"))},
     {"static 10.8.0.0/24 -> dmz 172.16.0.9", "static 10.9.0.0/16 -> dmz 172.16.0.9"}},
    {"RecursiveOverInterfaceRoute",
     {static_route("10.9.0.0/16", via("10.8.0.1")), static_route("10.8.0.0/24", out_of("dmz"))},
     {"static 10.8.0.0/24 -> dmz", "static 10.9.0.0/16 -> dmz 10.8.0.1"}},
    {"RecursiveIntoNull",
     {static_route("10.9.0.0/16", via("10.8.0.1")), discarded("10.8.0.0/24")},
     {"discard 10.8.0.0/24", "discard 10.9.0.0/16"}},
    {"RecursiveOverEcmp",
     {static_route("10.9.0.0/16", via("10.8.0.1")), static_route("10.8.0.0/24", via("172.16.0.9")),
      static_route("10.8.0.0/24", via("192.0.2.2"))},
     {"static 10.8.0.0/24 -> wan 192.0.2.2, dmz 172.16.0.9",
      "static 10.9.0.0/16 -> wan 192.0.2.2, dmz 172.16.0.9"}},
    {"OverDefaultIsUncertain",
     {static_route("10.9.0.0/16", via("10.8.0.1")), static_route("0.0.0.0/0", via("192.0.2.2"))},
     {"static 10.9.0.0/16 -> wan 192.0.2.2 maybe", "static 0.0.0.0/0 -> wan 192.0.2.2"}},
    {"SelfRecursive", {static_route("10.9.0.0/16", via("10.9.0.1"))}, {}},
    {"Loop",
     {static_route("10.9.0.0/16", via("10.8.0.1")), static_route("10.8.0.0/16", via("10.9.0.1"))},
     {}},
    {"SelfRecursiveWithShorter",
     {static_route("10.9.0.0/16", via("10.9.0.1")), static_route("10.0.0.0/8", via("172.16.0.9"))},
     {"static 10.9.0.0/16 -> dmz 172.16.0.9 maybe", "static 10.0.0.0/8 -> dmz 172.16.0.9"}},
    {"Ecmp",
     {static_route("0.0.0.0/0", via("192.0.2.2")), static_route("0.0.0.0/0", via("172.16.0.9"))},
     {"static 0.0.0.0/0 -> wan 192.0.2.2, dmz 172.16.0.9"}},
    {"MetricBreaksTies",
     {static_route("0.0.0.0/0", via("192.0.2.2"), 1, 5), static_route("0.0.0.0/0", via("172.16.0.9"), 1, 2)},
     {"static 0.0.0.0/0 -> dmz 172.16.0.9"}},
    {"FloatingHidden",
     {static_route("0.0.0.0/0", via("172.16.0.9"), 200), static_route("0.0.0.0/0", via("192.0.2.2"))},
     {"static 0.0.0.0/0 -> wan 192.0.2.2"}},
    {"FloatingBehindTracked",
     {static_route("0.0.0.0/0", via("172.16.0.9"), 200),
      tracked(static_route("0.0.0.0/0", via("192.0.2.2")))},
     {"static 0.0.0.0/0 -> wan 192.0.2.2 maybe", "static 0.0.0.0/0 -> dmz 172.16.0.9"}},
    {"FloatingWhenBetterIsUnresolved",
     {static_route("0.0.0.0/0", via("172.16.0.9"), 200), static_route("0.0.0.0/0", via("203.0.113.9"))},
     {"static 0.0.0.0/0 -> dmz 172.16.0.9"}},
    {"DependsOnTracked",
     {static_route("10.9.0.0/16", via("10.8.0.1")), tracked(static_route("10.8.0.0/24", via("172.16.0.9"))),
      static_route("10.8.0.0/16", via("192.0.2.2"))},
     {"static 10.8.0.0/24 -> dmz 172.16.0.9 maybe", "static 10.8.0.0/16 -> wan 192.0.2.2",
      "static 10.9.0.0/16 -> dmz 172.16.0.9 maybe", "static 10.9.0.0/16 -> wan 192.0.2.2"}},
    {"ConnectedBeatsStatic", {static_route("172.16.0.0/24", via("192.0.2.2"))}, {}},
    {"TrackedSharesLoad",
     {static_route("0.0.0.0/0", via("192.0.2.2")), tracked(static_route("0.0.0.0/0", via("172.16.0.9")))},
     {"static 0.0.0.0/0 -> dmz 172.16.0.9 maybe", "static 0.0.0.0/0 -> wan 192.0.2.2"}},
};

INSTANTIATE_TEST_SUITE_P(Cases, StaticRoutes, ::testing::ValuesIn(static_cases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Tables, InterfacesGiveConnectedAndLocalRoutes) {
  Device device;
  device.interfaces = {interface("a", {"10.0.0.1/24", "10.0.1.1/24", "2001:db8::1/64"}),
                       interface("b", {"10.0.2.1/24"}), interface("lo", {"10.255.0.1/32"})};
  device.interfaces[1].enabled = false;
  InterfaceAddress shared{address("10.0.0.254"), 24, false, true};
  device.interfaces[0].addresses.push_back(shared);
  device.routes_ipv6 = true;
  const auto routes = compute_routes(alone(device));
  EXPECT_THAT(lines_of(device, *routes[0].find(""), true),
              ElementsAre("local 10.0.0.1/32", "local 10.0.0.254/32 maybe", "local 10.0.1.1/32",
                          "local 10.255.0.1/32", "connected 10.0.0.0/24 -> a", "connected 10.0.1.0/24 -> a",
                          "local 2001:db8::1/128", "connected 2001:db8::/64 -> a"));
}

TEST(Tables, SubinterfaceGoesDownWithItsParent) {
  Device device;
  device.interfaces = {interface("eth0", {}), interface("eth0.10", {"10.0.0.1/24"})};
  device.interfaces[1].parent = "eth0";
  device.interfaces[0].enabled = false;
  EXPECT_THAT(compute_routes(alone(device))[0].find("")->routes, IsEmpty());
}

TEST(Tables, VrfsAreApartAndGatewaysMayBeInAnother) {
  Device device;
  device.vrfs = {"red"};
  device.interfaces = {interface("a", {"10.0.0.1/24"}), interface("b", {"10.1.0.1/24"}, "red"),
                       interface("c", {"10.2.0.1/24"}, "unlisted")};
  StaticRoute leak = static_route("0.0.0.0/0", via("10.0.0.9"));
  leak.vrf = "red";
  leak.next_hop.other_vrf = true;
  StaticRoute apart = static_route("10.8.0.0/16", via("10.0.0.9"));
  apart.vrf = "red";
  device.static_routes = {leak, apart};
  const auto routes = compute_routes(alone(device));
  ASSERT_EQ(routes[0].tables.size(), 3U);
  EXPECT_EQ(routes[0].tables[0].vrf, "");
  EXPECT_THAT(
      lines_of(device, *routes[0].find("red")),
      ElementsAre("connected 10.1.0.0/24 -> b", "static 10.8.0.0/16 -> a 10.0.0.9 maybe",  // over the default
                  "static 0.0.0.0/0 -> a 10.0.0.9"));
  EXPECT_THAT(lines_of(device, *routes[0].find("unlisted")), ElementsAre("connected 10.2.0.0/24 -> c"));
  EXPECT_EQ(routes[0].find("green"), nullptr);
}

TEST(Tables, HostKeepsItsDefaultGatewayOnly) {
  Device device = router();
  device.routes_ipv4 = false;
  device.static_routes = {static_route("0.0.0.0/0", via("10.0.0.9")),
                          static_route("10.9.0.0/16", via("10.0.0.8"))};
  const auto lines = lines_of(device, *compute_routes(alone(device))[0].find(""));
  EXPECT_THAT(lines, ::testing::Contains("static 0.0.0.0/0 -> lan 10.0.0.9"));
  EXPECT_THAT(lines, ::testing::Not(::testing::Contains(::testing::HasSubstr("10.9.0.0"))));
}

TEST(Tables, Ipv6StaticRoutes) {
  Device device;
  device.routes_ipv6 = true;
  device.interfaces = {interface("a", {"2001:db8:0:1::1/64", "fe80::1/64"}),
                       interface("b", {"2001:db8:0:2::1/64"})};
  device.static_routes = {static_route("::/0", out_of("a", "fe80::9")),
                          static_route("2001:db8:9::/48", via("2001:db8:0:2::9"))};
  EXPECT_THAT(lines_of(device, *compute_routes(alone(device))[0].find("")),
              ElementsAre("connected 2001:db8:0:1::/64 -> a", "connected 2001:db8:0:2::/64 -> b",
                          "static 2001:db8:9::/48 -> b 2001:db8:0:2::9", "static ::/0 -> a fe80::9"));
}

TEST(Tables, LookupEndsAtTheFirstCertainRoute) {
  Device device = router();
  StaticRoute uncertain = tracked(static_route("10.9.0.0/16", via("172.16.0.9")));
  device.static_routes = {uncertain, static_route("10.0.0.0/8", via("172.16.0.8")),
                          static_route("0.0.0.0/0", via("192.0.2.2"))};
  const auto routes = compute_routes(alone(device));
  Lines found;
  for (const Route* route : lookup(*routes[0].find(""), address("10.9.1.1")))
    found.push_back(line_of(device, *route));
  EXPECT_THAT(found, ElementsAre("static 10.9.0.0/16 -> dmz 172.16.0.9 maybe",
                                 "static 10.0.0.0/8 -> dmz 172.16.0.8"));
  EXPECT_THAT(lookup(*routes[0].find(""), address("2001:db8::1")), IsEmpty());
}

TEST(Tables, ManyStaticRoutesInAChainAreBounded) {
  Device device = router();
  for (int i = 0; i < 100; ++i) {  // each gateway lies in the next route's prefix
    device.static_routes.push_back(static_route(("100.64." + std::to_string(i) + ".0/24").c_str(),
                                                via(("100.64." + std::to_string(i + 1) + ".1").c_str())));
  }
  device.static_routes.push_back(static_route("100.64.100.0/24", via("172.16.0.9")));
  const auto routes = compute_routes(alone(device));
  EXPECT_TRUE(routes[0].find("")->unknown);  // the bound was met: nothing is claimed
}

}  // namespace
}  // namespace sekisho::test
