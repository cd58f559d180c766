// A set as a short list of cubes that a person can read.
#pragma once

#include "diagram.hpp"

namespace sekisho::detail {

/// See PacketSet::cubes.
[[nodiscard]] PacketSet::Cubes readable_cubes(Diagram& diagram, Edge set, std::size_t limit);

}  // namespace sekisho::detail
