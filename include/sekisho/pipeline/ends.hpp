// Segments and devices by the names that a user gives.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/model/network.hpp>

#include <optional>
#include <string>

namespace sekisho {

[[nodiscard]] std::optional<SegmentIndex> find_segment(const Snapshot& snapshot, const std::string& name);

/// Says that no segment (or device, with `devices_too`) has the name, and which one is nearest.
void report_unknown_end(const Snapshot& snapshot, const std::string& name, bool devices_too,
                        DiagnosticSink& sink);

}  // namespace sekisho
