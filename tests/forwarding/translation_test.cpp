// Translations inside a device: order, exemptions, marks, shifted ports, the other family.
#include "lab.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

NatRule to_destination(const std::string& matched, const std::string& becomes) {
  NatRule rule;
  rule.match.destination = any_of({matched});
  rule.rewrite.destination = AddressRange::of(prefix(becomes));
  return rule;
}

NatRule to_source(const std::string& becomes) {
  NatRule rule;
  rule.rewrite.source = AddressRange::of(prefix(becomes));
  return rule;
}

/// How a packet from `a` arrives at `b` when the router between them is changed.
template <typename Change>
std::string header(Change change, const Packet& packet) {
  World world = two_segments();
  world.device_named("r").routes_ipv6 = true;
  change(world.device_named("r"));
  return Lab(world).header("a", packet, "b");
}

template <typename Change>
std::string arrival(Change change, const Packet& packet) {
  World world = two_segments();
  change(world.device_named("r"));
  return Lab(world).arrival("a", packet, "b");
}

TEST(Translation, DestinationBeforeTheRouteSourceBehindIt) {
  const auto change = [](Device& r) {
    r.destination_nat = {to_destination("192.0.2.1/32", "10.2.0.9")};
    r.source_nat = {to_source("10.2.0.200/32")};
    r.filters["in"] = filter("in", {rule(Action::permit, "10.1.0.5/32", "192.0.2.1/32")});
    r.filters["out"] = filter("out", {rule(Action::permit, "10.2.0.200/32", "10.2.0.9/32")});
    at(r, "a").ingress_filters = {"in"};
    at(r, "b").egress_filters = {"out"};
    r.forward_filter = filter("p", {rule(Action::permit, "10.1.0.5/32", "10.2.0.9/32")});
  };
  EXPECT_EQ(header(change, tcp("10.1.0.5", "192.0.2.1")), "10.2.0.200:40000 -> 10.2.0.9:443 tcp [S]");
}

TEST(Translation, FirstMatchWinsAndAnExemptionStops) {
  NatRule exempt;
  exempt.match.destination = any_of({"10.2.0.9/32"});
  NatRule maybe_first = to_source("10.2.0.201/32");
  maybe_first.certain = false;
  const auto list = [](std::vector<NatRule> rules) { return [rules](Device& r) { r.source_nat = rules; }; };
  const Packet packet = tcp("10.1.0.5", "10.2.0.9");
  EXPECT_EQ(header(list({to_source("10.2.0.201/32"), to_source("10.2.0.202/32")}), packet),
            "10.2.0.201:40000 -> 10.2.0.9:443 tcp [S]");
  EXPECT_EQ(header(list({exempt, to_source("10.2.0.202/32")}), packet), to_string(packet));
  EXPECT_EQ(header(list({maybe_first, to_source("10.2.0.202/32")}), packet), "several");
}

TEST(Translation, RulesOfOtherInterfacesDoNotApply) {
  const auto change = [](Device& r) {
    r.source_nat = {to_source("10.2.0.201/32")};
    r.source_nat[0].egress = {"a"};
  };
  const Packet packet = tcp("10.1.0.5", "10.2.0.9");
  EXPECT_EQ(header(change, packet), to_string(packet));
}

TEST(Translation, APolicyMayAskForTheMarkOfADestinationTranslation) {
  for (const std::uint16_t asked : {std::uint16_t{0}, std::uint16_t{7}, std::uint16_t{8}}) {
    const auto change = [&](Device& r) {
      r.destination_nat = {to_destination("192.0.2.1/32", "10.2.0.9")};
      r.destination_nat[0].mark = 7;
      r.source_nat = {to_source("10.2.0.200/32")};
      // Behind the source translation: marks are asked of what has been rewritten.
      r.filters["out"] = filter("out", {rule(Action::permit)});
      r.filters["out"].rules[0].match.marks = {{asked}};
      at(r, "b").egress_filters = {"out"};
    };
    EXPECT_EQ(arrival(change, tcp("10.1.0.5", "192.0.2.1")), asked == 7 ? "must" : "no") << asked;
    EXPECT_EQ(arrival(change, tcp("10.1.0.5", "10.2.0.9")), asked == 0 ? "must" : "no") << asked;
  }
}

TEST(Translation, PortsKeepTheirOffset) {
  const auto change = [](Device& r) {
    NatRule rule = to_destination("192.0.2.1/32", "10.2.0.9");
    Service tcp_range;
    tcp_range.protocol = protocol::tcp;
    tcp_range.destination_ports = {{8000, 8003}};
    Service udp_range = tcp_range;
    udp_range.protocol = protocol::udp;
    udp_range.destination_ports = {{9000, 9003}};
    rule.match.services = {tcp_range, udp_range};
    rule.rewrite.destination_port = PortRange{80, 83};
    rule.rewrite.keep_port_offset = true;
    r.destination_nat = {rule};
  };
  EXPECT_EQ(header(change, tcp("10.1.0.5", "192.0.2.1", 8002)), "10.1.0.5:40000 -> 10.2.0.9:82 tcp [S]");
  EXPECT_EQ(header(change, udp("10.1.0.5", "192.0.2.1", 9003)), "10.1.0.5:40000 -> 10.2.0.9:83 udp");
}

TEST(Translation, RangesThatDoNotFitAreKnownFromAboveOnly) {
  const auto change = [](Device& r) {
    NatRule rule = to_destination("192.0.2.1/32", "10.2.0.9");
    rule.match.services = {service(protocol::tcp, 8000)};
    rule.match.services[0].destination_ports = {{8000, 8100}};
    rule.rewrite.destination_port = PortRange{80, 83};
    rule.rewrite.keep_port_offset = true;
    r.destination_nat = {rule};
  };
  EXPECT_EQ(arrival(change, tcp("10.1.0.5", "192.0.2.1", 8050)), "may");
}

TEST(Translation, PacketsOfTheOtherFamilyAreNotLost) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.routes_ipv6 = true;
  at(r, "a").addresses.push_back({address("2001:db8:1::1"), 64, false, false});
  at(r, "b").addresses.push_back({address("2001:db8:2::1"), 64, false, false});
  world.network.snapshot.segments[1].prefixes.push_back(prefix("2001:db8:2::/64"));
  const Packet packet = tcp("2001:db8:1::5", "2001:db8:2::9");
  r.source_nat = {to_source("10.2.0.200/32")};
  EXPECT_EQ(Lab(world).arrival("a", packet, "b"), "may");
  r.source_nat.clear();
  r.forward_filter = filter("p", {rule(Action::permit)});
  r.forward_filter->rules[0].translate = to_source("10.2.0.200/32").rewrite;
  EXPECT_EQ(Lab(world).arrival("a", packet, "b"), "may");
}

TEST(Translation, OfThePermittingPolicy) {
  const auto change = [](Device& r) {
    r.forward_filter =
        filter("p", {rule(Action::permit, "10.1.0.5/32"), rule(Action::permit, "10.1.0.0/24")});
    r.forward_filter->rules[0].translate = to_source("10.2.0.200/32").rewrite;
  };
  EXPECT_EQ(header(change, tcp("10.1.0.5", "10.2.0.9")), "10.2.0.200:40000 -> 10.2.0.9:443 tcp [S]");
  EXPECT_EQ(header(change, tcp("10.1.0.6", "10.2.0.9")), "10.1.0.6:40000 -> 10.2.0.9:443 tcp [S]");
}

}  // namespace
}  // namespace sekisho::test
