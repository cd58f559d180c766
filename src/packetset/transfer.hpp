// Copies of sets from one diagram to another.
#pragma once

#include "diagram.hpp"
#include "edge_map.hpp"

namespace sekisho::detail {

/// Copies sets node by node, children first, each node once for all sets that share it. Only reads the
/// diagram copied from. Both diagrams have the same layout.
class Transfer {
 public:
  Transfer(const Diagram& from, Diagram& to) : from_(from), to_(to) {}
  [[nodiscard]] Edge copy(Edge set);

 private:
  const Diagram& from_;
  Diagram& to_;
  EdgeMap<Edge> copied_;  // plain edges only: a complement is copied with its set
};

}  // namespace sekisho::detail
