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

/// If-then-else where it is constant, or a conjunction because one branch is.
std::optional<Edge> simple_if_then_else(Diagram& diagram, Edge condition, Edge then, Edge otherwise) {
  if (condition == all_edge || then == otherwise) return then;
  if (condition == none_edge) return otherwise;
  if (then == all_edge || then == condition) return disjunction(diagram, condition, otherwise);
  if (then == none_edge || then == complement(condition)) return difference(diagram, otherwise, condition);
  if (otherwise == none_edge || otherwise == condition) return conjunction(diagram, condition, then);
  if (otherwise == all_edge || otherwise == complement(condition)) {
    return disjunction(diagram, complement(condition), then);
  }
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

Edge if_then_else(Diagram& diagram, Edge condition, Edge then, Edge otherwise) {
  if (const auto simple = simple_if_then_else(diagram, condition, then, otherwise)) return *simple;
  if (is_complemented(condition)) {
    condition = complement(condition);
    std::swap(then, otherwise);
  }
  const Edge flip = then & 1U;  // ite(f, ~g, ~h) = ~ite(f, g, h)
  then ^= flip;
  otherwise ^= flip;
  const CacheKey key{Operation::if_then_else, condition, then, otherwise};
  if (const auto known = diagram.find(key)) return *known ^ flip;

  const Variable top =
      std::min({diagram.variable(condition), diagram.variable(then), diagram.variable(otherwise)});
  const Edge low = if_then_else(diagram, diagram.low_at(condition, top), diagram.low_at(then, top),
                                diagram.low_at(otherwise, top));
  const Edge high = if_then_else(diagram, diagram.high_at(condition, top), diagram.high_at(then, top),
                                 diagram.high_at(otherwise, top));
  const Edge result = diagram.make(top, low, high);
  diagram.store(key, result);
  return result ^ flip;
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
