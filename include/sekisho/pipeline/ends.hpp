// A name of a segment or device that a user gives and that there is none of.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/model/network.hpp>

#include <string>

namespace sekisho {

/// Says that no segment (or device, with `devices_too`) has the name, and which one is nearest.
void report_unknown_end(const Snapshot& snapshot, const std::string& name, bool devices_too,
                        DiagnosticSink& sink);

}  // namespace sekisho
