// Can an answer come back: through state, translations, stateless rules, another way, another interface.
#include "lab.hpp"

#include <sekisho/forwarding/answers.hpp>

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

/// Whether answers to the packets of `a` that get to `to` may come back.
bool comes_back(const World& world, const Packet& packet, const std::string& to = "b") {
  Lab lab(world);
  const Reachability forward = lab.from("a", lab.space().packet(packet), Side::may);
  const PacketSet arrivals = forward.at(lab.sink(to));
  EXPECT_FALSE(arrivals.empty()) << "the packet itself does not arrive";
  return !answers(lab.graph(), forward, lab.world().segment_index("a"), lab.sink(to), arrivals).empty();
}

const Packet open_web = tcp("10.1.0.5", "10.2.0.9");

Filter only_from_a() { return filter("p", {rule(Action::permit, "10.1.0.0/16")}); }

TEST(Answers, StatefulDevicesLetThemPass) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.forward_filter = only_from_a();
  EXPECT_FALSE(comes_back(world, open_web)) << "no state, no rule for the way back";
  r.stateful = true;
  EXPECT_TRUE(comes_back(world, open_web));
  r.session_needs_syn = true;
  EXPECT_TRUE(comes_back(world, open_web));
}

TEST(Answers, StatelessRulesForTheWayBack) {
  World world = two_segments();
  Device& r = world.device_named("r");
  Service established;
  established.protocol = protocol::tcp;
  established.tcp_flags = {{tcp_flag::ack, tcp_flag::ack}, {tcp_flag::rst, tcp_flag::rst}};
  r.filters["back"] = filter("back", {rule(Action::permit, "", "", {established})});
  at(r, "b").ingress_filters = {"back"};
  EXPECT_TRUE(comes_back(world, open_web));
  EXPECT_FALSE(comes_back(world, udp("10.1.0.5", "10.2.0.9", 53)));
}

// A rule that asks for the state of a packet stands on a device that keeps it (reflexive lists, CBAC).
TEST(Answers, FiltersThatAskForAState) {
  World world = two_segments();
  Device& r = world.device_named("r");
  Rule established = rule(Action::permit);
  established.match.states = {ConnectionState::established};
  r.filters["back"] = filter("back", {established});
  at(r, "b").ingress_filters = {"back"};
  EXPECT_TRUE(comes_back(world, open_web));
}

TEST(Answers, TranslationsAreUndone) {
  World world = two_segments();
  Device& r = world.device_named("r");
  NatRule hide;
  hide.rewrite.source = AddressRange::of(address("10.2.0.200"));
  hide.rewrite.source_port = PortRange{1024, 65535};
  r.source_nat = {hide};
  EXPECT_TRUE(comes_back(world, open_web)) << "an address that the router answers for";
  r.source_nat[0].rewrite.source = AddressRange::of(address("10.2.0.1"));
  EXPECT_TRUE(comes_back(world, open_web)) << "its own address";
  NatRule vip;
  vip.match.destination = any_of({"192.0.2.1/32"});
  vip.rewrite.destination = AddressRange::of(address("10.2.0.9"));
  r.source_nat.clear();
  r.destination_nat = {vip};
  r.stateful = true;
  r.forward_filter = filter("p", {rule(Action::permit, "", "10.2.0.9/32")});
  EXPECT_TRUE(comes_back(world, tcp("10.1.0.5", "192.0.2.1")));
}

/// `a` and `b` between two firewalls: packets go by f1, answers by f2.
World asymmetric() {
  World world;
  for (const char* name : {"f1", "f2"}) {
    const std::string host = std::string(".") + (name[1] == '1' ? "1" : "2");
    Device device = test::device(
        name, {interface("a", {"10.1.0" + host + "/24"}), interface("b", {"10.2.0" + host + "/24"})});
    device.stateful = device.session_needs_syn = true;
    device.forward_filter = filter("p", {rule(Action::permit, "10.1.0.0/24")});
    world.add(device);
  }
  world.device_named("f1").forward_filter->rules[0].egress = {"b"};
  world.device_named("f2").forward_filter = filter("p", {rule(Action::permit, "10.2.0.0/24")});
  world.segment("a", {"10.1.0.0/24"}).segment("b", {"10.2.0.0/24"});
  return world.join({"a", "f1:a", "f2:a"}).join({"b", "f1:b", "f2:b"});
}

TEST(Answers, AnotherFirewallHasNoSession) {
  World world = asymmetric();
  EXPECT_TRUE(comes_back(world, open_web)) << "back through f1";
  world.device_named("f1").stateful = false;
  EXPECT_FALSE(comes_back(world, open_web)) << "f1 keeps no session, f2 has none";
  world.device_named("f2").session_needs_syn = false;
  EXPECT_TRUE(comes_back(world, open_web)) << "f2 permits the answer by itself";
}

// Linux and FortiOS find a session whatever interface a packet comes in at.
TEST(Answers, AtAnotherInterfaceOfTheSameFirewall) {
  World world;
  Device f = device("f", {interface("a", {"10.1.0.1/24"}), interface("out", {"10.8.0.1/30"}),
                          interface("back", {"10.9.0.1/30"})});
  f.stateful = true;
  f.forward_filter = filter("p", {rule(Action::permit, "10.1.0.0/24")});
  add_route(f, "10.2.0.0/24", "10.8.0.2");
  Device r = device("r", {interface("in", {"10.8.0.2/30"}), interface("back", {"10.9.0.2/30"}),
                          interface("b", {"10.2.0.1/24"})});
  add_route(r, "10.1.0.0/24", "10.9.0.1");
  world.add(f).add(r).segment("a", {"10.1.0.0/24"}).segment("b", {"10.2.0.0/24"});
  world.join({"a", "f:a"}).join({"f:out", "r:in"}).join({"f:back", "r:back"}).join({"b", "r:b"});
  EXPECT_TRUE(comes_back(world, open_web));
}

TEST(Answers, DevicesAnswerForThemselves) {
  World world = two_segments();
  EXPECT_TRUE(comes_back(world, tcp("10.1.0.5", "10.2.0.1", 22), "r"));
  EXPECT_FALSE(comes_back(world, tcp("10.9.0.5", "10.2.0.1", 22), "r"))
      << "a source that is not of the segment";
}

TEST(Answers, HostsAnswerABroadcastFromTheirOwnAddress) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.filters["back"] = filter("back", {rule(Action::permit, "10.2.0.9/32")});
  at(r, "b").ingress_filters = {"back"};
  EXPECT_TRUE(comes_back(world, udp("10.1.0.5", "10.2.255.255", 137)));
}

TEST(Answers, RequestsOfIcmp) {
  World world = two_segments();
  Device& r = world.device_named("r");
  Service replies;
  replies.protocol = protocol::icmp;
  r.filters["back"] = filter("back", {rule(Action::permit, "", "", {replies})});
  at(r, "b").ingress_filters = {"back"};
  Packet ping = open_web;
  ping.protocol = protocol::icmp;
  ping.icmp_type = 13;  // timestamp
  r.filters["back"].rules[0].match.services[0].icmp_types = {{14, 14}};
  EXPECT_TRUE(comes_back(world, ping));
  r.filters["back"].rules[0].match.services[0].icmp_types = {{3, 3}};
  EXPECT_FALSE(comes_back(world, ping));
}

}  // namespace
}  // namespace sekisho::test
