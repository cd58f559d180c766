// What the analysis says of random filters, held against trying every packet.
#include "lint/rules/mergeable.hpp"
#include "lint/rules/rule_analysis.hpp"
#include "simulation/matching.hpp"
#include "support/data.hpp"
#include "tiny_filters.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace sekisho::lint {
namespace {

using simulation::Answer;
using test::TinyArrival;
using test::TinyFilterOptions;

const Date today{2026, 11, 21};

Answer answer_of(const Rule& rule, const TinyArrival& arrival) {
  return std::min({simulation::matches(rule.match, arrival.packet),
                   simulation::in_force(rule.schedule, today),
                   simulation::names(rule.ingress, &arrival.ingress)});
}

/// Everything that the analysis says, by the words of its contract and nothing else.
class BruteForce {
 public:
  BruteForce(const Filter& filter, const Fates& fates) : filter_(filter), fates_(fates) {
    static const std::vector<TinyArrival> arrivals = test::all_tiny_arrivals();
    count_ = arrivals.size();
    for (const Rule& rule : filter.rules) {
      std::vector<Answer>& answers = answers_.emplace_back();
      for (const TinyArrival& arrival : arrivals) answers.push_back(answer_of(rule, arrival));
    }
    gone_.resize(filter.rules.size());
  }

  [[nodiscard]] bool may(RuleIndex rule, std::size_t packet) const {
    return answers_[rule][packet] != Answer::no;
  }
  [[nodiscard]] bool must(RuleIndex rule, std::size_t packet) const {
    return answers_[rule][packet] == Answer::yes;
  }
  void remove(RuleIndex rule) { gone_[rule] = true; }
  [[nodiscard]] bool gone(RuleIndex rule) const { return gone_[rule]; }

  template <typename Holds>
  [[nodiscard]] bool some(Holds holds) const {
    for (std::size_t packet = 0; packet < count_; ++packet) {
      if (holds(packet)) return true;
    }
    return false;
  }

  [[nodiscard]] bool comes_to(RuleIndex rule, std::size_t packet) const {
    for (RuleIndex other = 0; other < rule; ++other) {
      if (!gone_[other] && must(other, packet)) return false;
    }
    return true;
  }
  [[nodiscard]] bool same(RuleIndex a, RuleIndex b) const {
    return fates_.of_rule[a].number == fates_.of_rule[b].number;
  }
  [[nodiscard]] bool reached(RuleIndex rule) const {
    return some([&](std::size_t p) { return may(rule, p) && comes_to(rule, p); });
  }
  /// Some packet meets, from `first` on, a rule that decides otherwise before one that surely decides alike;
  /// `end`: whether what no rule takes fares otherwise.
  [[nodiscard]] bool otherwise(RuleIndex rule, std::size_t packet, RuleIndex first, RuleIndex last,
                               bool end) const {
    for (RuleIndex other = first; other < last; ++other) {
      if (gone_[other]) continue;
      if (!same(rule, other) && may(other, packet)) return true;
      if (same(rule, other) && must(other, packet)) return false;
    }
    return end;
  }
  /// Some packet is surely taken by an earlier rule that decides otherwise, and by none before it that surely
  /// decides alike.
  [[nodiscard]] bool taken_otherwise(RuleIndex rule) const {
    return some([&](std::size_t p) {
      for (RuleIndex other = 0; may(rule, p) && other < rule; ++other) {
        if (!gone_[other] && must(other, p)) return !same(rule, other);
      }
      return false;
    });
  }
  [[nodiscard]] bool needed(RuleIndex rule) const {
    const bool end = fates_.at_end.number != fates_.of_rule[rule].number;
    const auto last = static_cast<RuleIndex>(filter_.rules.size());
    return some([&](std::size_t p) {
      return may(rule, p) && comes_to(rule, p) && otherwise(rule, p, rule + 1, last, end);
    });
  }
  [[nodiscard]] bool covers(const std::vector<RuleIndex>& rules, RuleIndex rule) const {
    return !some([&](std::size_t p) {
      return may(rule, p) && std::ranges::none_of(rules, [&](RuleIndex other) { return must(other, p); });
    });
  }
  [[nodiscard]] bool contested(RuleIndex earlier, RuleIndex later) const {
    return some([&](std::size_t p) { return may(earlier, p) && may(later, p) && comes_to(earlier, p); });
  }

