// Filters of interfaces, between interfaces and of the device itself; source checks; unread lines.
#include "simulation/simulation_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The paths from a to b through the router after `change` to it.
template <typename Change>
std::vector<std::string> through(Change change, const Packet& packet = tcp("10.1.0.5", "10.2.0.9")) {
  World world = two_segments();
  change(world.device_named("r"));
  return lines_of(world.run("a", packet));
}

TEST(Filters, NoneLetsEverythingThrough) {
  EXPECT_THAT(through([](Device&) {}), ElementsAre("delivered b: r[a>b]"));
}

TEST(Filters, IngressFilterFirstMatch) {
  const auto bind = [](Device& r, std::vector<Rule> rules) {
    r.filters["in"] = filter("in", std::move(rules));
    at(r, "a").ingress_filters = {"in"};
  };
  EXPECT_THAT(through([&](Device& r) {
                bind(r, {rule(permit, "10.1.0.0/16"), rule(deny)});
              }),
              ElementsAre("delivered b: r[a>b]"));
  EXPECT_THAT(through([&](Device& r) {
                bind(r, {rule(deny, "10.1.0.0/24"), rule(permit)});
              }),
              ElementsAre("denied: r[a>]"));
  EXPECT_THAT(through([&](Device& r) { bind(r, {}); }), ElementsAre("denied: r[a>]"));
}

TEST(Filters, StepsNameTheRules) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.filters["in"] = filter("in", {rule(deny, "10.9.0.0/16"), rule(permit)});
  r.filters["out"] = filter("out", {rule(permit, "10.9.0.0/16")});
  at(r, "a").ingress_filters = {"in"};
  at(r, "b").egress_filters = {"out"};
  const Trace trace = world.run("a", tcp("10.1.0.5", "10.2.0.9"));
  ASSERT_EQ(trace.paths.size(), 1U);
  EXPECT_THAT(rules_of(trace.paths[0]), ElementsAre("permit in 2", "route interface b", "deny out end"));
  EXPECT_EQ(trace.paths[0].end_device, "r");
}

TEST(Filters, AllFiltersOfAnInterfaceMustPermit) {
  EXPECT_THAT(through([](Device& r) {
                r.filters["x"] = filter("x", {rule(permit)});
                r.filters["y"] = filter("y", {rule(deny, "", "", {service(protocol::tcp, 443)})}, permit);
                at(r, "b").egress_filters = {"x", "y"};
              }),
              ElementsAre("denied: r[a>]"));
}

TEST(Filters, UncertainRuleOpensAlternatives) {
  const auto lines = through([](Device& r) {
    r.filters["in"] = filter("in", {maybe(rule(permit)), rule(deny)});
    at(r, "a").ingress_filters = {"in"};
  });
  EXPECT_THAT(lines, ElementsAre("? delivered b: r[a>b]", "? denied: r[a>]"));
}

TEST(Filters, UncertainRuleThatChangesNothingIsCertain) {
  EXPECT_THAT(through([](Device& r) {
                r.filters["in"] = filter("in", {maybe(rule(permit)), rule(permit)});
                at(r, "a").ingress_filters = {"in"};
              }),
              ElementsAre("delivered b: r[a>b]"));
  EXPECT_THAT(through([](Device& r) {
                r.filters["in"] = filter("in", {maybe(rule(deny))});
                at(r, "a").ingress_filters = {"in"};
              }),
              ElementsAre("denied: r[a>]"));
}

TEST(Filters, ScheduleOfPartOfTheDay) {
  const auto bind = [](Device& r) {
    Rule daytime = rule(permit);
    daytime.schedule.periodic = true;
    r.filters["in"] = filter("in", {daytime});
    at(r, "a").ingress_filters = {"in"};
  };
  EXPECT_THAT(through(bind), ElementsAre("? delivered b: r[a>b]", "? denied: r[a>]"));
}

