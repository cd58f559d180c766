// The nodes of a diagram: storage, sharing and garbage collection.
//
// Canonicity (Bryant 1986; Brace, Rudell, Bryant 1990): for a fixed variable order a set has exactly
// one node when
//   1. no node has equal children (reduction),
//   2. no two nodes have the same variable and children (sharing, by the unique table),
//   3. no high edge is complemented; a complement there moves to the low edge and the incoming edge.
// Complement edges halve the nodes in the best case and make the complement of a set free, which is
// what difference, inclusion and first-match filters use all the time.
//
// The unique table is open-addressed with linear probing: 4 bytes per slot, at most three quarters
// full, rebuilt after each collection, so it never carries tombstones. Chaining through the nodes
// would cost the same 4 bytes per node and one more dependent memory access per step.
//
// Collection is mark and sweep from the nodes that handles refer to. Counting references on inner
// edges as well would find garbage at once, but makes every construction of a node write to two
// others; sets live briefly here, so a rare linear sweep is cheaper.
#pragma once

#include "edge.hpp"
#include "large_pages.hpp"

#include <cstddef>
#include <vector>

namespace sekisho::detail {

/// The store is full of nodes, live or not. The diagram collects and retries (diagram.hpp).
struct OutOfNodes {};

class NodeStore {
 public:
  struct Node {
    Edge low;
    Edge high;
    std::uint32_t references;  // handles to this node; not edges from other nodes
    Variable variable;
  };

  [[nodiscard]] const Node& node(Edge edge) const { return nodes_[index_of(edge)]; }
  explicit NodeStore(std::size_t limit);

  /// The edge of the set "variable ? high : low". Both children lie behind `variable` in the order.
  [[nodiscard]] Edge make(Variable variable, Edge low, Edge high) {
    if (low == high) return low;
    const Edge flip = high & 1U;  // invariant 3: keep high edges plain
    return find_or_insert(variable, low ^ flip, high ^ flip) ^ flip;
  }

  [[nodiscard]] Variable variable(Edge edge) const { return nodes_[index_of(edge)].variable; }
  /// The children of a set, with the complement of its own edge applied.
  [[nodiscard]] Edge low(Edge edge) const { return nodes_[index_of(edge)].low ^ (edge & 1U); }
  [[nodiscard]] Edge high(Edge edge) const { return nodes_[index_of(edge)].high ^ (edge & 1U); }

  void add_reference(Edge edge) { ++nodes_[index_of(edge)].references; }
  void drop_reference(Edge edge) { --nodes_[index_of(edge)].references; }

  /// Frees every node that no referenced node reaches.
  void collect();

  [[nodiscard]] std::size_t used() const { return used_; }  // nodes stored, garbage included
  [[nodiscard]] std::size_t peak() const { return peak_; }
  [[nodiscard]] std::size_t slot_count() const { return slots_.size(); }
  [[nodiscard]] std::size_t limit() const { return limit_; }
  [[nodiscard]] std::size_t bytes() const;
  /// Nodes that referenced nodes reach: what would survive a collection. Linear in the store.
  [[nodiscard]] std::size_t live() const;

 private:
  [[nodiscard]] static std::uint64_t hash(Variable variable, Edge low, Edge high) {
    return mix((std::uint64_t{low} << 32 | high) + variable * 0xc2b2ae3d27d4eb4fULL);
  }
  [[nodiscard]] std::size_t home_slot(std::uint64_t hash_value) const {
    return static_cast<std::size_t>(hash_value) & (slots_.size() - 1);
  }
  [[nodiscard]] Edge find_or_insert(Variable variable, Edge low, Edge high);
  [[nodiscard]] std::uint32_t allocate();
  [[nodiscard]] std::vector<bool> reachable() const;
  void rebuild_slots(std::size_t size);

  LargeVector<Node> nodes_;
  LargeVector<std::uint32_t> slots_;  // node indexes; 0 (the terminal, never looked up) is empty
  std::uint32_t free_ = 0;            // head of the free list, chained through `low`; 0 ends it
  std::size_t used_ = 0;
  std::size_t peak_ = 0;
  std::size_t limit_;
};

}  // namespace sekisho::detail
