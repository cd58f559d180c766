#include "operations.hpp"

#include <algorithm>
#include <utility>

namespace sekisho::detail {

namespace {

/// The conjunction where it needs no recursion.
std::optional<Edge> simple_conjunction(Edge a, Edge b) {
  if (a == b || b == all_edge) return a;
  if (a == all_edge) return b;
  if (a == none_edge || b == none_edge || a == complement(b)) return none_edge;
  return std::nullopt;
}

}  // namespace

Edge conjunction(Diagram& diagram, Edge a, Edge b) {
  if (const auto simple = simple_conjunction(a, b)) return *simple;
  if (a > b) std::swap(a, b);  // commutative: one cache entry for both orders
  const CacheKey key{Operation::conjunction, a, b};
  if (const auto known = diagram.find(key)) return *known;

  const Variable top = std::min(diagram.variable(a), diagram.variable(b));
  const Edge low = conjunction(diagram, diagram.low_at(a, top), diagram.low_at(b, top));
  const Edge high = conjunction(diagram, diagram.high_at(a, top), diagram.high_at(b, top));
  const Edge result = diagram.make(top, low, high);
  diagram.store(key, result);
  return result;
}

Edge branch(Diagram& diagram, Variable variable, Edge low, Edge high) {
  const Variable top = std::min(diagram.variable(low), diagram.variable(high));
  if (top > variable) return diagram.make(variable, low, high);
  if (low == high) return low;
  const CacheKey key{Operation::branch, low, high, variable};
  if (const auto known = diagram.find(key)) return *known;

  const Edge result =
      diagram.make(top, branch(diagram, variable, diagram.low_at(low, top), diagram.low_at(high, top)),
                   branch(diagram, variable, diagram.high_at(low, top), diagram.high_at(high, top)));
  diagram.store(key, result);
  return result;
}

Edge continuation(Diagram& diagram, Edge decision, Edge next) {
  if (is_terminal(decision)) return decision;
  if (diagram.variable(decision) == diagram.order().open_variable()) return next;
  const CacheKey key{Operation::continuation, decision, next};
  if (const auto known = diagram.find(key)) return *known;

  const Variable top = std::min(diagram.variable(decision), diagram.variable(next));
  const Edge low = continuation(diagram, diagram.low_at(decision, top), diagram.low_at(next, top));
  const Edge high = continuation(diagram, diagram.high_at(decision, top), diagram.high_at(next, top));
  const Edge result = diagram.make(top, low, high);
  diagram.store(key, result);
  return result;
}

// Only "disjoint" is worth remembering: the opposite answer ends the whole recursion.
bool intersects(Diagram& diagram, Edge a, Edge b) {
  if (const auto simple = simple_conjunction(a, b)) return *simple != none_edge;
  if (a > b) std::swap(a, b);
  const CacheKey key{Operation::disjoint, a, b};
  if (diagram.find(key)) return false;
  if (const auto known = diagram.find({Operation::conjunction, a, b})) return *known != none_edge;

  const Variable top = std::min(diagram.variable(a), diagram.variable(b));
  if (intersects(diagram, diagram.low_at(a, top), diagram.low_at(b, top))) return true;
  if (intersects(diagram, diagram.high_at(a, top), diagram.high_at(b, top))) return true;
  diagram.store(key, none_edge);
  return false;
}

}  // namespace sekisho::detail
