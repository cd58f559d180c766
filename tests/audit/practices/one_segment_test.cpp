// Broadcast domains and addresses that belong to two at once.
#include "audit/practices/practice_city.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

std::string one_segment(const World& world) {
  return line_of(practised(world, Practice::hosts_of_one_segment));
}

/// mn and lg in one domain, by a line of a switch.
World joined(bool certain) {
  World world = city();
  Domain& domain = world.network.domains[0];
  domain.segments = {0, 1};
  domain.joins = {{{"sw.cfg", 7}, "switchport trunk native vlan 20"}};
  if (certain) {
    domain.certain_parts = {{domain.routed, {}, {0, 1}}};
  } else {
    domain.certain_parts = {{domain.routed, {}, {0}}, {{}, {}, {1}}};
  }
  return world;
}

TEST(HostsOfOneSegment, DomainsOfTheirOwn) { EXPECT_EQ(one_segment(city()), "proved"); }

TEST(HostsOfOneSegment, TwoSegmentsInOneDomain) {
  const RequirementResult result = practised(joined(true), Practice::hosts_of_one_segment);
  EXPECT_EQ(line_of(result), "violated: practice_segments_joined, practice_segments_joined_by");
  EXPECT_EQ(said(result, Code::practice_segments_joined), "mn, lg");
  EXPECT_EQ(result.reasons[1].because.span.line, 7);
  EXPECT_EQ(one_segment(joined(false)),
            "unproved: practice_segments_perhaps_joined, practice_segments_joined_by");
}

TEST(HostsOfOneSegment, OutsideNetworksMayShareALine) {
  World world = joined(true);
  world.network.snapshot.segments[0].outside = true;
  EXPECT_EQ(one_segment(world).substr(0, 8), "violated") << "one of the two is the organisation's";
  world.network.snapshot.segments[1].outside = true;
  EXPECT_EQ(one_segment(world), "proved");
}

TEST(HostsOfOneSegment, TwoDevicesWithOneAddress) {
  World world = city();
  world.add(device("fw2", {interface("mn", {"10.10.0.1/24"})}));
  world.network.domains[0].routed.push_back({1, 0});
  const RequirementResult result = practised(world, Practice::hosts_of_one_segment);
  EXPECT_EQ(line_of(result), "violated: practice_address_twice");
  EXPECT_EQ(said(result, Code::practice_address_twice), "10.10.0.1 | fw:mn | fw2:mn");
  for (const char* name : {"fw", "fw2"}) at(world.device_named(name), "mn").addresses[0].shared = true;
  EXPECT_EQ(one_segment(world), "proved") << "of a virtual router";
}

TEST(HostsOfOneSegment, ANamedHostWithTheAddressOfADevice) {
  World world = city();
  Host host;
  host.name = "mail";
  host.segment = "mn";
  host.addresses = {AddressRange::of(prefix("10.10.0.1/32"))};
  world.network.snapshot.hosts = {host};
  EXPECT_EQ(one_segment(world), "unproved: practice_address_twice");
  world.network.snapshot.hosts[0].name = "fw";
  EXPECT_EQ(one_segment(world), "proved") << "it is that device";
  world.network.snapshot.hosts[0].name = "mail";
  world.network.snapshot.hosts[0].addresses = {AddressRange::of(prefix("10.10.0.0/28"))};
  EXPECT_EQ(one_segment(world), "proved") << "a range need not all be in use";
}

}  // namespace
}  // namespace sekisho::test
