// Questions about rules answered with boxes, and with sets where a search takes too long.
#include "lint/rules/box_search.hpp"
#include "lint/rules/set_questions.hpp"

#include <algorithm>

namespace sekisho::lint {
namespace {

bool no_rule_has_several(const Boxes& boxes) {
  for (RuleIndex rule = 0; rule < boxes.rule_count(); ++rule) {
    if (boxes.first_of(rule + 1) > boxes.first_of(rule) + 1) return false;
  }
  return true;
}

class BoxQuestions final : public RuleQuestions {
 public:
  BoxQuestions(Boxes boxes, const Filter& filter, const Fates& fates, const Date& date)
      : boxes_(std::move(boxes)),
        tree_(boxes_),
        search_(tree_, fates),
        filter_(filter),
        fates_(fates),
        date_(date),
        all_one_box_(no_rule_has_several(boxes_)) {}

  void remove(RuleIndex rule) override {
    tree_.remove(rule);
    if (sets_) sets_->remove(rule);
  }

  [[nodiscard]] bool takes_any(RuleIndex rule) override {
    return boxes_.first_of(rule) < boxes_.first_of(rule + 1);
  }

  [[nodiscard]] std::optional<Arrival> reaching(RuleIndex rule,
                                                const std::vector<RuleIndex>& others) override {
    const std::vector<Box> extra = certain_boxes(others);
    return first_found(
        boxes_of(rule), [&](const Box& box) { return search_.reaching(box, rule, extra); },
        [&] { return sets().reaching(rule, overlapping(rule, 0, rule), others); });
  }

  [[nodiscard]] std::optional<Arrival> contested(RuleIndex earlier, RuleIndex later) override {
    std::vector<Box> regions;
    for (const Box& a : boxes_of(earlier)) {
      for (const Box& b : boxes_of(later)) {
        if (overlap(a, b)) regions.push_back(common(a, b));
      }
    }
    return first_found(
        regions, [&](const Box& box) { return search_.reaching(box, earlier, {}); },
        [&] { return sets().contested(earlier, later, overlapping(earlier, 0, earlier)); });
  }

  [[nodiscard]] std::optional<Decided> taken_otherwise(RuleIndex rule) override {
    bool given_up = false;
    for (const Box& region : boxes_of(rule)) {
      const BoxSearch::Outcome outcome = search_.taken_otherwise(region, rule);
      if (outcome.found) return Decided{outcome.decider, boxes_.arrival_of(*outcome.found)};
      given_up |= outcome.given_up;
    }
    return given_up ? sets().taken_otherwise(rule, overlapping(rule, 0, rule)) : std::nullopt;
  }

  [[nodiscard]] std::optional<RuleIndex> taker_of_all(RuleIndex rule) override {
    RuleIndex earliest = rule;
    if (is_one_box(rule)) {
      const Box& region = boxes_.all()[boxes_.first_of(rule)].box;
      tree_.visit_containing(region, 0, earliest, [&](const RuleBox& box) {
        if (box.certain && fates_.of_rule[box.rule].closes) earliest = box.rule;
        return false;
      });
    }
    if (!all_one_box_) {
      for (const RuleIndex other : overlapping(rule, 0, earliest)) {
        if (takes_all_of(other, rule)) return other;
      }
    }
    return earliest == rule ? std::nullopt : std::optional(earliest);
  }

  [[nodiscard]] std::optional<Arrival> left_by(RuleIndex rule,
                                               const std::vector<RuleIndex>& others) override {
    const std::vector<Box> taken = certain_boxes(others);
    return first_found(
        boxes_of(rule), [&](const Box& box) { return search_.reaching(box, 0, taken); },
        [&] { return sets().left_by(rule, others); });
  }

  [[nodiscard]] bool takes_all_of(RuleIndex rule, RuleIndex other) override {
    if (!is_one_box(rule)) return RuleQuestions::takes_all_of(rule, other);
    const RuleBox& taker = boxes_.all()[boxes_.first_of(rule)];
    if (!taker.certain || !fates_.of_rule[rule].closes) return false;
    for (std::size_t i = boxes_.first_of(other); i < boxes_.first_of(other + 1); ++i) {
      if (!contains(taker.box, boxes_.all()[i].box)) return false;
    }
    return true;
  }

