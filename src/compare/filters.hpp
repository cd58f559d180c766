// Filters of a device that both states have, as sets.
#pragma once

#include "bounds.hpp"
#include "state.hpp"

#include <sekisho/compare/difference.hpp>

#include <set>
#include <string>
#include <vector>

namespace sekisho::compare {

/// A filter of one state as it is asked: where it is, and between which interfaces ("": not known).
struct AskedFilter {
  const State* state = nullptr;
  DeviceIndex device = 0;
  const Filter* filter = nullptr;  // null: there is none, all packets pass
  std::string ingress;
  std::string egress;
};

/// Names of lists that rules of other lists or filters of the device hand packets to: pieces, not filters by
/// themselves.
[[nodiscard]] std::set<std::string> called_lists(const Device& device);

/// What there is to tell about packets of `gained`, that one of the filters permits and the other does not.
[[nodiscard]] FilterFlow told(const AskedFilter& before, const AskedFilter& after, const Gain& gained,
                              std::size_t cube_limit);

/// The filters that changed, device by device: named ones (except those that only other filters call: what
/// they do shows in these), policies between interfaces, and the filter of packets to the device.
[[nodiscard]] std::vector<FilterDifference> filter_differences(const State& before, const State& after,
                                                               std::size_t cube_limit);

}  // namespace sekisho::compare
