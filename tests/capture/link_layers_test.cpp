// Each link layer down to the IP packet that it carries, and what it tells besides.
#include "capture/frames.hpp"

#include <sekisho/capture/decode.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sekisho::test {
namespace {

using capture::DecodedFrame;
using capture::DecodeFault;
using capture::Decoder;
using capture::LinkType;

/// UDP from 10.0.0.1 port 1000 to 10.0.0.2 port 53.
ByteList query() { return ipv4(17, udp(1000, 53, hex("aa"))); }
ByteList query6() { return ipv6(17, udp(1000, 53, hex("aa"))); }

struct Case {
  std::string name;
  LinkType type;
  ByteList frame;
};

void PrintTo(const Case& each, std::ostream* out) { *out << each.name; }

class CarriesTheQuery : public testing::TestWithParam<Case> {};

TEST_P(CarriesTheQuery, Whole) {
  Decoder decoder;
  const DecodedFrame& decoded = decoder.decode(frame_of(GetParam().frame, GetParam().type));
  EXPECT_EQ(decoded.fault, DecodeFault::none) << capture::name_of(decoded.fault);
  ASSERT_EQ(decoded.datagram_count, 1U);
  EXPECT_EQ(decoded.datagrams[0].header.destination_port, 53);
  EXPECT_EQ(decoded.datagrams[0].payload_length, 1U);
  EXPECT_TRUE(decoded.ethertype == 0x0800 || decoded.ethertype == 0x86dd ||
              GetParam().type == LinkType::raw || GetParam().type == LinkType::ipv4 ||
              GetParam().type == LinkType::ipv6);
}

// Cut anywhere, the frame is no longer whole, and that has a name; nothing else happens.
TEST_P(CarriesTheQuery, CutAnywhere) {
  Decoder decoder;
  for (std::size_t size = 0; size < GetParam().frame.size(); ++size) {
    const ByteList cut(GetParam().frame.begin(),
                       GetParam().frame.begin() + static_cast<std::ptrdiff_t>(size));
    const DecodedFrame& decoded =
        decoder.decode(frame_of(cut, GetParam().type, GetParam().frame.size() - size));
    const bool told = decoded.fault != DecodeFault::none || decoded.datagram_count == 0 ||
                      decoded.datagrams[0].payload.size() < decoded.datagrams[0].payload_length;
    EXPECT_TRUE(told) << size;
  }
}

const std::vector<Case>& cases() {
  static const ByteList data_header =
      hex("0801 0000 0a0000000001 020000000001 020000000002 1000 aaaa03000000 0800");
  static const ByteList cooked_tail = hex("0001 0006 020000000001 0000");
  static const std::vector<Case> all = {
      {"ethernet", LinkType::ethernet, ethernet(0x0800, query())},
      {"ethernet_ipv6", LinkType::ethernet, ethernet(0x86dd, query6())},
      {"vlan", LinkType::ethernet, ethernet(0x8100, join({hex("0020 0800"), query()}))},
      {"qinq", LinkType::ethernet, ethernet(0x88a8, join({hex("0064 8100 0020 0800"), query()}))},
      {"mpls", LinkType::ethernet, ethernet(0x8847, join({hex("00010040 00020140"), query()}))},
      {"mpls_pseudowire", LinkType::ethernet,
       ethernet(0x8847, join({hex("00020140 00000000"), ethernet(0x0800, query())}))},
      {"pppoe", LinkType::ethernet,
       ethernet(0x8864, join({hex("1100 0001"), u16(2 + query().size()), hex("0021"), query()}))},
      {"snap", LinkType::ethernet, ethernet(8 + query().size(), join({hex("aaaa03 000000 0800"), query()}))},
      {"backbone", LinkType::ethernet,
       ethernet(0x88a8, join({hex("0064 88e7 00000001"), ethernet(0x0800, query())}))},
      {"raw", LinkType::raw, query()},
      {"ipv4", LinkType::ipv4, query()},
      {"ipv6", LinkType::ipv6, query6()},
      {"null_little", LinkType::null, join({hex("02000000"), query()})},
      {"null_big", LinkType::null, join({hex("0000001e"), query6()})},
      {"null_cisco", LinkType::null, join({hex("0f000800"), query()})},
      {"loop", LinkType::loop, join({hex("00000002"), query()})},
      {"cooked", LinkType::linux_cooked, join({hex("0000"), cooked_tail, hex("0800"), query()})},
      {"cooked_v2", LinkType::linux_cooked_v2,
       join({hex("0800 0000 00000003 0001 00 06 020000000001 0000"), query()})},
      {"ppp", LinkType::ppp, join({hex("ff03 0021"), query()})},
      {"ppp_short", LinkType::ppp, join({hex("21"), query()})},
      {"cisco_hdlc", LinkType::cisco_hdlc, join({hex("0f00 0800"), query()})},
      {"wifi", LinkType::ieee80211, join({data_header, query()})},
      {"radiotap", LinkType::ieee80211_radiotap, join({hex("0000 0900 02000000 00"), data_header, query()})},
      {"ppi", LinkType::ppi, join({hex("0000 0800 69000000"), data_header, query()})},
      {"nflog", LinkType::nflog, join({hex("02 00 0001 0800 0a00 70667800"), hex("2100 0900"), query()})},
  };
  return all;
}

INSTANTIATE_TEST_SUITE_P(Links, CarriesTheQuery, testing::ValuesIn(cases()),
                         [](const testing::TestParamInfo<Case>& each) { return each.param.name; });

DecodedFrame decoded(const ByteList& bytes, LinkType type = LinkType::ethernet) {
  Decoder decoder;
  return decoder.decode(frame_of(bytes, type));
}

TEST(LinkLayers, TagsAreTakenFromTheOutside) {
  const ByteList bytes = ethernet(0x88a8, join({hex("6064 8100 0020 0800"), query()}));
  const DecodedFrame frame = decoded(bytes);
  ASSERT_EQ(frame.tag_count, 2U);
  EXPECT_EQ(frame.tags[0], 0x64);
  EXPECT_EQ(frame.tags[1], 0x20);
  EXPECT_EQ(frame.datagrams[0].header.vlan, 0x20);
}

TEST(LinkLayers, MoreTagsThanAreKeptHaveAName) {
  ByteList tags;
  for (int i = 0; i < 5; ++i) tags = join({tags, hex("0020 8100")});
  const DecodedFrame frame = decoded(ethernet(0x8100, join({tags, hex("0020 0800"), query()})));
  EXPECT_EQ(frame.fault, DecodeFault::too_many_tags);
  EXPECT_EQ(frame.datagram_count, 1U) << "the packet is there all the same";
}

TEST(LinkLayers, AddressesAreThoseOfTheFrame) {
  const DecodedFrame frame = decoded(ethernet(0x0806, hex("0001")));
  EXPECT_TRUE(frame.has_macs);
  EXPECT_EQ(frame.source_mac, 0x020000000001U);
  EXPECT_EQ(frame.destination_mac, 0x020000000002U);
  EXPECT_EQ(frame.ethertype, 0x0806);
  EXPECT_EQ(frame.payload.size(), 2U);
  EXPECT_EQ(frame.datagram_count, 0U);
  EXPECT_EQ(frame.fault, DecodeFault::none);
}

TEST(LinkLayers, WirelessAddressesDependOnTheDirection) {
  const std::string tail = " aaaa03000000 0800";
  const auto source_of = [&](const std::string& head) {
    const DecodedFrame frame = decoded(join({hex(head + tail), query()}), LinkType::ieee80211);
    return std::pair(frame.source_mac, frame.destination_mac);
  };
  const std::string addresses = " 0000 00000000000a 00000000000b 00000000000c 0000";
  EXPECT_EQ(source_of("0800" + addresses), std::pair(0xbUL, 0xaUL));
  EXPECT_EQ(source_of("0801" + addresses), std::pair(0xbUL, 0xcUL));
  EXPECT_EQ(source_of("0802" + addresses), std::pair(0xcUL, 0xaUL));
  EXPECT_EQ(source_of("0803" + addresses + " 00000000000d"), std::pair(0xdUL, 0xcUL));
}

TEST(LinkLayers, EncryptedWirelessDataIsNoIp) {
  const ByteList bytes =
      join({hex("0841 0000 00000000000a 00000000000b 00000000000c 0000"), ByteList(40, 0x5a)});
  const DecodedFrame frame = decoded(bytes, LinkType::ieee80211);
  EXPECT_EQ(frame.datagram_count, 0U);
  EXPECT_EQ(frame.fault, DecodeFault::none);
}

TEST(LinkLayers, AnUnreadLinkTypeHasAName) {
  EXPECT_EQ(decoded(hex("00112233"), LinkType{231}).fault, DecodeFault::link_type_unread);
  EXPECT_EQ(capture::name_of(LinkType{231}), "DBUS");
}

TEST(LinkLayers, MplsWithoutEndEnds) {
  ByteList nested = query();
  for (int i = 0; i < 40; ++i) nested = join({hex("00020140 00000000"), ethernet(0x8847, nested)});
  EXPECT_EQ(decoded(ethernet(0x8847, nested)).fault, DecodeFault::tunnels_too_deep);
}

}  // namespace
}  // namespace sekisho::test
