// The report of `reach`: which packets get from one place to another, as readable cubes.
#pragma once

#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/report/options.hpp>

#include <string>

namespace sekisho::report {

/// `snapshot`, where given, lends its labels.
[[nodiscard]] std::string reach_text(const ReachResult& result, const Snapshot* snapshot,
                                     const TextOptions& options);
[[nodiscard]] std::string reach_json(const ReachResult& result, const JsonOptions& options);

}  // namespace sekisho::report
