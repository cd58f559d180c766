// What is said on the link itself: ARP, LLDP, CDP, spanning tree.
#include "content/address_bytes.hpp"
#include "content/hosts/sightings.hpp"

#include <sekisho/base/mac.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::content {
namespace {

// IEEE 802.1AB-2016 section 8.5.2.2: subtype 4 is a MAC; 8.5.9: management addresses by IANA family.
void read_lldp_value(unsigned type, Cursor& value, Told& told) {
  constexpr unsigned chassis = 1;
  constexpr unsigned port = 2;
  constexpr unsigned system_name = 5;
  constexpr unsigned management_address = 8;
  if (type == chassis) {
    constexpr std::uint8_t as_mac = 4;
    const std::uint8_t subtype = value.u8();
    if (subtype == as_mac) told.mac = value.mac();
  } else if (type == port) {
    constexpr std::uint8_t as_mac = 3;
    const bool is_mac = value.u8() == as_mac;
    told.detail = is_mac ? mac_text(value.mac()) : printable(text_of(value.rest()));
  } else if (type == system_name) {
    told.name = printable(text_of(value.rest()));
  } else if (type == management_address && !told.address) {
    const std::uint8_t length = value.u8();
    const std::uint8_t family = value.u8();
    if (family == 1 && length == 5) told.address = read_v4(value);
    if (family == 2 && length == 17) told.address = read_v6(value);
    if (!value.ok()) told.address.reset();
  }
}

// The layout as in Wireshark's documentation of CDP (packet-cdp): version, lifetime, checksum, then type,
// length with its own header, value.
void read_cdp(Cursor in, ToldList& told) {
  in.skip(4);
  Told neighbour;
  neighbour.kind = SightingKind::cdp;
  while (in.left() >= 4) {
    const std::uint16_t type = in.u16();
    const std::uint16_t length = in.u16();
    if (length < 4) break;
    Cursor value(in.take(length - 4U));
    if (!in.ok()) break;
    if (type == 1) neighbour.name = printable(text_of(value.rest()));
    if (type == 3) neighbour.detail = printable(text_of(value.rest()));
    if (type != 2 || neighbour.address) continue;
    value.skip(4);  // number of addresses
    value.skip(1);
    value.skip(value.u8());  // protocol
    if (value.u16() == 4) neighbour.address = read_v4(value);
    const bool has_one = value.ok() && neighbour.address && neighbour.address->bits != 0;
    if (!has_one) neighbour.address.reset();
  }
  if (!neighbour.name.empty()) told.push_back(std::move(neighbour));
}

std::string bridge_text(std::uint16_t priority, std::uint64_t mac) {
  return fmt::format("{:04x}.{}", priority, mac_text(mac));
}

// IEEE 802.1D-2004 section 9.3.1: protocol 0, version, type (0 and 2 carry bridges), flags, root, cost,
// bridge.
void read_bpdu(Cursor in, ToldList& told) {
  constexpr std::uint8_t topology_change = 0x80;
  const std::uint16_t protocol = in.u16();
  in.skip(1);
  const std::uint8_t type = in.u8();
  if (protocol != 0 || type == topology_change) return;
  in.skip(1);
  const std::uint16_t root_priority = in.u16();
  const std::uint64_t root = in.mac();
  in.skip(4);
  const std::uint16_t priority = in.u16();
  Told bridge;
  bridge.kind = SightingKind::spanning_tree;
  bridge.mac = in.mac();
  bridge.name = bridge_text(priority, bridge.mac);
  bridge.detail = "root " + bridge_text(root_priority, root);
  if (in.ok()) told.push_back(std::move(bridge));
}

}  // namespace

// RFC 826, for Ethernet and IPv4.
void read_arp(Bytes arp, ToldList& told) {
  Cursor in(arp);
  const std::uint64_t kind = in.u32();
  const std::uint16_t lengths = in.u16();
  const std::uint16_t operation = in.u16();
  if (kind != 0x0001'0800 || lengths != 0x0604) return;
  Told sender;
  sender.mac = in.mac();
  const Address address = read_v4(in);
  in.skip(6);
  const Address target = read_v4(in);
  if (!in.ok() || (operation != 1 && operation != 2)) return;
  if (address.bits == 0) return;  // a probe (RFC 5227 section 2.1.1) claims nothing yet
  sender.kind = address == target ? SightingKind::gratuitous_arp : SightingKind::arp;
  sender.address = address;
  told.push_back(std::move(sender));
}

// IEEE 802.1AB-2016 section 8.4: seven bits of type, nine of length.
void read_lldp(Bytes lldp, ToldList& told) {
  Cursor in(lldp);
  Told neighbour;
  neighbour.kind = SightingKind::lldp;
  while (in.left() >= 2) {
    const std::uint16_t header = in.u16();
    const unsigned type = header >> 9;
    if (type == 0) break;
    Cursor value(in.take(header & 0x1ff));
    if (!in.ok()) break;
    read_lldp_value(type, value, neighbour);
  }
  if (neighbour.mac != 0 || !neighbour.name.empty()) told.push_back(std::move(neighbour));
}

void read_llc(Bytes llc, ToldList& told) {
  Cursor in(llc);
  const std::uint32_t start = std::uint32_t{in.u16()} << 8 | in.u8();
  if (start == 0x424203) read_bpdu(in, told);
  if (start != 0xaaaa03) return;
  const std::uint32_t organisation = std::uint32_t{in.u16()} << 8 | in.u8();
  const std::uint16_t kind = in.u16();
  if (organisation != 0x00000c) return;
  if (kind == 0x2000) read_cdp(in, told);
  if (kind == 0x010b) read_bpdu(in, told);  // Cisco's PVST+: the same behind SNAP
}

}  // namespace sekisho::content
