// What one filter does with one packet, by plain comparisons.
#pragma once

#include <sekisho/model/filter.hpp>

#include <string>
#include <vector>

namespace sekisho {

struct FilterDecision {
  bool permits = false;
  const RuleSource* source =
      nullptr;          // the rule, or the filter's implicit one; points into the filter's lists
  bool certain = true;  // false: another decision may be made instead
};

/// The decisions that may be made: one unless a rule is uncertain. `lists`: Device::filters of the filter's
/// device. `ingress`, `egress`: interface names; empty: not known.
[[nodiscard]] std::vector<FilterDecision> decide(const Filter& filter, const FilterLists& lists,
                                                 const Packet& packet, const Date& date,
                                                 const std::string& ingress, const std::string& egress);

}  // namespace sekisho
