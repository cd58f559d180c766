// Is there any way at all between two segments: links, VLANs, tunnels and devices, whatever the filters say.
#pragma once

#include <sekisho/model/network.hpp>

namespace sekisho::check {

/// False only when no chain of broadcast domains, segments and routing devices joins the two.
[[nodiscard]] bool may_be_joined(const Network& network, SegmentIndex from, SegmentIndex to);

}  // namespace sekisho::check
