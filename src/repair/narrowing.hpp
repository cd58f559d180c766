// What a rule may keep when a part of it is forbidden.
#pragma once

#include "dialect.hpp"

#include <sekisho/model/device.hpp>

#include <vector>

namespace sekisho::repair {

/// The rule of a device that stands where `source` says; null when it has none there.
[[nodiscard]] const Rule* find_rule(const Device& device, const RuleSource& source);

/// Sources (or destinations) of the rule from (or to) which nothing of `forbidden` goes, of one family; empty
/// when there are none, or too many to be listed in a rule.
[[nodiscard]] std::vector<AddressRange> permissible_addresses(const Rule& rule, RulePart part,
                                                              const std::vector<Cube>& forbidden);

/// Services of the rule by which nothing of `forbidden` goes; empty when there are none, or when they
/// cannot be listed in a rule.
[[nodiscard]] std::vector<TrafficService> permissible_services(const Rule& rule,
                                                               const std::vector<Cube>& forbidden);

}  // namespace sekisho::repair
