// Which frames can meet: a graph of places that frames are in, joined from both sides.
//
// A node is a place that a frame is in without further tagging: the untagged side of a port, a VLAN of
// a switch, a tagged subinterface, a tunnel. A join says that a frame in one place gets to the other.
// In truth a join may be one-way; it counts as both ways, which can only make the domains larger: the
// upper bound stays an upper bound, and a switch that hears a frame on a port also sends the answer there.
#pragma once

#include <sekisho/model/network.hpp>

#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace sekisho {

using JoinNode = std::uint32_t;
inline constexpr JoinNode no_node = static_cast<JoinNode>(-1);

using ReasonIndex = std::uint32_t;

class JoinGraph {
 public:
  [[nodiscard]] JoinNode add_node();
  [[nodiscard]] ReasonIndex add_reason(JoinReason reason);

  /// Joins two places; an uncertain join counts for `may_root` only. A node that is `no_node` joins nothing.
  void join(JoinNode a, JoinNode b, bool certain, std::initializer_list<ReasonIndex> reasons = {});

  /// Nodes with one root are joined, by certain and uncertain joins together, or by certain ones only.
  [[nodiscard]] JoinNode may_root(JoinNode node) const { return root(may_, node); }
  [[nodiscard]] JoinNode must_root(JoinNode node) const { return root(must_, node); }

  /// What holds together the nodes of one may-root: reasons as they were given, in order, once each.
  [[nodiscard]] std::vector<std::pair<JoinNode, ReasonIndex>> reasons_by_root() const;
  [[nodiscard]] const JoinReason& reason(ReasonIndex index) const { return reasons_[index]; }

 private:
  using Forest = std::vector<JoinNode>;  // parent of each node; a root is its own
  static JoinNode root(const Forest& forest, JoinNode node);
  static void unite(Forest& forest, JoinNode a, JoinNode b);

  Forest may_;
  Forest must_;
  std::vector<JoinReason> reasons_;
  std::vector<std::pair<JoinNode, ReasonIndex>> uses_;
};

}  // namespace sekisho
