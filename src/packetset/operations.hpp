// Boolean operations on sets.
//
// With complement edges every binary operation is a conjunction of complements (a | b = ~(~a & ~b)),
// so one recursion and one region of the cache serve them all. There is no general if-then-else: what
// needs one here (putting a variable in, joining the parts of a rule list) is a smaller recursion of
// its own.
#pragma once

#include "diagram.hpp"

namespace sekisho::detail {

[[nodiscard]] Edge conjunction(Diagram& diagram, Edge a, Edge b);

[[nodiscard]] inline Edge disjunction(Diagram& diagram, Edge a, Edge b) {
  return complement(conjunction(diagram, complement(a), complement(b)));
}

[[nodiscard]] inline Edge difference(Diagram& diagram, Edge a, Edge b) {
  return conjunction(diagram, a, complement(b));
}

/// The set "variable ? high : low", where the variable's place may be anywhere among those of `low` and
/// `high`, which do not depend on it themselves.
[[nodiscard]] Edge branch(Diagram& diagram, Variable variable, Edge low, Edge high);

/// `decision` with `next` put in wherever it is still open, that is, where it is the set of the open
/// variable alone (first_match.cpp).
[[nodiscard]] Edge continuation(Diagram& diagram, Edge decision, Edge next);

/// Whether the sets have a common member. Makes no node and stops at the first common member found.
[[nodiscard]] bool intersects(Diagram& diagram, Edge a, Edge b);

}  // namespace sekisho::detail
