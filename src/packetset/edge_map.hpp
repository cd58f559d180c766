// A small hash map from edges to values, for one pass over a diagram.
//
// Open-addressed and insert-only: several times faster than std::unordered_map on the counting passes,
// which visit each node once.
#pragma once

#include "edge.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace sekisho::detail {

template <typename Value>
class EdgeMap {
 public:
  EdgeMap() : slots_(64) {}

  /// The value of an edge, or nothing. Valid until the next insertion.
  [[nodiscard]] const Value* find(Edge edge) const {
    const Slot& slot = slots_[position(edge)];
    return slot.edge == edge ? &slot.value : nullptr;
  }

  /// Adds an edge that is not there yet.
  void insert(Edge edge, Value value) {
    if (++used_ > slots_.size() / 2) grow();
    slots_[position(edge)] = {edge, std::move(value)};
  }

  [[nodiscard]] std::size_t size() const { return used_; }

 private:
  static constexpr Edge unused = ~Edge{0};
  struct Slot {
    Edge edge = unused;
    Value value{};
  };

  /// Where the edge is, or where it would go.
  [[nodiscard]] std::size_t position(Edge edge) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(mix(edge * 0xc2b2ae3d27d4eb4fULL)) & mask;
    while (slots_[at].edge != edge && slots_[at].edge != unused) at = (at + 1) & mask;
    return at;
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    std::swap(old, slots_);
    for (Slot& slot : old) {
      if (slot.edge != unused) slots_[position(slot.edge)] = std::move(slot);
    }
  }

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace sekisho::detail
