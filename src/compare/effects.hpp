// What a changed config comes to: whether its device does anything else than before.
#pragma once

#include "state.hpp"
#include "texts.hpp"

#include <sekisho/compare/difference.hpp>

#include <vector>

namespace sekisho::compare {

/// The files whose lines differ, with the effect of all changes of their device together.
[[nodiscard]] std::vector<FileDifference> file_differences(const State& before, const State& after,
                                                           const std::vector<FilePair>& pairs,
                                                           const std::vector<FilterDifference>& filters);

}  // namespace sekisho::compare
