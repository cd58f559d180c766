// Registered communications that have to name their hosts and ports, and the register of exceptions.
#include "audit/practices/practice_city.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

/// The verdict with one registered communication, and a DMZ and a cloud besides the segments of the city.
std::string with_channel(const Channel& registered, Practice practice) {
  World world = tended_city();
  world.segment("dmz", {"10.60.0.0/24"}, SegmentClass::dmz);
  world.segment("cloud", {"203.0.113.0/28"}, SegmentClass::saas);
  world.segment("in", {"10.30.0.0/16"}, SegmentClass::internet_zone);
  world.network.snapshot.channels = {registered};
  return line_of(practised(world, practice));
}

const Service web_service = service(protocol::tcp, 443);
const char* const whole_segment = "violated: practice_register_whole_segment";
const char* const any_port = "violated: practice_register_any_port";

Service any_web_port() {
  Service made = web_service;
  made.destination_ports.clear();
  return made;
}

TEST(PublishedServices, NameTheHostInTheDmzAndThePorts) {
  const auto verdict = [](const ChannelEnd& from, const ChannelEnd& to, const Service& service) {
    return with_channel(channel("C-1", from, to, service, "public"), Practice::published_services);
  };
  EXPECT_EQ(verdict(end_of("inet"), end_of("dmz", {"10.60.0.5/32"}), web_service), "proved");
  EXPECT_EQ(verdict(end_of("inet"), end_of("dmz"), web_service), whole_segment);
  EXPECT_EQ(verdict(end_of("inet"), end_of("dmz", {"10.60.0.5/32"}), any_web_port()), any_port);
  EXPECT_EQ(verdict(end_of("lg"), end_of("dmz"), any_web_port()), "proved") << "nothing that is published";
}

TEST(NamedBreakouts, NameDestinationsAndPorts) {
  const auto verdict = [](const ChannelEnd& to, const Service& service, const char* method) {
    return with_channel(channel("C-1", end_of("lg"), to, service, method), Practice::named_breakouts);
  };
  EXPECT_EQ(verdict(end_of("inet", {"198.51.100.5/32"}), web_service, "local-breakout"), "proved");
  EXPECT_EQ(verdict(end_of("inet"), web_service, "local-breakout"), whole_segment);
  EXPECT_EQ(verdict(end_of("inet", {"198.51.100.5/32"}), any_web_port(), "local-breakout"), any_port);
  EXPECT_EQ(verdict(end_of("inet"), web_service, "business"), "proved");
  EXPECT_EQ(verdict(end_of("cloud"), web_service, "local-breakout"), "proved") << "the list of its addresses";
}

TEST(ServerToServer, SpecificCommunicationsOfLgwanConnectedNameBothEnds) {
  const auto verdict = [](const ChannelEnd& from, const ChannelEnd& to, const char* method) {
    return with_channel(channel("C-1", from, to, web_service, method), Practice::server_to_server);
  };
  const ChannelEnd server = end_of("lg", {"10.20.0.5/32"});
  const ChannelEnd outer = end_of("in", {"10.30.0.5/32"});
  EXPECT_EQ(verdict(server, outer, "specific"), "proved");
  EXPECT_EQ(verdict(outer, server, "specific"), "proved");
  EXPECT_EQ(verdict(end_of("lg"), outer, "specific"), whole_segment);
  EXPECT_EQ(verdict(server, end_of("inet"), "specific"), whole_segment);
  EXPECT_EQ(verdict(end_of("lg"), outer, "screen-transfer"), "proved") << "another method";
  EXPECT_EQ(verdict(end_of("mn"), end_of("lg"), "specific"), "proved") << "not the internet side";
}

Exception complete_exception() {
  Exception made;
  made.id = "EX-1";
  made.requirement = "ALPHA-LG-IN";
  made.approver = "CISO Sato";
  made.reason = "until the new server is there";
  made.record = "R8-7";
  made.approved = Date{2026, 4, 1};
  made.expires = verdict_date;
  return made;
}

std::string with_exception(const Exception& exception, const Date& date = verdict_date) {
  World world = tended_city();
  world.network.snapshot.exceptions = {exception};
  const std::vector<DeviceRoutes> routes = compute_routes(world.network);
  Requirement requirement = must_practise(Practice::exceptions_on_record);
  requirement.approver = {{"CISO", "最高情報セキュリティ責任者"}, {"CISO", "最高情報セキュリティ責任者"}};
  return line_of(audit::check(requirement, {world.network, routes, date}));
}

TEST(ExceptionsOnRecord, AreComplete) {
  EXPECT_EQ(with_exception(complete_exception()), "proved");
  Exception without_record = complete_exception();
  without_record.record.clear();
  EXPECT_EQ(with_exception(without_record), "violated: reason_exception_incomplete");
  Exception by_deputy = complete_exception();
  by_deputy.approver = "deputy CISO";
  EXPECT_EQ(with_exception(by_deputy), "violated: reason_exception_wrong_role");
}

TEST(ExceptionsOnRecord, TimeIsNoFaultOfTheRegister) {
  EXPECT_EQ(with_exception(complete_exception(), {2027, 1, 1}), "proved: reason_exception_expired");
  EXPECT_EQ(with_exception(complete_exception(), {2026, 3, 1}), "proved: reason_exception_not_yet");
}

}  // namespace
}  // namespace sekisho::test