  [[nodiscard]] std::optional<Arrival> faring_otherwise(RuleIndex rule) override {
    const auto end = static_cast<RuleIndex>(filter_.rules.size());
    return first_found(
        boxes_of(rule), [&](const Box& box) { return search_.faring_otherwise(box, rule); },
        [&] {
          return sets().faring_otherwise(rule, overlapping(rule, 0, rule), overlapping(rule, rule + 1, end));
        });
  }

  [[nodiscard]] std::vector<RuleIndex> overlapping(RuleIndex rule, RuleIndex first, RuleIndex last) override {
    std::vector<RuleIndex> result;
    for (const Box& box : boxes_of(rule)) {
      tree_.visit_overlapping(box, first, last, [&](const RuleBox& other) {
        result.push_back(other.rule);
        return false;
      });
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
  }

  [[nodiscard]] std::optional<RuleIndex> taker_of(const Arrival& arrival, RuleIndex first,
                                                  RuleIndex last) override {
    std::optional<RuleIndex> taker;
    RuleIndex earliest = last;
    tree_.visit_overlapping(boxes_.box_of(arrival), first, earliest, [&](const RuleBox& box) {
      if (box.certain && fates_.of_rule[box.rule].closes) taker = earliest = box.rule;
      return false;
    });
    return taker;
  }

 private:
  [[nodiscard]] std::vector<Box> boxes_of(RuleIndex rule) const {
    std::vector<Box> result;
    for (std::size_t i = boxes_.first_of(rule); i < boxes_.first_of(rule + 1); ++i)
      result.push_back(boxes_.all()[i].box);
    return result;
  }

  [[nodiscard]] bool is_one_box(RuleIndex rule) const {
    return boxes_.first_of(rule) + 1 == boxes_.first_of(rule + 1);
  }

  [[nodiscard]] std::vector<Box> certain_boxes(const std::vector<RuleIndex>& rules) const {
    std::vector<Box> result;
    for (const RuleIndex rule : rules) {
      if (!fates_.of_rule[rule].closes) continue;
      for (std::size_t i = boxes_.first_of(rule); i < boxes_.first_of(rule + 1); ++i) {
        if (boxes_.all()[i].certain) result.push_back(boxes_.all()[i].box);
      }
    }
    return result;
  }

  /// The first find in any of the regions; where a search is given up and nothing is found, what sets say.
  template <typename Search, typename Exactly>
  [[nodiscard]] std::optional<Arrival> first_found(const std::vector<Box>& regions, Search search,
                                                   Exactly exactly) {
    bool given_up = false;
    for (const Box& region : regions) {
      const BoxSearch::Outcome outcome = search(region);
      if (outcome.found) return boxes_.arrival_of(*outcome.found);
      given_up |= outcome.given_up;
    }
    return given_up ? exactly() : std::nullopt;
  }

  [[nodiscard]] SetQuestions& sets() {
    if (!sets_) {
      sets_ = std::make_unique<SetQuestions>(filter_, fates_, date_);
      for (RuleIndex rule = 0; rule < filter_.rules.size(); ++rule) {
        if (tree_.is_removed(rule)) sets_->remove(rule);
      }
    }
    return *sets_;
  }

  Boxes boxes_;
  BoxTree tree_;
  BoxSearch search_;
  const Filter& filter_;
  const Fates& fates_;
  Date date_;
  bool all_one_box_;
  std::unique_ptr<SetQuestions> sets_;
};

}  // namespace

std::unique_ptr<RuleQuestions> questions_about(const Filter& filter, const Fates& fates, const Date& date) {
  if (auto boxes = Boxes::of(filter, date))
    return std::make_unique<BoxQuestions>(std::move(*boxes), filter, fates, date);
  return set_questions_about(filter, fates, date);
}

}  // namespace sekisho::lint
