// The register of external connections against the interfaces where outside segments are attached.
#include "audit/practices/practice_city.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

World registered(std::vector<ExternalConnection> entries) {
  World world = city();
  world.network.snapshot.external_connections = std::move(entries);
  return world;
}

std::string connections(const World& world, const Date& date = verdict_date) {
  return line_of(practised(world, Practice::external_connections, date));
}
std::string exits(const World& world, const Date& date = verdict_date) {
  return line_of(practised(world, Practice::internet_exits, date));
}

TEST(ExternalConnections, AreAllOnTheRegister) {
  EXPECT_EQ(connections(registered({external_connection()})), "proved");
  EXPECT_EQ(connections(registered({})), "violated: practice_connection_unregistered");
}

TEST(ExternalConnections, SegmentsOfTheOrganisationNeedNone) {
  World world = city();
  world.network.snapshot.segments.pop_back();
  world.network.domains.back().segments.clear();
  world.network.domains.back().certain_parts[0].segments.clear();
  EXPECT_EQ(connections(world), "proved");
}

TEST(ExternalConnections, AnEntryCountsThroughItsLastDay) {
  EXPECT_EQ(connections(registered({external_connection()}), {2026, 11, 22}),
            "violated: practice_connection_expired");
}

TEST(ExternalConnections, AnEntryIsComplete) {
  const std::vector<std::pair<std::string, ExternalConnection>> incomplete = [] {
    std::vector<std::pair<std::string, ExternalConnection>> made(5, {"", external_connection()});
    made[0].first = "line", made[0].second.line.clear();
    made[1].first = "purpose", made[1].second.purpose = {};
    made[2].first = "approved_by", made[2].second.approved_by.clear();
    made[3].first = "record", made[3].second.record.clear();
    made[4].first = "expires", made[4].second.expires.reset();
    return made;
  }();
  for (const auto& [missing, connection] : incomplete) {
    const RequirementResult result = practised(registered({connection}), Practice::external_connections);
    EXPECT_EQ(line_of(result), "violated: practice_connection_incomplete");
    EXPECT_EQ(said(result, Code::practice_connection_incomplete), "EC-1 | " + missing);
  }
}

TEST(ExternalConnections, AnEntryIsRightInEachPlace) {
  for (const char* wrong : {"fw:mn", "fw:nowhere", "fx:out"}) {
    ExternalConnection two = external_connection();
    two.at.push_back(place(wrong));
    const RequirementResult result = practised(registered({two}), Practice::external_connections);
    EXPECT_EQ(said(result, Code::practice_connection_nowhere), std::string("EC-1 | ") + wrong + " | inet");
  }
  EXPECT_EQ(connections(registered({external_connection("fw:out", "partner")})),
            "violated: practice_connection_unregistered, practice_connection_nowhere")
      << "of another segment";
}

/// A second firewall on the line.
World two_firewalls(std::vector<ExternalConnection> entries) {
  World world = registered(std::move(entries));
  world.add(device("fw2", {interface("out", {"203.0.113.3/29"})}));
  Domain& line = world.network.domains.back();
  line.routed.push_back({1, 0});
  line.certain_parts = {{line.routed, {}, line.segments}};
  world.network.domain_of[1][0] = world.network.domains.size() - 1;
  return world;
}

TEST(ExternalConnections, EachInterfaceOnTheLineIsOne) {
  const RequirementResult result =
      practised(two_firewalls({external_connection()}), Practice::external_connections);
  ASSERT_EQ(line_of(result), "violated: practice_connection_unregistered");
  EXPECT_EQ(result.reasons[0].device, "fw2");
  ExternalConnection both = external_connection();
  both.at.push_back(place("fw2:out"));
  EXPECT_EQ(connections(two_firewalls({both})), "proved");
}

TEST(ExternalConnections, ThePortOfTheLineStandsForWhatIsBehindIt) {
  World world = two_firewalls({external_connection("sw:1")});
  Interface port;
  port.name = "1";
  port.switchport.emplace();
  world.add(device("sw", {port}));
  world.network.domain_of[2][0] = world.network.domains.size() - 1;
  EXPECT_EQ(connections(world).substr(0, 8), "violated") << "the segment is not attached to the port";
  world.network.snapshot.segments[world.segment_index("inet")].attached = {place("sw:1")};
  EXPECT_EQ(connections(world), "proved");
}

TEST(ExternalConnections, APossibleOneIsNotCertain) {
  World world = two_firewalls({external_connection()});
  Domain& line = world.network.domains.back();
  line.certain_parts = {{{line.routed[0]}, {}, line.segments}, {{line.routed[1]}, {}, {}}};
  EXPECT_EQ(connections(world), "unproved: practice_connection_possible");
  EXPECT_EQ(exits(world), "unproved: practice_exit_possible, practice_exit");
}

TEST(ExternalConnections, OfASegmentAttachedNowhereNothingIsKnown) {
  World world = registered({external_connection()});
  world.segment("partner", {"192.0.2.0/24"}, SegmentClass::partner);
  EXPECT_EQ(connections(world), "unproved: practice_outside_nowhere");
  EXPECT_EQ(exits(world), "proved: practice_exit") << "a partner is no exit to the internet";
  world.network.domains.back().segments.clear();
  EXPECT_EQ(exits(world), "unproved: practice_outside_nowhere");
}

TEST(InternetExits, AreListedWhenProved) {
  const RequirementResult result = practised(registered({external_connection()}), Practice::internet_exits);
  EXPECT_EQ(line_of(result), "proved: practice_exit");
  EXPECT_EQ(said(result, Code::practice_exit), "out | inet | EC-1");
}

TEST(InternetExits, AreOnTheRegisterByAnEntryThatCounts) {
  EXPECT_EQ(exits(registered({})), "violated: practice_exit_unregistered");
  EXPECT_EQ(exits(registered({external_connection()}), {2026, 11, 22}),
            "violated: practice_exit_unregistered");
  ExternalConnection old = external_connection();
  old.expires = Date{2025, 1, 1};
  EXPECT_EQ(exits(registered({old, external_connection()})), "proved: practice_exit") << "the second counts";
}

TEST(InternetExits, OtherOutsideNetworksAreNone) {
  World world = city();
  world.network.snapshot.segments[world.segment_index("inet")].segment_class = SegmentClass::partner;
  EXPECT_EQ(exits(world), "proved");
}

}  // namespace
}  // namespace sekisho::test
