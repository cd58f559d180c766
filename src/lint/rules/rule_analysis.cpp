#include "lint/rules/rule_analysis.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

namespace sekisho::lint {
namespace {

constexpr std::size_t most_listed = 8;        // rules of a generalization or correlation
constexpr std::size_t most_pairs_tried = 64;  // rules among which two are sought that together cover a third

bool is_plain(const Rule& rule) { return rule.action == Action::permit || rule.action == Action::deny; }

/// What an iptables rule tells the sender: `REJECT --reject-with tcp-reset` is no `DROP` to who waits for an
/// answer. Packets get through neither, so the model has no word for it, and the line is asked.
std::string_view refusal_of(const Rule& rule) {
  if (rule.action != Action::deny) return {};
  const std::string_view text = rule.source.text;
  const std::size_t at = text.find("-j REJECT");
  return at == std::string_view::npos ? std::string_view() : text.substr(at);
}

class Analysis {
 public:
  Analysis(const Filter& filter, const Fates& fates, RuleQuestions& questions, const Date& date)
      : filter_(filter),
        fates_(fates),
        questions_(questions),
        date_(date),
        count_(static_cast<RuleIndex>(filter.rules.size())),
        removed_(filter.rules.size()) {
    for (const Rule& rule : filter.rules) {
      left_ += is_implied(rule, filter) ? 0 : 1;
      ++left_at_[place_of(rule)];
    }
  }

  std::vector<RuleRelation> run() && {
    for (RuleIndex rule = 0; rule < count_; ++rule) find_dead(rule);
    for (RuleIndex rule = 0; rule < count_; ++rule) find_needless(rule);
    std::erase_if(relations_, [&](const RuleRelation& relation) { return rules_left_at(relation.rule) > 0; });
    for (RuleIndex rule = 0; rule < count_; ++rule) find_overlaps(rule);
    std::stable_sort(relations_.begin(), relations_.end(),
                     [](const RuleRelation& a, const RuleRelation& b) { return a.rule < b.rule; });
    return std::move(relations_);
  }

 private:
  void remove(RuleIndex rule) {
    removed_[rule] = true;
    if (!is_implied(filter_.rules[rule], filter_)) --left_;
    --left_at_.at(place_of(filter_.rules[rule]));
    questions_.remove(rule);
  }

  /// Rules that no packet comes to.
  void find_dead(RuleIndex rule) {
    if (activity_on(filter_.rules[rule].schedule, date_) == Activity::inactive) {
      remove(rule);  // its schedule is a finding of its own
    } else if (!questions_.takes_any(rule)) {
      relations_.push_back({FindingKind::unreachable, rule, {}, 0, false, {}});
      remove(rule);
    } else if (!questions_.reaching(rule, {})) {
      relations_.push_back(covered(rule));
      remove(rule);
    }
  }

  RuleRelation covered(RuleIndex rule) {
    RuleRelation relation{FindingKind::redundant, rule, cover(rule), 0, false, {}};
    const bool is_repeated = relation.by.size() == 1 && alike(relation.by.front(), rule);
    if (is_repeated) {
      if (questions_.takes_all_of(rule, relation.by.front())) relation.kind = FindingKind::duplicate;
      return relation;
    }
    if (const auto decided = questions_.taken_otherwise(rule)) {
      relation.kind = FindingKind::shadowed;
      relation.example = decided->arrival;
      if (std::ranges::all_of(relation.by, [&](RuleIndex other) { return alike(other, rule); }))
        relation.by.insert(std::ranges::lower_bound(relation.by, decided->by), decided->by);
    }
    return relation;
  }

  [[nodiscard]] bool alike(RuleIndex a, RuleIndex b) const {
    return fates_.of_rule[a].number == fates_.of_rule[b].number;
  }

