// Ethernet II and IEEE 802.3, tags, MPLS.
#include "capture/decoding/decoding.hpp"
#include "capture/decoding/ethertypes.hpp"

namespace sekisho::capture {
namespace {

void decode_vlan_tag(Decoding& decoding, Cursor bytes) {
  const std::uint16_t vlan = bytes.u16() & 0x0fff;
  const std::uint16_t ethertype = bytes.u16();
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  // VLAN 0 is a priority without a VLAN (IEEE 802.1Q section 9.6).
  if (vlan != 0) {
    decoding.vlan = vlan;
    DecodedFrame& frame = decoding.frame;
    if (!decoding.in_tunnel() && frame.tag_count < frame.tags.size()) {
      frame.tags[frame.tag_count++] = vlan;
    } else if (!decoding.in_tunnel()) {
      decoding.fault(DecodeFault::too_many_tags);
    }
  }
  decode_ethertype(decoding, ethertype, bytes);
}

/// IEEE 802.1ah: the I-TAG, then the customer's whole frame, whose addresses are those of hosts.
void decode_backbone_tag(Decoding& decoding, Cursor bytes) {
  bytes.skip(4);  // priority, flags, service
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  decode_ethernet(decoding, bytes);
}

/// A tag of `length` bytes without meaning here, then an EtherType.
void skip_tag(Decoding& decoding, std::size_t length, Cursor bytes) {
  bytes.skip(length);
  const std::uint16_t ethertype = bytes.u16();
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  decode_ethertype(decoding, ethertype, bytes);
}

}  // namespace

void decode_ethernet(Decoding& decoding, Cursor bytes) {
  if (!decoding.enter()) return;
  const std::uint64_t destination = bytes.mac();
  const std::uint64_t source = bytes.mac();
  const std::uint16_t type = bytes.u16();
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  decoding.source_mac = source;
  decoding.destination_mac = destination;
  if (!decoding.in_tunnel()) {
    decoding.frame.has_macs = true;
    decoding.frame.source_mac = source;
    decoding.frame.destination_mac = destination;
  }
  decode_ethertype(decoding, type, bytes);
}

void decode_ethertype(Decoding& decoding, std::uint16_t ethertype, Cursor bytes) {
  if (!decoding.enter()) return;
  decoding.set_payload(ethertype, bytes);
  switch (ethertype) {
    case ethertype::ipv4:
    case ethertype::ipv6: return decode_ip(decoding, bytes);
    case ethertype::vlan:
    case ethertype::service_vlan:
    case ethertype::old_qinq:
    case ethertype::old_qinq_2: return decode_vlan_tag(decoding, bytes);
    case ethertype::mpls:
    case ethertype::mpls_multicast: return decode_mpls(decoding, bytes);
    case ethertype::pppoe_session: return decode_pppoe(decoding, bytes);
    case ethertype::ppp: return decode_ppp(decoding, bytes);
    case ethertype::backbone_tag: return decode_backbone_tag(decoding, bytes);
    case ethertype::bridged_ethernet: return decode_ethernet(decoding, bytes);
    case ethertype::cisco_metadata: return skip_tag(decoding, 6, bytes);
    case ethertype::vn_tag: return skip_tag(decoding, 4, bytes);
    default:
      if (ethertype < ethertype::lowest) {
        bytes.limit(ethertype);
        decode_llc(decoding, bytes);
      }
  }
}

// IEEE 802.2, and SNAP behind it.
void decode_llc(Decoding& decoding, Cursor bytes) {
  decoding.set_payload(0, bytes);
  const std::uint16_t access_points = bytes.u16();
  const std::uint8_t control = bytes.u8();
  constexpr std::uint16_t snap = 0xaaaa;
  constexpr std::uint8_t unnumbered_information = 0x03;
  if (!bytes.ok() || access_points != snap || control != unnumbered_information) return;
  const std::uint32_t organisation = static_cast<std::uint32_t>(bytes.u16()) << 8 | bytes.u8();
  const std::uint16_t type = bytes.u16();
  // Organisation 0 and, for bridged frames, 0000f8: an EtherType follows (RFC 1042, IEEE 802.1H).
  if (bytes.ok() && (organisation == 0 || organisation == 0xf8)) decode_ethertype(decoding, type, bytes);
}

// RFC 3032. Nothing says what lies below the last label: IP by its version, else a pseudowire with a control
// word (RFC 4385 section 3), which begins with four zeros, is taken to hold Ethernet (RFC 4448).
void decode_mpls(Decoding& decoding, Cursor bytes) {
  constexpr std::uint32_t bottom_of_stack = 0x100;
  std::uint32_t label = 0;
  do {
    label = bytes.u32();
    if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  } while ((label & bottom_of_stack) == 0);
  switch (bytes.peek() >> 4) {
    case 4: return decode_ethertype(decoding, ethertype::ipv4, bytes);
    case 6: return decode_ethertype(decoding, ethertype::ipv6, bytes);
    case 0:
      bytes.skip(4);
      if (bytes.ok()) decode_ethernet(decoding, bytes);
      return;
    default: return;
  }
}

}  // namespace sekisho::capture
