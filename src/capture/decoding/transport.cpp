// TCP, UDP, SCTP, DCCP, ICMP.
#include "capture/decoding/decoding.hpp"

namespace sekisho::capture {
namespace {

constexpr std::uint8_t udp_lite = 136;

DecodeFault read_tcp(Datagram& datagram, Cursor& bytes, std::size_t missing) {
  constexpr std::size_t shortest = 20;
  const std::size_t length_in_all = 4 + bytes.left() + missing;  // the ports are read already
  datagram.tcp_sequence = bytes.u32();
  datagram.tcp_acknowledgement = bytes.u32();
  const std::size_t header_length = static_cast<std::size_t>(bytes.u8() >> 4) * 4;
  datagram.header.tcp_flags = bytes.u8();
  datagram.tcp_window = bytes.u16();
  bytes.skip(4);  // checksum, urgent pointer
  if (!bytes.ok()) return DecodeFault::truncated_transport;
  if (header_length < shortest || header_length > length_in_all) return DecodeFault::bad_transport_length;
  bytes.skip(header_length - shortest);  // options, which may be cut off
  datagram.payload_length = static_cast<std::uint32_t>(length_in_all - header_length);
  return DecodeFault::none;
}

DecodeFault read_udp(Datagram& datagram, Cursor& bytes, std::size_t missing) {
  constexpr std::size_t header_length = 8;
  const std::size_t length_in_all = 4 + bytes.left() + missing;
  std::size_t length = bytes.u16();
  bytes.skip(2);  // checksum
  if (!bytes.ok()) return DecodeFault::truncated_transport;
  if (length == 0) length = length_in_all;  // RFC 2675 section 4, and cards that cut up large packets
  if (length < header_length || length > length_in_all) return DecodeFault::bad_transport_length;
  bytes.limit(length - header_length);
  datagram.payload_length = static_cast<std::uint32_t>(length - header_length);
  return DecodeFault::none;
}

DecodeFault read_ports(Datagram& datagram, Cursor& bytes, std::size_t missing) {
  const std::uint16_t source = bytes.u16();
  const std::uint16_t destination = bytes.u16();
  if (!bytes.ok()) return DecodeFault::truncated_transport;
  datagram.has_transport = true;
  datagram.header.source_port = source;
  datagram.header.destination_port = destination;
  switch (datagram.header.protocol) {
    case protocol::tcp: return read_tcp(datagram, bytes, missing);
    case protocol::udp: return read_udp(datagram, bytes, missing);
    case udp_lite: bytes.skip(4); break;        // RFC 3828: coverage, checksum
    case protocol::sctp: bytes.skip(8); break;  // RFC 9260 section 3.1: verification tag, checksum
    case protocol::dccp: {  // RFC 4340 section 5.1: data offset in words, the ports among them
      const std::size_t words = bytes.peek();
      bytes.skip(words > 1 ? (words - 1) * 4 : 4);
      break;
    }
    default: break;
  }
  if (!bytes.ok()) return DecodeFault::truncated_transport;
  datagram.payload_length = static_cast<std::uint32_t>(bytes.left() + missing);
  return DecodeFault::none;
}

/// Queries and their answers have an identifier, by which one is known to be of the other (RFC 792, RFC
/// 4443).
bool is_query(std::uint8_t protocol_number, std::uint8_t type) {
  if (protocol_number == protocol::icmpv6) return type == 128 || type == 129;
  return type == 0 || type == 8 || (type >= 13 && type <= 18);
}

bool is_error(std::uint8_t protocol_number, std::uint8_t type) {
  if (protocol_number == protocol::icmpv6) return type >= 1 && type <= 4;
  return type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
}

DecodeFault read_icmp(Datagram& datagram, Cursor& bytes, std::size_t missing) {
  const std::uint8_t type = bytes.u8();
  const std::uint8_t code = bytes.u8();
  bytes.skip(2);  // checksum
  if (!bytes.ok()) return DecodeFault::truncated_transport;
  datagram.has_transport = true;
  datagram.header.icmp_type = type;
  datagram.header.icmp_code = code;
  if (bytes.left() >= 4) {
    const std::uint16_t identifier = bytes.u16();
    bytes.skip(2);
    if (is_query(datagram.header.protocol, type)) datagram.icmp_id = identifier;
  }
  datagram.payload_length = static_cast<std::uint32_t>(bytes.left() + missing);
  return DecodeFault::none;
}

}  // namespace

DecodeFault read_transport_header(Datagram& datagram, Cursor& bytes, std::size_t missing) {
  const std::uint8_t number = datagram.header.protocol;
  if (number == protocol::icmp || number == protocol::icmpv6) return read_icmp(datagram, bytes, missing);
  if (has_ports(number)) return read_ports(datagram, bytes, missing);
  datagram.has_transport = true;  // there is none to wait for
  datagram.payload_length = static_cast<std::uint32_t>(bytes.left() + missing);
  return DecodeFault::none;
}

void decode_transport(Decoding& decoding, Datagram& datagram, Cursor bytes) {
  const DecodeFault fault = read_transport_header(datagram, bytes, decoding.missing);
  if (fault != DecodeFault::none) return decoding.fault(fault);
  datagram.payload = bytes.rest();

  const std::uint8_t number = datagram.header.protocol;
  if (number == protocol::udp) return decode_udp_tunnel(decoding, datagram, bytes);
  if ((number == protocol::icmp || number == protocol::icmpv6) &&
      is_error(number, datagram.header.icmp_type)) {
    return decode_quoted(decoding, bytes);
  }
  decode_ip_tunnel(decoding, datagram, bytes);
}

}  // namespace sekisho::capture
