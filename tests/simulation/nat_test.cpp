// Every form of translation, forward and for the answer.
#include "simulation/nat.hpp"

#include "simulation/simulation_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::SizeIs;

AddressRange range(const char* first, const char* last) { return {address(first), address(last)}; }
AddressRange one(const char* text) { return AddressRange::of(address(text)); }
AddressRange network(const char* text) { return AddressRange::of(prefix(text)); }

std::vector<std::string> texts_of(const std::vector<Packet>& packets) {
  std::vector<std::string> texts;
  for (const Packet& packet : packets) texts.push_back(to_string(packet));
  return texts;
}

struct RewriteCase {
  const char* name;
  Rewrite rewrite;
  std::vector<std::string> expected;  // from 10.1.0.5:40000 -> 10.2.0.9:8081 tcp [S]
};

class Rewrites : public ::testing::TestWithParam<RewriteCase> {};

TEST_P(Rewrites, GiveTheseHeaders) {
  Match matched;
  matched.services = {service(protocol::tcp, 443), service(protocol::tcp, 443)};
  matched.services[1].destination_ports = {{8080, 8089}};
  EXPECT_EQ(texts_of(simulation::rewritten(GetParam().rewrite, tcp("10.1.0.5", "10.2.0.9", 8081), &matched)),
            GetParam().expected);
}

Rewrite source_to(AddressRange to, bool keep = false) {
  Rewrite rewrite;
  rewrite.source = to;
  rewrite.keep_host_bits = keep;
  return rewrite;
}
Rewrite destination_to(AddressRange to, bool keep = false) {
  Rewrite rewrite;
  rewrite.destination = to;
  rewrite.keep_host_bits = keep;
  return rewrite;
}
Rewrite ports_to(std::optional<PortRange> source, std::optional<PortRange> destination,
                 bool keep_offset = false) {
  Rewrite rewrite;
  rewrite.source_port = source;
  rewrite.destination_port = destination;
  rewrite.keep_port_offset = keep_offset;
  return rewrite;
}

const std::vector<RewriteCase> rewrites = {
    {"Source", source_to(one("192.0.2.1")), {"192.0.2.1:40000 -> 10.2.0.9:8081 tcp [S]"}},
    {"Destination", destination_to(one("10.3.0.9")), {"10.1.0.5:40000 -> 10.3.0.9:8081 tcp [S]"}},
    {"Pool",
     source_to(range("192.0.2.1", "192.0.2.9")),
     {"192.0.2.1:40000 -> 10.2.0.9:8081 tcp [S]", "192.0.2.9:40000 -> 10.2.0.9:8081 tcp [S]"}},
    {"PoolThatHasTheAddress",
     source_to(range("10.1.0.0", "10.1.0.9")),
     {"10.1.0.5:40000 -> 10.2.0.9:8081 tcp [S]"}},
    {"NetworkKeepsHostBits",
     source_to(network("192.168.0.0/16"), true),
     {"192.168.0.5:40000 -> 10.2.0.9:8081 tcp [S]"}},
    {"DestinationNetwork",
     destination_to(network("172.16.7.0/24"), true),
     {"10.1.0.5:40000 -> 172.16.7.9:8081 tcp [S]"}},
    {"PortKept", ports_to(PortRange{1024, 65535}, {}), {"10.1.0.5:40000 -> 10.2.0.9:8081 tcp [S]"}},
    {"PortChosen",
     ports_to(PortRange{1024, 2047}, {}),
     {"10.1.0.5:1024 -> 10.2.0.9:8081 tcp [S]", "10.1.0.5:2047 -> 10.2.0.9:8081 tcp [S]"}},
    {"PortOffset", ports_to({}, PortRange{90, 99}, true), {"10.1.0.5:40000 -> 10.2.0.9:91 tcp [S]"}},
    {"PortOffsetBeyondTheEnd",
     ports_to({}, PortRange{90, 90}, true),
     {"10.1.0.5:40000 -> 10.2.0.9:90 tcp [S]"}},
    {"FamiliesNeverMix", source_to(one("2001:db8::1")), {}},
};

INSTANTIATE_TEST_SUITE_P(Cases, Rewrites, ::testing::ValuesIn(rewrites),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Rewrites, LeavePortsOfOtherProtocolsAlone) {
  Packet packet = tcp("10.1.0.5", "10.2.0.9");
  packet.protocol = protocol::esp;
  EXPECT_EQ(simulation::rewritten(ports_to(PortRange{1, 1}, PortRange{2, 2}), packet, nullptr),
            std::vector<Packet>{packet});
}

