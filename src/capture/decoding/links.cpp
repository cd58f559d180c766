// Which decoder reads which link type, and the small ones: loopback, Linux cooked, NFLOG.
#include "capture/decoding/decoding.hpp"
#include "capture/decoding/ethertypes.hpp"

namespace sekisho::capture {
namespace {

using LinkDecoder = void (*)(Decoding& decoding, Cursor bytes);

struct Link {
  LinkType type;
  LinkDecoder decode;
};

// Numbers: the registry of link-layer header types, tcpdump.org/linktypes.html.
constexpr Link links[] = {
    {LinkType::ethernet, decode_ethernet},
    {LinkType::raw, decode_ip},
    {LinkType::raw_openbsd, decode_ip},
    {LinkType{14}, decode_ip},  // raw IP of other writers
    {LinkType::ipv4, decode_ipv4},
    {LinkType::ipv6, decode_ipv6},
    {LinkType::null, decode_null},
    {LinkType::loop, decode_loop},
    {LinkType::linux_cooked, decode_linux_cooked},
    {LinkType::linux_cooked_v2, decode_linux_cooked_v2},
    {LinkType::ppp, decode_ppp},
    {LinkType{50}, decode_ppp},    // PPP in HDLC-like framing
    {LinkType{51}, decode_pppoe},  // PPPoE without its Ethernet header
    {LinkType::cisco_hdlc, decode_cisco_hdlc},
    {LinkType::ieee80211, decode_ieee80211},
    {LinkType::ieee80211_radiotap, decode_radiotap},
    {LinkType::ppi, decode_ppi},
    {LinkType::nflog, decode_nflog},
};

/// Protocol families of BSD sockets. IPv6 has another number on each system.
void decode_family(Decoding& decoding, std::uint32_t family, Cursor bytes) {
  switch (family) {
    case 2: return decode_ethertype(decoding, ethertype::ipv4, bytes);
    case 10:  // Linux
    case 23:  // Windows
    case 24:  // NetBSD, OpenBSD
    case 28:  // FreeBSD
    case 30:  // macOS
      return decode_ethertype(decoding, ethertype::ipv6, bytes);
    default: return decoding.set_payload(0, bytes);
  }
}

/// The protocol of a Linux cooked header: an EtherType, or ETH_P_802_3 and ETH_P_802_2 for frames without.
void decode_cooked_protocol(Decoding& decoding, std::uint16_t protocol, Cursor bytes) {
  constexpr std::uint16_t raw_8023 = 1;
  constexpr std::uint16_t llc_8022 = 4;
  if (protocol == llc_8022) return decode_llc(decoding, bytes);
  if (protocol == raw_8023) return decoding.set_payload(0, bytes);
  decode_ethertype(decoding, protocol, bytes);
}

/// The sender's address of a Linux cooked header, in a field of eight bytes.
void read_cooked_address(Decoding& decoding, std::uint16_t length, Cursor field) {
  if (length != 6) return;
  decoding.source_mac = field.mac();
  decoding.frame.has_macs = true;
  decoding.frame.source_mac = decoding.source_mac;
}

}  // namespace

void decode_link(Decoding& decoding, LinkType type, Cursor bytes) {
  for (const Link& link : links) {
    if (link.type == type) return link.decode(decoding, bytes);
  }
  decoding.fault(DecodeFault::link_type_unread);
}

void decode_null(Decoding& decoding, Cursor bytes) {
  // The family is in the byte order of the machine that captured; families are small numbers.
  const Cursor whole = bytes;
  const Bytes field = bytes.take(4);
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  const std::uint32_t little = Cursor(field, ByteOrder::little).u32();
  const std::uint32_t big = Cursor(field).u32();
  // Some writers put a Cisco HDLC header there (Wireshark's packet-null.c).
  if (big >> 16 == 0x0f00) return decode_cisco_hdlc(decoding, whole);
  decode_family(decoding, little <= 0xffff ? little : big, bytes);
}

void decode_loop(Decoding& decoding, Cursor bytes) {
  const std::uint32_t family = bytes.u32();
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  decode_family(decoding, family, bytes);
}

// LINKTYPE_LINUX_SLL, tcpdump.org.
void decode_linux_cooked(Decoding& decoding, Cursor bytes) {
  bytes.skip(4);  // direction, kind of device
  const std::uint16_t address_length = bytes.u16();
  const Cursor address(bytes.take(8));
  const std::uint16_t protocol = bytes.u16();
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  read_cooked_address(decoding, address_length, address);
  decode_cooked_protocol(decoding, protocol, bytes);
}

// LINKTYPE_LINUX_SLL2, tcpdump.org.
void decode_linux_cooked_v2(Decoding& decoding, Cursor bytes) {
  const std::uint16_t protocol = bytes.u16();
  bytes.skip(2 + 4 + 2 + 1);  // reserved, interface index, kind of device, direction
  const std::uint8_t address_length = bytes.u8();
  const Cursor address(bytes.take(8));
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  read_cooked_address(decoding, address_length, address);
  decode_cooked_protocol(decoding, protocol, bytes);
}

// LINKTYPE_NFLOG, tcpdump.org: attributes whose lengths and types are in the byte order of the machine that
// captured. Which one shows in the lengths: no attribute is longer than the frame.
void decode_nflog(Decoding& decoding, Cursor bytes) {
  constexpr std::uint16_t payload = 9;  // NFULA_PAYLOAD, linux/netfilter/nfnetlink_log.h
  const std::uint32_t family = bytes.u8();
  bytes.skip(1 + 2);  // version, resource id
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  const bool little = Cursor(bytes.rest(), ByteOrder::little).u16() <= bytes.left();
  Cursor attributes(bytes.rest(), little ? ByteOrder::little : ByteOrder::big);
  while (attributes.left() > 0) {
    const std::size_t length = attributes.u16();
    const std::uint16_t type = attributes.u16() & 0x7fff;
    if (!attributes.ok() || length < 4) return decoding.fault(DecodeFault::bad_link);
    if (type == payload) {
      // It is the last one, and cut off where the frame is.
      Cursor packet(attributes.rest());
      packet.limit(length - 4);
      return decode_family(decoding, family, packet);
    }
    attributes.skip((length - 4 + 3) / 4 * 4);
    if (!attributes.ok()) return decoding.fault(DecodeFault::truncated_link);
  }
}

}  // namespace sekisho::capture
