// The chains of one table as filters that name each other.
#pragma once

#include "config/iptables/conditions.hpp"

#include <sekisho/model/device.hpp>

#include <string>

namespace sekisho::config::iptables {

/// The name of a chain's filter in Device::filters: `iptables filter FORWARD`, `ip6tables nat web`.
[[nodiscard]] std::string filter_name(Family family, const std::string& table, const std::string& chain);

/// Makes a filter of each chain of `table`, by filter_name(), and adds what is uncertain beyond that.
void convert_table(const Tables& tables, const std::string& table, const Surroundings& surroundings,
                   Device& device);

/// What the rules of a device do to what its other rules can know of a packet.
[[nodiscard]] Surroundings survey(const Ruleset& ruleset, const Device& device, const Tables& tables);

}  // namespace sekisho::config::iptables
