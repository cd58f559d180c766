// Which interfaces end up in one layer-2 domain, and how surely.
#include "model/network_builder.hpp"

#include <gmock/gmock.h>

#include <functional>

namespace sekisho::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAreArray;

/// Two switches with one cable from port `t` to port `t`; each has an SVI in VLANs 10 and 20.
struct CableCase {
  std::string name;
  std::function<void(DeviceBuilder&)> a;
  std::function<void(DeviceBuilder&)> b;
  std::vector<std::string> domains;
};

void PrintTo(const CableCase& test, std::ostream* stream) { *stream << test.name; }

DeviceBuilder switch_with(const std::string& name, const std::function<void(DeviceBuilder&)>& port) {
  DeviceBuilder device(name);
  device.svi(10);
  device.svi(20);
  for (Interface* svi : {&const_cast<Interface&>(device.device().interfaces[0]),
                         &const_cast<Interface&>(device.device().interfaces[1])}) {
    svi->dynamic_address = true;  // layer 3 without an address to check
  }
  port(device);
  return device;
}

class Cable : public testing::TestWithParam<CableCase> {};

TEST_P(Cable, JoinsWhatBothPortsSay) {
  DiagnosticSink sink;
  const Network network = NetworkBuilder()
                              .device(switch_with("a", GetParam().a))
                              .device(switch_with("b", GetParam().b))
                              .link("a:t", "b:t")
                              .build(sink);
  EXPECT_THAT(domains_of(network), UnorderedElementsAreArray(GetParam().domains));
  EXPECT_THAT(sink.all(), IsEmpty());
}

const auto access_10 = [](DeviceBuilder& d) { d.access("t", 10); };
const auto access_20 = [](DeviceBuilder& d) { d.access("t", 20); };
const auto trunk_1 = [](DeviceBuilder& d) { d.trunk("t"); };
const auto trunk_10 = [](DeviceBuilder& d) { d.trunk("t", 10); };
const auto trunk_20 = [](DeviceBuilder& d) { d.trunk("t", 20); };

