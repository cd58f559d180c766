// A packet through one device.
#pragma once

#include "simulation/passage.hpp"

namespace sekisho::simulation {

/// All alternatives of a packet that comes to a device (or, without ingress, is sent by it). Each is
/// ended, or has an exit.
[[nodiscard]] Passages cross_device(const World& world, DeviceIndex device,
                                    std::optional<InterfaceIndex> ingress, const Packet& packet);

}  // namespace sekisho::simulation
