// Sets over the value of one block of variables, made node by node from the bottom.
//
// No set operation is involved: a range takes at most two nodes per bit (one that still follows the
// lower bound, one that follows the upper), a pattern one per constrained bit. Uniting the prefixes of
// a range instead would make and drop many more nodes.
#pragma once

#include "diagram.hpp"

namespace sekisho::detail {

/// Values of the block in first..last; both within its width, first <= last.
[[nodiscard]] Edge range_set(Diagram& diagram, Block block, Bits128 first, Bits128 last);

/// Values x of the block with ((x ^ value) & care) == 0, of the elements of `rest`, which depends on
/// variables behind the block only.
[[nodiscard]] Edge pattern_set(Diagram& diagram, Block block, Bits128 value, Bits128 care,
                               Edge rest = all_edge);

}  // namespace sekisho::detail
