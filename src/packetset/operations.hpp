// Boolean operations on sets: conjunction, if-then-else, and the test for a common member.
//
// With complement edges every binary operation is a conjunction of complements (a | b = ~(~a & ~b)),
// so one recursion and one region of the cache serve them all. If-then-else is only needed where a
// variable is put in at a place that is not the top (swap), and falls back to the conjunction
// as soon as a branch is constant.
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

/// (condition & then) | (~condition & otherwise).
[[nodiscard]] Edge if_then_else(Diagram& diagram, Edge condition, Edge then, Edge otherwise);

/// `decision` with `next` put in wherever it is still open, that is, where it is the set of the open
/// variable alone (first_match.cpp).
[[nodiscard]] Edge continuation(Diagram& diagram, Edge decision, Edge next);

/// Whether the sets have a common member. Makes no node and stops at the first common member found.
[[nodiscard]] bool intersects(Diagram& diagram, Edge a, Edge b);

}  // namespace sekisho::detail
