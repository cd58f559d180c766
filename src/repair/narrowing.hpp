// What a rule may keep when a part of it is forbidden.
#pragma once

#include "dialect.hpp"

#include <sekisho/model/device.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace sekisho::repair {

inline constexpr std::size_t most_ranges = 8;  // of addresses or ports, in a rule that people still read

/// A rule in the filter that it is of.
struct RulePlace {
  const Filter* filter = nullptr;
  std::size_t index = 0;
};

/// The rule of a device that stands where `source` says; nothing when it has none there.
[[nodiscard]] std::optional<RulePlace> find_place(const Device& device, const RuleSource& source);
/// The same; null when it has none there.
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