  /// Earlier rules that together take all of a rule: one or two where that is possible, else a set of which
  /// none can be left out.
  std::vector<RuleIndex> cover(RuleIndex rule) {
    if (const std::optional<RuleIndex> one = questions_.taker_of_all(rule)) return {*one};
    std::vector<RuleIndex> found = gathered(
        [&](const std::vector<RuleIndex>& so_far) { return questions_.left_by(rule, so_far); }, 0, rule);
    if (found.size() <= 2) return found;
    const std::vector<RuleIndex> candidates = questions_.overlapping(rule, 0, rule);
    if (candidates.size() <= most_pairs_tried) {
      for (std::size_t i = 0; i < candidates.size(); ++i) {
        for (std::size_t j = i + 1; j < candidates.size(); ++j) {
          if (!questions_.left_by(rule, {candidates[i], candidates[j]}))
            return {candidates[i], candidates[j]};
        }
      }
    }
    for (std::size_t i = 0; i < found.size();) {
      std::vector<RuleIndex> without = found;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
      if (questions_.left_by(rule, without)) {
        ++i;
      } else {
        found = std::move(without);
      }
    }
    return found;
  }

  /// Takers of packets, one after the other, until `left` finds none that those so far do not take.
  template <typename Left>
  std::vector<RuleIndex> gathered(Left left, RuleIndex first, RuleIndex last, bool* end = nullptr) {
    std::vector<RuleIndex> result;
    while (const std::optional<Arrival> arrival = left(result)) {
      const std::optional<RuleIndex> taker = questions_.taker_of(*arrival, first, last);
      if (!taker || std::ranges::find(result, *taker) != result.end()) {
        if (end != nullptr) *end = true;
        break;
      }
      result.insert(std::ranges::lower_bound(result, *taker), *taker);
    }
    return result;
  }

  /// Some lines make several rules (a policy about both families): only when none of them is needed can they
  /// go.
  using Place = std::pair<std::string_view, int>;
  [[nodiscard]] static Place place_of(const Rule& rule) {
    return {rule.source.span.file, rule.source.span.line};
  }
  /// Rules of the same lines that are not removed; of rules without lines, itself only.
  [[nodiscard]] int rules_left_at(RuleIndex rule) const {
    const Place place = place_of(filter_.rules[rule]);
    return place.second > 0 ? left_at_.at(place) : removed_[rule] ? 0 : 1;
  }

  /// A list without entries is another list: IOS lets everything pass it.
  [[nodiscard]] bool is_last_left(RuleIndex rule) const {
    return left_ == 1 && !is_implied(filter_.rules[rule], filter_);
  }

  /// Rules that packets come to, and fare no worse without.
  void find_needless(RuleIndex index) {
    const Rule& rule = filter_.rules[index];
    if (removed_[index] || !fates_.of_rule[index].closes || is_last_left(index) || rules_left_at(index) > 1)
      return;
    if (questions_.faring_otherwise(index)) return;
    RuleRelation relation{FindingKind::redundant, index, {}, 0, false, {}};
    relation.by =
        gathered([&](const std::vector<RuleIndex>& so_far) { return questions_.reaching(index, so_far); },
                 index + 1, count_, &relation.by_end);
    const auto records = [&](RuleIndex other) { return filter_.rules[other].log; };
    if (rule.log && (relation.by_end || !std::ranges::all_of(relation.by, records))) return;  // it records
    const auto refuses_alike = [&](RuleIndex other) {
      return refusal_of(filter_.rules[other]) == refusal_of(rule);
    };
    if (!std::ranges::all_of(relation.by, refuses_alike)) return;
    if (relation.by_end && !refusal_of(rule).empty()) return;
    relations_.push_back(std::move(relation));
    remove(index);
  }

