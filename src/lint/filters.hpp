// The filters of a device, whatever they filter.
#pragma once

#include "lint/rules/rule_analysis.hpp"

#include <sekisho/model/device.hpp>

#include <string>
#include <vector>

namespace sekisho::lint {

struct ListedFilter {
  Filter filter;     // of NAT rules: each as a rule that permits with its translation
  std::string name;  // as findings tell it
  ListEnd end = ListEnd::default_action;
  bool translates = false;  // NAT: its rules permit nothing, they translate
  bool forwards = false;    // filters packets on their way between interfaces
  bool decides = false;     // packets come to it, to be let through or not
  bool own_only = false;    // and no others than the device itself sends
};

/// All of them that have rules: those of Device::filters by name, then policies, then NAT.
[[nodiscard]] std::vector<ListedFilter> filters_of(const Device& device);

}  // namespace sekisho::lint
