// Questions about one set that make no node: membership, a member, size.
#pragma once

#include "diagram.hpp"

#include <optional>

namespace sekisho::detail {

[[nodiscard]] bool contains(const Diagram& diagram, Edge set, const FieldValues& values);

/// The member that is least in the variable order; the set is not empty.
[[nodiscard]] FieldValues least_member(const Diagram& diagram, Edge set);

/// Nodes reachable from a set, the terminal left out.
[[nodiscard]] std::size_t node_count(const Diagram& diagram, Edge set);

}  // namespace sekisho::detail
