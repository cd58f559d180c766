// Who reaches whom: all pairs of a segment and another segment or a device, in both states.
#pragma once

#include "state.hpp"

#include <sekisho/compare/difference.hpp>

#include <vector>

namespace sekisho::compare {

/// The pairs between which other packets get through than before.
[[nodiscard]] std::vector<PairDifference> pair_differences(const State& before, const State& after,
                                                           std::size_t cube_limit);

}  // namespace sekisho::compare
