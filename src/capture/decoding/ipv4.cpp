// IPv4 (RFC 791).
#include "capture/decoding/ip.hpp"

namespace sekisho::capture {
namespace {

constexpr std::size_t shortest_header = 20;

struct Ipv4Header {
  IpHeader ip;
  FragmentPlace place;
  std::size_t header_length = 0;
  std::size_t total_length = 0;
};

/// The 20 bytes that each header has.
Ipv4Header read_header(Cursor bytes) {
  Ipv4Header header;
  header.header_length = static_cast<std::size_t>(bytes.u8() & 0xf) * 4;
  bytes.skip(1);  // type of service
  header.total_length = bytes.u16();
  header.place.identification = bytes.u16();
  const std::uint16_t fragment = bytes.u16();
  header.place.more = (fragment & 0x2000) != 0;
  header.place.offset = static_cast<std::size_t>(fragment & 0x1fff) * 8;
  header.ip.hop_limit = bytes.u8();
  header.ip.protocol = bytes.u8();
  bytes.skip(2);  // checksum: computed by network cards, often not there yet when a packet is captured
  header.ip.source = Address::v4(bytes.u32());
  header.ip.destination = Address::v4(bytes.u32());
  return header;
}

}  // namespace

void decode_ip(Decoding& decoding, Cursor bytes) {
  if (bytes.left() == 0) return decoding.fault(DecodeFault::truncated_ip);
  switch (bytes.peek() >> 4) {
    case 4: return decode_ipv4(decoding, bytes);
    case 6: return decode_ipv6(decoding, bytes);
    default: return decoding.fault(DecodeFault::bad_ip_version);
  }
}

void decode_ipv4(Decoding& decoding, Cursor bytes) {
  if (!decoding.enter()) return;
  decoding.set_payload(decoding.frame.ethertype, bytes);
  if (bytes.left() < shortest_header) return decoding.fault(DecodeFault::truncated_ip);
  if (bytes.peek() >> 4 != 4) return decoding.fault(DecodeFault::bad_ip_version);
  const Ipv4Header header = read_header(bytes);
  if (header.header_length < shortest_header) return decoding.fault(DecodeFault::bad_ip_header_length);
  // Network cards that cut up large packets themselves are handed such with the length 0.
  if (header.total_length != 0) {
    if (header.total_length < header.header_length) return decoding.fault(DecodeFault::bad_ip_length);
    bound_to_length(decoding, bytes, header.total_length);
  }
  bytes.skip(header.header_length);
  Datagram* datagram = add_datagram(decoding, header.ip);
  if (datagram == nullptr) return;
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_ip);
  if (header.place.whole() || reassemble(decoding, *datagram, header.place, bytes)) {
    decode_transport(decoding, *datagram, bytes);
  }
}

bool bound_to_length(Decoding& decoding, Cursor& bytes, std::size_t length) {
  const std::size_t captured = bytes.left();
  const bool fits = length <= captured + decoding.missing;
  if (!fits) decoding.fault(DecodeFault::bad_ip_length);
  bytes.limit(length);
  decoding.missing = length > captured ? length - captured : 0;
  return fits;
}

Datagram* add_datagram(Decoding& decoding, const IpHeader& ip) {
  Datagram* datagram = decoding.add_datagram();
  if (datagram == nullptr) return nullptr;
  datagram->header.source = ip.source;
  datagram->header.destination = ip.destination;
  datagram->header.protocol = ip.protocol;
  datagram->hop_limit = ip.hop_limit;
  return datagram;
}

void decode_quoted(Decoding& decoding, Cursor bytes) {
  IpHeader ip;
  bool first_fragment = true;
  if (bytes.peek() >> 4 == 4 && bytes.left() >= shortest_header) {
    const Ipv4Header header = read_header(bytes);
    if (header.header_length < shortest_header) return;
    ip = header.ip;
    first_fragment = header.place.offset == 0;
    bytes.skip(header.header_length);
  } else if (bytes.peek() >> 4 == 6) {
    bytes.skip(6);
    const std::uint8_t next = bytes.u8();
    ip.hop_limit = bytes.u8();
    ip.source = read_ipv6_address(bytes);
    ip.destination = read_ipv6_address(bytes);
    const ExtensionWalk walk = walk_extensions(next, bytes);
    ip.protocol = walk.protocol;
    first_fragment = walk.protocol != ipv6_header::fragment;
  }
  if (!bytes.ok() || bytes.left() == 0) return;
  Datagram* quoted = add_datagram(decoding, ip);
  if (quoted == nullptr) return;
  quoted->quoted = true;
  // How much of a packet is quoted is left to who sends the error: less than a header is no fault.
  if (first_fragment) (void)read_transport_header(*quoted, bytes, std::size_t{1} << 16);
}

}  // namespace sekisho::capture
