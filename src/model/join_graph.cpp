#include "model/join_graph.hpp"

#include <algorithm>
#include <cassert>

namespace sekisho {

JoinNode JoinGraph::add_node() {
  const auto node = static_cast<JoinNode>(may_.size());
  may_.push_back(node);
  must_.push_back(node);
  return node;
}

ReasonIndex JoinGraph::add_reason(JoinReason reason) {
  reasons_.push_back(std::move(reason));
  return static_cast<ReasonIndex>(reasons_.size() - 1);
}

void JoinGraph::join(JoinNode a, JoinNode b, bool certain, std::initializer_list<ReasonIndex> reasons) {
  if (a == no_node || b == no_node) return;
  unite(may_, a, b);
  if (certain) unite(must_, a, b);
  for (const ReasonIndex reason : reasons) uses_.emplace_back(a, reason);
}

JoinNode JoinGraph::root(const Forest& forest, JoinNode node) {
  assert(node < forest.size());
  while (forest[node] != node) node = forest[node];
  return node;
}

/// The smaller root stays: results depend on the order of nodes only. Paths are shortened on the way up
/// (path halving), which alone gives logarithmic cost (Tarjan and van Leeuwen 1984).
void JoinGraph::unite(Forest& forest, JoinNode a, JoinNode b) {
  const auto halve = [&](JoinNode node) {
    while (forest[node] != node) {
      forest[node] = forest[forest[node]];
      node = forest[node];
    }
    return node;
  };
  a = halve(a);
  b = halve(b);
  forest[std::max(a, b)] = std::min(a, b);
}

std::vector<std::pair<JoinNode, ReasonIndex>> JoinGraph::reasons_by_root() const {
  std::vector<std::pair<JoinNode, ReasonIndex>> uses = uses_;
  for (auto& [node, reason] : uses) node = may_root(node);
  std::ranges::sort(uses);
  uses.erase(std::unique(uses.begin(), uses.end()), uses.end());
  return uses;
}

}  // namespace sekisho
