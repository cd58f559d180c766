// Who is at the other end: peers of my-number systems, lines to the government's clouds, resolvers.
#include "audit/practices/practice_city.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

std::string peers_when_joined_with(SegmentClass peer_class) {
  World world = tended_city();
  world.segment("peer", {"10.77.0.0/24"}, peer_class);
  world.network.snapshot.channels = {channel("C-1", end_of("mn", {"10.10.0.5/32"}),
                                             end_of("peer", {"10.77.0.5/32"}), service(protocol::tcp, 443),
                                             "specific")};
  return line_of(practised(world, Practice::offline_peers));
}

TEST(OfflinePeers, ByWhatTheyAre) {
  EXPECT_EQ(peers_when_joined_with(SegmentClass::lgwan), "proved");
  EXPECT_EQ(peers_when_joined_with(SegmentClass::lgwan_network), "proved");
  EXPECT_EQ(peers_when_joined_with(SegmentClass::public_institution), "unproved: practice_peer_unknown");
  EXPECT_EQ(peers_when_joined_with(SegmentClass::government_cloud), "unproved: practice_peer_unknown");
  EXPECT_EQ(peers_when_joined_with(SegmentClass::custom), "unproved: practice_peer_unknown");
  for (const SegmentClass online : {SegmentClass::internet, SegmentClass::internet_zone, SegmentClass::dmz,
                                    SegmentClass::security_cloud, SegmentClass::saas, SegmentClass::guest})
    EXPECT_EQ(peers_when_joined_with(online), "violated: practice_peer_online") << name_of(online);
}

TEST(OfflinePeers, OfOthersDoNotMatter) {
  World world = tended_city();
  world.network.snapshot.channels = {
      channel("C-1", end_of("lg"), end_of("inet"), service(protocol::tcp, 443), "business")};
  EXPECT_EQ(line_of(practised(world, Practice::offline_peers)), "proved");
}

TEST(DedicatedLines, ToTheGovernmentCloud) {
  World world = tended_city();
  world.segment("gc", {"172.26.0.0/16"}, SegmentClass::government_cloud);
  EXPECT_EQ(line_of(practised(world, Practice::dedicated_lines)), "unproved: practice_line_unregistered");
  ExternalConnection connection;
  connection.id = "EC-1";
  connection.to = "gc";
  connection.line = "dedicated";
  world.network.snapshot.external_connections = {connection};
  EXPECT_EQ(line_of(practised(world, Practice::dedicated_lines)), "proved");
  connection.line = "internet-vpn";
  world.network.snapshot.external_connections.push_back(connection);
  EXPECT_EQ(line_of(practised(world, Practice::dedicated_lines)), "violated: practice_line_not_dedicated");
}

/// A switch in the LGWAN-connected segment that asks a resolver.
std::string switch_asking(const std::string& resolver) {
  World world = tended_city();
  world.add(device("sw", {interface("vlan20", {"10.20.0.2/24"})}));
  world.join({"lg", "sw:vlan20"});
  world.network.devices[1].management_kinds = {FactKind::name_server};
  if (!resolver.empty()) world.network.devices[1].management = {fact(FactKind::name_server, resolver)};
  return line_of(practised(world, Practice::inside_resolvers));
}

TEST(InsideResolvers, OfDevicesInClosedZones) {
  EXPECT_EQ(switch_asking(""), "proved");
  EXPECT_EQ(switch_asking("10.20.0.53"), "proved");
  EXPECT_EQ(switch_asking("8.8.8.8"), "violated: practice_resolver_outside");
  EXPECT_EQ(switch_asking("dns.example"), "proved");
}

TEST(InsideResolvers, OfTheFirewallToTheInternetMayBeOutside) {
  World world = tended_city();
  world.network.devices[0].management.push_back(fact(FactKind::name_server, "8.8.8.8"));
  EXPECT_EQ(line_of(practised(world, Practice::inside_resolvers)), "proved");
}

}  // namespace
}  // namespace sekisho::test