NatRule nat(const char* label, Rewrite rewrite, const std::string& source = "",
            const std::string& destination = "") {
  NatRule made;
  made.source.label = label;
  if (!source.empty()) made.match.source = any_of({source});
  if (!destination.empty()) made.match.destination = any_of({destination});
  made.rewrite = rewrite;
  return made;
}

TEST(SourceNat, PatToTheInterfaceAndBack) {
  World world = two_segments();
  Rewrite pat = source_to(one("10.2.0.1"));
  pat.source_port = PortRange{1024, 65535};
  world.device_named("r").source_nat = {nat("pat", pat, "10.1.0.0/16")};
  const Trace there = world.run("a", tcp("10.1.0.5", "10.2.0.9"));
  ASSERT_THAT(lines_of(there), ElementsAre("delivered b: r[a>b]"));
  EXPECT_EQ(to_string(there.paths[0].arrived), "10.2.0.1:40000 -> 10.2.0.9:443 tcp [S]");
  EXPECT_EQ(to_string(there.paths[0].hops[0].before), "10.1.0.5:40000 -> 10.2.0.9:443 tcp [S]");
  // The answer goes to the router's own address and is carried on by the translation entry.
  const Trace back = world.answer(there.paths[0]);
  ASSERT_THAT(lines_of(back), Contains("delivered a: r[b>a]"));
  EXPECT_EQ(back.disposition(), Disposition::delivered);
  EXPECT_EQ(to_string(back.paths[0].arrived), "10.2.0.9:443 -> 10.1.0.5:40000 tcp [SA]");
}

TEST(SourceNat, FirstMatchAndExemption) {
  World world = two_segments();
  world.device_named("r").source_nat = {nat("exempt", {}, "", "10.2.0.9/32"),
                                        nat("all", source_to(one("10.2.0.1")))};
  EXPECT_EQ(world.run("a", tcp("10.1.0.5", "10.2.0.9")).paths.at(0).arrived.source, address("10.1.0.5"));
  EXPECT_EQ(world.run("a", tcp("10.1.0.5", "10.2.0.8")).paths.at(0).arrived.source, address("10.2.0.1"));
}

TEST(SourceNat, BetweenInterfacesOnly) {
  World world = two_segments();
  NatRule rule = nat("other", source_to(one("10.2.0.1")));
  rule.ingress = {"a"};
  rule.egress = {"a"};
  world.device_named("r").source_nat = {rule};
  EXPECT_EQ(world.run("a", tcp("10.1.0.5", "10.2.0.9")).paths.at(0).arrived.source, address("10.1.0.5"));
}

TEST(SourceNat, UncertainRule) {
  World world = two_segments();
  world.device_named("r").source_nat = {nat("maybe", source_to(one("10.2.0.1")))};
  world.device_named("r").source_nat[0].certain = false;
  const Trace trace = world.run("a", tcp("10.1.0.5", "10.2.0.9"));
  EXPECT_THAT(lines_of(trace), ElementsAre("? delivered b: r[a>b]", "? delivered b: r[a>b]"));
  EXPECT_NE(trace.paths[0].arrived.source, trace.paths[1].arrived.source);
}

TEST(SourceNat, OfThePermittingPolicyComesInsteadOfTheTable) {
  World world = two_segments();
  Device& r = world.device_named("r");
  Rule policy = rule(Action::permit);
  policy.translate = source_to(one("10.2.0.77"));
  r.forward_filter = filter("policy", {policy});
  r.source_nat = {nat("all", source_to(one("10.2.0.1")))};
  EXPECT_EQ(world.run("a", tcp("10.1.0.5", "10.2.0.9")).paths.at(0).arrived.source, address("10.2.0.77"));
  // Also where the pipeline has no stage for it.
  r.pipeline = {Stage::route_lookup, Stage::forward_filter};
  EXPECT_EQ(world.run("a", tcp("10.1.0.5", "10.2.0.9")).paths.at(0).arrived.source, address("10.2.0.77"));
}

TEST(DestinationNat, BeforeTheRouteLookupAndBack) {
  World world = two_segments();
  Rewrite forward = destination_to(one("10.2.0.9"));
  forward.destination_port = PortRange{8443, 8443};
  world.device_named("r").destination_nat = {nat("vip", forward, "", "10.1.0.1/32")};
  const Trace there = world.run("a", tcp("10.1.0.5", "10.1.0.1"));
  ASSERT_THAT(lines_of(there), Contains("delivered b: r[a>b]"));
  EXPECT_EQ(to_string(there.paths[0].arrived), "10.1.0.5:40000 -> 10.2.0.9:8443 tcp [S]");
  const Trace back = world.answer(there.paths[0]);
  ASSERT_EQ(back.disposition(), Disposition::delivered);
  EXPECT_EQ(to_string(back.paths[0].arrived), "10.1.0.1:443 -> 10.1.0.5:40000 tcp [SA]");
}

