// The values of one field, grouped by what they leave of a pair of sets.
//
// Walking the variables of the field in value order finds maximal ranges of values behind which the
// sets continue alike. Values that lead to the same two edges form one group, whatever gaps lie
// between them. Linear in the number of ranges, which holes in a mask can make exponential; so it is
// bounded.
#pragma once

#include "diagram.hpp"

#include <cstddef>
#include <vector>

namespace sekisho::detail {

/// What is still to be covered, and what may be covered at most.
struct Interval {
  Edge required = none_edge;
  Edge allowed = all_edge;
  friend bool operator==(const Interval&, const Interval&) = default;
};

struct ValueGroup {
  std::vector<ValueRange> values;  // ascending, not adjacent
  Interval rest;                   // over the variables behind the field
};

struct FieldPartition {
  std::vector<ValueGroup> groups;  // by their least value
  bool complete = true;            // false: more ranges than the limit, the rest left out
};

/// The groups of the values of `block`; the sets do not depend on variables before it.
[[nodiscard]] FieldPartition partition(const Diagram& diagram, Interval sets, Block block,
                                       std::size_t range_limit);

}  // namespace sekisho::detail
