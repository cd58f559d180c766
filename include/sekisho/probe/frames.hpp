// Probes as frames to replay.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/probe/plan.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sekisho::probe {

/// MAC addresses that stand in frames until they are known; both are locally administered (IEEE 802-2014
/// section 8.4). Replay programs can put in the sending adapter's and the first router's.
inline constexpr std::uint64_t sender_mac = 0x020000000001;
inline constexpr std::uint64_t router_mac = 0x020000000002;

/// An Ethernet frame with right lengths and checksums. The payload of UDP, ICMP and protocols without ports
/// is the probe's id; TCP packets have none. The number of the id is in the IPv4 identification or the IPv6
/// flow label.
[[nodiscard]] std::vector<std::uint8_t> frame_of(const Probe& probe);

/// Writes the probes as one pcap file, one a second from the beginning of 1970 on: the time of a replay is
/// not ours. A failure says why the file could not be written.
[[nodiscard]] Result<std::size_t> write_pcap(std::span<const Probe> probes, const std::string& path);

}  // namespace sekisho::probe
