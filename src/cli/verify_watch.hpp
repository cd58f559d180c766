// verify --watch-files: a run after every save.
#pragma once

#include "cli/session.hpp"

#include <sekisho/pipeline/pipeline.hpp>

#include <string>

namespace sekisho::cli {

/// Verifies, and verifies again whenever a file that was read is saved, until the user wants to end. Reports
/// the first run as a whole, then what has changed; as JSON, one object a line for each run. The exit status
/// is that of the last run.
[[nodiscard]] int watch_and_verify(const std::string& snapshot, const VerifyOptions& options,
                                   Session& session);

}  // namespace sekisho::cli