const std::vector<CableCase> cable_cases{
    {"access_to_access", access_10, access_10, {"a:Vlan10 b:Vlan10 (a:t) (b:t)", "a:Vlan20", "b:Vlan20"}},
    {"access_to_other_access",
     access_10,
     access_20,
     {"a:Vlan10 b:Vlan20 (a:t) (b:t)", "a:Vlan20", "b:Vlan10"}},
    {"trunk_to_trunk", trunk_1, trunk_1, {"a:Vlan10 b:Vlan10 (a:t) (b:t)", "a:Vlan20 b:Vlan20 (a:t) (b:t)"}},
    {"native_mismatch",
     trunk_10,
     trunk_20,
     // a's 10 leaves untagged into b's 20; a's 20 leaves tagged 20 into b's 20; b's 10 tagged into a's 10.
     {"a:Vlan10 a:Vlan20 b:Vlan10 b:Vlan20 (a:t) (b:t)"}},
    {"native_mismatch_one_side_unused",
     trunk_1,
     trunk_20,
     {"a:Vlan10 b:Vlan10 (a:t) (b:t)", "a:Vlan20 b:Vlan20 (a:t) (b:t)"}},
    {"access_to_trunk_native",
     access_10,
     trunk_10,
     {"a:Vlan10 b:Vlan10 (a:t) (b:t)", "a:Vlan20", "b:Vlan20 (b:t)"}},
    {"access_to_trunk_other_native",
     access_10,
     trunk_20,
     // Tagged 10 into an access port of VLAN 10: some switches take it.
     {"a:Vlan10 b:Vlan20 (a:t) (b:t) ~ b:Vlan10 (b:t)", "a:Vlan20"}},
    {"trunk_allowed_on_one_side",
     trunk_1,
     [](DeviceBuilder& d) {
       d.trunk("t", 1, vlan_set({1, 20}));
     },
     {"a:Vlan10 (a:t)", "b:Vlan10", "a:Vlan20 b:Vlan20 (a:t) (b:t)"}},
    {"native_not_allowed",
     trunk_10,
     [](DeviceBuilder& d) { d.trunk("t", 10, vlan_set({20})); },
     {"a:Vlan10 (a:t)", "b:Vlan10", "a:Vlan20 b:Vlan20 (a:t) (b:t)"}},
    {"native_tagged_both",
     [](DeviceBuilder& d) { d.trunk("t", 10).switchport->native_tagged = true; },
     [](DeviceBuilder& d) { d.trunk("t", 10).switchport->native_tagged = true; },
     {"a:Vlan10 b:Vlan10 (a:t) (b:t)", "a:Vlan20 b:Vlan20 (a:t) (b:t)"}},
    {"native_tagged_one_side",
     [](DeviceBuilder& d) { d.trunk("t", 10).switchport->native_tagged = true; },
     trunk_10,
     // One way only: tagged 10 goes in at b; counts as joined.
     {"a:Vlan10 b:Vlan10 (a:t) (b:t)", "a:Vlan20 b:Vlan20 (a:t) (b:t)"}},
    {"native_tagged_drops_untagged",
     [](DeviceBuilder& d) { d.trunk("t", 10).switchport->native_tagged = true; },
     access_20,
     {"a:Vlan10 (a:t)", "b:Vlan10", "a:Vlan20 (a:t) ~ b:Vlan20 (b:t)"}},
    {"voice_to_trunk",
     [](DeviceBuilder& d) { d.access("t", 10).switchport->voice_vlan = 20; },
     trunk_10,
     {"a:Vlan10 b:Vlan10 (a:t) (b:t)", "a:Vlan20 b:Vlan20 (a:t) (b:t)"}},
    {"trunk_to_routed_port",
     trunk_10,
     [](DeviceBuilder& d) { d.routed("t", "10.0.0.1/24"); },
     {"a:Vlan10 b:t (a:t)", "a:Vlan20 (a:t)", "b:Vlan10", "b:Vlan20"}},
    {"trunk_to_subinterfaces",
     trunk_1,
     [](DeviceBuilder& d) {
       d.routed("t");
       d.sub("t", 10, "10.0.0.1/24");
       d.sub("t", 20, "10.0.1.1/24");
     },
     {"a:Vlan10 b:t.10 (a:t)", "a:Vlan20 b:t.20 (a:t)", "b:Vlan10", "b:Vlan20", "(a:t) (b:t)"}},
    {"access_to_subinterface_of_its_vlan",
     access_10,
     [](DeviceBuilder& d) {
       d.routed("t", "10.0.9.1/24");
       d.sub("t", 10, "10.0.0.1/24");
     },
     {"a:Vlan10 b:t (a:t) ~ b:t.10", "a:Vlan20", "b:Vlan10", "b:Vlan20"}},
    {"untagged_subinterface",
     access_10,
     [](DeviceBuilder& d) {
       d.routed("t");
       d.sub("t", 10, "10.0.0.1/24").tag.reset();
     },
     {"a:Vlan10 b:t.10 (a:t) (b:t)", "a:Vlan20", "b:Vlan10", "b:Vlan20"}},
    {"dynamic_to_access",
     [](DeviceBuilder& d) { d.dynamic("t", 10); },
     access_10,
     {"a:Vlan10 b:Vlan10 (a:t) (b:t)", "a:Vlan20", "b:Vlan20"}},
    {"dynamic_to_trunk",
     [](DeviceBuilder& d) { d.dynamic("t", 10); },
     trunk_1,
     {"a:Vlan10 (a:t) ~ (a:t) (b:t) ~ b:Vlan10 (b:t)", "a:Vlan20 (a:t) ~ b:Vlan20 (b:t)"}},
    {"dynamic_to_router",
     [](DeviceBuilder& d) { d.dynamic("t", 10); },
     [](DeviceBuilder& d) {
       d.routed("t", "10.0.9.1/24");
       d.sub("t", 20, "10.0.1.1/24");
     },
     {"a:Vlan10 b:t (a:t)", "a:Vlan20 (a:t) ~ b:t.20", "b:Vlan10", "b:Vlan20"}},
};

