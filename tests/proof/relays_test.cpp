// Stepping stones: chains of sessions over hosts that are no sanitizers.
#include "city.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

/// inet - fw - { dmz 10.40.0.0/24, in 10.30.0.0/24, lg 10.20.0.0/24 }.
World layers(std::vector<Rule> rules) {
  World world;
  Device fw = device("fw", {interface("out", {"203.0.113.1/29"}), interface("dmz", {"10.40.0.1/24"}),
                            interface("in", {"10.30.0.1/24"}), interface("lg", {"10.20.0.1/24"})});
  fw.stateful = fw.session_needs_syn = true;
  fw.forward_filter = filter("policy", std::move(rules));
  add_route(fw, "0.0.0.0/0", "203.0.113.2");
  world.add(fw);
  world.segment("inet", {"rest"}, SegmentClass::internet);
  world.segment("dmz", {"10.40.0.0/24"}, SegmentClass::dmz);
  world.segment("in", {"10.30.0.0/24"}, SegmentClass::internet_zone);
  world.segment("lg", {"10.20.0.0/24"}, SegmentClass::lgwan);
  world.join({"inet", "fw:out"}).join({"dmz", "fw:dmz"}).join({"in", "fw:in"}).join({"lg", "fw:lg"});
  return world;
}

const Rule published = rule(Action::permit, "", "10.40.0.8/32", {web});
const Rule web_to_staff = rule(Action::permit, "10.40.0.8/32", "10.30.0.25/32", {mail});
const Rule staff_to_lgwan = rule(Action::permit, "10.30.0.25/32", "10.20.0.25/32", {mail});

Requirement no_relay(const std::string& from = "inet", const std::string& to = "lg",
                     std::vector<std::string> methods = {}) {
  Requirement requirement = must_not_reach(from, to, Semantics::session, std::move(methods));
  requirement.kind = RequirementKind::relays;
  return requirement;
}

void add_host(World& world, const std::string& segment, const std::string& address,
              const std::string& sanitizer) {
  Host host;
  host.name = "h" + address;
  host.segment = segment;
  host.addresses = {AddressRange::of(prefix(address + "/32"))};
  host.sanitizer = sanitizer;
  world.network.snapshot.hosts.push_back(host);
}

std::string chain_of(const RequirementResult& result) {
  if (result.violations.empty()) return line_of(result);
  std::string text = result.violations[0].chain.front().from;
  for (const ChainStep& step : result.violations[0].chain)
    text += " > " + step.to + " " + to_string(step.sent.destination);
  return text;
}

TEST(Relays, AChainOverTwoHostsIsShownSessionBySession) {
  World world = layers({published, web_to_staff, staff_to_lgwan});
  const RequirementResult result = verdict_of(world, no_relay());
  EXPECT_EQ(line_of(result), "violated: policy 1, policy 2, policy 3");
  EXPECT_EQ(chain_of(result), "inet > dmz 10.40.0.8 > in 10.30.0.25 > lg 10.20.0.25");
  for (const ChainStep& step : result.violations[0].chain) {
    const Trace replay = world.run(step.from, step.sent);
    EXPECT_THAT(replay.paths.front().delivered_to, ::testing::Contains(step.to));
  }
  EXPECT_EQ(result.violations[0].sent, result.violations[0].chain.back().sent);
  EXPECT_EQ(verdict_of(world, must_not_reach("inet", "lg", Semantics::session)).verdict, Verdict::proved)
      << "directly, nothing gets there";
}

TEST(Relays, ABrokenChainIsProved) {
  EXPECT_EQ(line_of(verdict_of(layers({published, web_to_staff}), no_relay())), "proved any-routing");
  EXPECT_EQ(line_of(verdict_of(layers({published, staff_to_lgwan}), no_relay())), "proved any-routing");
  EXPECT_EQ(line_of(verdict_of(layers({}), no_relay())), "proved any-routing");
}

