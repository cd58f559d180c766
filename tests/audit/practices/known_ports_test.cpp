// Ports that are up: known, admitting those they know, or open to everybody.
#include "audit/practices/practice_city.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

Interface port(const std::string& name) {
  Interface made;
  made.name = name;
  made.switchport.emplace();
  return made;
}

/// A switch whose reader looks for port authentication, with ports Gi1/0/1 to Gi1/0/`count`.
World switch_with(int count) {
  World world = city();
  std::vector<Interface> ports;
  for (int i = 1; i <= count; ++i) ports.push_back(port("Gi1/0/" + std::to_string(i)));
  Device made = device("sw", ports);
  made.management_kinds = {FactKind::port_authentication};
  world.add(made);
  return world;
}

std::string known_ports(const World& world) { return line_of(practised(world, Practice::known_ports)); }

/// Puts the first port of the switch into the VLAN of a segment.
void put_into(World& world, const std::string& segment) {
  Domain domain;
  domain.ports = {{1, 0}};
  domain.segments = {world.segment_index(segment)};
  domain.certain_parts = {{{}, domain.ports, domain.segments}};
  world.network.domain_of[1][0] = world.network.domains.size();
  world.network.domains.push_back(domain);
}

TEST(KnownPorts, AddressesAndSegmentsSayWhatForAPortIs) { EXPECT_EQ(known_ports(city()), "proved"); }

TEST(KnownPorts, ThoseOfOneDeviceAreOneFinding) {
  World world = switch_with(48);
  world.device_named("sw").interfaces[9].enabled = false;
  const RequirementResult result = practised(world, Practice::known_ports);
  EXPECT_EQ(line_of(result), "violated: practice_ports_unused");
  EXPECT_EQ(said(result, Code::practice_ports_unused), "47 | Gi1/0/1-9, Gi1/0/11-48");
}

TEST(KnownPorts, OfManyRunsTheFirstAreNamed) {
  World world = switch_with(40);
  for (std::size_t i = 1; i < 40; i += 2) world.device_named("sw").interfaces[i].enabled = false;
  const std::string text = said(practised(world, Practice::known_ports), Code::practice_ports_unused);
  EXPECT_THAT(text, testing::StartsWith("20 | Gi1/0/1, Gi1/0/3, "));
  EXPECT_THAT(text, testing::EndsWith("Gi1/0/15, ..."));
}

TEST(KnownPorts, LinksSegmentsAndDescriptionsExplainThem) {
  World world = switch_with(3);
  world.network.snapshot.links.push_back({place("sw:Gi1/0/1"), place("fw:mn"), {}, true});
  world.network.snapshot.segments[0].attached.push_back(place("sw:gi1/0/2"));
  EXPECT_EQ(known_ports(world), "violated: practice_ports_unused");
  world.device_named("sw").interfaces[2].description = "printer";
  EXPECT_EQ(known_ports(world), "proved");
}

TEST(KnownPorts, AnAggregateSpeaksForItsMembers) {
  World world = switch_with(2);
  Interface group = port("Po1");
  group.kind = InterfaceKind::aggregate;
  group.members = {"Gi1/0/1"};
  world.device_named("sw").interfaces.push_back(group);
  world.network.domain_of[1].push_back(Network::no_domain);
  world.network.snapshot.links.push_back({place("sw:Po1"), place("fw:mn"), {}, true});
  const RequirementResult result = practised(world, Practice::known_ports);
  EXPECT_EQ(said(result, Code::practice_ports_unused), "1 | Gi1/0/2");
}

TEST(KnownPorts, ASubinterfaceSpeaksForItsPort) {
  World world = switch_with(1);
  Interface sub = interface("Gi1/0/1.10", {"10.9.0.1/24"});
  sub.kind = InterfaceKind::subinterface;
  sub.parent = "Gi1/0/1";
  world.device_named("sw").interfaces.push_back(sub);
  world.network.domain_of[1].push_back(Network::no_domain);
  EXPECT_EQ(known_ports(world), "proved");
}

TEST(KnownPorts, ThoseOfUsersNeedAuthenticationOrAStatement) {
  World world = switch_with(1);
  put_into(world, "lg");
  const RequirementResult open = practised(world, Practice::known_ports);
  EXPECT_EQ(line_of(open), "unproved: practice_ports_open");
  EXPECT_EQ(said(open, Code::practice_ports_open), "1 | lg | Gi1/0/1");
  ManagementFact fact;
  fact.kind = FactKind::port_authentication;
  fact.value = "802.1x";
  fact.interface = "Gi1/0/2";
  world.device_named("sw").management = {fact};
  EXPECT_EQ(known_ports(world), "unproved: practice_ports_open") << "authentication of another port";
  world.device_named("sw").management[0].interface = "Gi1/0/1";
  EXPECT_EQ(known_ports(world), "proved");
}

TEST(KnownPorts, WhereAuthenticationIsNotReadNothingIsSaid) {
  World world = switch_with(1);
  world.device_named("sw").management_kinds.clear();
  EXPECT_EQ(known_ports(world), "unproved: practice_not_read");
}

}  // namespace
}  // namespace sekisho::test
