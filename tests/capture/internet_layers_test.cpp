// IP, fragments, transport headers, ICMP errors and tunnels.
#include "capture/frames.hpp"

#include <sekisho/capture/decode.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace sekisho::test {
namespace {

using capture::Datagram;
using capture::DecodedFrame;
using capture::DecodeFault;
using capture::Decoder;
using capture::LinkType;
using capture::Tunnel;

/// Decodes raw IP; what comes out stays valid as long as this.
class Decoded {
 public:
  explicit Decoded(ByteList packet, std::size_t cut = 0)
      : packet_(std::move(packet)), frame_(decoder_.decode(frame_of(packet_, LinkType::raw, cut))) {}
  const DecodedFrame* operator->() const { return &frame_; }
  [[nodiscard]] const Datagram& at(std::size_t index) const { return frame_.packets()[index]; }

 private:
  ByteList packet_;
  Decoder decoder_;
  const DecodedFrame& frame_;
};

TEST(InternetLayers, Ipv4Options) {
  ByteList packet = ipv4(17, join({hex("94040000"), udp(1000, 53, hex("aa"))}));
  packet[0] = 0x46;
  const Decoded frame(packet);
  EXPECT_EQ(frame.at(0).header.destination_port, 53);
  EXPECT_EQ(frame.at(0).hop_limit, 0x40);
}

TEST(InternetLayers, PaddingBehindThePacketIsNone) {
  const Decoded frame(join({ipv4(17, udp(1000, 53, hex("aa"))), ByteList(18, 0)}));
  EXPECT_EQ(frame.at(0).payload_length, 1U);
  EXPECT_EQ(frame->fault, DecodeFault::none);
}

TEST(InternetLayers, BadHeadersHaveNames) {
  ByteList version = ipv4(17, udp(1, 2, {}));
  version[0] = 0x55;
  EXPECT_EQ(Decoded(version)->fault, DecodeFault::bad_ip_version);
  ByteList short_header = ipv4(17, udp(1, 2, {}));
  short_header[0] = 0x44;
  EXPECT_EQ(Decoded(short_header)->fault, DecodeFault::bad_ip_header_length);
  ByteList length = ipv4(17, udp(1, 2, {}));
  length[3] = 10;
  EXPECT_EQ(Decoded(length)->fault, DecodeFault::bad_ip_length);
  length[3] = 200;
  EXPECT_EQ(Decoded(length)->fault, DecodeFault::bad_ip_length);
  EXPECT_EQ(Decoded(length)->datagram_count, 1U) << "it was there, however long it was";
  ByteList transport = ipv4(17, udp(1, 2, {}));
  transport[25] = 7;
  EXPECT_EQ(Decoded(transport)->fault, DecodeFault::bad_transport_length);
  ByteList offset = ipv4(6, tcp({}));
  offset[32] = 0x40;
  EXPECT_EQ(Decoded(offset)->fault, DecodeFault::bad_transport_length);
}

TEST(InternetLayers, ASnappedPacketKeepsItsLengths) {
  ByteList packet = ipv4(6, tcp({}, ByteList(1000, 0x20)));
  packet.resize(40);
  const Decoded frame(packet, 1000);
  EXPECT_EQ(frame->fault, DecodeFault::none);
  EXPECT_EQ(frame.at(0).payload_length, 1000U);
  EXPECT_TRUE(frame.at(0).payload.empty());
}

TEST(InternetLayers, OptionsThatWereNotCapturedAreNoPayload) {
  ByteList packet =
      ipv4(6, tcp({.flags = 0x2010}, ByteList(8, 1)));  // a header of 28 bytes and nothing behind
  packet.resize(40);
  const Decoded frame(packet, 8);
  EXPECT_EQ(frame.at(0).payload_length, 0U);
}

TEST(InternetLayers, PortsCutOffAreNotKnown) {
  ByteList packet = ipv4(6, tcp({}));
  packet.resize(22);
  const Decoded frame(packet, 18);
  EXPECT_EQ(frame->fault, DecodeFault::truncated_transport);
  EXPECT_FALSE(frame.at(0).has_transport);
  EXPECT_EQ(frame.at(0).header.source_port, 0);
}

TEST(InternetLayers, Ipv6ExtensionHeaders) {
  const ByteList options = hex("2b00 0104 00000000");      // hop by hop, then routing
  const ByteList routing = hex("3c00 0000 00000000");      // then destination options
  const ByteList destination = hex("1100 0104 00000000");  // then UDP
  const Decoded frame(ipv6(0, join({options, routing, destination, udp(1000, 53, hex("aa"))})));
  EXPECT_EQ(frame->fault, DecodeFault::none);
  EXPECT_EQ(frame.at(0).header.protocol, 17);
  EXPECT_EQ(frame.at(0).header.destination_port, 53);
  EXPECT_EQ(Decoded(ipv6(0, hex("11ff 0104 00000000")))->fault, DecodeFault::bad_extension);
}

TEST(InternetLayers, JumboPayload) {
  const ByteList option = hex("0600 c204 00011178");  // 70,008 bytes
  ByteList packet = ipv6(0, join({option, tcp({}, ByteList(70000 - 20, 0x20))}));
  packet[4] = packet[5] = 0;
  const Decoded frame(packet);
  EXPECT_EQ(frame->fault, DecodeFault::none);
  EXPECT_EQ(frame.at(0).payload_length, 69980U);
}

TEST(InternetLayers, IcmpErrorsQuoteAPacket) {
  const ByteList quoted = ipv4(17, udp(1000, 53, hex("aa")));
  const Decoded frame(ipv4(1, join({hex("0b00 0000 00000000"), quoted})));
  ASSERT_EQ(frame->datagram_count, 2U);
  EXPECT_EQ(frame.at(0).header.icmp_type, 11);
  EXPECT_TRUE(frame.at(1).quoted);
  EXPECT_EQ(frame.at(1).header.destination_port, 53);
  const Decoded six(ipv6(58, join({hex("0100 0000 00000000"), ipv6(6, tcp({}))})));
  ASSERT_EQ(six->datagram_count, 2U);
  EXPECT_EQ(six.at(1).header.destination_port, 80);
}

TEST(InternetLayers, EchoHasAnIdentifier) {
  const Decoded frame(ipv4(1, hex("0800 0000 1234 0001 61")));
  EXPECT_EQ(frame.at(0).icmp_id, 0x1234);
  EXPECT_EQ(frame.at(0).payload_length, 1U);
}

struct TunnelCase {
  std::string name;
  ByteList packet;
  Tunnel tunnel;
  std::uint32_t id;
};
void PrintTo(const TunnelCase& each, std::ostream* out) { *out << each.name; }

class Tunnels : public testing::TestWithParam<TunnelCase> {};

TEST_P(Tunnels, CarryTheirPacket) {
  const Decoded frame(GetParam().packet);
  EXPECT_EQ(frame->fault, DecodeFault::none) << capture::name_of(frame->fault);
  ASSERT_GE(frame->datagram_count, 2U);
  const Datagram& inner = frame.at(frame->datagram_count - 1);
  EXPECT_EQ(frame.at(0).tunnel, Tunnel::none);
  EXPECT_EQ(inner.tunnel, GetParam().tunnel);
  EXPECT_EQ(inner.tunnel_id, GetParam().id);
  EXPECT_EQ(inner.header.destination_port, 53);
}

// The inner packet is not taken from beyond what the outer one holds.
TEST_P(Tunnels, CutAnywhere) {
  for (std::size_t size = 0; size < GetParam().packet.size(); ++size) {
    ByteList cut = GetParam().packet;
    cut.resize(size);
    const Decoded frame(cut, GetParam().packet.size() - size);
    for (const Datagram& datagram : frame->packets()) EXPECT_LE(datagram.payload.size(), size);
  }
}

ByteList inner() { return ipv4(17, udp(1000, 53, hex("aa"))); }

INSTANTIATE_TEST_SUITE_P(
    All, Tunnels,
    testing::Values(
        TunnelCase{"ip_in_ip", ipv4(4, inner()), Tunnel::ip_in_ip, 0},
        TunnelCase{"six_in_four", ipv4(41, ipv6(17, udp(1000, 53, {}))), Tunnel::ip_in_ip, 0},
        TunnelCase{"gre", ipv4(47, join({hex("0000 0800"), inner()})), Tunnel::gre, 0},
        TunnelCase{"gre_key", ipv4(47, join({hex("b000 0800 00000000 00000007 00000001"), inner()})),
                   Tunnel::gre, 7},
        TunnelCase{"gre_ethernet", ipv4(47, join({hex("0000 6558"), ethernet(0x0800, inner())})), Tunnel::gre,
                   0},
        TunnelCase{"pptp", ipv4(47, join({hex("3081 880b 0021 0009 00000001 00000001 ff03 0021"), inner()})),
                   Tunnel::gre, 9},
        TunnelCase{"erspan_1", ipv4(47, join({hex("0000 88be"), ethernet(0x0800, inner())})), Tunnel::erspan,
                   0},
        TunnelCase{"erspan_2",
                   ipv4(47, join({hex("1000 88be 00000001 1064 0005 00000000"), ethernet(0x0800, inner())})),
                   Tunnel::erspan, 5},
        TunnelCase{"erspan_3",
                   ipv4(47, join({hex("1000 22eb 00000001 2064 0005 00000000 0000 0001 0000000000000000"),
                                  ethernet(0x0800, inner())})),
                   Tunnel::erspan, 5},
        TunnelCase{"vxlan",
                   ipv4(17, udp(5000, 4789, join({hex("08000000 00002a00"), ethernet(0x0800, inner())}))),
                   Tunnel::vxlan, 42},
        TunnelCase{"vxlan_gpe", ipv4(17, udp(5000, 4790, join({hex("0c000001 00002a00"), inner()}))),
                   Tunnel::vxlan, 42},
        TunnelCase{
            "geneve",
            ipv4(17, udp(5000, 6081, join({hex("0100 6558 00002a00 00000000"), ethernet(0x0800, inner())}))),
            Tunnel::geneve, 42},
        TunnelCase{
            "gtp_u",
            ipv4(17, udp(2152, 2152, join({hex("34ff 0000 00000011 0000 00 85 01 0010 00"), inner()}))),
            Tunnel::gtp_u, 17},
        TunnelCase{"teredo",
                   ipv4(17, udp(5000, 3544, join({hex("0000 1234 01020304"), ipv6(17, udp(1000, 53, {}))}))),
                   Tunnel::teredo, 0},
        TunnelCase{"l2tp", ipv4(17, udp(1701, 1701, join({hex("0002 0001 0002 ff03 0021"), inner()}))),
                   Tunnel::l2tp, 0x10002}),
    [](const testing::TestParamInfo<TunnelCase>& each) { return each.param.name; });

TEST(Fragments, AreOnePacketWhenTheLastHasCome) {
  const ByteList datagram = udp(1000, 53, ByteList(40, 0x33));
  const auto part = [&](std::size_t begin, std::size_t end, bool more) {
    const ByteList bytes(datagram.begin() + static_cast<std::ptrdiff_t>(begin),
                         datagram.begin() + static_cast<std::ptrdiff_t>(end));
    return ipv4(17, bytes, begin / 8 | (more ? 0x2000U : 0U));
  };
  // Any order, with an overlap, and one of them twice.
  const std::vector<std::vector<ByteList>> orders = {
      {part(0, 16, true), part(16, 32, true), part(32, 48, false)},
      {part(32, 48, false), part(0, 16, true), part(16, 32, true)},
      {part(16, 32, true), part(32, 48, false), part(0, 24, true)},
      {part(0, 16, true), part(0, 16, true), part(8, 32, true), part(32, 48, false)},
  };
  for (const std::vector<ByteList>& order : orders) {
    Decoder decoder;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const DecodedFrame& decoded = decoder.decode(frame_of(order[i], LinkType::raw));
      ASSERT_EQ(decoded.datagram_count, 1U);
      const Datagram& packet = decoded.datagrams[0];
      EXPECT_EQ(packet.is_fragment, i + 1 < order.size());
      if (packet.is_fragment) continue;
      EXPECT_EQ(packet.header.destination_port, 53);
      EXPECT_EQ(packet.payload_length, 40U);
      EXPECT_EQ(ByteList(packet.payload.begin(), packet.payload.end()), ByteList(40, 0x33));
      EXPECT_EQ(packet.fragments, order.size());
    }
  }
}