INSTANTIATE_TEST_SUITE_P(Domains, Cable, testing::ValuesIn(cable_cases),
                         [](const testing::TestParamInfo<CableCase>& test) { return test.param.name; });

TEST(Domains, TransitThroughASwitchThatLacksTheVlan) {
  DeviceBuilder a("a"), b("b"), c("c");
  a.access("h", 10);
  a.trunk("t");
  c.access("h", 10);
  c.trunk("t");
  b.trunk("t1");
  b.trunk("t2");
  const auto build = [&](const DeviceBuilder& middle) {
    DiagnosticSink sink;
    return domains_of(NetworkBuilder()
                          .device(a)
                          .device(middle)
                          .device(c)
                          .link("a:t", "b:t1")
                          .link("b:t2", "c:t")
                          .build(sink));
  };
  // VTP keeps the database out of the configuration: it may have the VLAN, but nothing shows it.
  EXPECT_THAT(build(b), Contains("(a:h) (a:t) ~ (c:h) (c:t)"));
  DeviceBuilder knows = b;
  knows.vlans({10});
  EXPECT_THAT(build(knows), Contains("(a:h) (a:t) (b:t1) (b:t2) (c:h) (c:t)"));
  DeviceBuilder lacks = b;
  lacks.vlans({30});
  EXPECT_THAT(build(lacks), Contains("(a:h) (a:t) ~ (c:h) (c:t)"));
}

TEST(Domains, AccessPortOfAMissingVlanIsInactive) {
  DeviceBuilder a("a");
  a.vlans({20});
  a.access("p", 10);
  a.access("q", 10);
  a.access("r", 20);
  a.access("s", 20);
  DiagnosticSink sink;
  EXPECT_THAT(domains_of(NetworkBuilder().device(a).build(sink)),
              ElementsAre("(a:p) ~ (a:q)", "(a:r) (a:s)"));
}

TEST(Domains, AggregateStandsForItsMembers) {
  for (const bool by_name : {false, true}) {
    DeviceBuilder a("a"), b("b", "fortios");
    a.svi(10, "10.0.0.1/24");
    a.add("Gi1").switchport = SwitchPort{};  // the aggregate's settings count
    a.add("Gi2").switchport = SwitchPort{};
    a.trunk("Port-channel1").kind = InterfaceKind::aggregate;
    const_cast<Interface&>(a.device().interfaces.back()).members = {"Gi1", "Gi2"};
    b.routed("port1");
    b.routed("port2");
    b.group("lag", InterfaceKind::aggregate, {"port1", "port2"});
    b.sub("lag", 10, "10.0.0.2/24");
    DiagnosticSink sink;
    NetworkBuilder builder;
    builder.device(a).device(b);
    if (by_name)
      builder.link("a:Po1", "b:lag");
    else
      builder.link("a:Gi1", "b:port1").link("a:Gi2", "b:port2");
    const Network network = builder.build(sink);
    EXPECT_THAT(domains_of(network), Contains("a:Vlan10 b:lag.10 (a:Port-channel1)"));
    EXPECT_EQ(network.domain_of[0][1], Network::no_domain);
    EXPECT_THAT(sink.all(), IsEmpty());
  }
}

TEST(Domains, DisabledAggregateCarriesNothing) {
  DeviceBuilder a("a"), b("b");
  a.routed("p1");
  a.group("lag", InterfaceKind::aggregate, {"p1"}).enabled = false;
  DeviceBuilder::with(const_cast<Interface&>(a.device().interfaces.back()), "10.0.0.1/24");
  b.routed("p", "10.0.0.2/24");
  DiagnosticSink sink;
  const Network network = NetworkBuilder().device(a).device(b).link("a:p1", "b:p").build(sink);
  EXPECT_THAT(domains_of(network), ElementsAre("b:p"));
}

