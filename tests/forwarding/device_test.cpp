// The stages of a device as edges: what each lets through, for certain or perhaps.
#include "lab.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

RuleSource line(int number) { return {{"r.cfg", number, 1, 0}, "line " + std::to_string(number), ""}; }

Uncertainty unread(Effect effect, const std::string& interface_name = "") {
  return {effect, interface_name, line(99)};
}

/// One router between `a` and `b`, changed by `change`, and what becomes of a packet.
template <typename Change>
std::string with(Change change, const Packet& packet = a_to_b, const std::string& to = "b",
                 RoutingScope scope = RoutingScope::current) {
  World world = two_segments();
  change(world.device_named("r"));
  world.network.domain_of[0].resize(world.device_named("r").interfaces.size(), Network::no_domain);
  return Lab(world, scope).arrival("a", packet, to);
}

TEST(Stages, EachFilterPlace) {
  struct Case {
    const char* name;
    void (*change)(Device&);
    const char* expected;
  };
  const Case cases[] = {
      {"nothing", [](Device&) {}, "must"},
      {"ingress denies",
       [](Device& r) {
         r.filters["f"] = filter("f", {});
         at(r, "a").ingress_filters = {"f"};
       },
       "no"},
      {"egress denies",
       [](Device& r) {
         r.filters["f"] = filter("f", {});
         at(r, "b").egress_filters = {"f"};
       },
       "no"},
      {"two filters, both must permit",
       [](Device& r) {
         r.filters["f"] = filter("f", {}, Action::permit);
         r.filters["g"] = filter("g", {});
         at(r, "a").ingress_filters = {"f", "g"};
       },
       "no"},
      {"a filter that is not defined", [](Device& r) { at(r, "a").ingress_filters = {"f"}; }, "may"},
      {"policy denies", [](Device& r) { r.forward_filter = filter("p", {}); }, "no"},
      {"policy of another pair permits",
       [](Device& r) {
         r.forward_filter = filter("p", {rule(Action::permit)});
         r.forward_filter->rules[0].egress = {"a"};
       },
       "no"},
      {"uncertain permit", [](Device& r) { r.forward_filter = filter("p", {maybe(rule(Action::permit))}); },
       "may"},
      {"uncertain deny before permit",
       [](Device& r) {
         r.forward_filter = filter("p", {maybe(rule(Action::deny)), rule(Action::permit)});
       },
       "may"},
      {"uncertain permit before certain one",
       [](Device& r) {
         r.forward_filter = filter("p", {maybe(rule(Action::permit)), rule(Action::permit)});
       },
       "must"},
      {"rule bound to an egress in an ingress filter",
       [](Device& r) {
         r.filters["f"] = filter("f", {rule(Action::permit)});
         r.filters["f"].rules[0].egress = {"b"};
         at(r, "a").ingress_filters = {"f"};
       },
       "may"},
      {"periodic rule",
       [](Device& r) {
         r.forward_filter = filter("p", {rule(Action::permit)});
         r.forward_filter->rules[0].schedule.periodic = true;
       },
       "may"},
      {"expired rule",
       [](Device& r) {
         r.forward_filter = filter("p", {rule(Action::permit)});
         r.forward_filter->rules[0].schedule.end = Date{2026, 11, 20};
       },
       "no"},
      {"local filter does not concern transit", [](Device& r) { r.local_filter = filter("l", {}); }, "must"},
      {"does not route", [](Device& r) { r.routes_ipv4 = false; }, "no"},
      {"interface down", [](Device& r) { at(r, "b").enabled = false; }, "no"},
  };
  for (const Case& each : cases) EXPECT_EQ(with(each.change), each.expected) << each.name;
}

