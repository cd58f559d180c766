// Reading a snapshot for the commands that need one.
#pragma once

#include "cli/session.hpp"

#include <sekisho/pipeline/pipeline.hpp>

#include <optional>
#include <string>

namespace sekisho::cli {

/// The network of the snapshot; nothing, with everything wrong told, when it is not usable: a verdict
/// on half of a network would be no verdict.
[[nodiscard]] std::optional<LoadedNetwork> load(const std::string& snapshot, Session& session);

}  // namespace sekisho::cli
