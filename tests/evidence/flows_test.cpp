// Flows against the model and the policy of the sample city: neither a wrong accusation nor a wrong silence.
#include "evidence/observed.hpp"

#include <memory>

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr const char* mn_servers = "mn-fw:vlan102";
constexpr const char* lg_in_line = "lg-fw:port3";  // between the two firewalls
constexpr const char* wan = "inet-fw:port1";

std::vector<std::string> at(const char* place, capture::Flow flow,
                            CapturePoint::Direction direction = CapturePoint::Direction::both) {
  WatchedCity city;
  city.capture_at(place, {std::move(flow)}, direction);
  return city.findings();
}

TEST(SanctionedFlows, AreNoFinding) {
  EXPECT_THAT(at(lg_floor, session("10.20.1.5", "10.20.10.25", 25)), IsEmpty());       // within LG
  EXPECT_THAT(at(lg_floor, session("10.20.1.5", "172.30.5.5", 443)), IsEmpty());       // CH-31
  EXPECT_THAT(at(mn_servers, session("10.10.2.20", "10.20.10.40", 8443)), IsEmpty());  // CH-21
  EXPECT_THAT(at(mn_servers, session("10.10.2.90", "10.20.10.90", 9100)), IsEmpty());  // EX-1
}

TEST(SanctionedFlows, OfSanitizersHaveToShowWhatTheyCarry) {
  const auto unproved = ElementsAre("unproved-content warning answered");
  EXPECT_THAT(at(lg_in_line, session("10.20.1.5", "10.30.2.11", 22443)), unproved);  // CH-03
  EXPECT_THAT(at(lg_servers, session("10.60.0.25", "10.20.10.25", 25)), unproved);   // CH-01
  EXPECT_THAT(at(lg_servers, tried("10.60.0.25", "10.20.10.25", 25)), IsEmpty());    // nothing was carried
}

TEST(ForbiddenFlow, ThatWasOnlyTriedIsANote) {
  EXPECT_THAT(at(lg_floor, tried("10.20.1.5", "10.10.2.10", 443)),
              ElementsAre("forbidden-flow note tried ALPHA-LG-MN:lg>mn"));
}

TEST(ForbiddenFlow, ThatWasAnsweredBreaksPolicyAndModel) {
  EXPECT_THAT(
      at(lg_floor, session("10.20.1.5", "10.10.2.10", 443)),
      ElementsAre("forbidden-flow error answered ALPHA-LG-MN:lg>mn", "contradicts-model error answered"));
}

TEST(ForbiddenFlow, SeenAtItsDestinationHasArrived) {
  EXPECT_THAT(
      at(mn_servers, tried("10.20.1.5", "10.10.2.10", 443)),
      ElementsAre("forbidden-flow error arrived ALPHA-LG-MN:lg>mn", "contradicts-model error arrived"));
}

TEST(ForbiddenFlow, SeenOnItsWayHasPassed) {
  EXPECT_THAT(
      at(lg_in_line, tried("10.20.1.5", "10.30.1.7", 3389)),
      ElementsAre("contradicts-model error passed", "forbidden-flow warning passed ALPHA-LG-IN:lg>in"));
}

TEST(ForbiddenFlow, OneFindingForManyFlows) {
  WatchedCity city;
  std::vector<capture::Flow> flows;
  for (std::uint16_t port = 50000; port < 50040; ++port)
    flows.push_back(flow_of("10.20.1.5", port, "10.10.2.10", 443));
  city.capture_at(lg_floor, flows);
  const evidence::ConfirmResult result = city.confirm();
  ASSERT_FALSE(result.findings.empty());
  EXPECT_EQ(result.findings.front().flows, 40U);
  EXPECT_EQ(result.findings.front().seen.size(), evidence::Finding::most_seen);
  EXPECT_EQ(result.coverage.flows, 40U);
  EXPECT_EQ(result.coverage.explained, 0U);
}

TEST(ForbiddenFlow, TheFarthestOutcomeCounts) {
  WatchedCity city;
  city.capture_at(lg_floor, {tried("10.20.1.5", "10.10.2.10", 443)});
  city.capture_at(mn_servers, {tried("10.20.1.5", "10.10.2.10", 443)});
  EXPECT_THAT(city.findings(), ElementsAre("forbidden-flow error arrived ALPHA-LG-MN:lg>mn",
                                           "contradicts-model error arrived"));
}