TEST(Relays, OnlyTheRoutesBreakIt) {
  World world = layers({published, web_to_staff, staff_to_lgwan});
  add_route(world.device_named("fw"), "10.30.0.25/32", "null");
  EXPECT_EQ(line_of(verdict_of(world, no_relay())), "proved current-routing");
}

TEST(Relays, ASanitizerIsNoSteppingStone) {
  World world = layers({published, web_to_staff, staff_to_lgwan});
  add_host(world, "in", "10.30.0.25", "mail-text");
  EXPECT_EQ(verdict_of(world, no_relay()).verdict, Verdict::proved);
}

TEST(Relays, AnotherHostBesideTheSanitizerIs) {
  World world = layers({published, web_to_staff, rule(Action::permit, "10.40.0.0/24", "10.30.0.26/32", {web}),
                        rule(Action::permit, "10.30.0.0/24", "10.20.0.25/32", {mail})});
  add_host(world, "in", "10.30.0.25", "mail-text");
  const RequirementResult result = verdict_of(world, no_relay());
  EXPECT_EQ(chain_of(result), "inet > dmz 10.40.0.8 > in 10.30.0.26 > lg 10.20.0.25");
}

TEST(Relays, AnotherHostOfTheSegmentCanGoOn) {
  // The published server reaches the mail relay beside it without any device.
  const Rule other = rule(Action::permit, "10.40.0.9/32", "10.20.0.25/32", {mail});
  EXPECT_EQ(chain_of(verdict_of(layers({published, other}), no_relay())),
            "inet > dmz 10.40.0.8 > lg 10.20.0.25");
}

TEST(Relays, HostsOfTwoLansNeedNotReachEachOther) {
  const auto two_lans = [](const std::string& opener) {
    World world = layers({published, rule(Action::permit, opener, "10.20.0.25/32", {mail})});
    world.device_named("fw").interfaces.push_back(interface("dmz2", {"10.40.1.1/24"}));
    world.network.domain_of[0].push_back(Network::no_domain);
    world.network.snapshot.segments[1].prefixes.push_back(prefix("10.40.1.0/24"));
    world.join({"dmz", "fw:dmz2"});
    return world;
  };
  EXPECT_EQ(line_of(verdict_of(two_lans("10.40.1.9/32"), no_relay())), "unproved: reason_possible_chain");
  EXPECT_EQ(chain_of(verdict_of(two_lans("10.40.0.8/32"), no_relay())),
            "inet > dmz 10.40.0.8 > lg 10.20.0.25");
}

TEST(Relays, ChannelsOfTheMethodsDoNotCount) {
  World world = layers({published, rule(Action::permit, "10.40.0.8/32", "10.20.0.25/32", {mail})});
  world.network.snapshot.channels = {
      channel("C", end_of("dmz", {"10.40.0.8/32"}), end_of("lg", {"10.20.0.25/32"}), mail, "specific")};
  EXPECT_EQ(verdict_of(world, no_relay("inet", "lg", {"specific"})).verdict, Verdict::proved);
  EXPECT_EQ(verdict_of(world, no_relay()).verdict, Verdict::violated);
}

TEST(Relays, ADoubtfulSessionLeavesItUnproved) {
  const RequirementResult result =
      verdict_of(layers({published, maybe(web_to_staff), staff_to_lgwan}), no_relay());
  EXPECT_EQ(line_of(result), "unproved: reason_possible_chain, reason_uncertain_rule");
  EXPECT_EQ(result.reasons[0].because.arguments[0], "inet > dmz > in > lg");
}

TEST(Relays, PacketsThatGetNoAnswerAreNoSession) {
  World world = layers({published, rule(Action::permit, "10.40.0.8/32", "10.20.0.25/32", {mail})});
  world.device_named("fw").stateful = false;
  EXPECT_EQ(verdict_of(world, no_relay()).verdict, Verdict::proved);
}

}  // namespace
}  // namespace sekisho::test
