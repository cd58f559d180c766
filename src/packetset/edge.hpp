// Edges: how nodes of a diagram are named.
//
// An edge is a node index shifted left by one, with the complement attribute in the lowest bit. There
// is one terminal, node 0: edge 0 is the set of everything, edge 1 the empty set.
#pragma once

#include <cstdint>

namespace sekisho::detail {

using Edge = std::uint32_t;
using Variable = std::uint16_t;  // position in the variable order, 0 at the root

inline constexpr Edge all_edge = 0;
inline constexpr Edge none_edge = 1;

/// Edges fit in 29 bits so that the computed cache can keep an operation tag beside one.
inline constexpr std::uint32_t edge_bits = 29;
inline constexpr std::uint32_t max_nodes = std::uint32_t{1} << (edge_bits - 1);

/// The variable of the terminal: behind every real one.
inline constexpr Variable terminal_variable = 0xffff;

[[nodiscard]] constexpr Edge complement(Edge edge) { return edge ^ 1U; }
[[nodiscard]] constexpr bool is_complemented(Edge edge) { return (edge & 1U) != 0; }
[[nodiscard]] constexpr bool is_terminal(Edge edge) { return edge <= none_edge; }
[[nodiscard]] constexpr std::uint32_t index_of(Edge edge) { return edge >> 1; }

/// Spreads 64 bits over all of the result (the finalizer of MurmurHash3, shortened).
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t value) {
  value ^= value >> 32;
  value *= 0x9e3779b97f4a7c15ULL;
  value ^= value >> 29;
  return value;
}

}  // namespace sekisho::detail
