// The hosts of registered communications, around which a repair has to go.
#pragma once

#include "dialect.hpp"

#include <sekisho/model/snapshot.hpp>

#include <vector>

namespace sekisho::repair {

/// Sources (or destinations) of the rule that are ends of registered communications of which the other end is
/// in the rule, too. Empty when there are none, or many.
[[nodiscard]] std::vector<AddressRange> registered_addresses(const Rule& rule, RulePart part,
                                                             const Snapshot& snapshot);

/// The traffic, and what lies around its destinations, in few prefixes that hold no destination of a
/// registered communication from its sources. Traffic of every service.
[[nodiscard]] std::vector<Traffic> around(const std::vector<Traffic>& traffic, const Snapshot& snapshot);

/// Registered communications that `traffic` would stop, as far as rules can ask for them: addresses,
/// protocols, destination ports.
[[nodiscard]] std::vector<Traffic> registered_traffic(const std::vector<Traffic>& traffic,
                                                      const Snapshot& snapshot);

}  // namespace sekisho::repair
