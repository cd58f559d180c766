// Tunnels: IP in IP, GRE, ERSPAN, VXLAN, Geneve, GTP-U, Teredo, L2TP.
#include "capture/decoding/decoding.hpp"
#include "capture/decoding/ethertypes.hpp"

namespace sekisho::capture {
namespace {

/// From here on, what is decoded is inside a tunnel.
void enter_tunnel(Decoding& decoding, Tunnel tunnel, std::uint32_t id) {
  decoding.tunnel = tunnel;
  decoding.tunnel_id = id;
  decoding.source_mac = 0;
  decoding.destination_mac = 0;
  decoding.vlan = 0;
}

/// By its port alone a packet is not yet one of a tunnel: only one that was cut off is a fault.
void not_all_there(const Decoding& decoding) {
  if (decoding.missing > 0) decoding.fault(DecodeFault::truncated_tunnel);
}

std::uint32_t read_24_bits(Cursor& bytes) {
  const std::uint32_t upper = bytes.u16();
  return upper << 8 | bytes.u8();
}

/// Cisco, "ERSPAN" (draft-foschiano-erspan-03): type I has no header, II one of 8 bytes, III one of 12.
void decode_erspan(Decoding& decoding, bool third_type, bool has_header, Cursor bytes) {
  std::uint16_t vlan = 0;
  std::uint32_t session = 0;
  if (has_header) {
    vlan = bytes.u16() & 0x0fff;
    session = bytes.u16() & 0x03ff;
    bytes.skip(4);  // index, or time
  }
  if (third_type) {
    bytes.skip(2);  // security group
    const bool platform_header = (bytes.u16() & 1) != 0;
    if (platform_header) bytes.skip(8);
  }
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_tunnel);
  enter_tunnel(decoding, Tunnel::erspan, session);
  decoding.vlan = vlan;
  decode_ethernet(decoding, bytes);
}

/// RFC 2784 with RFC 2890; version 1, of PPTP: RFC 2637 section 4.1.
void decode_gre(Decoding& decoding, Cursor bytes) {
  const std::uint16_t flags = bytes.u16();
  const std::uint16_t type = bytes.u16();
  const unsigned version = flags & 7U;
  const bool has_checksum = (flags & 0x8000) != 0;
  const bool has_routing = (flags & 0x4000) != 0;
  const bool has_key = (flags & 0x2000) != 0;
  const bool has_sequence = (flags & 0x1000) != 0;
  const bool has_acknowledgement = version == 1 && (flags & 0x0080) != 0;
  if (has_routing || version > 1) return;  // RFC 1701's source routes: nothing uses them
  if (has_checksum) bytes.skip(4);
  std::uint32_t key = 0;
  if (has_key && version == 0) key = bytes.u32();
  if (has_key && version == 1) {
    bytes.skip(2);  // length of the payload
    key = bytes.u16();
  }
  if (has_sequence) bytes.skip(4);
  if (has_acknowledgement) bytes.skip(4);
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_tunnel);
  if (bytes.left() == 0) return;  // keepalives, and acknowledgements of PPTP
  if (type == ethertype::erspan) return decode_erspan(decoding, false, has_sequence, bytes);
  if (type == ethertype::erspan_3) return decode_erspan(decoding, true, true, bytes);
  enter_tunnel(decoding, Tunnel::gre, key);
  decode_ethertype(decoding, type, bytes);
}

/// RFC 7348 section 5.
void decode_vxlan(Decoding& decoding, Cursor bytes) {
  const bool has_network = (bytes.u8() & 0x08) != 0;
  bytes.skip(3);
  const std::uint32_t network = read_24_bits(bytes);
  bytes.skip(1);
  if (!bytes.ok()) return not_all_there(decoding);
  if (!has_network) return;
  enter_tunnel(decoding, Tunnel::vxlan, network);
  decode_ethernet(decoding, bytes);
}

/// draft-ietf-nvo3-vxlan-gpe section 3: VXLAN that says what it carries.
void decode_vxlan_gpe(Decoding& decoding, Cursor bytes) {
  const std::uint8_t flags = bytes.u8();
  bytes.skip(2);
  const std::uint8_t next = bytes.u8();
  const std::uint32_t network = read_24_bits(bytes);
  bytes.skip(1);
  if (!bytes.ok()) return not_all_there(decoding);
  constexpr std::uint8_t has_network_and_protocol = 0x0c;
  if ((flags & has_network_and_protocol) != has_network_and_protocol) return;
  enter_tunnel(decoding, Tunnel::vxlan, network);
  switch (next) {
    case 1: return decode_ipv4(decoding, bytes);
    case 2: return decode_ipv6(decoding, bytes);
    case 3: return decode_ethernet(decoding, bytes);
    default: return;
  }
}