TEST(Answers, AreNoFlowsOfTheirOwn) {
  // One direction only, from the middle of a sanctioned session.
  capture::Flow answer = flow_of("10.30.2.11", 22443, "10.20.1.5", 50000);
  answer.opener.tcp_flags = tcp_flag::ack | tcp_flag::psh;
  EXPECT_THAT(at(lg_in_line, answer), IsEmpty());
  // SYN and ACK without the SYN.
  answer.opener.tcp_flags = tcp_flag::ack | tcp_flag::syn;
  EXPECT_THAT(at(lg_floor, answer), IsEmpty());
  EXPECT_THAT(at(lg_in_line, flow_of("172.30.1.53", 53, "10.20.10.53", 40000, protocol::udp)),
              ElementsAre("contradicts-model error passed"));  // a line that such answers do not take
  EXPECT_THAT(at("lg-fw:port1", flow_of("172.30.1.53", 53, "10.20.10.53", 40000, protocol::udp)), IsEmpty());
}

TEST(Answers, OfNobodyAreFlows) {
  // The same the other way about: LG's hosts may not be opened to from IN at all, SYN or not.
  capture::Flow crafted = flow_of("10.30.1.7", 40000, "10.20.1.5", 445);
  crafted.opener.tcp_flags = tcp_flag::ack;
  EXPECT_THAT(at(lg_floor, crafted), UnorderedElementsAre("forbidden-flow error arrived ALPHA-IN-LG:in>lg",
                                                          "contradicts-model error arrived"));
}

TEST(Translation, HidesTheSenderButAccusesNobody) {
  // What IN's hosts send to the internet leaves under the firewall's address.
  WatchedCity city;
  const Interface* port =
      city.loaded().network.devices[*city.loaded().network.find_device("inet-fw")].find_interface("port1");
  ASSERT_NE(port, nullptr);
  ASSERT_FALSE(port->addresses.empty());
  city.capture_at(wan, {session(to_string(port->addresses.front().address), "198.51.100.80", 443)});
  EXPECT_THAT(city.findings(), IsEmpty());
}

TEST(Translation, PublishedServersAreReachedByTheirPublicAddress) {
  EXPECT_THAT(at(wan, session("198.51.100.77", "203.0.113.20", 443)), IsEmpty());  // CH-51
  EXPECT_THAT(at("inet-fw:port4", session("198.51.100.77", "10.60.0.10", 443)),
              IsEmpty());  // behind the translation
}

capture::Flow inside_vxlan(capture::Flow flow) {
  flow.key.tunnel = capture::Tunnel::vxlan;
  flow.key.tunnel_id = 100;
  flow.key.inner_vlan = 7;
  flow.rare = std::make_shared<const capture::RareDetails>(capture::RareDetails{
      capture::TunnelEnds{*Address::parse("10.20.1.9"), *Address::parse("10.10.2.9")}, {}});
  return flow;
}

TEST(Tunnels, WhatPassesThroughThemIsHeldAgainstThePolicy) {
  EXPECT_THAT(at(lg_floor, inside_vxlan(session("10.20.1.5", "10.10.2.10", 443))),
              ElementsAre("forbidden-flow error answered ALPHA-LG-MN:lg>mn"));
  EXPECT_THAT(at(lg_floor, inside_vxlan(tried("10.20.1.5", "10.10.2.10", 443))),
              ElementsAre("forbidden-flow note tried ALPHA-LG-MN:lg>mn"));
  EXPECT_THAT(at(lg_floor, inside_vxlan(session("10.10.2.20", "10.20.10.40", 8443))), IsEmpty());  // CH-21
}

TEST(Tunnels, AreNamed) {
  WatchedCity city;
  city.capture_at(lg_floor, {inside_vxlan(session("10.20.1.5", "10.10.2.10", 443)),
                             session("10.20.1.5", "10.10.2.10", 443),
                             inside_vxlan(session("192.0.2.1", "10.10.2.10", 443)),
                             inside_vxlan(session("192.168.77.1", "192.168.77.2", 443))});
  const evidence::ConfirmResult result = city.confirm();
  const evidence::SeenFlow& seen = result.findings.at(0).seen.at(0);
  EXPECT_EQ(seen.tunnel, capture::Tunnel::vxlan);
  EXPECT_EQ(seen.inner_vlan, 7);
  ASSERT_TRUE(seen.tunnel_ends);
  EXPECT_EQ(result.findings.at(0).flows, 1U);  // the one outside is another finding
  EXPECT_EQ(result.coverage.through_tunnels, 2U);
  EXPECT_EQ(result.coverage.in_tunnels, 1U);
}

TEST(FlowRecords, WhoseOpenerIsAGuessAccuseNobody) {
  // A server of IN, called by LG as it may, taken for the one who called.
  capture::Flow turned = session("10.30.2.11", "10.20.1.5", 50000);
  turned.key.source_port = 22443;
  EXPECT_FALSE(at("", turned).empty());
  turned.opener_guessed = true;
  EXPECT_THAT(at("", turned), IsEmpty());
}