  /// Earlier rules that decide otherwise about some of a rule's packets.
  void find_overlaps(RuleIndex rule) {
    if (removed_[rule] || !is_plain(filter_.rules[rule])) return;
    const bool catches_all = takes_everything(filter_.rules[rule]);
    if (catches_all) return;
    RuleRelation wider{FindingKind::generalization, rule, {}, 0, false, {}};
    RuleRelation crossing{FindingKind::correlation, rule, {}, 0, false, {}};
    for (const RuleIndex other : questions_.overlapping(rule, 0, rule)) {
      if (!is_plain(filter_.rules[other]) || alike(other, rule)) continue;
      if (place_of(filter_.rules[other]) == place_of(filter_.rules[rule]) &&
          place_of(filter_.rules[rule]).second > 0)
        continue;  // a line that may do the one or the other
      const bool inside = questions_.takes_all_of(rule, other);
      RuleRelation& relation = inside ? wider : crossing;
      if (relation.by.size() == most_listed) {
        ++relation.more_by;
        continue;
      }
      const auto example = questions_.contested(other, rule);
      if (!example) continue;
      relation.by.push_back(other);
      if (!relation.example) relation.example = example;
    }
    for (RuleRelation* relation : {&wider, &crossing}) {
      if (!relation->by.empty()) relations_.push_back(std::move(*relation));
    }
  }

  const Filter& filter_;
  const Fates& fates_;
  RuleQuestions& questions_;
  Date date_;
  RuleIndex count_;
  std::vector<bool> removed_;
  std::map<Place, int> left_at_;
  std::size_t left_ = 0;  // rules with lines of their own that are not removed
  std::vector<RuleRelation> relations_;
};

/// What decides the fate of a packet that a rule takes.
using Decision = std::tuple<Action, std::string, bool, const Rewrite*>;

}  // namespace

bool takes_everything(const Rule& rule) {
  const Match& match = rule.match;
  const auto is_any = [](const AddressMatch& address) { return address.any && !address.negated; };
  return is_any(match.source) && is_any(match.destination) && match.services.empty() &&
         match.states.empty() && !match.marks && match.source_macs.empty() && rule.ingress.empty() &&
         rule.egress.empty();
}

bool is_implied(const Rule& rule, const Filter& filter) {
  const std::string& label = rule.source.label;
  return rule.source.text.empty() || label.starts_with(filter.name + " (") ||
         label.starts_with(filter.name + " implicit");
}

bool decide_alike(const Rule& a, const Rule& b) {
  const auto translates = [](const Rule& rule) { return rule.translate && !rule.translate->empty(); };
  return a.action == b.action && a.list == b.list && translates(a) == translates(b) &&
         (!translates(a) || *a.translate == *b.translate);
}

Fates fates_of(const Filter& filter, ListEnd end) {
  Fates fates;
  std::vector<const Rule*> known;  // an example of each number
  Rule at_end;
  at_end.action = end == ListEnd::default_action ? filter.default_action : Action::give_back;
  if (end != ListEnd::both) known.push_back(&at_end);
  const auto hands_over = [](const Rule& rule) {
    return rule.action == Action::call || rule.action == Action::require;
  };
  for (const Rule& rule : filter.rules) {
    const auto like = [&](const Rule* other) { return decide_alike(*other, rule); };
    auto same = std::find_if(known.begin(), known.end(), like);
    if (same == known.end()) same = known.insert(same, &rule);
    fates.of_rule.push_back({static_cast<std::uint32_t>(same - known.begin()), !hands_over(rule)});
  }
  fates.at_end.number = end == ListEnd::both ? static_cast<std::uint32_t>(known.size()) : 0;
  return fates;
}

std::vector<RuleRelation> analyse_rules(const Filter& filter, const Fates& fates, RuleQuestions& questions,
                                        const Date& date) {
  return Analysis(filter, fates, questions, date).run();
}

std::vector<RuleIndex> staying(const Filter& filter, const std::vector<RuleRelation>& relations) {
  std::vector<bool> gone(filter.rules.size());
  for (const RuleRelation& relation : relations) {
    const bool removable =
        relation.kind == FindingKind::shadowed || relation.kind == FindingKind::duplicate ||
        relation.kind == FindingKind::redundant || relation.kind == FindingKind::unreachable;
    if (removable) gone[relation.rule] = true;
  }
  std::vector<RuleIndex> result;
  for (RuleIndex rule = 0; rule < gone.size(); ++rule) {
    if (!gone[rule]) result.push_back(rule);
  }
  return result;
}

}  // namespace sekisho::lint
