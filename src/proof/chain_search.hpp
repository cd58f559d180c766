// The shortest chain through a graph whose edges are found as the search goes on.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace sekisho::proof {

/// Vertices from `from` to `to`, both included, each joined to the next by an edge, as few as possible; empty
/// when no chain exists. `next` gives the ends of a vertex's edges, numbers below `vertices`; it is called
/// once per vertex at most, and never for `to`. Among chains of one length, the one whose steps come first in
/// the order of `next`.
[[nodiscard]] std::vector<std::size_t> shortest_chain(
    std::size_t vertices, std::size_t from, std::size_t to,
    const std::function<std::vector<std::size_t>(std::size_t)>& next);

}  // namespace sekisho::proof