TEST(Domains, BridgeJoinsItsMembers) {
  DeviceBuilder a("a", "fortios");
  a.routed("p1");
  a.routed("p2");
  a.sub("p2", 7);
  a.sub("sw", 30, "10.0.3.1/24");
  DeviceBuilder::with(a.group("sw", InterfaceKind::bridge, {"p1", "p2"}), "10.0.0.1/24");
  DeviceBuilder c("c");
  c.routed("t");
  c.sub("t", 30, "10.0.3.2/24");
  DiagnosticSink sink;
  const Network network = NetworkBuilder().device(a).device(c).link("a:p1", "c:t").build(sink);
  // Tagged frames may cross the bridge and reach its own VLAN interface; they need not.
  EXPECT_THAT(domains_of(network), ElementsAre("a:sw (a:p1) (a:p2) (c:t)", "(a:p2.7)", "a:sw.30 ~ c:t.30"));
}

TEST(Domains, BridgedSubinterfaces) {
  DeviceBuilder a("a");
  a.routed("g");
  a.sub("g", 10);
  a.sub("g", 20);
  DeviceBuilder::with(a.group("BVI1", InterfaceKind::bridge, {"g.10", "g.20"}), "10.0.0.1/24");
  DeviceBuilder b("b");
  b.trunk("t");
  b.access("h10", 10);
  b.access("h20", 20);
  DiagnosticSink sink;
  const Network network = NetworkBuilder().device(a).device(b).link("a:g", "b:t").build(sink);
  EXPECT_THAT(domains_of(network), Contains("a:BVI1 (a:g.10) (a:g.20) (b:t) (b:h10) (b:h20)"));
}

TEST(Domains, UncertainBridgeJoinsInMayOnly) {
  DeviceBuilder a("a");
  a.routed("p", "10.0.0.1/24");
  a.routed("q", "10.0.1.1/24");
  a.loopback("lo", "10.9.9.9/32");
  a.may_bridge("p");
  DiagnosticSink sink;
  const Network network = NetworkBuilder().device(a).build(sink);
  EXPECT_THAT(domains_of(network), ElementsAre("a:p ~ a:q"));
  EXPECT_FALSE(network.domains[0].certain);
  EXPECT_FALSE(network.domains[0].surely_joined(Attachment{0, 0}, Attachment{0, 1}));
  EXPECT_TRUE(network.domains[0].surely_joined(Attachment{0, 0}, Attachment{0, 0}));
  EXPECT_THAT(network.domains[0].joins, SizeIs(1));
  EXPECT_EQ(network.domains[0].joins[0].text, "xconnect");
}

TEST(Domains, UncertainBridgeMayTakeAnyTag) {
  // A port that may tunnel what it gets: the neighbour's VLAN 30, which the device does not know, may come
  // out of its other port.
  DeviceBuilder a("a"), b("b");
  a.routed("p", "10.0.0.1/24");
  a.routed("q", "10.0.1.1/24");
  a.may_bridge("p");
  b.trunk("t");
  b.access("h", 30);
  DiagnosticSink sink;
  const Network network = NetworkBuilder().device(a).device(b).link("a:p", "b:t").build(sink);
  EXPECT_THAT(domains_of(network), ElementsAre("a:p (b:t) ~ a:q ~ (b:t) (b:h)"));
}

TEST(Domains, IsolatedPortsAreNotSurelyJoined) {
  DeviceBuilder a("a");
  a.svi(10, "10.0.0.1/24");
  a.access("p", 10).switchport->isolated = true;
  a.access("q", 10).switchport->isolated = true;
  a.access("r", 10);
  DiagnosticSink sink;
  EXPECT_THAT(domains_of(NetworkBuilder().device(a).build(sink)),
              ElementsAre("a:Vlan10 (a:r) ~ (a:p) ~ (a:q)"));
}

