// From bits to fields: the nodes of one field that hang together become one node with ranges.
#include <sekisho/packetset/field_diagram.hpp>

#include "diagram.hpp"
#include "edge_map.hpp"

#include <utility>

namespace sekisho {

using detail::Block;
using detail::Edge;
using detail::Variable;

namespace {

struct TooManyRanges {};

/// Edges stand for functions, one edge per function, so a memory by edge is all that makes the result
/// canonical: equal remainders of a field are equal edges already.
class FieldDiagramBuilder {
 public:
  FieldDiagramBuilder(const detail::Diagram& diagram, std::size_t range_limit)
      : diagram_(diagram), ranges_left_(range_limit) {}

  void add_root(Edge set) { result_.roots.push_back(id_of(set)); }
  FieldDiagram take() { return std::move(result_); }

 private:
  /// A range of values of a field, ended by its last value, and the set behind it.
  struct Remainder {
    Bits128 last;
    Edge set;
  };

  FieldDiagram::Id id_of(Edge set) {
    if (set == detail::none_edge) return FieldDiagram::nothing;
    if (set == detail::all_edge) return FieldDiagram::everything;
    if (const FieldDiagram::Id* known = ids_.find(set)) return *known;
    const Field field = diagram_.order().field_of(diagram_.variable(set));
    const Block block = diagram_.order().block(field);
    std::vector<Remainder> remainders;
    split(set, block, block.first, 0, remainders);
    FieldDiagram::Node node{field, {}};
    node.parts.reserve(remainders.size());
    for (const Remainder& remainder : remainders) {
      node.parts.push_back({remainder.last, id_of(remainder.set)});
    }
    result_.nodes.push_back(std::move(node));
    const auto id = static_cast<FieldDiagram::Id>(FieldDiagram::first_node + result_.nodes.size() - 1);
    ids_.insert(set, id);
    return id;
  }

  /// Adds the ranges of the values that start with `prefix`, whose remaining bits begin at `variable`.
  void split(Edge set, Block block, Variable variable, Bits128 prefix, std::vector<Remainder>& remainders) {
    if (diagram_.variable(set) >= block.end()) {
      add(prefix | low_ones(block.end() - variable), set, remainders);
      return;
    }
    const auto next = static_cast<Variable>(variable + 1);
    split(diagram_.low_at(set, variable), block, next, prefix, remainders);
    split(diagram_.high_at(set, variable), block, next, prefix | Bits128{1} << block.bit_of(variable),
          remainders);
  }

  void add(Bits128 last, Edge set, std::vector<Remainder>& remainders) {
    if (!remainders.empty() && remainders.back().set == set) {
      remainders.back().last = last;
      return;
    }
    if (ranges_left_ == 0) throw TooManyRanges{};
    --ranges_left_;
    remainders.push_back({last, set});
  }

  const detail::Diagram& diagram_;
  std::size_t ranges_left_;
  detail::EdgeMap<FieldDiagram::Id> ids_;
  FieldDiagram result_;
};

}  // namespace

std::optional<FieldDiagram> to_field_diagram(std::span<const PacketSet> sets, std::size_t range_limit) {
  if (sets.empty()) return FieldDiagram{};
  FieldDiagramBuilder builder(*sets.front().diagram_, range_limit);
  try {
    for (const PacketSet& set : sets) {
      assert(set.diagram_ == sets.front().diagram_);
      builder.add_root(set.node_);
    }
  } catch (const TooManyRanges&) {
    return std::nullopt;
  }
  return builder.take();
}

}  // namespace sekisho