TEST(Stages, UnreadLinesWidenMayAndEmptyMust) {
  struct Case {
    Effect effect;
    bool denied;  // the policy denies everything
    const char* expected;
  };
  const Case cases[] = {{Effect::may_drop, false, "may"},      {Effect::may_drop, true, "no"},
                        {Effect::may_permit, false, "must"},   {Effect::may_permit, true, "may"},
                        {Effect::may_route, false, "may"},     {Effect::may_route, true, "no"},
                        {Effect::may_translate, false, "may"}, {Effect::may_translate, true, "no"},
                        {Effect::may_bridge, false, "must"},   {Effect::may_bridge, true, "no"}};
  for (const Case& each : cases) {
    for (const char* where : {"", "a", "b"}) {
      const auto change = [&](Device& r) {
        if (each.denied) r.forward_filter = filter("p", {});
        r.uncertainties = {unread(each.effect, where)};
      };
      EXPECT_EQ(with(change), each.expected) << static_cast<int>(each.effect) << " at '" << where << "'";
    }
    const auto elsewhere = [&](Device& r) {
      r.interfaces.push_back(interface("c", {"10.3.0.1/24"}));
      r.uncertainties = {unread(each.effect, "c")};
    };
    EXPECT_EQ(with(elsewhere), "must") << "at an interface that is not passed";
  }
}

TEST(Stages, AnUnreadLineThatMayDropNeedsNoFilterStage) {
  EXPECT_EQ(with([](Device& r) {
              r.pipeline = {Stage::route_lookup};
              r.uncertainties = {unread(Effect::may_drop)};
            }),
            "may");
}

// A filter behind the translation sees what the unread line makes of the packet.
TEST(Stages, AnUnreadTranslationBeforeAFilter) {
  const auto change = [](bool filter_first) {
    return [filter_first](Device& r) {
      r.pipeline = {Stage::destination_nat, Stage::ingress_filter, Stage::route_lookup};
      if (filter_first) r.pipeline = {Stage::ingress_filter, Stage::destination_nat, Stage::route_lookup};
      r.filters["f"] = filter("f", {rule(Action::permit, "10.1.0.77/32")});
      at(r, "a").ingress_filters = {"f"};
      r.uncertainties = {unread(Effect::may_translate)};
    };
  };
  EXPECT_EQ(with(change(false)), "may");
  EXPECT_EQ(with(change(true)), "no");
}

TEST(Stages, SourceChecks) {
  const Packet spoofed = tcp("10.2.0.5", "10.2.0.9");
  const Packet foreign = tcp("172.16.0.5", "10.2.0.9");
  const auto check = [](SourceCheck kind, bool null_route = false) {
    return [=](Device& r) {
      at(r, "a").source_check = kind;
      if (null_route) add_route(r, "172.16.0.0/16", "null");
      if (null_route) add_route(r, "0.0.0.0/0", "10.1.0.254");
    };
  };
  EXPECT_EQ(with(check(SourceCheck::strict)), "must");
  EXPECT_EQ(with(check(SourceCheck::strict), spoofed), "no");
  EXPECT_EQ(with(check(SourceCheck::feasible), spoofed), "no");
  EXPECT_EQ(with(check(SourceCheck::loose), spoofed), "must");
  EXPECT_EQ(with(check(SourceCheck::loose), foreign), "no");
  EXPECT_NE(with(check(SourceCheck::loose, true), foreign), "must") << "the best route back is a null route";
  EXPECT_EQ(with(
                [&](Device& r) {
                  check(SourceCheck::strict)(r);
                  r.uncertainties = {unread(Effect::may_route, "a")};
                },
                spoofed),
            "may")
      << "an unread line may add a route back";
  EXPECT_EQ(with(check(SourceCheck::strict), spoofed, "b", RoutingScope::any), "may");
}