TEST(Domains, DownAndLoopbackAreInNone) {
  DeviceBuilder a("a");
  a.routed("p", "10.0.0.1/24").enabled = false;
  a.sub("p", 10, "10.0.1.1/24");  // enabled, its parent is not
  a.loopback("lo", "10.9.9.9/32");
  DiagnosticSink sink;
  const Network network = NetworkBuilder().device(a).build(sink);
  EXPECT_THAT(network.domains, IsEmpty());
  EXPECT_THAT(network.domain_of,
              ElementsAre(ElementsAre(Network::no_domain, Network::no_domain, Network::no_domain)));
}

TEST(Domains, SegmentsJoinWhereTheyAreAttached) {
  DeviceBuilder a("a");
  a.svi(10, "10.1.0.1/24");
  a.access("h", 10);
  a.svi(20, "10.2.0.1/24");
  a.trunk("t");
  DiagnosticSink sink;
  const Network network = NetworkBuilder()
                              .device(a)
                              .segment("mn", {"10.1.0.0/16"}, {"a:Vlan10"})
                              .segment("lg", {"10.2.0.0/16"}, {"a:vlan 20", "a:h"})
                              .build(sink);
  EXPECT_THAT(domains_of(network), ElementsAre("a:Vlan10 (a:h) (a:t) {mn} {lg}", "a:Vlan20 (a:t) {lg}"));
  EXPECT_TRUE(network.domains[0].surely_joined(SegmentIndex{1}, Attachment{0, 0}));
  EXPECT_FALSE(network.domains[0].surely_joined(SegmentIndex{1}, Attachment{0, 2}));
}

TEST(Domains, HostsMayTagTheirFrames) {
  DeviceBuilder a("a");
  a.svi(10, "10.1.0.1/24");
  a.svi(20, "10.2.0.1/24");
  a.access("p", 10).switchport->voice_vlan = 20;
  a.svi(30, "10.3.0.1/24");
  DiagnosticSink sink;
  NetworkBuilder builder;
  builder.device(a).segment("mn", {"10.1.0.0/16"}, {"a:p"});
  EXPECT_THAT(domains_of(builder.build(sink)), Contains("a:Vlan10 (a:p) {mn} ~ a:Vlan20 (a:p)"));
  DeviceBuilder b("b");
  b.svi(10, "10.1.0.1/24");
  b.svi(20, "10.2.0.1/24");
  b.dynamic("p", 10);
  EXPECT_THAT(domains_of(NetworkBuilder().device(b).segment("mn", {"10.1.0.0/16"}, {"b:p"}).build(sink)),
              ElementsAre("b:Vlan10 (b:p) {mn} ~ b:Vlan20 (b:p)"));
  // With nothing attached, nobody is there who could negotiate a trunk.
  EXPECT_THAT(domains_of(NetworkBuilder().device(b).build(sink)), ElementsAre("b:Vlan10 (b:p)", "b:Vlan20"));
}

TEST(Domains, ReasonsNameLinksAndLines) {
  DeviceBuilder a("a"), b("b");
  a.svi(10, "10.0.0.1/24");
  a.trunk("t", 10);
  b.svi(20, "10.0.0.2/24");
  b.access("t", 20);
  DiagnosticSink sink;
  const Network network = NetworkBuilder().device(a).device(b).link("a:t", "b:t").build(sink);
  ASSERT_THAT(network.domains, SizeIs(1));
  std::vector<std::string> reasons;
  for (const JoinReason& reason : network.domains[0].joins)
    reasons.push_back(to_string(reason.span) + ' ' + reason.text);
  EXPECT_THAT(reasons, ElementsAre("a.cfg:1 a:Vlan10: VLAN 10", "a.cfg:2 a:t: trunk, native VLAN 10",
                                   "b.cfg:1 b:Vlan20: VLAN 20", "b.cfg:2 b:t: access VLAN 20",
                                   "s.yaml:101:4 a:t -- b:t"));
}

TEST(Network, FindsDevicesByTheSnapshotsName) {
  DeviceBuilder a("a");
  DiagnosticSink sink;
  const Network network = NetworkBuilder().device(a).build(sink);
  EXPECT_EQ(network.find_device("a"), 0U);
  EXPECT_FALSE(network.find_device("b"));
}

}  // namespace
}  // namespace sekisho::test