TEST(Filters, ExpiredRuleIsNotThere) {
  World world = two_segments();
  Rule expired = rule(permit);
  expired.schedule.end = Date{2025, 3, 31};
  world.device_named("r").forward_filter = filter("policy", {expired});
  world.options.date = {2025, 3, 30};
  EXPECT_EQ(world.run("a", tcp("10.1.0.5", "10.2.0.9")).disposition(), Disposition::delivered);
  world.options.date = {2025, 4, 1};
  EXPECT_EQ(world.run("a", tcp("10.1.0.5", "10.2.0.9")).disposition(), Disposition::denied);
}

TEST(Filters, FilterThatIsNotDefined) {
  EXPECT_THAT(through([](Device& r) { at(r, "a").ingress_filters = {"gone"}; }),
              ElementsAre("? delivered b: r[a>b]", "? denied: r[a>]"));
}

TEST(ForwardFilter, RulesBetweenInterfaces) {
  const auto policy = [](std::vector<std::string> in, std::vector<std::string> out) {
    return [in, out](Device& r) {
      Rule between = rule(permit);
      between.ingress = in;
      between.egress = out;
      r.forward_filter = filter("policy", {between});
    };
  };
  EXPECT_THAT(through(policy({"a"}, {"b"})), ElementsAre("delivered b: r[a>b]"));
  EXPECT_THAT(through(policy({}, {"x", "b"})), ElementsAre("delivered b: r[a>b]"));
  EXPECT_THAT(through(policy({"b"}, {"a"})), ElementsAre("denied: r[a>]"));
  EXPECT_THAT(through(policy({"a"}, {"a"})), ElementsAre("denied: r[a>]"));
}

TEST(ForwardFilter, SessionsStartWithSyn) {
  const auto stateful = [](Device& r) {
    r.stateful = true;
    r.session_needs_syn = true;
    r.forward_filter = filter("policy", {rule(permit)});
  };
  EXPECT_THAT(through(stateful), ElementsAre("delivered b: r[a>b]"));
  EXPECT_THAT(through(stateful, tcp("10.1.0.5", "10.2.0.9", 443, tcp_flag::ack)),
              ElementsAre("denied: r[a>]"));
  EXPECT_THAT(through(stateful, tcp("10.1.0.5", "10.2.0.9", 443, tcp_flag::syn | tcp_flag::ack)),
              ElementsAre("denied: r[a>]"));
  EXPECT_THAT(through(stateful, udp("10.1.0.5", "10.2.0.9", 53)), ElementsAre("delivered b: r[a>b]"));
}

TEST(ForwardFilter, CraftedAckPassesAStatelessEstablishedRule) {
  const auto established = [](Device& r) {
    Service flags;
    flags.protocol = protocol::tcp;
    flags.tcp_flags = {{tcp_flag::ack, tcp_flag::ack}, {tcp_flag::rst, tcp_flag::rst}};
    r.filters["in"] = filter("in", {rule(permit, "", "", {flags})});
    at(r, "a").ingress_filters = {"in"};
  };
  EXPECT_THAT(through(established), ElementsAre("denied: r[a>]"));
  EXPECT_THAT(through(established, tcp("10.1.0.5", "10.2.0.9", 443, tcp_flag::ack)),
              ElementsAre("delivered b: r[a>b]"));
}

TEST(LocalFilter, AcceptsOrDenies) {
  const Packet ssh = tcp("10.1.0.5", "10.2.0.1", 22);
  EXPECT_THAT(through([](Device&) {}, ssh), ElementsAre("accepted-by-device: r[a>]"));
  EXPECT_THAT(through([](Device& r) { r.local_filter = filter("vty", {rule(permit, "10.9.0.0/16")}); }, ssh),
              ElementsAre("denied: r[a>]"));
  EXPECT_THAT(through([](Device& r) { r.local_filter = filter("vty", {rule(permit, "10.1.0.0/16")}); }, ssh),
              ElementsAre("accepted-by-device: r[a>]"));
  // The forward filter has no say in traffic to the device.
  EXPECT_THAT(through([](Device& r) { r.forward_filter = filter("policy", {}); }, ssh),
              ElementsAre("accepted-by-device: r[a>]"));
}

