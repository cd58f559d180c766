// PPP and what carries it.
#include "capture/decoding/decoding.hpp"
#include "capture/decoding/ethertypes.hpp"

namespace sekisho::capture {
namespace {

/// IANA, "PPP DLL Protocol Numbers".
void decode_ppp_protocol(Decoding& decoding, std::uint16_t protocol, Cursor bytes) {
  switch (protocol) {
    case 0x0021: return decode_ethertype(decoding, ethertype::ipv4, bytes);
    case 0x0057: return decode_ethertype(decoding, ethertype::ipv6, bytes);
    case 0x0281:
    case 0x0283: return decode_ethertype(decoding, ethertype::mpls, bytes);
    default: return decoding.set_payload(0, bytes);
  }
}

}  // namespace

// RFC 1661, and RFC 1662 where address and control come first. One byte of protocol when its low bit is set.
void decode_ppp(Decoding& decoding, Cursor bytes) {
  if (!decoding.enter()) return;
  constexpr std::uint8_t cisco_unicast = 0x0f;
  constexpr std::uint8_t cisco_broadcast = 0x8f;
  if (bytes.peek() == cisco_unicast || bytes.peek() == cisco_broadcast)
    return decode_cisco_hdlc(decoding, bytes);
  constexpr std::uint16_t address_and_control = 0xff03;
  if (bytes.peek_u16() == address_and_control) bytes.skip(2);
  const bool one_byte = (bytes.peek() & 1) != 0;
  const std::uint16_t protocol = one_byte ? bytes.u8() : bytes.u16();
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  decode_ppp_protocol(decoding, protocol, bytes);
}

void decode_cisco_hdlc(Decoding& decoding, Cursor bytes) {
  bytes.skip(2);  // address, control
  const std::uint16_t type = bytes.u16();
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  decode_ethertype(decoding, type, bytes);
}

// RFC 2516 section 4: version and type, code, session, length.
void decode_pppoe(Decoding& decoding, Cursor bytes) {
  const std::uint8_t version_and_type = bytes.u8();
  const std::uint8_t code = bytes.u8();
  bytes.skip(2);
  const std::uint16_t length = bytes.u16();
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  if (version_and_type != 0x11) return decoding.fault(DecodeFault::bad_link);
  constexpr std::uint8_t session_data = 0;
  if (code != session_data) return decoding.set_payload(0, bytes);
  bytes.limit(length);
  decode_ppp(decoding, bytes);
}

}  // namespace sekisho::capture
