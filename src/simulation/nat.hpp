// Address translation of one packet.
#pragma once

#include "simulation/passage.hpp"

namespace sekisho::simulation {

/// The headers that a rewrite may give. A range lets the device choose: the present value where it lies
/// inside (address and port preservation), otherwise the first and the last of the range stand for all.
/// `matched`: the match that led here, for rewrites that keep a port's offset. Empty when the result
/// would mix address families.
[[nodiscard]] std::vector<Packet> rewritten(const Rewrite& rewrite, const Packet& packet,
                                            const Match* matched);

[[nodiscard]] Passages destination_nat(const World& world, Passage passage);
/// Translation of the permitting policy, or else of Device::source_nat.
[[nodiscard]] Passages source_nat(const World& world, Passage passage);

/// Undoes (or for later packets of the same direction, repeats) what the session's first packet met.
/// Harmless when done already.
[[nodiscard]] Passage restore_destination(Passage passage);
[[nodiscard]] Passage restore_source(Passage passage);

}  // namespace sekisho::simulation