struct SourceCheckCase {
  SourceCheck mode;
  const char* source;
  Disposition expected;
};

class SourceChecks : public ::testing::TestWithParam<SourceCheckCase> {};

// Routes of r: a 10.1/16, b 10.2/16, 10.3/16 behind b, 10.4/16 null, 10.0/8 behind a. Vendors differ on a
// null route before a shorter way back in loose mode.
TEST_P(SourceChecks, AgainstTheTable) {
  World world = two_segments();
  Device& r = world.device_named("r");
  add_route(r, "10.3.0.0/16", "10.2.0.7");
  add_route(r, "10.4.0.0/16", "null");
  add_route(r, "10.0.0.0/8", "10.1.0.7");
  at(r, "a").source_check = GetParam().mode;
  EXPECT_EQ(world.run("a", tcp(GetParam().source, "10.2.0.9")).disposition(), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Modes, SourceChecks,
    ::testing::Values(SourceCheckCase{SourceCheck::none, "192.0.2.1", Disposition::delivered},
                      SourceCheckCase{SourceCheck::strict, "10.1.0.5", Disposition::delivered},
                      SourceCheckCase{SourceCheck::strict, "10.3.0.5", Disposition::denied},
                      SourceCheckCase{SourceCheck::strict, "10.8.0.5", Disposition::delivered},
                      SourceCheckCase{SourceCheck::strict, "192.0.2.1", Disposition::denied},
                      SourceCheckCase{SourceCheck::feasible, "10.3.0.5", Disposition::delivered},
                      SourceCheckCase{SourceCheck::feasible, "192.0.2.1", Disposition::denied},
                      SourceCheckCase{SourceCheck::loose, "10.3.0.5", Disposition::delivered},
                      SourceCheckCase{SourceCheck::loose, "10.4.0.5", Disposition::unknown},
                      SourceCheckCase{SourceCheck::loose, "192.0.2.1", Disposition::denied}));

TEST(SourceChecks, UncertainRouteAndUnknownTable) {
  const auto strict = [](Device& r) {
    at(r, "a").source_check = SourceCheck::strict;
    add_route(r, "10.8.0.0/16", "10.1.0.7", false);
  };
  const Packet spoofed = tcp("10.8.0.5", "10.2.0.9");
  EXPECT_THAT(through(strict, spoofed), ElementsAre("? delivered b: r[a>b]", "? denied: r[a>]"));
}

TEST(UnreadLines, MayPermit) {
  const auto lines = through([](Device& r) {
    r.forward_filter = filter("policy", {});
    r.uncertainties = {{Effect::may_permit, "b", {}}};
  });
  EXPECT_THAT(lines, ElementsAre("? denied: r[a>]", "? delivered b: r[a>b]"));
  EXPECT_THAT(through([](Device& r) {
                r.forward_filter = filter("policy", {});
                r.uncertainties = {{Effect::may_permit, "elsewhere", {}}};
              }),
              ElementsAre("denied: r[a>]"));
}

TEST(UnreadLines, MayDropAndMayTranslate) {
  EXPECT_THAT(through([](Device& r) {
                r.uncertainties = {{Effect::may_drop, "", {}}};
              }),
              ElementsAre("? denied: r[a>]", "? delivered b: r[a>b]"));
  EXPECT_THAT(through([](Device& r) {
                r.uncertainties = {{Effect::may_translate, "a", {}}};
              }),
              ElementsAre("? unknown: r[a>]", "? delivered b: r[a>b]"));
}

TEST(UnreadLines, MayRouteOfAnInterface) {
  const auto lines = through([](Device& r) { r.uncertainties = {{Effect::may_route, "a", {}}}; });
  EXPECT_THAT(lines, Contains("? delivered b: r[a>b]"));
  EXPECT_THAT(lines, Contains("? no-route: r[a>]"));
  for (const std::string& line : lines) EXPECT_EQ(line[0], '?') << line;
}

}  // namespace
}  // namespace sekisho::test
