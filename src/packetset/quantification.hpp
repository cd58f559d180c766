// Operations that take bits away from a set or move them: projection and exchange of fields.
#pragma once

#include "diagram.hpp"

namespace sekisho::detail {

/// The elements that agree with some member on every variable outside the block.
///
/// Recursion to the end of the block; inside it the halves are united. Linear above the block; within
/// it as costly as the unions, which for the prefixes and ranges of filters are small.
[[nodiscard]] Edge exists(Diagram& diagram, Edge set, Block block);

/// The set with the values of two disjoint blocks of equal width exchanged.
///
/// Rebuilt from the bottom: the swapped halves of a node are joined again under the partner of its
/// variable, put in at the right place. Each of these steps walks what lies above that place, so a node
/// costs up to the size of its swapped halves. Exchanging neighbouring variables level by level, as in
/// dynamic reordering, would disturb all other sets of the space.
[[nodiscard]] Edge swap_blocks(Diagram& diagram, Edge set, Block a, Block b);

}  // namespace sekisho::detail
