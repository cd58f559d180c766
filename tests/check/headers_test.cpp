// Sets that rules and rewrites of the model stand for.
#include "check/headers.hpp"

#include <gtest/gtest.h>

namespace sekisho::check {
namespace {

AddressRange prefix(const char* text) { return AddressRange::of(*Prefix::parse(text)); }

class HeadersTest : public ::testing::Test {
 protected:
  HeaderSet to(const char* text) { return headers_.addresses(field::destination, prefix(text)); }
  HeaderSet tcp_port(std::uint16_t first, std::uint16_t last) {
    return headers_.of_protocol(protocol::tcp) & headers_.range(field::destination_port, first, last);
  }

  Headers headers_;
};

TEST_F(HeadersTest, HostBitsThatAreKeptStay) {
  Rewrite rewrite;
  rewrite.destination = prefix("192.0.2.0/24");
  rewrite.keep_host_bits = true;
  EXPECT_EQ(headers_.rewritten(to("10.0.0.7/32"), rewrite, {}), to("192.0.2.7/32"));
  EXPECT_EQ(headers_.rewritten(to("10.0.0.0/16"), rewrite, {}), to("192.0.2.0/24"));
  const HeaderSet past_an_end = headers_.addresses(
      field::destination, AddressRange{*Address::parse("10.0.0.254"), *Address::parse("10.0.1.1")});
  EXPECT_EQ(headers_.rewritten(past_an_end, rewrite, {}), to("192.0.2.254/31") | to("192.0.2.0/31"));
}

TEST_F(HeadersTest, AnAddressOfTheOtherFamilyBecomesAny) {
  Rewrite rewrite;
  rewrite.destination = prefix("192.0.2.1/32");
  EXPECT_EQ(headers_.rewritten(to("2001:db8::1/128"), rewrite, {}), headers_.of_family(Family::v6));
  EXPECT_EQ(headers_.rewritten(to("10.0.0.0/8"), rewrite, {}), to("192.0.2.1/32"));
}

TEST_F(HeadersTest, PortsKeepTheirOffset) {
  Service service;
  service.destination_ports = {{8000, 8999}};
  Rewrite rewrite;
  rewrite.destination_port = PortRange{1000, 1999};
  rewrite.keep_port_offset = true;
  EXPECT_EQ(headers_.rewritten(tcp_port(8010, 8020), rewrite, {service}), tcp_port(1010, 1020));
  EXPECT_EQ(headers_.rewritten(tcp_port(80, 80), rewrite, {service}), tcp_port(1000, 1999));
  service.destination_ports = {{8000, 8099}};  // another width: any port of the range
  EXPECT_EQ(headers_.rewritten(tcp_port(8010, 8010), rewrite, {service}), tcp_port(1000, 1999));
}

TEST_F(HeadersTest, PacketsWithoutPortsHaveNoneAfterwards) {
  Rewrite rewrite;
  rewrite.source_port = PortRange{1024, 65535};
  const HeaderSet esp = headers_.of_protocol(protocol::esp);
  EXPECT_EQ(headers_.rewritten(esp, rewrite, {}), esp);
}

TEST_F(HeadersTest, AnUncertainTermWidensAndANegatedOneNarrows) {
  Match match;
  match.destination = AddressMatch::of({{prefix("10.0.0.0/8"), true}, {prefix("172.16.0.0/12"), false}});
  EXPECT_EQ(headers_.match(match, false), to("10.0.0.0/8") | to("172.16.0.0/12"));
  EXPECT_EQ(headers_.match(match, true), to("10.0.0.0/8"));
  match.destination.negated = true;
  EXPECT_EQ(headers_.match(match, false), headers_.all() - to("10.0.0.0/8"));
  EXPECT_EQ(headers_.match(match, true), headers_.all() - to("10.0.0.0/8") - to("172.16.0.0/12"));
  match.certain = false;
  EXPECT_TRUE(headers_.match(match, true).empty());
}

TEST_F(HeadersTest, AnswersGoTheOtherWay) {
  const auto from = [&](const char* text) { return headers_.addresses(field::source, prefix(text)); };
  const HeaderSet tcp = headers_.of_protocol(protocol::tcp);
  const HeaderSet sent = tcp & from("10.0.0.1/32") & to("192.0.2.1/32") & tcp_port(80, 80) &
                         headers_.range(field::source_port, 1024, 2000);
  const HeaderSet back = headers_.answers_to(sent);
  EXPECT_TRUE(back.inside(from("192.0.2.1/32") & to("10.0.0.1/32") & tcp_port(1024, 2000) &
                          headers_.equal(field::source_port, 80) & headers_.equal(field::mark, 0)));
  EXPECT_EQ(headers_.freed(back, {field::tcp_flags}) & headers_.equal(field::mark, 0),
            headers_.reversed(sent) & headers_.equal(field::mark, 0));
  const Bits128 accepts = tcp_flag::syn | tcp_flag::ack;
  EXPECT_TRUE(back.inside(headers_.masked(field::tcp_flags, accepts, accepts)));
  const HeaderSet request = headers_.of_protocol(protocol::icmp) & headers_.equal(field::icmp_type, 8);
  EXPECT_TRUE((headers_.answers_to(request) & headers_.equal(field::icmp_type, 8)).empty());
  EXPECT_FALSE((headers_.answers_to(request) & headers_.equal(field::icmp_type, 0)).empty());
  const HeaderSet udp = headers_.of_protocol(protocol::udp) & headers_.equal(field::mark, 0);
  EXPECT_EQ(headers_.answers_to(udp), udp);
}

TEST_F(HeadersTest, AStateIsAskedOfTheHeader) {
  Match match;
  match.states = {ConnectionState::fresh};
  const HeaderSet syn = headers_.of_protocol(protocol::tcp) &
                        headers_.equal(field::tcp_flags, tcp_flag::syn) &
                        headers_.in_state(ConnectionState::fresh);
  const HeaderSet sctp = headers_.of_protocol(protocol::sctp) & headers_.in_state(ConnectionState::fresh);
  EXPECT_TRUE(syn.inside(headers_.match(match, true)));
  EXPECT_TRUE(sctp.inside(headers_.match(match, false)));
  EXPECT_TRUE((sctp & headers_.match(match, true)).empty());
  match.states = {ConnectionState::invalid};
  EXPECT_TRUE((syn & headers_.match(match, false)).empty());
  EXPECT_TRUE(sctp.inside(headers_.match(match, false)));
}

}  // namespace
}  // namespace sekisho::check
