// Protocol names, ports, one-line packets and calendar days.
#include <sekisho/base/packet.hpp>

#include <gtest/gtest.h>

#include <array>
#include <ctime>
#include <set>

namespace sekisho {
namespace {

TEST(Protocol, EveryNumberIsReadBackFromItsName) {
  std::set<std::string> names;
  for (int number = 0; number < 256; ++number) {
    const std::string name = protocol_name(static_cast<std::uint8_t>(number));
    EXPECT_EQ(parse_protocol(name), number) << name;
    EXPECT_EQ(parse_protocol(std::to_string(number)), number);
    names.insert(name);
  }
  EXPECT_EQ(names.size(), 256U);
}

TEST(Protocol, HasTheUsualNames) {
  EXPECT_EQ(protocol_name(1), "icmp");
  EXPECT_EQ(protocol_name(6), "tcp");
  EXPECT_EQ(protocol_name(17), "udp");
  EXPECT_EQ(protocol_name(50), "esp");
  EXPECT_EQ(protocol_name(58), "icmpv6");
  EXPECT_EQ(protocol_name(253), "253");
  EXPECT_EQ(parse_protocol("TCP"), protocol::tcp);
}

TEST(Protocol, RefusesOtherText) {
  for (const char* wrong :
       {"", "ip", "any", "tcp ", "256", "-1", "+6", "6.0", "0x06", "99999999999", "http"}) {
    EXPECT_EQ(parse_protocol(wrong), std::nullopt) << wrong;
  }
}

TEST(Protocol, OnlySomeHavePorts) {
  std::set<int> with_ports;
  for (int number = 0; number < 256; ++number) {
    if (has_ports(static_cast<std::uint8_t>(number))) with_ports.insert(number);
  }
  EXPECT_EQ(with_ports, (std::set<int>{6, 17, 33, 132, 136}));
}

TEST(PortRange, PrintsAndContains) {
  EXPECT_EQ(to_string(PortRange{443, 443}), "443");
  EXPECT_EQ(to_string(PortRange{1024, 65535}), "1024-65535");
  EXPECT_TRUE(PortRange{}.is_any());
  EXPECT_TRUE((PortRange{80, 90}.contains(90)));
  EXPECT_FALSE((PortRange{80, 90}.contains(91)));
}

struct Line {
  Packet packet;
  const char* text;
};

TEST(Packet, PrintsOnOneLine) {
  const Address a = Address::v4(0x0a010005);
  const Address b = Address::v4(0x0a020009);
  const Address c = *Address::parse("2001:db8::1");
  const Address d = *Address::parse("2001:db8::2");
  const std::array lines{
      Line{{.source = a,
            .destination = b,
            .source_port = 40000,
            .destination_port = 443,
            .tcp_flags = tcp_flag::syn},
           "10.1.0.5:40000 -> 10.2.0.9:443 tcp [S]"},
      Line{{.source = a, .destination = b, .tcp_flags = tcp_flag::syn | tcp_flag::ack},
           "10.1.0.5:0 -> 10.2.0.9:0 tcp [SA]"},
      Line{{.source = a, .destination = b, .tcp_flags = 0xff, .state = ConnectionState::established},
           "10.1.0.5:0 -> 10.2.0.9:0 tcp [FSRPAUEC] established"},
      Line{{.source = a, .destination = b}, "10.1.0.5:0 -> 10.2.0.9:0 tcp [none]"},
      Line{{.source = c,
            .destination = d,
            .protocol = protocol::udp,
            .source_port = 53,
            .destination_port = 53},
           "[2001:db8::1]:53 -> [2001:db8::2]:53 udp"},
      Line{{.source = a, .destination = b, .protocol = protocol::icmp, .icmp_type = 8},
           "10.1.0.5 -> 10.2.0.9 icmp type 8 code 0"},
      Line{{.source = a, .destination = b, .protocol = protocol::esp, .vlan = 20},
           "10.1.0.5 -> 10.2.0.9 esp vlan 20"},
      Line{{.source = a, .destination = b, .protocol = 253, .source_mac = 0x0123456789ab},
           "10.1.0.5 -> 10.2.0.9 253 mac 01:23:45:67:89:ab -> 00:00:00:00:00:00"},
  };
  for (const Line& line : lines) EXPECT_EQ(to_string(line.packet), line.text);
}

TEST(Date, ReadsDaysThatExist) {
  for (const char* text : {"2026-03-31", "2024-02-29", "2000-02-29", "1970-01-01", "9999-12-31"}) {
    const std::optional<Date> date = Date::parse(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(to_string(*date), text);
  }
  for (const char* wrong :
       {"", "2026-3-31", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
        "2026/01/01", "2026-01-01 ", "20260101", "26-01-01", "2026-01-0x", "+026-01-01"}) {
    EXPECT_EQ(Date::parse(wrong), std::nullopt) << wrong;
  }
}

TEST(Date, OrdersAsTheCalendar) {
  EXPECT_LT(*Date::parse("2025-12-31"), *Date::parse("2026-01-01"));
  EXPECT_LT(*Date::parse("2026-01-31"), *Date::parse("2026-02-01"));
  EXPECT_EQ(Date::parse(to_string(Date::today())), Date::today());
}

}  // namespace
}  // namespace sekisho
