// The engine behind PacketSpace: a reduced ordered binary decision diagram with complement edges.
//
// A set of packets is a Boolean function of the header bits. Every operation is a recursion over pairs
// of nodes from the root down, shared by the computed cache: at most |A| * |B| steps for a binary
// operation, close to |A| + |B| for the sets that filters make.
//
// Why bits and not fields: nodes that are whole fields (the network decision diagram of NSDI 2025)
// keep the top of a diagram small but compute with edge labels, which are again sets and need a
// diagram of their own; on ordered filters the bit-level form was measured several times faster.
//
// Garbage is collected only between operations, when handles hold everything that is needed; inside
// an operation no node is freed, so edges are plain numbers there. Nodes that run out within an
// operation abandon it; it is tried once more after a collection, then PacketSetTooLarge leaves.
//
// Recursion is as deep as there are variables (below 500 in the full layout), so the stack is safe.
#pragma once

#include "computed_cache.hpp"
#include "node_store.hpp"
#include "variable_order.hpp"

#include <sekisho/packetset/packet_set.hpp>

#include <cassert>
#include <cstddef>

namespace sekisho::detail {

class Diagram {
 public:
  Diagram(const Layout& layout, std::size_t node_limit) : order_(layout), nodes_(node_limit) {}
  ~Diagram() { assert(handles_ == 0 && "a PacketSet outlived its PacketSpace"); }
  Diagram(const Diagram&) = delete;
  Diagram& operator=(const Diagram&) = delete;

  [[nodiscard]] const VariableOrder& order() const { return order_; }

  // Nodes.
  [[nodiscard]] Edge make(Variable variable, Edge low, Edge high) { return nodes_.make(variable, low, high); }
  [[nodiscard]] const NodeStore::Node& node(Edge edge) const { return nodes_.node(edge); }
  [[nodiscard]] Variable variable(Edge edge) const { return nodes_.variable(edge); }
  [[nodiscard]] Edge low(Edge edge) const { return nodes_.low(edge); }
  [[nodiscard]] Edge high(Edge edge) const { return nodes_.high(edge); }
  /// The halves of a set by the value of `variable`, which is not behind its top variable.
  [[nodiscard]] Edge low_at(Edge edge, Variable variable) const {
    return nodes_.variable(edge) == variable ? nodes_.low(edge) : edge;
  }
  [[nodiscard]] Edge high_at(Edge edge, Variable variable) const {
    return nodes_.variable(edge) == variable ? nodes_.high(edge) : edge;
  }

  // Results of recursion steps.
  [[nodiscard]] std::optional<Edge> find(const CacheKey& key) const { return cache_.find(key); }
  void store(const CacheKey& key, Edge result) { cache_.store(key, result); }

  // Handles.
  void add_handle(Edge edge) {
    ++handles_;
    nodes_.add_reference(edge);
  }
  void drop_handle(Edge edge) {
    --handles_;
    nodes_.drop_reference(edge);
  }

  /// Runs one operation that may make nodes. Its operands are held by handles; what it returns is not
  /// held yet, so the caller wraps it before the next operation.
  template <typename Build>
  auto run(const Build& build);

  void collect();
  [[nodiscard]] PacketSpace::Statistics statistics() const;

 private:
  VariableOrder order_;
  NodeStore nodes_;
  ComputedCache cache_;
  std::size_t handles_ = 0;
  std::size_t collect_at_ = first_collection;

  static constexpr std::size_t first_collection = 1U << 16;
};

template <typename Build>
auto Diagram::run(const Build& build) {
  if (nodes_.used() >= collect_at_) collect();
  try {
    return build();
  } catch (const OutOfNodes&) {
    collect();
  }
  try {
    return build();
  } catch (const OutOfNodes&) {
    collect();
    throw PacketSetTooLarge{nodes_.limit()};
  }
}

}  // namespace sekisho::detail
