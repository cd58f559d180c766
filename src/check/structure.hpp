// Is there any way at all between two segments: links, VLANs, tunnels and devices, whatever the filters say.
#pragma once

#include <sekisho/dump/model_file.hpp>

namespace sekisho::check {

/// False only when no chain of domains and routing devices leads from the segment that the requirement
/// names to the other. True for requirements about devices, and when a name is unknown.
[[nodiscard]] bool may_be_joined(const Network& network, const Requirement& requirement);

}  // namespace sekisho::check
