// Answers and sessions.
#include "simulation/state.hpp"

#include "simulation/simulation_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

World behind_a_firewall() {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.stateful = true;
  r.session_needs_syn = true;
  Rule outbound = rule(Action::permit);
  outbound.ingress = {"a"};
  r.forward_filter = filter("policy", {outbound});
  return world;
}

TEST(Answers, ExchangeEnds) {
  const Packet answer = simulation::answer_to(tcp("10.1.0.5", "10.2.0.9", 443)).value();
  EXPECT_EQ(to_string(answer), "10.2.0.9:443 -> 10.1.0.5:40000 tcp [SA]");
  EXPECT_EQ(simulation::answer_to(answer)->tcp_flags, tcp_flag::ack);
}

TEST(Answers, OfIcmp) {
  Packet echo = tcp("10.1.0.5", "10.2.0.9");
  echo.protocol = protocol::icmp;
  echo.icmp_type = 8;
  EXPECT_EQ(simulation::answer_to(echo)->icmp_type, 0);
  echo.icmp_type = 3;
  EXPECT_FALSE(simulation::answer_to(echo).has_value());
  echo.protocol = protocol::icmpv6;
  echo.icmp_type = 128;
  EXPECT_EQ(simulation::answer_to(echo)->icmp_type, 129);
}

TEST(Sessions, ReplyPassesAndNothingElseDoes) {
  World world = behind_a_firewall();
  const Trace there = world.run("a", tcp("10.1.0.5", "10.2.0.9"));
  ASSERT_THAT(lines_of(there), ElementsAre("delivered b: r[a>b]"));
  const Trace back = world.answer(there.paths[0]);
  EXPECT_THAT(lines_of(back), ElementsAre("delivered a: r[b>a]"));
  EXPECT_EQ(back.paths[0].hops[0].steps.back().reason, StepReason::session_reply);
  // Without the session, or by another port, the same packet is denied.
  EXPECT_EQ(world.run("b", back.paths[0].hops[0].before).disposition(), Disposition::denied);
  world.options.established = &there.paths;
  EXPECT_EQ(world.run("b", back.paths[0].hops[0].before).disposition(), Disposition::delivered);
  Packet other = back.paths[0].hops[0].before;
  other.destination_port = 40001;
  EXPECT_EQ(world.run("b", other).disposition(), Disposition::denied);
}

TEST(Sessions, LaterPacketsOfTheSameDirection) {
  World world = behind_a_firewall();
  const Trace there = world.run("a", tcp("10.1.0.5", "10.2.0.9"));
  const Packet data = tcp("10.1.0.5", "10.2.0.9", 443, tcp_flag::ack | tcp_flag::psh);
  EXPECT_EQ(world.run("a", data).disposition(), Disposition::denied);
  world.options.established = &there.paths;
  EXPECT_EQ(world.run("a", data).disposition(), Disposition::delivered);
}

TEST(Sessions, ADeniedPacketOpensNone) {
  World world = behind_a_firewall();
  const Trace denied = world.run("b", tcp("10.2.0.9", "10.1.0.5"));
  ASSERT_EQ(denied.disposition(), Disposition::denied);
  EXPECT_THAT(world.answer(denied.paths[0]).paths, IsEmpty());
  world.options.established = &denied.paths;
  EXPECT_EQ(world.run("b", tcp("10.2.0.9", "10.1.0.5")).disposition(), Disposition::denied);
}

TEST(Sessions, StatelessDeviceAsksItsFilterForTheReply) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.filters["b-in"] = filter("b-in", {rule(Action::permit, "", "", {service(protocol::tcp, 22)})});
  at(r, "b").ingress_filters = {"b-in"};
  const Trace there = world.run("a", tcp("10.1.0.5", "10.2.0.9"));
  EXPECT_EQ(there.disposition(), Disposition::delivered);
  EXPECT_EQ(world.answer(there.paths[0]).disposition(), Disposition::denied);
}

