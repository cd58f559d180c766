#include "inspection.hpp"

#include "edge_map.hpp"

#include <vector>

namespace sekisho::detail {

bool contains(const Diagram& diagram, Edge set, const FieldValues& values) {
  while (!is_terminal(set)) {
    set = diagram.order().value(values, diagram.variable(set)) ? diagram.high(set) : diagram.low(set);
  }
  return set == all_edge;
}

// Every edge but none_edge leads to a member, so taking the low side wherever it is not empty never
// has to turn back. Variables that no node of the path decides stay zero.
FieldValues least_member(const Diagram& diagram, Edge set) {
  FieldValues values{};
  while (!is_terminal(set)) {
    if (diagram.low(set) != none_edge) {
      set = diagram.low(set);
      continue;
    }
    const Variable variable = diagram.variable(set);
    const Field field = diagram.order().field_of(variable);
    values[static_cast<std::size_t>(field)] |= Bits128{1} << diagram.order().block(field).bit_of(variable);
    set = diagram.high(set);
  }
  return values;
}

std::size_t node_count(const Diagram& diagram, Edge set) {
  struct Seen {};
  EdgeMap<Seen> seen;
  std::vector<Edge> pending;
  const auto visit = [&](Edge edge) {
    edge &= ~Edge{1};  // a set and its complement are one node
    if (is_terminal(edge) || seen.find(edge) != nullptr) return;
    seen.insert(edge, {});
    pending.push_back(edge);
  };
  visit(set);
  while (!pending.empty()) {
    const Edge edge = pending.back();
    pending.pop_back();
    visit(diagram.low(edge));
    visit(diagram.high(edge));
  }
  return seen.size();
}

}  // namespace sekisho::detail
