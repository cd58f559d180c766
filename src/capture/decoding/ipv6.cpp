// IPv6 (RFC 8200) and its extension headers.
#include "capture/decoding/ip.hpp"

namespace sekisho::capture {
namespace {

constexpr std::size_t fixed_header = 40;
constexpr int most_extensions = 16;

/// RFC 2675: the length that a hop-by-hop option gives, 0 without one. `options` are behind its first two
/// bytes.
std::uint32_t jumbo_length(Cursor options) {
  constexpr std::uint8_t pad_one = 0;
  constexpr std::uint8_t jumbo_payload = 0xc2;
  while (options.left() > 0) {
    const std::uint8_t type = options.u8();
    if (type == pad_one) continue;
    const std::uint8_t length = options.u8();
    Cursor value(options.take(length));
    if (type == jumbo_payload && length == 4) return value.u32();
  }
  return 0;
}

FragmentPlace read_fragment_header(Cursor& bytes, std::uint8_t& next) {
  FragmentPlace place;
  next = bytes.u8();
  bytes.skip(1);  // reserved
  const std::uint16_t offset = bytes.u16();
  place.offset = offset & 0xfff8;
  place.more = (offset & 1) != 0;
  place.identification = bytes.u32();
  return place;
}

/// What follows the fixed header, or the fragment header of a datagram that is whole again.
void decode_behind_header(Decoding& decoding, Datagram& datagram, std::uint8_t next, Cursor bytes) {
  const ExtensionWalk walk = walk_extensions(next, bytes);
  datagram.header.protocol = walk.protocol;
  if (!walk.ok) {
    return decoding.fault(decoding.missing > 0 ? DecodeFault::truncated_ip : DecodeFault::bad_extension);
  }
  if (walk.protocol != ipv6_header::fragment) return decode_transport(decoding, datagram, bytes);

  std::uint8_t behind = 0;
  const FragmentPlace place = read_fragment_header(bytes, behind);
  if (!bytes.ok()) {
    return decoding.fault(decoding.missing > 0 ? DecodeFault::truncated_ip : DecodeFault::bad_extension);
  }
  datagram.header.protocol = behind;
  if (!decoding.enter()) return;
  if (place.whole() || reassemble(decoding, datagram, place, bytes)) {
    decode_behind_header(decoding, datagram, behind, bytes);
  }
}

}  // namespace

Address read_ipv6_address(Cursor& bytes) {
  Bits128 bits = bytes.u64();
  bits = bits << 64 | bytes.u64();
  return {Family::v6, bits};
}

ExtensionWalk walk_extensions(std::uint8_t next, Cursor& bytes) {
  ExtensionWalk walk;
  walk.protocol = next;
  for (int count = 0; count < most_extensions; ++count) {
    std::size_t length = 0;
    switch (walk.protocol) {
      case ipv6_header::hop_by_hop:
      case ipv6_header::routing:
      case ipv6_header::destination_options: length = (bytes.peek(1) + std::size_t{1}) * 8; break;
      case protocol::ah: length = (bytes.peek(1) + std::size_t{2}) * 4; break;
      default: return walk;
    }
    Cursor header(bytes.take(length));
    if (!bytes.ok()) {
      walk.ok = false;
      return walk;
    }
    const bool hop_by_hop = walk.protocol == ipv6_header::hop_by_hop;
    walk.protocol = header.u8();
    header.skip(1);
    if (hop_by_hop && walk.jumbo_length == 0) walk.jumbo_length = jumbo_length(header);
  }
  walk.ok = false;
  return walk;
}

void decode_ipv6(Decoding& decoding, Cursor bytes) {
  if (!decoding.enter()) return;
  decoding.set_payload(decoding.frame.ethertype, bytes);
  if (bytes.left() < fixed_header) return decoding.fault(DecodeFault::truncated_ip);
  if (bytes.peek() >> 4 != 6) return decoding.fault(DecodeFault::bad_ip_version);
  bytes.skip(4);  // version, traffic class, flow label
  std::size_t length = bytes.u16();
  const std::uint8_t next = bytes.u8();
  IpHeader ip;
  ip.protocol = next;
  ip.hop_limit = bytes.u8();
  ip.source = read_ipv6_address(bytes);
  ip.destination = read_ipv6_address(bytes);
  if (length == 0 && next == ipv6_header::hop_by_hop) {
    Cursor ahead = bytes;
    length = walk_extensions(next, ahead).jumbo_length;
  }
  // A length of 0 that nothing explains: a network card was handed a large packet to cut up.
  if (length != 0) bound_to_length(decoding, bytes, length);
  Datagram* datagram = add_datagram(decoding, ip);
  if (datagram != nullptr) decode_behind_header(decoding, *datagram, next, bytes);
}

}  // namespace sekisho::capture
