// The network as it was approved against the network as it is.
#pragma once

#include <sekisho/compare/difference.hpp>
#include <sekisho/loading/load.hpp>
#include <sekisho/policy/requirement.hpp>

#include <optional>
#include <vector>

namespace sekisho::pipeline {

/// What differs from the network whose changed devices still have their approved configs. Nothing when no
/// requirement asks for it, no device has changed, or an approved config cannot be read.
[[nodiscard]] std::optional<compare::StateDifference> since_approval(
    const LoadedNetwork& now, const std::vector<Requirement>& requirements, const Date& date);

}  // namespace sekisho::pipeline