/// RFC 8926 section 3.4.
void decode_geneve(Decoding& decoding, Cursor bytes) {
  const std::uint8_t version_and_length = bytes.u8();
  bytes.skip(1);
  const std::uint16_t type = bytes.u16();
  const std::uint32_t network = read_24_bits(bytes);
  bytes.skip(1 + static_cast<std::size_t>(version_and_length & 0x3f) * 4);
  if (!bytes.ok()) return not_all_there(decoding);
  if (version_and_length >> 6 != 0) return;
  enter_tunnel(decoding, Tunnel::geneve, network);
  decode_ethertype(decoding, type, bytes);
}

/// 3GPP TS 29.281 section 5: version 1, and of its messages the one that carries a packet.
void decode_gtp_u(Decoding& decoding, Cursor bytes) {
  constexpr std::uint8_t packet_message = 255;
  const std::uint8_t flags = bytes.u8();
  const std::uint8_t message = bytes.u8();
  bytes.skip(2);  // length
  const std::uint32_t endpoint = bytes.u32();
  if (flags >> 4 != 3 || message != packet_message) return;
  if ((flags & 0x07) != 0) {
    bytes.skip(3);  // sequence number, N-PDU number
    for (std::uint8_t next = bytes.u8(); next != 0 && bytes.ok();) {
      const std::size_t length = static_cast<std::size_t>(bytes.u8()) * 4;
      if (length < 4) return;
      bytes.skip(length - 2);
      next = bytes.u8();
    }
  }
  if (!bytes.ok()) return not_all_there(decoding);
  if (bytes.peek() >> 4 != 4 && bytes.peek() >> 4 != 6) return;
  enter_tunnel(decoding, Tunnel::gtp_u, endpoint);
  decode_ip(decoding, bytes);
}

/// RFC 4380 section 5.1.1: before the IPv6 packet an authentication and an origin may stand.
void decode_teredo(Decoding& decoding, Cursor bytes) {
  constexpr std::uint16_t origin = 0x0000;
  constexpr std::uint16_t authentication = 0x0001;
  if (bytes.left() > 4 && bytes.peek_u16() == authentication) {
    bytes.skip(2);
    const std::size_t lengths = static_cast<std::size_t>(bytes.peek(0)) + bytes.peek(1);
    bytes.skip(2 + lengths + 8 + 1);  // lengths, identifier and value, nonce, confirmation
  }
  if (bytes.left() > 8 && bytes.peek_u16() == origin) bytes.skip(8);
  if (!bytes.ok() || bytes.peek() >> 4 != 6) return;
  enter_tunnel(decoding, Tunnel::teredo, 0);
  decode_ipv6(decoding, bytes);
}

/// RFC 2661 section 3.1: messages of data, which carry PPP.
void decode_l2tp(Decoding& decoding, Cursor bytes) {
  const std::uint16_t flags = bytes.u16();
  const bool control = (flags & 0x8000) != 0;
  if ((flags & 0x000f) != 2 || control) return;
  if ((flags & 0x4000) != 0) bytes.skip(2);  // length
  const std::uint32_t tunnel_and_session = bytes.u32();
  if ((flags & 0x0800) != 0) bytes.skip(4);            // sequence numbers
  if ((flags & 0x0200) != 0) bytes.skip(bytes.u16());  // offset
  if (!bytes.ok()) return not_all_there(decoding);
  enter_tunnel(decoding, Tunnel::l2tp, tunnel_and_session);
  decode_ppp(decoding, bytes);
}

struct UdpTunnel {
  std::uint16_t port;
  bool either_end;  // the port may be the sender's: one address serves the other way
  void (*decode)(Decoding& decoding, Cursor bytes);
};

// IANA, "Service Name and Transport Protocol Port Number Registry".
constexpr UdpTunnel udp_tunnels[] = {
    {4789, false, decode_vxlan},  {4790, false, decode_vxlan_gpe},
    {8472, false, decode_vxlan},  // Linux before the number was given
    {6081, false, decode_geneve}, {2152, true, decode_gtp_u},
    {3544, true, decode_teredo},  {1701, true, decode_l2tp},
};

}  // namespace

void decode_ip_tunnel(Decoding& decoding, const Datagram& carrier, Cursor bytes) {
  switch (carrier.header.protocol) {
    case protocol::ipip: enter_tunnel(decoding, Tunnel::ip_in_ip, 0); return decode_ipv4(decoding, bytes);
    case protocol::ipv6: enter_tunnel(decoding, Tunnel::ip_in_ip, 0); return decode_ipv6(decoding, bytes);
    case protocol::gre: return decode_gre(decoding, bytes);
    default: return;
  }
}

void decode_udp_tunnel(Decoding& decoding, const Datagram& carrier, Cursor bytes) {
  const Packet& header = carrier.header;
  for (const UdpTunnel& tunnel : udp_tunnels) {
    if (header.destination_port == tunnel.port || (tunnel.either_end && header.source_port == tunnel.port)) {
      return tunnel.decode(decoding, bytes);
    }
  }
}

}  // namespace sekisho::capture
