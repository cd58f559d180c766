// What IPv4 and IPv6 headers have in common.
#pragma once

#include "capture/decoding/decoding.hpp"

#include <sekisho/base/address.hpp>

#include <cstddef>
#include <cstdint>

namespace sekisho::capture {

struct IpHeader {
  Address source;
  Address destination;
  std::uint8_t protocol = 0;
  std::uint8_t hop_limit = 0;
};

/// Where a fragment belongs.
struct FragmentPlace {
  std::uint32_t identification = 0;
  std::size_t offset = 0;  // bytes
  bool more = false;

  [[nodiscard]] bool whole() const { return offset == 0 && !more; }
};

/// Bounds `bytes` to the `length` that a header claims for them and what follows it, and sets what is
/// missing. False, with a fault, when the frame had fewer bytes than that; they are then cut off.
bool bound_to_length(Decoding& decoding, Cursor& bytes, std::size_t length);

/// Adds a datagram of that header to the frame; null when there are too many.
[[nodiscard]] Datagram* add_datagram(Decoding& decoding, const IpHeader& ip);

/// Adds a fragment to its datagram; true when that is complete. Then `bytes` are what the datagram carries.
/// The header of the datagram gets its ports as soon as its first fragment is there.
bool reassemble(Decoding& decoding, Datagram& datagram, const FragmentPlace& place, Cursor& bytes);

/// IPv6: goes behind the extension headers from `next` on; the protocol behind them. Stops in front of a
/// fragment header. False where a header is not all there.
struct ExtensionWalk {
  std::uint8_t protocol = 0;
  std::uint32_t jumbo_length = 0;  // of a jumbo payload option (RFC 2675); 0: none
  bool ok = true;
};
[[nodiscard]] ExtensionWalk walk_extensions(std::uint8_t next, Cursor& bytes);

/// The 16 bytes of an IPv6 address.
[[nodiscard]] Address read_ipv6_address(Cursor& bytes);

namespace ipv6_header {
inline constexpr std::uint8_t hop_by_hop = 0;
inline constexpr std::uint8_t routing = 43;
inline constexpr std::uint8_t fragment = 44;
inline constexpr std::uint8_t destination_options = 60;
}  // namespace ipv6_header

}  // namespace sekisho::capture
