// Registered communications that have to get through.
#include "city.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

const Rule mn_to_lg = rule(Action::permit, "10.10.0.5/32", "10.20.0.9/32", {web});

/// The city with a channel C from mn to lg.
World registered(std::vector<Rule> rules, const std::vector<std::string>& senders,
                 const std::vector<std::string>& receivers, const std::vector<Service>& services) {
  World world = city(std::move(rules));
  Channel made = channel("C", end_of("mn", senders), end_of("lg", receivers), web, "specific");
  made.services = services;
  world.network.snapshot.channels = {made};
  return world;
}

Requirement gets_through() {
  Requirement requirement = must_not_reach("mn", "lg", Semantics::session);
  requirement.kind = RequirementKind::channels;
  requirement.channel = "C";
  return requirement;
}

TEST(Registered, EverySenderReceiverAndServiceHasASession) {
  EXPECT_EQ(
      line_of(verdict_of(registered({mn_to_lg}, {"10.10.0.5/32"}, {"10.20.0.9/32"}, {web}), gets_through())),
      "proved");
  const auto wider = [&](const std::vector<std::string>& senders, const std::vector<std::string>& receivers,
                         const std::vector<Service>& services) {
    const RequirementResult result =
        verdict_of(registered({mn_to_lg}, senders, receivers, services), gets_through());
    return std::string(name_of(result.verdict)) +
           (result.violations.empty() ? ""
                                      : " " + to_string(result.violations[0].sent.source) + " to " +
                                            to_string(result.violations[0].sent.destination));
  };
  EXPECT_EQ(wider({"10.10.0.5/32", "10.10.0.6/32"}, {"10.20.0.9/32"}, {web}),
            "violated 10.10.0.6 to 10.20.0.9");
  EXPECT_EQ(wider({"10.10.0.5/32"}, {"10.20.0.9/32", "10.20.0.8/32"}, {web}),
            "violated 10.10.0.5 to 10.20.0.8");
  EXPECT_EQ(wider({"10.10.0.5/32"}, {"10.20.0.9/32"}, {web, mail}), "violated 10.10.0.5 to 10.20.0.9");
  EXPECT_EQ(wider({}, {}, {}), "proved") << "some host of each segment is enough";
}

TEST(Registered, WithoutARouteItDoesNotGetThrough) {
  World world = registered({mn_to_lg}, {"10.10.0.5/32"}, {"10.20.0.9/32"}, {web});
  add_route(world.device_named("fw"), "10.20.0.9/32", "null");
  const RequirementResult result = verdict_of(world, gets_through());
  ASSERT_EQ(result.verdict, Verdict::violated);
  EXPECT_EQ(result.violations[0].path.disposition, Disposition::null_routed);
}

TEST(Registered, AnAnswerHasToComeBack) {
  World world = registered({mn_to_lg}, {"10.10.0.5/32"}, {"10.20.0.9/32"}, {web});
  world.device_named("fw").stateful = false;
  EXPECT_EQ(verdict_of(world, gets_through()).verdict, Verdict::violated);
}

TEST(Registered, ADoubtfulRuleLeavesItUnproved) {
  EXPECT_EQ(line_of(verdict_of(registered({maybe(mn_to_lg)}, {"10.10.0.5/32"}, {"10.20.0.9/32"}, {web}),
                               gets_through())),
            "unproved: reason_uncertain_rule");
}

TEST(Registered, PastItsLastDayNothingIsSaid) {
  World world = registered({mn_to_lg}, {"10.10.0.5/32"}, {"10.20.0.9/32"}, {web});
  world.network.snapshot.channels[0].expires = Date{2026, 1, 31};
  EXPECT_EQ(line_of(verdict_of(world, gets_through())), "unproved: reason_channel_expired");
}

TEST(Registered, AReceiverBehindATranslationIsTheRealOne) {
  // Sent to 203.0.113.3, which the firewall rewrites to the server.
  World world = registered({mn_to_lg}, {"10.10.0.5/32"}, {"10.20.0.9/32"}, {web});
  NatRule forward;
  forward.match.destination = any_of({"203.0.113.3/32"});
  forward.rewrite.destination = AddressRange::of(address("10.20.0.9"));
  world.device_named("fw").destination_nat = {forward};
  world.device_named("fw").forward_filter->rules[0].match.destination = any_of({"10.20.0.9/32"});
  EXPECT_EQ(verdict_of(world, gets_through()).verdict, Verdict::proved);
}

}  // namespace
}  // namespace sekisho::test
