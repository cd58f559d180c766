// Sessions and translation entries that earlier packets left behind.
#pragma once

#include "simulation/passage.hpp"

namespace sekisho::simulation {

/// The ICMP type that answers this one (RFC 792, RFC 4443); nothing when none does.
[[nodiscard]] std::optional<std::uint8_t> answering_type(std::uint8_t protocol_number, std::uint8_t type);

/// The packet that answers: addresses and ports exchanged, TCP flags as the other end would set them
/// (RFC 9293 section 3.5: SYN is answered by SYN and ACK). Nothing for ICMP that has no answer.
[[nodiscard]] std::optional<Packet> answer_to(const Packet& packet);

/// Looks for the session that the packet belongs to at this device. Where it arrives by another
/// interface than the session left by, devices differ, and both with and without session are given.
[[nodiscard]] Passages find_session(const World& world, Passage passage);

}  // namespace sekisho::simulation
