#include "node_store.hpp"

#include <algorithm>

namespace sekisho::detail {

namespace {

constexpr std::size_t initial_slots = 1U << 10;
constexpr Variable free_variable = terminal_variable - 1;

}  // namespace

NodeStore::NodeStore(std::size_t limit)
    : slots_(initial_slots, 0), limit_(std::min<std::size_t>(limit, max_nodes - 1)) {
  nodes_.push_back({all_edge, all_edge, 0, terminal_variable});
}

Edge NodeStore::find_or_insert(Variable variable, Edge low, Edge high) {
  const std::uint64_t hash_value = hash(variable, low, high);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = home_slot(hash_value);
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const Node& node = nodes_[slots_[slot]];
    if (node.low == low && node.high == high && node.variable == variable) return slots_[slot] << 1;
  }
  const std::uint32_t index = allocate();
  nodes_[index] = {low, high, 0, variable};
  slots_[slot] = index;
  if (used_ > slots_.size() / 4 * 3) rebuild_slots(slots_.size() * 2);
  return index << 1;
}

std::uint32_t NodeStore::allocate() {
  if (used_ >= limit_) throw OutOfNodes{};
  std::uint32_t index = free_;
  if (index != 0) {
    free_ = nodes_[index].low;
  } else {
    index = static_cast<std::uint32_t>(nodes_.size());
    nodes_.emplace_back();
  }
  peak_ = std::max(peak_, ++used_);
  return index;
}

std::vector<bool> NodeStore::reachable() const {
  std::vector<bool> marked(nodes_.size(), false);
  std::vector<std::uint32_t> pending;
  const auto visit = [&](std::uint32_t index) {
    if (index == 0 || marked[index]) return;
    marked[index] = true;
    pending.push_back(index);
  };
  for (std::uint32_t root = 1; root < nodes_.size(); ++root) {
    if (nodes_[root].references == 0) continue;
    visit(root);
    while (!pending.empty()) {
      const Node& node = nodes_[pending.back()];
      pending.pop_back();
      visit(index_of(node.low));
      visit(index_of(node.high));
    }
  }
  return marked;
}

void NodeStore::collect() {
  const std::vector<bool> marked = reachable();
  free_ = 0;
  used_ = 0;
  // Backwards, so that the free list hands out low indexes first.
  for (auto index = static_cast<std::uint32_t>(nodes_.size() - 1); index > 0; --index) {
    if (marked[index]) {
      ++used_;
      continue;
    }
    nodes_[index] = {free_, all_edge, 0, free_variable};
    free_ = index;
  }
  rebuild_slots(slots_.size());
}

void NodeStore::rebuild_slots(std::size_t size) {
  slots_.assign(size, 0);
  const std::size_t mask = size - 1;
  for (std::uint32_t index = 1; index < nodes_.size(); ++index) {
    const Node& node = nodes_[index];
    if (node.variable == free_variable) continue;
    std::size_t slot = home_slot(hash(node.variable, node.low, node.high));
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = index;
  }
}

std::size_t NodeStore::bytes() const {
  return nodes_.capacity() * sizeof(Node) + slots_.capacity() * sizeof(std::uint32_t);
}

std::size_t NodeStore::live() const {
  const std::vector<bool> marked = reachable();
  return static_cast<std::size_t>(std::count(marked.begin(), marked.end(), true));
}

}  // namespace sekisho::detail
