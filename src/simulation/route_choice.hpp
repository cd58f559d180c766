// Where a device sends a packet: policy routes, then the table of its VRF.
#pragma once

#include "simulation/passage.hpp"

namespace sekisho::simulation {

[[nodiscard]] Passages policy_routing(const World& world, Passage passage);

/// Decides between the device itself, an exit, and an end. Looks at policy routes first if no stage did.
[[nodiscard]] Passages route_lookup(const World& world, Passage passage);

/// True when the device forwards packets of this family between interfaces.
[[nodiscard]] bool forwards(const Device& device, Family family);

/// Multicast, limited broadcast, or the broadcast address of a subnet of `link` (may be null).
[[nodiscard]] bool is_group_address(const Address& address, const Interface* link);

}  // namespace sekisho::simulation
