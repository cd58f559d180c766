// Is there any way at all between two segments: links, VLANs, tunnels and devices, whatever the filters say.
#pragma once

#include <sekisho/model/network.hpp>

#include <vector>

namespace sekisho::check {

/// For each segment the number of the part of the network that it is in: no chain of broadcast domains,
/// segments and routing devices joins segments of two parts.
[[nodiscard]] std::vector<std::size_t> parts_of(const Network& network);

}  // namespace sekisho::check
