// Who has an address, or may answer for it.
#pragma once

#include <sekisho/model/network.hpp>

namespace sekisho::simulation {

/// True when the segment holds the address: by its prefixes, or as `rest` when no other segment does.
[[nodiscard]] bool claims(const Snapshot& snapshot, const Segment& segment, const Address& address);

[[nodiscard]] bool owns(const Interface& interface, const Address& address);

/// True when a device translates this destination on an interface, or translates sources to it there.
/// Devices answer for such addresses (FortiOS `arp-reply`, IOS and ASA static NAT).
[[nodiscard]] bool translates(const Device& device, const std::string& interface, const Address& address);

/// True when some device has the address, or may answer for it.
[[nodiscard]] bool some_device_answers_for(const Network& network, const Address& address);

/// Addresses that nobody on the internet is sure to carry.
[[nodiscard]] bool internet_may_not_carry(const Address& address);

}  // namespace sekisho::simulation
