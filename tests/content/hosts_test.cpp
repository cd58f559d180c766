// What single frames tell about hosts, frames made by hand.
#include <sekisho/content/hosts.hpp>

#include <gtest/gtest.h>

#include <string>

namespace sekisho::content {
namespace {

using namespace std::string_literals;

constexpr std::uint64_t sender_mac = 0x0200'5e10'0001;

struct Listener {
  void hear(std::uint16_t ethertype, const std::string& payload) {
    capture::DecodedFrame decoded = framed(ethertype, payload);
    hosts.on_frame(next(), decoded);
  }
  void hear_datagram(const capture::Datagram& datagram) {
    capture::DecodedFrame decoded = framed(0x0800, "");
    decoded.datagrams[0] = datagram;
    decoded.datagram_count = 1;
    hosts.on_frame(next(), decoded);
  }
  [[nodiscard]] const std::vector<Sighting>& sightings() const { return hosts.results().sightings; }

  HostSightings hosts{5};

 private:
  const capture::Frame& next() {
    ++frame_.number;
    return frame_;
  }
  static capture::DecodedFrame framed(std::uint16_t ethertype, const std::string& payload) {
    capture::DecodedFrame decoded;
    decoded.has_macs = true;
    decoded.source_mac = sender_mac;
    decoded.tags[0] = 30;
    decoded.tag_count = 1;
    decoded.ethertype = ethertype;
    decoded.payload = {reinterpret_cast<const std::uint8_t*>(payload.data()), payload.size()};
    return decoded;
  }
  capture::Frame frame_;
};

std::string arp(const std::string& source, const std::string& target) {
  return "\0\x01\x08\0\x06\x04\0\x01"s + "\x02\0\0\0\0\x07"s + source + "\0\0\0\0\0\0"s + target;
}

capture::Datagram udp(std::uint16_t from, std::uint16_t to, const std::string& payload) {
  capture::Datagram datagram;
  datagram.has_transport = true;
  datagram.header.protocol = protocol::udp;
  datagram.header.source = Address::v4(0x0a00'0002);
  datagram.header.destination = Address::v4(0x0a00'0001);
  datagram.header.source_port = from;
  datagram.header.destination_port = to;
  datagram.payload = {reinterpret_cast<const std::uint8_t*>(payload.data()), payload.size()};
  return datagram;
}

TEST(HostSightings, MergesWhatIsEqual) {
  Listener listener;
  listener.hear(0x0806, arp("\x0a\0\0\x05"s, "\x0a\0\0\x01"s));
  listener.hear(0x0806, arp("\x0a\0\0\x05"s, "\x0a\0\0\x02"s));
  listener.hear(0x0806, arp("\x0a\0\0\x05"s, "\x0a\0\0\x05"s));
  ASSERT_EQ(listener.sightings().size(), 2U);
  const Sighting& host = listener.sightings()[0];
  EXPECT_EQ(host.kind, SightingKind::arp);
  EXPECT_EQ(host.mac, 0x0200'0000'0007U);
  EXPECT_EQ(to_string(*host.address), "10.0.0.5");
  EXPECT_EQ(host.vlans, std::vector<std::uint16_t>{30});
  EXPECT_EQ(host.seen.count, 2U);
  EXPECT_EQ(host.seen.first_frame, 1U);
  EXPECT_EQ(host.seen.last_frame, 2U);
  EXPECT_EQ(listener.sightings()[1].kind, SightingKind::gratuitous_arp);
}

TEST(HostSightings, AProbeClaimsNothing) {
  Listener listener;
  listener.hear(0x0806, arp("\0\0\0\0"s, "\x0a\0\0\x01"s));
  EXPECT_TRUE(listener.sightings().empty());
}

TEST(HostSightings, KeepsItsBound) {
  Listener listener;
  for (char i = 1; i < 10; ++i) listener.hear(0x0806, arp("\x0a\0\0"s + i, "\x0a\0\0\x40"s));
  EXPECT_EQ(listener.sightings().size(), 5U);
  EXPECT_EQ(listener.hosts.results().more_sightings, 4U);
}

TEST(HostSightings, HearsLldp) {
  Listener listener;
  listener.hear(0x88cc, "\x02\x07\x04\x02\0\0\0\0\x09"s + "\x04\x06\x05Gi0/1"s + "\x0a\x04sw-1"s +
                            "\x10\x0c\x05\x01\x0a\0\0\xfe\x02\0\0\0\x01\0"s + "\0\0"s);
  ASSERT_EQ(listener.sightings().size(), 1U);
  EXPECT_EQ(listener.sightings()[0].kind, SightingKind::lldp);
  EXPECT_EQ(listener.sightings()[0].mac, 0x0200'0000'0009U);
  EXPECT_EQ(listener.sightings()[0].name, "sw-1");
  EXPECT_EQ(listener.sightings()[0].detail, "Gi0/1");
  EXPECT_EQ(listener.sightings()[0].address, Address::parse("10.0.0.254"));
}

TEST(HostSightings, HearsBridges) {
  Listener listener;
  listener.hear(0, "\x42\x42\x03"s + "\0\0\0\0\0"s + "\x80\x01\x02\0\0\0\0\x0a"s + "\0\0\0\x04"s +
                       "\x80\x01\x02\0\0\0\0\x0b"s + "\x80\x02\x01\0\x14\0\x02\0\x0f\0"s);
  ASSERT_EQ(listener.sightings().size(), 1U);
  EXPECT_EQ(listener.sightings()[0].kind, SightingKind::spanning_tree);
  EXPECT_EQ(listener.sightings()[0].mac, 0x0200'0000'000bU);
  EXPECT_EQ(listener.sightings()[0].detail, "root 8001.02:00:00:00:00:0a");
}

std::string dhcp(char operation, char message, const std::string& options) {
  return std::string(1, operation) + "\x01\x06\0"s + std::string(12, '\0') + "\x0a\0\0\x63"s +
         std::string(8, '\0') + "\x02\0\0\0\0\x0c"s + std::string(10 + 192, '\0') + "\x63\x82\x53\x63"s +
         "\x35\x01"s + message + options + "\xff";
}

TEST(HostSightings, HearsDhcpClientsAndServers) {
  Listener listener;
  const std::string discover = dhcp(1, 1,
                                    "\x0c\x05"
                                    "pc-12");
  const std::string offer = dhcp(2, 2, "\x36\x04\x0a\0\0\xfe\x03\x04\x0a\0\0\xfd"s);
  const std::string given = dhcp(2, 5, "\x36\x04\x0a\0\0\xfe"s);
  listener.hear_datagram(udp(68, 67, discover));
  listener.hear_datagram(udp(67, 68, offer));
  listener.hear_datagram(udp(67, 68, given));
  ASSERT_EQ(listener.sightings().size(), 4U);
  EXPECT_EQ(listener.sightings()[0].kind, SightingKind::dhcp_client);
  EXPECT_EQ(listener.sightings()[0].name, "pc-12");
  EXPECT_EQ(listener.sightings()[0].mac, 0x0200'0000'000cU);
  EXPECT_EQ(listener.sightings()[1].kind, SightingKind::dhcp_server);
  EXPECT_EQ(to_string(*listener.sightings()[1].address), "10.0.0.254");
  EXPECT_EQ(listener.sightings()[1].detail, "router 10.0.0.253");
  EXPECT_EQ(listener.sightings()[1].mac, sender_mac);
  EXPECT_EQ(to_string(*listener.sightings()[3].address), "10.0.0.99");
}

capture::Datagram icmpv6(std::uint8_t type, const std::string& payload, std::uint8_t hop_limit = 255) {
  capture::Datagram datagram = udp(0, 0, payload);
  datagram.header.protocol = protocol::icmpv6;
  datagram.header.source = *Address::parse("fe80::1");
  datagram.header.icmp_type = type;
  datagram.hop_limit = hop_limit;
  return datagram;
}

TEST(HostSightings, HearsRouterAdvertisements) {
  Listener listener;
  const std::string prefix =
      "\x03\x04\x40\xc0"s + std::string(12, '\0') + "\x20\x01\x0d\xb8"s + std::string(12, '\0');
  const std::string advertisement = std::string(8, '\0') + "\x01\x01\x02\0\0\0\0\x0d"s + prefix;
  listener.hear_datagram(icmpv6(134, advertisement));
  listener.hear_datagram(icmpv6(134, advertisement, 64));  // came over a router: forged
  ASSERT_EQ(listener.sightings().size(), 1U);
  EXPECT_EQ(listener.sightings()[0].kind, SightingKind::router_advertisement);
  EXPECT_EQ(listener.sightings()[0].mac, 0x0200'0000'000dU);
  EXPECT_EQ(listener.sightings()[0].detail, "2001:db8::/64");
}

TEST(HostSightings, HearsNeighbors) {
  Listener listener;
  const std::string target = "\x20\x01\x0d\xb8"s + std::string(11, '\0') + "\x07";
  const std::string advertisement = target + "\x02\x01\x02\0\0\0\0\x0e"s;
  listener.hear_datagram(icmpv6(136, advertisement));
  ASSERT_EQ(listener.sightings().size(), 1U);
  EXPECT_EQ(to_string(*listener.sightings()[0].address), "2001:db8::7");
  EXPECT_EQ(listener.sightings()[0].mac, 0x0200'0000'000eU);
}

}  // namespace
}  // namespace sekisho::content
