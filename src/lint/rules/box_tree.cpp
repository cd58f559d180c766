#include "lint/rules/box_tree.hpp"

#include <optional>

namespace sekisho::lint {
namespace {

constexpr std::uint32_t leaf_size = 8;

/// One end of boxes on an axis, by which they can be parted.
struct Side {
  std::size_t axis = 0;
  bool last = false;

  [[nodiscard]] std::uint32_t of(const Box& box) const { return last ? box[axis].last : box[axis].first; }
};

}  // namespace

BoxTree::BoxTree(const Boxes& of) : boxes_(&of.all()), removed_(of.rule_count()) {
  const std::vector<RuleBox>& boxes = of.all();
  for (std::size_t axis = 0; axis < axis_count; ++axis) {
    const auto differs = [&](const RuleBox& box) { return box.box[axis] != boxes.front().box[axis]; };
    if (std::any_of(boxes.begin(), boxes.end(), differs)) axes_.push_back(axis);
  }
  for (const std::size_t axis : axes_) {
    double sum = 0;
    std::uint32_t greatest = 0;
    for (const RuleBox& box : boxes) {
      sum += box.box[axis].last - box.box[axis].first + 1.0;
      greatest = std::max(greatest, box.box[axis].last);
    }
    usual_.push_back(sum / static_cast<double>(boxes.size()));
    reach_.push_back(greatest + 1.0);
  }
  order_.resize(boxes.size());
  for (std::uint32_t i = 0; i < order_.size(); ++i) order_[i] = i;
  if (!boxes.empty()) build(0, static_cast<std::uint32_t>(boxes.size()));
}

BoxTree::Node BoxTree::node_of(std::uint32_t first, std::uint32_t count) const {
  Node node;
  node.hull = (*boxes_)[order_[first]].box;
  node.first_rule = node.last_rule = (*boxes_)[order_[first]].rule;
  node.first = first;
  node.count = count;
  for (std::uint32_t i = first; i < first + count; ++i) {
    const RuleBox& box = (*boxes_)[order_[i]];
    node.first_rule = std::min(node.first_rule, box.rule);
    node.last_rule = std::max(node.last_rule, box.rule);
    for (const std::size_t axis : axes_) {
      node.hull[axis].first = std::min(node.hull[axis].first, box.box[axis].first);
      node.hull[axis].last = std::max(node.hull[axis].last, box.box[axis].last);
    }
  }
  return node;
}

void BoxTree::build(std::uint32_t first, std::uint32_t count) {
  const std::size_t self = nodes_.size();
  nodes_.push_back(node_of(first, count));
  if (count <= leaf_size) return;
  const std::uint32_t half = count / 2;
  const auto begin = order_.begin() + first;
  const auto part = [&](const Side& side) {
    std::nth_element(begin, begin + half, begin + count, [&](std::uint32_t a, std::uint32_t b) {
      const std::uint32_t left = side.of((*boxes_)[a].box);
      const std::uint32_t right = side.of((*boxes_)[b].box);
      return left != right ? left < right : a < b;
    });
  };
  std::optional<Side> best;
  double least = room(nodes_[self].hull) * 2;
  for (const std::size_t axis : axes_) {
    for (const bool last : {false, true}) {
      part({axis, last});
      const double cost = room(node_of(first, half).hull) + room(node_of(first + half, count - half).hull);
      if (cost >= least) continue;
      least = cost;
      best = Side{axis, last};
    }
  }
  if (!best) return;
  part(*best);
  nodes_[self].count = 0;
  build(first, half);
  nodes_[self].right = static_cast<std::uint32_t>(nodes_.size());
  build(first + half, count - half);
}

double BoxTree::room(const Box& hull) const {
  double result = 1;
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    const Interval& interval = hull[axes_[i]];
    result *= (interval.last - interval.first + 1 + usual_[i]) / reach_[i];
  }
  return result;
}

}  // namespace sekisho::lint