TEST(Sessions, ConnectionStateIsSeenByRules) {
  // Linux: no implicit pass of replies, but rules on the state.
  World world = two_segments();
  Rule outbound = rule(Action::permit);
  outbound.ingress = {"a"};
  outbound.match.states = {ConnectionState::fresh};
  Rule known = rule(Action::permit);
  known.match.states = {ConnectionState::established, ConnectionState::related};
  world.device_named("r").forward_filter = filter("FORWARD", {known, outbound});
  const Trace there = world.run("a", tcp("10.1.0.5", "10.2.0.9"));
  ASSERT_EQ(there.disposition(), Disposition::delivered);
  EXPECT_THAT(rules_of(there.paths[0]), Contains("permit FORWARD 2"));
  const Trace back = world.answer(there.paths[0]);
  ASSERT_EQ(back.disposition(), Disposition::delivered);
  EXPECT_THAT(rules_of(back.paths[0]), Contains("permit FORWARD 1"));
}

/// a and b joined by two firewalls; both hosts may use either.
World two_firewalls() {
  World world;
  for (const char* name : {"f1", "f2"}) {
    const std::string last = name[1] == '1' ? "1" : "2";
    Device f = device(
        name, {interface("a", {"10.1.0." + last + "/16"}), interface("b", {"10.2.0." + last + "/16"})});
    f.stateful = true;
    f.session_needs_syn = true;
    Rule outbound = rule(Action::permit);
    outbound.ingress = {"a"};
    f.forward_filter = filter("policy", {outbound});
    world.add(f);
  }
  world.segment("a", {"10.1.0.0/16"}).segment("b", {"10.2.0.0/16"});
  world.join({"f1:a", "f2:a", "a"}).join({"f1:b", "f2:b", "b"});
  return world;
}

TEST(Sessions, AsymmetricReturnIsDenied) {
  World world = two_firewalls();
  const Trace there = world.run("a", tcp("10.1.0.5", "10.2.0.9"));
  ASSERT_THAT(lines_of(there), ElementsAre("delivered b: f1[a>b]", "delivered b: f2[a>b]"));
  // The host may choose either gateway for the answer; only one has the session.
  EXPECT_THAT(lines_of(world.answer(there.paths[0])), ElementsAre("delivered a: f1[b>a]", "denied: f2[b>]"));
}

TEST(Sessions, ReplyByAnotherInterface) {
  World world = behind_a_firewall();
  Device& r = world.device_named("r");
  r.interfaces.push_back(interface("c", {"10.3.0.1/16"}));
  world.network.domain_of[0].push_back(Network::no_domain);
  world.join({"r:c"});
  const Trace there = world.run("a", tcp("10.1.0.5", "10.2.0.9"));
  world.options.established = &there.paths;
  const Packet reply = simulation::answer_to(there.paths[0].arrived).value();
  EXPECT_THAT(lines_of(world.run("r:c", reply)), ElementsAre("? delivered a: r[c>a]", "? denied: r[c>]"));
}

TEST(Answers, OfTheDeviceItself) {
  World world = behind_a_firewall();
  const Trace there = world.run("a", tcp("10.1.0.5", "10.1.0.1", 22));
  ASSERT_THAT(lines_of(there), ElementsAre("accepted-by-device: r[a>]"));
  EXPECT_THAT(lines_of(world.answer(there.paths[0])), ElementsAre("delivered a: r[>a]"));
}

TEST(Answers, ToADeviceThatOpenedTheSession) {
  World world = behind_a_firewall();
  world.device_named("r").local_filter = filter("local", {});
  const Trace there = world.run("r:", udp("10.2.0.1", "10.2.0.53", 53));
  ASSERT_THAT(lines_of(there), ElementsAre("delivered b: r[>b]"));
  EXPECT_THAT(lines_of(world.answer(there.paths[0])), Contains("accepted-by-device: r[b>]"));
}

TEST(Answers, HostOfAnInsideSegmentAnswersWhereItWasReached) {
  // b is attached in two places; the answer starts where the packet arrived.
  World world = two_segments();
  world.add(device("far", {interface("b", {"10.2.128.1/16"})}));
  world.join({"far:b", "b"});
  const Trace there = world.run("a", tcp("10.1.0.5", "10.2.0.9"));
  EXPECT_THAT(lines_of(world.answer(there.paths.at(0))), ElementsAre("delivered a: r[b>a]"));
}

}  // namespace
}  // namespace sekisho::test
