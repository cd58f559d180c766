// A datagram written out again as the IP packet that it was on the wire, for libraries that read such.
#pragma once

#include <sekisho/capture/decode.hpp>

#include <cstdint>
#include <vector>

namespace sekisho::content {

/// IPv4 or IPv6 header without options, transport header (TCP, UDP, ICMP; nothing for others), and what was
/// captured of the payload. Checksums are zero, lengths those of what is there. At most 65,535 bytes.
void write_ip_packet(const capture::Datagram& datagram, std::vector<std::uint8_t>& packet);

}  // namespace sekisho::content
