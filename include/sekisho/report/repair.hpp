// The report of `repair`: what to change, in the device's own syntax, and what else that stops.
#pragma once

#include <sekisho/repair/repair.hpp>
#include <sekisho/report/options.hpp>

#include <string>

namespace sekisho::report {

/// `patch_file`: where the patch was written; empty: nowhere. `snapshot`, where given, lends its labels.
[[nodiscard]] std::string repair_text(const repair::RepairResult& result, const Snapshot* snapshot,
                                      const std::string& patch_file, const TextOptions& options);
[[nodiscard]] std::string repair_json(const repair::RepairResult& result, const JsonOptions& options);

/// 1 when some violation has no repair, else 0.
[[nodiscard]] int exit_status_of(const repair::RepairResult& result);

}  // namespace sekisho::report