TEST(Fragments, ThatCanBeOfNoDatagramHaveAName) {
  EXPECT_EQ(Decoded(ipv4(17, ByteList(16, 0), 0x1fff))->fault, DecodeFault::bad_fragment) << "too far behind";
  EXPECT_EQ(Decoded(ipv4(17, ByteList(15, 0), 0x2000))->fault, DecodeFault::bad_fragment) << "not of eights";
}

TEST(Fragments, OfIpv6TellTheirPortsWithTheFirstOne) {
  const ByteList datagram = udp(1000, 53, ByteList(40, 0x33));
  const ByteList first(datagram.begin(), datagram.begin() + 24);
  const ByteList last(datagram.begin() + 24, datagram.end());
  Decoder decoder;
  const ByteList one = ipv6(44, join({hex("1100 0001 00000009"), first}));
  const ByteList two = ipv6(44, join({hex("1100 0018 00000009"), last}));
  const DecodedFrame& decoded = decoder.decode(frame_of(one, LinkType::raw));
  EXPECT_TRUE(decoded.datagrams[0].is_fragment);
  EXPECT_TRUE(decoded.datagrams[0].has_transport);
  EXPECT_EQ(decoded.datagrams[0].header.destination_port, 53);
  (void)decoder.decode(frame_of(two, LinkType::raw));
  EXPECT_FALSE(decoded.datagrams[0].is_fragment);
  EXPECT_EQ(decoded.datagrams[0].payload_length, 40U);
  // An atomic fragment is a whole datagram (RFC 6946).
  const ByteList atomic = ipv6(44, join({hex("1100 0000 00000009"), datagram}));
  (void)decoder.decode(frame_of(atomic, LinkType::raw));
  EXPECT_FALSE(decoded.datagrams[0].is_fragment);
}

TEST(Fragments, AreGivenUpAfterAWhile) {
  const ByteList datagram = udp(1000, 53, ByteList(16, 0x33));
  const ByteList one = ipv4(17, ByteList(datagram.begin(), datagram.begin() + 16), 0x2000);
  const ByteList two = ipv4(17, ByteList(datagram.begin() + 16, datagram.end()), 2);
  Decoder decoder;
  (void)decoder.decode(frame_of(one, LinkType::raw));
  capture::Frame late = frame_of(two, LinkType::raw);
  late.time += std::chrono::seconds(61);
  EXPECT_TRUE(decoder.decode(late).datagrams[0].is_fragment);
}

TEST(InternetLayers, TunnelsWithoutEndEnd) {
  ByteList packet = inner();
  for (int i = 0; i < 20; ++i) packet = ipv4(4, packet);
  const Decoded frame(packet);
  EXPECT_EQ(frame->fault, DecodeFault::tunnels_too_deep);
  EXPECT_EQ(frame->datagram_count, DecodedFrame::most_datagrams);
}

}  // namespace
}  // namespace sekisho::test
