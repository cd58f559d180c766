// Between devices: gateways, hosts, shared addresses, tunnels, outside networks.
#include "simulation/simulation_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::StartsWith;

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
  // Only the master accepts packets to the address; a backup sends them on over the link. Which of the two
  // is master is not known.
  const auto lines = lines_of(world.run("r1:a", tcp("10.1.0.5", "172.16.0.6")));
  EXPECT_THAT(lines,
              IsSupersetOf({"? accepted-by-device: r1[a>x] r2[x>]", "? accepted-by-device: r1[a>x] r3[x>]",
                            "? accepted-by-device: r1[a>x] r2[x>x] r3[x>]"}));
  EXPECT_THAT(lines, Each(StartsWith("?")));
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
  world.segment("hosts", {"172.16.0.4/32"});
  world.network.domains[1].segments.push_back(world.segment_index("hosts"));
  at(world.device_named("r2"), "x").proxy_arp = true;
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9"))),
              ElementsAre("? delivered b: r1[a>x] r2[x>b]", "? leaves-network: r1[a>x]"));
}

TEST(Links, RouterThatTranslatesTheTargetMayAnswer) {
  World world = diamond();
  world.segment("hosts", {"172.16.0.4/32"});
  world.network.domains[1].segments.push_back(world.segment_index("hosts"));
  NatRule vip;
  vip.match.destination = any_of({"172.16.0.5/32"});
  vip.rewrite.destination = AddressRange::of(address("10.2.0.9"));
  world.device_named("r3").destination_nat = {vip};
  const auto lines = lines_of(world.run("a", tcp("10.1.0.5", "172.16.0.5")));
  EXPECT_THAT(lines, ElementsAre("? delivered b: r1[a>x] r3[x>b]", "? leaves-network: r1[a>x]"));
}

TEST(Links, LineWithoutHostsLeadsToItsOtherEnd) {
  World world = diamond();
  add_route(world.device_named("r1"), "10.2.0.0/16", "x");
  const auto lines = lines_of(world.run("a", tcp("10.1.0.5", "10.2.0.9")));
  EXPECT_THAT(lines, Contains("? delivered b: r1[a>x] r2[x>b]"));
  EXPECT_THAT(lines, Contains("? delivered b: r1[a>x] r3[x>b]"));
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

}  // namespace
}  // namespace sekisho::test