TEST(DestinationNat, BehindTheRouteLookupLeavesOwnAddressesToTheDevice) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.destination_nat = {nat("vip", destination_to(one("10.2.0.9")), "", "10.1.0.1/32")};
  r.pipeline = {Stage::route_lookup, Stage::destination_nat, Stage::local_filter};
  EXPECT_THAT(lines_of(world.run("a", tcp("10.1.0.5", "10.1.0.1"))), Contains("accepted-by-device: r[a>]"));
}

TEST(DestinationNat, MarksAreSeenByLaterFiltersAndLeftBehind) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.destination_nat = {nat("vip", destination_to(one("10.2.0.9")), "", "10.2.0.100/32")};
  r.destination_nat[0].mark = 7;
  Rule marked = rule(Action::permit);
  marked.match.marks = std::vector<std::uint16_t>{7};
  r.forward_filter = filter("policy", {marked});
  const Trace trace = world.run("a", tcp("10.1.0.5", "10.2.0.100"));
  ASSERT_THAT(lines_of(trace), ElementsAre("delivered b: r[a>b]"));
  EXPECT_EQ(trace.paths[0].arrived.mark, 0);
  // Straight to the server: not translated, not marked.
  EXPECT_EQ(world.run("a", tcp("10.1.0.5", "10.2.0.9")).disposition(), Disposition::denied);
}

TEST(DestinationNat, Hairpin) {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.destination_nat = {nat("vip", destination_to(one("10.1.0.9")), "", "192.0.2.80/32")};
  r.source_nat = {nat("hairpin", source_to(one("10.1.0.1")), "10.1.0.0/16", "10.1.0.0/16")};
  const Trace there = world.run("a", tcp("10.1.0.5", "192.0.2.80"));
  ASSERT_THAT(lines_of(there), ElementsAre("delivered a: r[a>a]"));
  EXPECT_EQ(to_string(there.paths[0].arrived), "10.1.0.1:40000 -> 10.1.0.9:443 tcp [S]");
  const Trace back = world.answer(there.paths[0]);
  ASSERT_EQ(back.disposition(), Disposition::delivered);
  EXPECT_EQ(to_string(back.paths[0].arrived), "192.0.2.80:443 -> 10.1.0.5:40000 tcp [SA]");
}

TEST(Nat, StaticNetworkBothWaysByRules) {
  World world = two_segments();
  Device& r = world.device_named("r");
  NatRule in = nat("static", destination_to(network("10.1.0.0/24"), true), "", "10.2.5.0/24");
  in.ingress = {"b"};
  NatRule out = nat("static", source_to(network("10.2.5.0/24"), true), "10.1.0.0/24");
  out.egress = {"b"};
  r.destination_nat = {in};
  r.source_nat = {out};
  const Trace opened = world.run("b", tcp("10.2.0.9", "10.2.5.6"));
  EXPECT_THAT(lines_of(opened), Contains("delivered a: r[b>a]"));
  const Trace from_a = world.run("a", tcp("10.1.0.6", "10.2.0.9"));
  EXPECT_EQ(from_a.paths.at(0).arrived.source, address("10.2.5.6"));
}

TEST(Nat, TraversedTwiceIsUndoneTwice) {
  // a - r1 - link - r2 - b, both translate the source.
  World world;
  world.add(device("r1", {interface("a", {"10.1.0.1/16"}), interface("x", {"172.16.0.1/30"})}));
  world.add(device("r2", {interface("x", {"172.16.0.2/30"}), interface("b", {"10.2.0.1/16"})}));
  add_route(world.device_named("r1"), "10.2.0.0/16", "172.16.0.2");
  world.segment("a", {"10.1.0.0/16"}).segment("b", {"10.2.0.0/16"});
  world.join({"r1:a", "a"}).join({"r1:x", "r2:x"}).join({"r2:b", "b"});
  world.device_named("r1").source_nat = {nat("first", source_to(one("172.16.0.1")))};
  world.device_named("r2").source_nat = {nat("second", source_to(one("10.2.0.1")))};
  const Trace there = world.run("a", tcp("10.1.0.5", "10.2.0.9"));
  ASSERT_THAT(lines_of(there), ElementsAre("delivered b: r1[a>x] r2[x>b]"));
  const Trace back = world.answer(there.paths[0]);
  ASSERT_THAT(lines_of(back), Contains("delivered a: r2[b>x] r1[x>a]"));
  EXPECT_EQ(to_string(back.paths[0].arrived), "10.2.0.9:443 -> 10.1.0.5:40000 tcp [SA]");
}

}  // namespace
}  // namespace sekisho::test