TEST(Stages, OwnAddressesAndTheLocalFilter) {
  const Packet to_device = tcp("10.1.0.5", "10.2.0.1", 22);
  EXPECT_EQ(with([](Device&) {}, to_device, "r"), "must");
  EXPECT_EQ(with([](Device&) {}, to_device, "b"), "no");
  EXPECT_EQ(with([](Device& r) { r.local_filter = filter("l", {}); }, to_device, "r"), "no");
  EXPECT_EQ(
      with([](Device& r) { r.local_filter = filter("l", {maybe(rule(Action::permit))}); }, to_device, "r"),
      "may");
  EXPECT_EQ(with([](Device& r) { r.forward_filter = filter("p", {}); }, to_device, "r"), "must");
  EXPECT_EQ(with([](Device& r) { r.routes_ipv4 = false; }, to_device, "r"), "must");
}

TEST(Stages, AFirewallAdmitsTcpWithoutSessionOnlyWhenItOpensOne) {
  const auto firewall = [](Device& r) {
    r.stateful = r.session_needs_syn = true;
    r.forward_filter = filter("p", {}, Action::permit);
  };
  EXPECT_EQ(with(firewall), "must");
  EXPECT_EQ(with(firewall, tcp("10.1.0.5", "10.2.0.9", 443, tcp_flag::ack)), "no");
  EXPECT_EQ(with(firewall, tcp("10.1.0.5", "10.2.0.9", 443, tcp_flag::syn | tcp_flag::ack)), "no");
  EXPECT_EQ(with(firewall, udp("10.1.0.5", "10.2.0.9", 53)), "must");
}

TEST(Stages, EveryRoutingTableIsConsideredInScopeAny) {
  const auto lost = [](Device& r) { add_route(r, "10.2.0.9/32", "null"); };
  EXPECT_EQ(with(lost), "no");
  EXPECT_EQ(with(lost, a_to_b, "b", RoutingScope::any), "may");
}

TEST(PolicyRoutes, SteerDropAndFallThrough) {
  const auto steer = [](PolicyRoute rule) { return [rule](Device& r) { r.policy_routes = {rule}; }; };
  PolicyRoute rule;
  rule.next_hops = {{"b", std::nullopt, "", false}};
  EXPECT_EQ(with(steer(rule), tcp("10.1.0.5", "10.2.0.9")), "must");
  rule.next_hops = {{"gone", std::nullopt, "", false}};
  EXPECT_EQ(with(steer(rule)), "must") << "no next hop can be used: the table decides";
  rule.next_hops = {{"", address("192.0.2.1"), "", false}};
  EXPECT_EQ(with(steer(rule)), "must") << "the gateway cannot be found: the table decides";
  rule.next_hops = {{"a", std::nullopt, "", false}};
  EXPECT_EQ(with(steer(rule)), "no");
  EXPECT_EQ(with(steer(rule), a_to_b, "b", RoutingScope::any), "may") << "a link may be lost";
  rule.certain = false;
  EXPECT_EQ(with(steer(rule)), "may");
  rule.certain = true;
  EXPECT_EQ(with(steer(rule), tcp("10.1.0.5", "10.1.0.1"), "r"), "must") << "own addresses are not steered";
  rule.verdict = PolicyRoute::Verdict::drop;
  EXPECT_EQ(with(steer(rule)), "no");
  rule.verdict = PolicyRoute::Verdict::normal_routing;
  EXPECT_EQ(with(steer(rule)), "must");
}

TEST(PolicyRoutes, ANextHopInAnotherVrf) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.vrfs = {"blue"};
  at(r, "b").vrf = "blue";
  EXPECT_EQ(Lab(world).arrival("a", a_to_b, "b"), "no");
  PolicyRoute rule;
  rule.next_hops = {{"", std::nullopt, "blue", true}};
  r.policy_routes = {rule};
  EXPECT_EQ(Lab(world).arrival("a", a_to_b, "b"), "must") << "looked up in the other VRF";
  r.policy_routes[0].next_hops = {{"", address("10.2.0.9"), "blue", true}};
  EXPECT_NE(Lab(world).arrival("a", a_to_b, "b"), "no") << "the gateway is looked up there";
}

}  // namespace
}  // namespace sekisho::test
