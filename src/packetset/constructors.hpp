// Sets over the value of one block of variables, made node by node from the bottom.
//
// No set operation is involved: a range takes at most two nodes per bit (one that still follows the
// lower bound, one that follows the upper), a pattern one per constrained bit. Uniting the prefixes of
// a range instead would make and drop many more nodes.
#pragma once

#include "diagram.hpp"

namespace sekisho::detail {

/// Values of the block in first..last; both within its width, first <= last. Of the elements of `rest`, which
/// depends on variables behind the block only.
[[nodiscard]] Edge range_set(Diagram& diagram, Block block, Bits128 first, Bits128 last,
                             Edge rest = all_edge);

/// Values of the block in any of the ranges, of the elements of `rest`, as above. The ranges are ascending
/// and disjoint; what lies beyond the width of the block is cut off.
[[nodiscard]] Edge ranges_set(Diagram& diagram, Block block, std::span<const ValueRange> ranges,
                              Edge rest = all_edge);

/// Values x of the block with ((x ^ value) & care) == 0, of the elements of `rest`, as above.
[[nodiscard]] Edge pattern_set(Diagram& diagram, Block block, Bits128 value, Bits128 care,
                               Edge rest = all_edge);

}  // namespace sekisho::detail