 private:
  const Filter& filter_;
  const Fates& fates_;
  std::size_t count_ = 0;
  std::vector<std::vector<Answer>> answers_;
  std::vector<bool> gone_;
};

using Said = std::set<std::pair<RuleIndex, FindingKind>>;

bool catches_all(const Rule& rule) {
  return rule.match.source.any && rule.match.destination.any && rule.match.services.empty() &&
         rule.ingress.empty();
}

Said expected(const Filter& filter, const Fates& fates, BruteForce& brute) {
  Said said;
  const auto count = static_cast<RuleIndex>(filter.rules.size());
  for (RuleIndex rule = 0; rule < count; ++rule) {
    if (filter.rules[rule].schedule.never) {
      brute.remove(rule);
    } else if (!brute.some([&](std::size_t p) { return brute.may(rule, p); })) {
      said.insert({rule, FindingKind::unreachable});
      brute.remove(rule);
    } else if (!brute.reached(rule)) {
      FindingKind kind = brute.taken_otherwise(rule) ? FindingKind::shadowed : FindingKind::redundant;
      for (RuleIndex one = 0; one < rule; ++one) {  // the first that takes all of it
        if (brute.gone(one) || !fates.of_rule[one].closes || !brute.covers({one}, rule)) continue;
        if (brute.same(one, rule))
          kind = brute.covers({rule}, one) ? FindingKind::duplicate : FindingKind::redundant;
        break;
      }
      said.insert({rule, kind});
      brute.remove(rule);
    }
  }
  for (RuleIndex rule = 0; rule < count; ++rule) {
    int left = 0;
    for (RuleIndex other = 0; other < count; ++other) left += brute.gone(other) ? 0 : 1;
    if (brute.gone(rule) || brute.needed(rule) || left == 1) continue;
    said.insert({rule, FindingKind::redundant});
    brute.remove(rule);
  }
  for (RuleIndex rule = 0; rule < count; ++rule) {
    if (brute.gone(rule) || catches_all(filter.rules[rule])) continue;
    for (RuleIndex other = 0; other < rule; ++other) {
      if (brute.gone(other) || brute.same(rule, other) || !brute.contested(other, rule)) continue;
      said.insert(
          {rule, brute.covers({rule}, other) ? FindingKind::generalization : FindingKind::correlation});
    }
  }
  return said;
}

std::string told(const Said& said) {
  std::string text;
  for (const auto& [rule, kind] : said)
    text += std::to_string(rule) + " " + std::string(name_of(kind)) + "\n";
  return text;
}

/// Rules that are named as those that cover another one do, and none of them is too many.
void expect_right_reasons(const RuleRelation& relation, const BruteForce& all) {
  if (relation.by_end || relation.by.empty()) return;
  const bool covered = relation.kind == FindingKind::shadowed || relation.kind == FindingKind::duplicate ||
                       (relation.kind == FindingKind::redundant && relation.by.back() < relation.rule);
  if (!covered) return;
  EXPECT_TRUE(all.covers(relation.by, relation.rule)) << relation.rule;
  if (relation.kind == FindingKind::shadowed) return;  // one more may be named, which decides otherwise
  for (std::size_t i = 0; i < relation.by.size(); ++i) {
    std::vector<RuleIndex> without = relation.by;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(all.covers(without, relation.rule)) << relation.rule;
  }
}

void compare(const TinyFilterOptions& options, unsigned seed, int filters) {
  std::mt19937 random(seed);
  Said kinds;
  for (int i = 0; i < filters; ++i) {
    const Filter filter = test::tiny_filter(random, options);
    const Fates fates = fates_of(filter, ListEnd::default_action);
    BruteForce brute(filter, fates);
    const Said right = expected(filter, fates, brute);
    for (const bool boxes : {true, false}) {
      const auto questions =
          boxes ? questions_about(filter, fates, today) : set_questions_about(filter, fates, today);
      Said said;
      const BruteForce all(filter, fates);
      for (const RuleRelation& relation : analyse_rules(filter, fates, *questions, today)) {
        said.insert({relation.rule, relation.kind});
        expect_right_reasons(relation, all);
      }
      ASSERT_EQ(told(said), told(right))
          << "filter " << i << " of seed " << seed << (boxes ? ", boxes" : ", sets");
    }
    for (const auto& [rule, kind] : right) kinds.insert({0, kind});
  }
  EXPECT_GE(kinds.size(), 5U) << "too few kinds came up to prove anything";
}

TEST(RuleAnalysisAgainstBruteForce, PlainRules) { compare({8, false, false, false}, 1, test::scaled(300)); }
TEST(RuleAnalysisAgainstBruteForce, UncertainRules) {
  compare({8, true, false, false}, 2, test::scaled(300));
}
TEST(RuleAnalysisAgainstBruteForce, Translations) {
  compare({8, true, true, false, true}, 6, test::scaled(300));
}
TEST(RuleAnalysisAgainstBruteForce, Lists) { compare({6, true, true, true}, 3, test::scaled(300)); }

/// The decision about a packet, by the first rule that takes it, among those given.
Action decision(const Filter& filter, const std::vector<RuleIndex>& rules, const TinyArrival& arrival) {
  for (const RuleIndex rule : rules) {
    if (answer_of(filter.rules[rule], arrival) == Answer::yes) return filter.rules[rule].action;
  }
  return filter.default_action;
}

TEST(RuleAnalysisAgainstBruteForce, RemovingWhatIsNotNeededChangesNothing) {
  std::mt19937 random(4);
  const std::vector<TinyArrival> arrivals = test::all_tiny_arrivals();
  std::size_t removed = 0;
  for (int i = 0; i < test::scaled(200); ++i) {
    const Filter filter = test::tiny_filter(random, {10, false, true, true});
    const Fates fates = fates_of(filter, ListEnd::default_action);
    const auto questions = questions_about(filter, fates, today);
    std::vector<RuleIndex> all;
    for (RuleIndex rule = 0; rule < filter.rules.size(); ++rule) all.push_back(rule);
    const std::vector<RuleIndex> stay = staying(filter, analyse_rules(filter, fates, *questions, today));
    removed += all.size() - stay.size();
    for (const TinyArrival& arrival : arrivals)
      ASSERT_EQ(decision(filter, all, arrival), decision(filter, stay, arrival)) << i;
  }
  EXPECT_GT(removed, 0U);
}

TEST(RuleAnalysisAgainstBruteForce, MergedRulesTakeWhatBothTook) {
  std::mt19937 random(5);
  const std::vector<TinyArrival> arrivals = test::all_tiny_arrivals();
  std::size_t merges = 0;
  for (int i = 0; i < test::scaled(1'000); ++i) {
    Filter filter = test::tiny_filter(random, {10, false, true, true});
    for (std::size_t rule = 1; rule < filter.rules.size();
         rule += 2) {  // like the one before but in one thing
      const Match other = filter.rules[rule].match;
      filter.rules[rule] = filter.rules[rule - 1];
      Match& match = filter.rules[rule].match;
      (rule % 3 == 0 ? match.source : match.destination) = rule % 3 == 0 ? other.source : other.destination;
      if (rule % 3 == 1) match = filter.rules[rule - 1].match;
      if (rule % 3 == 1) match.services = other.services;
    }
    std::vector<RuleIndex> all;
    for (RuleIndex rule = 0; rule < filter.rules.size(); ++rule) all.push_back(rule);
    const RuleShape shape = i % 2 == 0 ? RuleShape::lists : RuleShape::one_value;
    for (const RuleRelation& relation : mergeable_rules(filter, all, shape)) {
      const Rule& a = filter.rules[relation.by.front()];
      const Rule& b = filter.rules[relation.rule];
      const std::optional<Rule> one = merged(a, b, shape);
      ASSERT_TRUE(one);
      ++merges;
      for (const TinyArrival& arrival : arrivals)
        ASSERT_EQ(answer_of(*one, arrival), std::max(answer_of(a, arrival), answer_of(b, arrival))) << i;
    }
  }
  if (test::scaled(1'000) >= 1'000) {
    EXPECT_GT(merges, 200U);
  }
}

}  // namespace
}  // namespace sekisho::lint
