// The number of members of a set.
//
// Both counts work on densities, the share of the universe below a node that is in the set: the
// density of a node is the mean of its children's, wherever variables are skipped. One pass over the
// nodes.
#pragma once

#include "diagram.hpp"
#include "edge_map.hpp"

#include <optional>

namespace sekisho::detail {

/// Densities as doubles. A shared memory for sets that are counted together.
class DensityCounter {
 public:
  explicit DensityCounter(const Diagram& diagram) : diagram_(diagram) {}
  [[nodiscard]] double density(Edge set);

 private:
  const Diagram& diagram_;
  EdgeMap<double> known_;  // per edge, not per node: 1 - x would lose the digits of a tiny x
};

/// Members of a set; exact while the number has at most 53 significant bits all the way down.
[[nodiscard]] double count(const Diagram& diagram, Edge set);

/// Members of a set as factor * 2^exponent; nothing when the factor needs more than 127 bits.
[[nodiscard]] std::optional<MemberCount> exact_count(const Diagram& diagram, Edge set);

}  // namespace sekisho::detail
