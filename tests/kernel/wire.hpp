// Packets as frames and back: Ethernet, IPv4 or IPv6, then TCP, UDP, ICMP or ICMPv6, all checksums right.
//
// Each packet carries a number behind its header, by which it is known again wherever it arrives and
// whatever was rewritten on the way.
#pragma once

#include <sekisho/base/packet.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sekisho::test::kernel {

using Mac = std::array<std::uint8_t, 6>;
using Bytes = std::vector<std::uint8_t>;

/// A packet that was seen, and the number it carries.
struct Seen {
  Packet packet;
  std::uint32_t number = 0;
};

[[nodiscard]] Bytes frame_of(const Packet& packet, std::uint32_t number, const Mac& from, const Mac& to);

/// Nothing for frames and packets that carry no number: ARP, errors, what systems say by themselves.
[[nodiscard]] std::optional<Seen> seen_in_frame(std::span<const std::uint8_t> frame);
[[nodiscard]] std::optional<Seen> seen_in_ipv4(std::span<const std::uint8_t> datagram);
/// What stands behind an IPv6 header, with what that header said.
[[nodiscard]] std::optional<Seen> seen_in_payload(const Packet& addresses,
                                                  std::span<const std::uint8_t> payload);

}  // namespace sekisho::test::kernel
