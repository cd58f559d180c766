#include <sekisho/packetset/bit_diagram.hpp>

#include "diagram.hpp"
#include "edge_map.hpp"

#include <utility>

namespace sekisho {

using detail::Edge;

namespace {

struct TooManyNodes {};

/// Edges stand for functions, one edge per function, so a memory by edge is all that makes the result
/// canonical.
class BitDiagramBuilder {
 public:
  BitDiagramBuilder(const detail::Diagram& diagram, std::size_t node_limit)
      : diagram_(diagram), node_limit_(node_limit) {}

  void add_root(Edge set) { result_.roots.push_back(id_of(set)); }
  BitDiagram take() { return std::move(result_); }

 private:
  BitDiagram::Id id_of(Edge set) {
    if (set == detail::none_edge) return BitDiagram::nothing;
    if (set == detail::all_edge) return BitDiagram::everything;
    if (const BitDiagram::Id* known = ids_.find(set)) return *known;
    const detail::Variable variable = diagram_.variable(set);
    const BitDiagram::Id zero = id_of(diagram_.low_at(set, variable));
    const BitDiagram::Id one = id_of(diagram_.high_at(set, variable));
    if (result_.nodes.size() == node_limit_) throw TooManyNodes{};
    result_.nodes.push_back({variable, zero, one});
    const auto id = static_cast<BitDiagram::Id>(BitDiagram::first_node + result_.nodes.size() - 1);
    ids_.insert(set, id);
    return id;
  }

  const detail::Diagram& diagram_;
  std::size_t node_limit_;
  detail::EdgeMap<BitDiagram::Id> ids_;
  BitDiagram result_;
};

}  // namespace

std::optional<BitDiagram> to_bit_diagram(std::span<const PacketSet> sets, std::size_t node_limit) {
  if (sets.empty()) return BitDiagram{};
  BitDiagramBuilder builder(*sets.front().diagram_, node_limit);
  try {
    for (const PacketSet& set : sets) {
      assert(set.diagram_ == sets.front().diagram_);
      builder.add_root(set.node_);
    }
  } catch (const TooManyNodes&) {
    return std::nullopt;
  }
  return builder.take();
}

}  // namespace sekisho
