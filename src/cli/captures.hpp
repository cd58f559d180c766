// The captures that a command is to hold against the model: named on the command line, or listed in the
// snapshot.
#pragma once

#include "cli/session.hpp"

#include <sekisho/evidence/confirm.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho::cli {

/// False, and reported, when the snapshot has no capture point of that name.
bool find_point(const Snapshot& snapshot, const std::string& point, DiagnosticSink& sink);

/// What arguments of the form `[POINT=]FILE` name; a point that the snapshot lacks is reported.
[[nodiscard]] std::vector<evidence::CaptureSource> named_captures(const std::vector<std::string>& arguments,
                                                                  const Snapshot& snapshot,
                                                                  DiagnosticSink& sink);

/// All that the capture points of the snapshot list, each file once; none is reported as an error.
[[nodiscard]] std::vector<evidence::CaptureSource> listed_captures(const Snapshot& snapshot,
                                                                   DiagnosticSink& sink);

/// Holds them against the model and the policy; nothing, with a message, when one cannot be read: a part of
/// the evidence is not what was asked for.
[[nodiscard]] std::optional<evidence::ConfirmResult> confirm_captures(
    const LoadedNetwork& loaded, const std::vector<Requirement>& requirements,
    const std::vector<evidence::CaptureSource>& wanted, Session& session);

}  // namespace sekisho::cli
