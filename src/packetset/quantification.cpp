#include "quantification.hpp"

#include "operations.hpp"

#include <algorithm>

namespace sekisho::detail {

namespace {

/// The variable that takes the place of `variable` when the blocks change places.
Variable partner(Variable variable, Block a, Block b) {
  if (a.contains(variable)) return static_cast<Variable>(variable - a.first + b.first);
  if (b.contains(variable)) return static_cast<Variable>(variable - b.first + a.first);
  return variable;
}

}  // namespace

Edge exists(Diagram& diagram, Edge set, Block block) {
  const Variable top = diagram.variable(set);
  if (top >= block.end()) return set;  // nothing of the block below; the terminal is behind everything
  const CacheKey key{Operation::exists, set, std::uint32_t{block.first} << 16 | block.end()};
  if (const auto known = diagram.find(key)) return *known;

  const Edge low = exists(diagram, diagram.low(set), block);
  Edge result = all_edge;
  if (!block.contains(top)) {
    result = diagram.make(top, low, exists(diagram, diagram.high(set), block));
  } else if (low != all_edge) {
    result = disjunction(diagram, low, exists(diagram, diagram.high(set), block));
  }
  diagram.store(key, result);
  return result;
}

Edge swap_blocks(Diagram& diagram, Edge set, Block a, Block b) {
  const Variable top = diagram.variable(set);
  if (top >= std::max(a.end(), b.end())) return set;
  const Edge flip = set & 1U;  // exchanging commutes with the complement
  set ^= flip;
  const CacheKey key{Operation::swap, set, std::uint32_t{a.first} << 16 | b.first,
                     static_cast<std::uint32_t>(a.width)};
  if (const auto known = diagram.find(key)) return *known ^ flip;

  const Edge low = swap_blocks(diagram, diagram.low(set), a, b);
  const Edge high = swap_blocks(diagram, diagram.high(set), a, b);
  const Edge result = branch(diagram, partner(top, a, b), low, high);
  diagram.store(key, result);
  return result ^ flip;
}

}  // namespace sekisho::detail
