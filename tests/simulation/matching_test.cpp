// One packet against a match: yes, no and maybe.
#include "simulation/matching.hpp"

#include "simulation/simulation_network.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace sekisho::test {
namespace {

using simulation::Answer;
using simulation::matches;

struct MatchCase {
  const char* name;
  Answer expected;
  std::function<void(Match&, Packet&)> prepare;
};

class Matching : public ::testing::TestWithParam<MatchCase> {};

TEST_P(Matching, Answers) {
  Match match;
  Packet packet = tcp("10.1.0.5", "10.2.0.9", 443);
  GetParam().prepare(match, packet);
  EXPECT_EQ(matches(match, packet), GetParam().expected);
}

Service with_protocol(std::optional<std::uint8_t> number) {
  Service service;
  service.protocol = number;
  return service;
}

const std::vector<MatchCase> cases = {
    {"Everything", Answer::yes, [](Match&, Packet&) {}},
    {"Family", Answer::no, [](Match& m, Packet&) { m.ipv4 = false; }},
    {"SourceIn", Answer::yes,
     [](Match& m, Packet&) {
       m.source = any_of({"10.9.0.0/16", "10.1.0.0/16"});
     }},
    {"SourceOut", Answer::no, [](Match& m, Packet&) { m.source = any_of({"10.9.0.0/16"}); }},
    {"NoTerms", Answer::no, [](Match& m, Packet&) { m.source = AddressMatch::of({}); }},
    {"Negated", Answer::no,
     [](Match& m, Packet&) {
       m.source = any_of({"10.1.0.0/16"});
       m.source.negated = true;
     }},
    {"NegatedOut", Answer::yes,
     [](Match& m, Packet&) {
       m.source = any_of({"10.9.0.0/16"});
       m.source.negated = true;
     }},
    {"UncertainTerm", Answer::maybe,
     [](Match& m, Packet&) {
       m.source = AddressMatch::of({{AddressRange::of(prefix("10.0.0.0/8")), false}});
     }},
    {"UncertainTermNegated", Answer::maybe,
     [](Match& m, Packet&) {
       m.source = AddressMatch::of({{AddressRange::of(prefix("10.0.0.0/8")), false}});
       m.source.negated = true;
     }},
    {"CertainTermWins", Answer::yes,
     [](Match& m, Packet&) {
       m.source = AddressMatch::of({{AddressRange::of(prefix("10.0.0.0/8")), false},
                                    {AddressRange::of(prefix("10.1.0.0/16")), true}});
     }},
    {"WildcardWithHoles", Answer::yes,
     [](Match& m, Packet&) {
       m.source =
           AddressMatch::of({{Wildcard{address("10.0.0.5"), Address::parse("255.0.255.255")->bits}, true}});
     }},
    {"Port", Answer::yes, [](Match& m, Packet&) { m.services = {service(protocol::tcp, 443)}; }},
    {"OtherPort", Answer::no, [](Match& m, Packet&) { m.services = {service(protocol::tcp, 80)}; }},
    {"Alternatives", Answer::yes,
     [](Match& m, Packet&) {
       m.services = {service(protocol::udp, 53), service(protocol::tcp, 443)};
     }},
    {"PortOfAnyProtocol", Answer::yes,
     [](Match& m, Packet&) {
       m.services = {with_protocol(std::nullopt)};
       m.services[0].destination_ports = {{443, 443}};
     }},
    {"PortOfProtocolWithoutPorts", Answer::no,
     [](Match& m, Packet& p) {
       p.protocol = protocol::esp;
       m.services = {with_protocol(std::nullopt)};
       m.services[0].destination_ports = {{0, 65535}};
     }},
    {"IcmpTypeOfTcp", Answer::no,
     [](Match& m, Packet&) {
       m.services = {with_protocol(std::nullopt)};
       m.services[0].icmp_types = {{0, 255}};
     }},
    {"IcmpType", Answer::yes,
     [](Match& m, Packet& p) {
       p.protocol = protocol::icmp;
       p.icmp_type = 8;
       m.services = {with_protocol(protocol::icmp)};
       m.services[0].icmp_types = {{8, 8}};
     }},
    {"Flags", Answer::yes,
     [](Match& m, Packet& p) {
       p.tcp_flags = tcp_flag::ack;
       m.services = {with_protocol(protocol::tcp)};
       m.services[0].tcp_flags = {{tcp_flag::rst, tcp_flag::rst}, {tcp_flag::ack, tcp_flag::ack}};
     }},
    {"FlagsNotSet", Answer::no,
     [](Match& m, Packet&) {
       m.services = {with_protocol(protocol::tcp)};
       m.services[0].tcp_flags = {{tcp_flag::ack, tcp_flag::ack}};
     }},
    {"FlagsOfUdp", Answer::no,
     [](Match& m, Packet& p) {
       p.protocol = protocol::udp;
       m.services = {with_protocol(std::nullopt)};
       m.services[0].tcp_flags = {{0, 0}};
     }},
    {"UncertainService", Answer::maybe,
     [](Match& m, Packet&) {
       m.services = {service(protocol::tcp, 443)};
       m.services[0].certain = false;
     }},
    {"UncertainMatch", Answer::maybe, [](Match& m, Packet&) { m.certain = false; }},
    {"UncertainMatchOfAnother", Answer::no,
     [](Match& m, Packet&) {
       m.certain = false;
       m.source = any_of({"10.9.0.0/16"});
     }},
    {"State", Answer::no, [](Match& m, Packet&) { m.states = {ConnectionState::established}; }},
    {"StateFresh", Answer::yes,
     [](Match& m, Packet&) {
       m.states = {ConnectionState::related, ConnectionState::fresh};
     }},
    {"Mark", Answer::no, [](Match& m, Packet&) { m.marks = {std::vector<std::uint16_t>{3}}; }},
    {"MarkSet", Answer::yes,
     [](Match& m, Packet& p) {
       p.mark = 3;
       m.marks = {std::vector<std::uint16_t>{2, 3}};
     }},
    {"MacUnknown", Answer::maybe, [](Match& m, Packet&) { m.source_macs = {0x112233445566}; }},
    {"MacOther", Answer::no,
     [](Match& m, Packet& p) {
       p.source_mac = 1;
       m.source_macs = {0x112233445566};
     }},
    {"Ipv6", Answer::yes,
     [](Match& m, Packet& p) {
       p = tcp("2001:db8::5", "2001:db8:1::9");
       m.source = any_of({"10.0.0.0/8", "2001:db8::/64"});
     }},
};

INSTANTIATE_TEST_SUITE_P(Cases, Matching, ::testing::ValuesIn(cases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Schedules, OfARule) {
  Schedule schedule;
  EXPECT_EQ(simulation::in_force(schedule, {2026, 1, 1}), Answer::yes);
  schedule.end = Date{2025, 12, 31};
  EXPECT_EQ(simulation::in_force(schedule, {2026, 1, 1}), Answer::no);
  schedule.end.reset();
  schedule.periodic = true;
  EXPECT_EQ(simulation::in_force(schedule, {2026, 1, 1}), Answer::maybe);
}

TEST(InterfaceNames, EmptyListIsAnyAndUnknownIsMaybe) {
  const std::string lan = "lan";
  EXPECT_EQ(simulation::names({}, nullptr), Answer::yes);
  EXPECT_EQ(simulation::names({"wan", "lan"}, &lan), Answer::yes);
  EXPECT_EQ(simulation::names({"wan"}, &lan), Answer::no);
  EXPECT_EQ(simulation::names({"wan"}, nullptr), Answer::maybe);
}

}  // namespace
}  // namespace sekisho::test