TEST(FlowRecords, ShowNoContent) {
  capture::Flow mail = session("10.60.0.25", "10.20.10.25", 25);
  mail.from_record = true;
  mail.application = std::make_shared<capture::Application>(capture::Application{"SMTP", "record", ""});
  EXPECT_THAT(at(lg_servers, mail), ElementsAre("unproved-content warning answered"));
  capture::Flow screen = session("10.20.1.5", "10.30.2.11", 22443);
  screen.from_record = true;
  screen.application = std::make_shared<capture::Application>(capture::Application{"RDP", "record", ""});
  EXPECT_THAT(at(lg_in_line, screen), ElementsAre("unproved-content warning answered"));
  screen.application = std::make_shared<capture::Application>(capture::Application{"SSH", "record", ""});
  EXPECT_THAT(at(lg_in_line, screen), ElementsAre("unsanitized-content error answered"));
}

TEST(ManyFindings, AreCondensed) {
  WatchedCity city;
  std::vector<capture::Flow> flows;
  for (std::uint32_t i = 0; i < 12'000; ++i) {
    const auto port = static_cast<std::uint16_t>(i + 1);
    flows.push_back(tried("10.20.1.5", "10.10.2.10", port));
  }
  city.capture_at(lg_floor, flows);
  const evidence::ConfirmResult result = city.confirm();
  std::uint64_t told = 0;
  for (const evidence::Finding& finding : result.findings)
    told += finding.kind == evidence::Kind::forbidden_flow ? finding.flows : 0;
  EXPECT_EQ(told, 12'000U);
  EXPECT_LE(result.findings.size(), 10'400U);
  EXPECT_EQ(result.coverage.condensed, 2'000U);
}

TEST(UnknownAddress, IsFoundWhereItSends) {
  EXPECT_THAT(at(lg_floor, tried("192.168.77.5", "10.20.10.25", 25)),
              ElementsAre("unknown-address error arrived"));
  EXPECT_THAT(at(lg_floor, flow_of("192.168.77.5", 137, "255.255.255.255", 137, protocol::udp)),
              ElementsAre("unknown-address warning tried"));
}

TEST(UnknownAddress, IsFoundWhenItAnswers) {
  EXPECT_THAT(at(lg_floor, session("10.20.1.5", "192.168.77.5", 80)),
              ElementsAre("unknown-address error answered"));
}

TEST(UnknownPlace, OnlyWhatWasAnsweredIsHeldAgainstTheModel) {
  EXPECT_THAT(at("", tried("10.20.1.5", "10.10.2.10", 443)),
              ElementsAre("forbidden-flow note tried ALPHA-LG-MN:lg>mn"));
  EXPECT_THAT(
      at("", session("10.20.1.5", "10.10.2.10", 443)),
      ElementsAre("forbidden-flow error answered ALPHA-LG-MN:lg>mn", "contradicts-model warning answered"));
  EXPECT_THAT(at("", session("10.10.2.20", "10.20.10.40", 8443)), IsEmpty());
  EXPECT_THAT(at("", session("198.51.100.77", "10.60.0.10", 443)), IsEmpty());
}

TEST(ForeignSource, InAnotherSegmentContradictsTheModel) {
  // A host of MN's addresses on a port of LG: dual-homed, or forged.
  EXPECT_THAT(at(lg_floor, tried("10.10.2.10", "10.20.1.9", 445)),
              UnorderedElementsAre("forbidden-flow error arrived ALPHA-MN-LG:mn>lg",
                                   "contradicts-model error arrived"));
  EXPECT_THAT(at(lg_floor, flow_of("10.10.2.10", 138, "255.255.255.255", 138, protocol::udp)),
              ElementsAre("contradicts-model error tried"));
}

TEST(Coverage, SaysWhatWasLookedAt) {
  WatchedCity city;
  city.capture_at(lg_floor, {session("10.20.1.5", "172.30.5.5", 443)});
  const evidence::ConfirmResult result = city.confirm();
  ASSERT_EQ(result.coverage.places.size(), 1U);
  EXPECT_TRUE(result.coverage.places[0].placed);
  EXPECT_THAT(result.coverage.places[0].segments, ElementsAre("lg"));
  EXPECT_EQ(result.coverage.explained, 1U);
  const auto& channels = result.coverage.channels;
  const auto seen = std::ranges::find(channels, "CH-31", &evidence::ChannelSeen::id);
  ASSERT_NE(seen, channels.end());
  EXPECT_EQ(seen->answered, 1U);
  EXPECT_THAT(result.coverage.unwatched, ::testing::Contains("mn"));
  ASSERT_EQ(result.crossings.size(), 1U);
  EXPECT_TRUE(result.crossings[0].sanctioned);
}

}  // namespace
}  // namespace sekisho::test
