// One frame as a capture holds it, and the interface it was captured on.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace sekisho::capture {

/// When a frame was captured: nanoseconds since 1970-01-01 UTC.
using Timestamp = std::chrono::sys_time<std::chrono::nanoseconds>;

/// `2026-11-21T09:30:00.123456789Z` (ISO 8601, UTC).
[[nodiscard]] std::string utc_text(Timestamp time);

/// What the first byte of a frame belongs to: a LINKTYPE_ number (tcpdump.org's registry of link-layer header
/// types). Numbers without a name here occur too; the decoder says which ones it reads.
enum class LinkType : std::uint16_t {
  null = 0,  // BSD loopback
  ethernet = 1,
  ppp = 9,
  raw_openbsd = 12,  // raw IP, as some writers number it
  raw = 101,         // raw IP
  cisco_hdlc = 104,
  ieee80211 = 105,
  loop = 108,  // OpenBSD loopback
  linux_cooked = 113,
  ieee80211_radiotap = 127,
  ppi = 192,
  ipv4 = 228,
  ipv6 = 229,
  nflog = 239,
  linux_cooked_v2 = 276,
};

/// `EN10MB`, `LINUX_SLL`, ...: libpcap's name, also of types that are not read; the number where it has none.
[[nodiscard]] std::string name_of(LinkType type);

/// An interface that frames were captured on. A pcap file has one, without a name.
struct Interface {
  std::string name;
  std::string description;
  LinkType link_type = LinkType::ethernet;
  std::uint32_t snap_length = 0;          // bytes kept of each frame at most; 0: all
  std::optional<std::uint64_t> received;  // packets, as the capturing system counted them
  std::optional<std::uint64_t> dropped;   // packets that it lost
};

struct Frame {
  std::uint64_t number = 0;  // from 1 in its file, as Wireshark numbers packets
  Timestamp time;
  std::uint32_t interface = 0;  // index of its Interface
  LinkType link_type = LinkType::ethernet;
  std::uint32_t wire_length = 0;        // bytes that it had on the wire
  std::span<const std::uint8_t> bytes;  // what was kept of it; valid until the next frame is read
};

}  // namespace sekisho::capture
