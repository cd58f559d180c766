#include "lint/rules/box_search.hpp"

namespace sekisho::lint {
namespace {

constexpr int most_steps = 4'000;
constexpr int most_looked_at = 24;  // boxes in the way of one region

}  // namespace

void BoxSearch::cut(const Open& open, const Box& cutter) {
  Open left = open;
  const std::size_t bottom = stack_.size();
  for (const std::size_t axis : tree_.axes()) {
    const Interval whole = left.box[axis];
    const Interval& taken = cutter[axis];
    if (whole.first < taken.first) {
      left.box[axis] = {whole.first, taken.first - 1};
      stack_.push_back(left);
    }
    if (taken.last < whole.last) {
      left.box[axis] = {taken.last + 1, whole.last};
      stack_.push_back(left);
    }
    left.box[axis] = {std::max(whole.first, taken.first), std::min(whole.last, taken.last)};
  }
  // The first pieces are the largest: they are to be looked at first.
  std::reverse(stack_.begin() + static_cast<std::ptrdiff_t>(bottom), stack_.end());
}

float BoxSearch::share(const Box& region, const Box& taker) const {
  float result = 1;
  for (const std::size_t axis : tree_.axes()) {
    const std::uint32_t first = std::max(region[axis].first, taker[axis].first);
    const std::uint32_t last = std::min(region[axis].last, taker[axis].last);
    result *=
        static_cast<float>(last - first + 1) / static_cast<float>(region[axis].last - region[axis].first + 1);
  }
  return result;
}

const Box* BoxSearch::holder(const Box& region, RuleIndex before) const {
  const Box* found = nullptr;
  tree_.visit_containing(region, 0, before, [&](const RuleBox& box) {
    if (box.certain && fates_.of_rule[box.rule].closes) found = &box.box;
    return found != nullptr;
  });
  return found;
}

const Box* BoxSearch::in_the_way(const Box& region, RuleIndex before) const {
  if (const Box* all = holder(region, before)) return all;
  const Box* best = nullptr;
  float most = 0;
  int looked_at = 0;
  tree_.visit_overlapping(region, 0, before, [&](const RuleBox& box) {
    if (!box.certain || !fates_.of_rule[box.rule].closes) return false;
    const float taken = share(region, box.box);
    if (taken > most) {
      most = taken;
      best = &box.box;
    }
    return ++looked_at >= most_looked_at;
  });
  return best;
}

const Box* BoxSearch::in_the_way(const Box& region, const std::vector<Box>& boxes) const {
  const Box* best = nullptr;
  float most = 0;
  for (const Box& box : boxes) {
    if (!overlap(region, box)) continue;
    const float taken = share(region, box);
    if (taken > most) {
      most = taken;
      best = &box;
    }
  }
  return best;
}

BoxSearch::Outcome BoxSearch::reaching(const Box& region, RuleIndex before, const std::vector<Box>& others) {
  stack_ = {{region, false}};
  for (int step = 0; !stack_.empty(); ++step) {
    if (step == most_steps) return {std::nullopt, true, 0};
    const Open open = stack_.back();
    stack_.pop_back();
    const Box* taker = in_the_way(open.box, before);
    if (taker == nullptr) taker = in_the_way(open.box, others);
    if (taker == nullptr) return {open.box, false, 0};
    cut(open, *taker);
  }
  return {};
}

const RuleBox* BoxSearch::first_decider(const Box& region, RuleIndex first, RuleIndex last,
                                        std::uint32_t like, bool surely) const {
  RuleIndex before = last;
  const RuleBox* decider = nullptr;
  tree_.visit_overlapping(region, first, before, [&](const RuleBox& box) {
    const Fate& fate = fates_.of_rule[box.rule];
    if ((surely || fate.number == like) && !(box.certain && fate.closes)) return false;
    before = box.rule;  // only earlier ones from here on
    decider = &box;
    return false;
  });
  return decider;
}

BoxSearch::Outcome BoxSearch::taken_otherwise(const Box& region, RuleIndex rule) {
  const std::uint32_t fate = fates_.of_rule[rule].number;
  stack_ = {{region, false}};
  for (int step = 0; !stack_.empty(); ++step) {
    if (step == most_steps) return {std::nullopt, true, 0};
    const Open open = stack_.back();
    stack_.pop_back();
    const RuleBox* decider = first_decider(open.box, 0, rule, fate, true);
    if (decider == nullptr) continue;
    if (fates_.of_rule[decider->rule].number != fate)
      return {common(open.box, decider->box), false, decider->rule};
    cut(open, decider->box);
  }
  return {};
}

BoxSearch::Outcome BoxSearch::faring_otherwise(const Box& region, RuleIndex rule) {
  const auto end = static_cast<RuleIndex>(fates_.of_rule.size());
  const std::uint32_t fate = fates_.of_rule[rule].number;
  stack_ = {{region, false}};
  for (int step = 0; !stack_.empty(); ++step) {
    if (step == most_steps) return {std::nullopt, true, 0};
    Open open = stack_.back();
    stack_.pop_back();
    const Box* taker = open.reaching ? nullptr : in_the_way(open.box, rule);
    if (taker != nullptr) {
      cut(open, *taker);
      continue;
    }
    const RuleBox* decider = first_decider(open.box, rule + 1, end, fate, false);
    if (decider == nullptr && fates_.at_end.number != fate) return {open.box, false, 0};
    if (decider == nullptr) continue;
    if (fates_.of_rule[decider->rule].number != fate) return {common(open.box, decider->box), false, 0};
    open.reaching = true;
    cut(open, decider->box);
  }
  return {};
}

}  // namespace sekisho::lint
