// What the decoders of one frame share, and how they call each other: each takes the bytes that its header
// begins with, adds what it read to the frame, and calls the decoder of what it carries.
#pragma once

#include "capture/decoding/fragments.hpp"

#include <sekisho/capture/bytes.hpp>
#include <sekisho/capture/decode.hpp>

#include <cstddef>
#include <cstdint>

namespace sekisho::capture {

struct Decoding {
  DecodedFrame& frame;
  FragmentStore& fragments;
  Timestamp time;
  std::uint32_t interface = 0;
  std::uint32_t wire_length = 0;

  /// Bytes that what is being decoded has by its length fields, behind those that were captured.
  std::size_t missing = 0;
  /// Of the innermost Ethernet header so far; the frame's own until a tunnel is entered.
  std::uint64_t source_mac = 0;
  std::uint64_t destination_mac = 0;
  std::uint16_t vlan = 0;  // innermost tag that belongs to these
  Tunnel tunnel = Tunnel::none;
  std::uint32_t tunnel_id = 0;
  unsigned depth = 0;  // headers that may nest without end, so far

  /// Keeps the first fault of the frame.
  void fault(DecodeFault what) const {
    if (frame.fault == DecodeFault::none) frame.fault = what;
  }

  /// Within a tunnel, Ethernet headers and tags are no longer those of the frame.
  [[nodiscard]] bool in_tunnel() const { return tunnel != Tunnel::none; }

  /// One more header that may nest; false, with a fault, when there are too many.
  [[nodiscard]] bool enter() {
    constexpr unsigned most = 24;
    if (++depth <= most) return true;
    fault(DecodeFault::tunnels_too_deep);
    return false;
  }

  /// What the frame has behind its link layer, for those who read what is no IP.
  void set_payload(std::uint16_t ethertype, Cursor payload) const {
    if (in_tunnel()) return;
    frame.ethertype = ethertype;
    frame.payload = payload.rest();
  }

  /// The next IP packet of the frame; null, with a fault, when there are too many.
  [[nodiscard]] Datagram* add_datagram();
};

// Link layers (links.cpp names the decoder of each type).
void decode_link(Decoding& decoding, LinkType type, Cursor bytes);
void decode_ethernet(Decoding& decoding, Cursor bytes);
void decode_llc(Decoding& decoding, Cursor bytes);
void decode_ppp(Decoding& decoding, Cursor bytes);
void decode_cisco_hdlc(Decoding& decoding, Cursor bytes);
void decode_pppoe(Decoding& decoding, Cursor bytes);
void decode_linux_cooked(Decoding& decoding, Cursor bytes);
void decode_linux_cooked_v2(Decoding& decoding, Cursor bytes);
void decode_null(Decoding& decoding, Cursor bytes);
void decode_loop(Decoding& decoding, Cursor bytes);
void decode_nflog(Decoding& decoding, Cursor bytes);
void decode_ieee80211(Decoding& decoding, Cursor bytes);
void decode_radiotap(Decoding& decoding, Cursor bytes);
void decode_ppi(Decoding& decoding, Cursor bytes);

/// What an EtherType announces: IP, tags, MPLS, PPPoE; anything else is no IP.
void decode_ethertype(Decoding& decoding, std::uint16_t ethertype, Cursor bytes);
void decode_mpls(Decoding& decoding, Cursor bytes);

/// IPv4 or IPv6, by the version that it begins with.
void decode_ip(Decoding& decoding, Cursor bytes);
void decode_ipv4(Decoding& decoding, Cursor bytes);
void decode_ipv6(Decoding& decoding, Cursor bytes);
/// The packet that an ICMP error quotes, as much of it as there is.
void decode_quoted(Decoding& decoding, Cursor bytes);

/// What a whole IP packet carries: the transport header into `datagram`, and what a tunnel holds behind it.
void decode_transport(Decoding& decoding, Datagram& datagram, Cursor bytes);
/// Ports, flags, ICMP type: no further than the header, whose end `bytes` then stand at. `missing` is how
/// much of the packet lies behind `bytes`. What is wrong with it, if anything.
[[nodiscard]] DecodeFault read_transport_header(Datagram& datagram, Cursor& bytes, std::size_t missing);

// Tunnels; `carrier` is the packet that carries them.
void decode_ip_tunnel(Decoding& decoding, const Datagram& carrier, Cursor bytes);
void decode_udp_tunnel(Decoding& decoding, const Datagram& carrier, Cursor bytes);

}  // namespace sekisho::capture
