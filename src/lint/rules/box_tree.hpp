// Finds the boxes that overlap a box, or the earliest of them, without looking at all.
//
// A bounding volume hierarchy: boxes are parted into halves by one end of theirs on one axis, whichever
// leaves the smaller hulls, down to a handful; every node knows the hull of what is below it and its first
// and last rule. Wide boxes come to lie apart from narrow ones that way.
#pragma once

#include "lint/rules/boxes.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace sekisho::lint {

class BoxTree {
 public:
  /// `boxes` stay where they are while this lives.
  explicit BoxTree(const Boxes& boxes);

  /// The rule is no longer there: none of its boxes is found any more.
  void remove(RuleIndex rule) { removed_[rule] = true; }
  [[nodiscard]] bool is_removed(RuleIndex rule) const { return removed_[rule]; }

  /// Calls `visit` with boxes that overlap `region` and whose rule r is first <= r < last, in no meaningful
  /// (but always the same) order, until it returns true. `visit` may lower the variable that `last` is.
  template <typename Visit>
  void visit_overlapping(const Box& region, RuleIndex first, const RuleIndex& last, Visit visit) const {
    this->visit(
        first, last, [&](const Box& box) { return overlap_on_axes(box, region); }, visit);
  }
  /// The same with boxes that hold all of `region`.
  template <typename Visit>
  void visit_containing(const Box& region, RuleIndex first, const RuleIndex& last, Visit visit) const {
    this->visit(
        first, last, [&](const Box& box) { return contains_on_axes(box, region); }, visit);
  }

  /// The axes on which boxes differ at all: the only ones worth cutting along.
  [[nodiscard]] const std::vector<std::size_t>& axes() const { return axes_; }

 private:
  struct Node {
    Box hull;
    RuleIndex first_rule = 0;
    RuleIndex last_rule = 0;
    std::uint32_t first = 0;  // leaf: boxes order_[first] and so on
    std::uint32_t count = 0;  // leaf: how many; 0: the left child follows, the right one is at `right`
    std::uint32_t right = 0;
  };

  /// `wanted`: holds for the hull of every node that has boxes for which it holds.
  template <typename Wanted, typename Visit>
  void visit(RuleIndex first, const RuleIndex& last, Wanted wanted, Visit visit) const {
    if (nodes_.empty()) return;
    const std::size_t bottom = open_.size();
    open_.push_back(0);
    while (open_.size() > bottom) {
      const std::uint32_t index = open_.back();
      const Node& node = nodes_[index];
      open_.pop_back();
      if (node.last_rule < first || node.first_rule >= last || !wanted(node.hull)) continue;
      if (node.count == 0) {
        open_.push_back(node.right);
        open_.push_back(index + 1);
        continue;
      }
      for (std::uint32_t i = node.first; i < node.first + node.count; ++i) {
        const RuleBox& box = (*boxes_)[order_[i]];
        if (box.rule < first || box.rule >= last || removed_[box.rule] || !wanted(box.box)) continue;
        if (visit(box)) {
          open_.resize(bottom);
          return;
        }
      }
    }
  }

  void build(std::uint32_t first, std::uint32_t count);
  [[nodiscard]] Node node_of(std::uint32_t first, std::uint32_t count) const;  // as a leaf
  /// How likely a box like those of the tree is to overlap a hull, up to a factor.
  [[nodiscard]] double room(const Box& hull) const;
  [[nodiscard]] bool overlap_on_axes(const Box& a, const Box& b) const {
    for (const std::size_t axis : axes_) {
      if (a[axis].first > b[axis].last || b[axis].first > a[axis].last) return false;
    }
    return true;
  }

  [[nodiscard]] bool contains_on_axes(const Box& outer, const Box& inner) const {
    for (const std::size_t axis : axes_) {
      if (outer[axis].first > inner[axis].first || inner[axis].last > outer[axis].last) return false;
    }
    return true;
  }

  const std::vector<RuleBox>* boxes_;
  std::vector<std::size_t> axes_;
  std::vector<double> usual_;  // by position in axes_: mean width of boxes
  std::vector<double> reach_;  // and how far they reach
  std::vector<std::uint32_t> order_;
  std::vector<Node> nodes_;  // in preorder
  std::vector<bool> removed_;
  mutable std::vector<std::uint32_t> open_;  // the stack of visits, kept for its memory
};

}  // namespace sekisho::lint
