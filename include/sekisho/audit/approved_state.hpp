// The state of a device's configs that somebody has approved.
#pragma once

#include <sekisho/model/snapshot.hpp>

#include <string>
#include <vector>

namespace sekisho::audit {

/// True when the SHA-256 of each file is one of those that were approved. A file that cannot be read is none.
[[nodiscard]] bool are_approved(const std::vector<std::string>& files, const ApprovedState& state);

/// True when the device's configs are not the approved ones, and the approved ones are at hand: what has
/// changed can then be told.
[[nodiscard]] bool has_changed_since(const SnapshotDevice& device);

}  // namespace sekisho::audit
