// Each list is walked at most once for a packet: the packet is the same wherever it is called from, so what
// the list may do with it is too.
#include "simulation/evaluation.hpp"

#include "simulation/matching.hpp"

#include <algorithm>
#include <map>

namespace sekisho::simulation {
namespace {

/// What a list may do with the packet.
struct Outcome {
  std::vector<Verdict> verdicts;
  bool comes_out = false;  // it may come to the end undecided, or be given back
};

bool same_outcome(const Verdict& a, const Verdict& b) {
  const auto rewrite = [](const Verdict& v) { return v.rule == nullptr ? std::nullopt : v.rule->translate; };
  return a.action == b.action && (a.action == Action::deny || rewrite(a) == rewrite(b));
}

/// Keeps one outcome of each kind. If only one kind is left, it holds whichever rule matched.
std::vector<Verdict> merged(const std::vector<Verdict>& verdicts) {
  std::vector<Verdict> kept;
  for (const Verdict& verdict : verdicts) {
    if (std::ranges::none_of(kept, [&](const Verdict& k) { return same_outcome(k, verdict); }))
      kept.push_back(verdict);
  }
  const bool certain = kept.size() == 1;
  if (certain) kept = {verdicts.back()};
  for (Verdict& verdict : kept) verdict.certain = certain;
  return kept;
}

class Evaluation {
 public:
  Evaluation(const Packet& packet, const Occasion& occasion) : packet_(packet), occasion_(occasion) {}

  /// A filter that is bound, or required.
  std::vector<Verdict> ask(const Filter& filter) { return with_default(filter, walk(filter)); }

  [[nodiscard]] std::vector<Verdicts::Passed> passed() && { return std::move(passed_); }

 private:
  static std::vector<Verdict> with_default(const Filter& filter, Outcome outcome) {
    if (outcome.comes_out)
      outcome.verdicts.push_back({filter.default_action, &filter.default_source, nullptr, false});
    return merged(outcome.verdicts);
  }

  Outcome walk(const Filter& filter) {
    Outcome result;
    for (const Rule& rule : filter.rules) {
      const Answer answer = std::min({names(rule.ingress, occasion_.in), names(rule.egress, occasion_.out),
                                      in_force(rule.schedule, occasion_.date), matches(rule.match, packet_)});
      if (answer == Answer::no) continue;
      const bool goes_on = apply(rule, result);
      if (answer == Answer::yes && !goes_on) return result;
    }
    result.comes_out = true;
    return result;
  }

  /// What a rule that matches does. True: the packet may go on to the next rule.
  bool apply(const Rule& rule, Outcome& result) {
    switch (rule.action) {
      case Action::permit:
      case Action::deny: result.verdicts.push_back({rule.action, &rule.source, &rule, false}); return false;
      case Action::give_back: result.comes_out = true; return false;
      case Action::call: return add(inside(rule), result);
      case Action::go_to: result.comes_out |= add(inside(rule), result); return false;
      case Action::require: return require(rule, result);
    }
    return true;
  }

  static bool add(const Outcome& inner, Outcome& result) {
    result.verdicts.insert(result.verdicts.end(), inner.verdicts.begin(), inner.verdicts.end());
    return inner.comes_out;
  }

  bool require(const Rule& rule, Outcome& result) {
    const Outcome inner = inside(rule);
    const auto list = occasion_.lists.find(rule.list);
    if (list == occasion_.lists.end()) return add(inner, result);
    bool permitted = false;
    for (const Verdict& verdict : with_default(list->second, inner)) {
      if (verdict.action == Action::deny) {
        result.verdicts.push_back(verdict);
      } else {
        permitted = true;
        passed_.push_back({&list->second, verdict});
      }
    }
    return permitted;
  }

  /// The list that a rule names.
  Outcome inside(const Rule& rule) {
    const auto list = occasion_.lists.find(rule.list);
    if (list == occasion_.lists.end() || depth_ >= max_call_depth) return anything(rule);
    const auto [known, is_new] = known_.try_emplace(&list->second);
    if (!is_new) return known->second ? *known->second : anything(rule);
    ++depth_;
    Outcome result = walk(list->second);
    --depth_;
    known->second = result;
    return result;
  }

  static Outcome anything(const Rule& rule) {
    return {{{Action::permit, &rule.source, nullptr, false}, {Action::deny, &rule.source, nullptr, false}},
            true};
  }

  const Packet& packet_;
  const Occasion& occasion_;
  int depth_ = 0;
  std::map<const Filter*, std::optional<Outcome>> known_;  // nothing: being walked
  std::vector<Verdicts::Passed> passed_;
};

}  // namespace

Verdicts evaluate(const Filter& filter, const Packet& packet, const Occasion& occasion) {
  Evaluation evaluation(packet, occasion);
  Verdicts result;
  result.outcomes = evaluation.ask(filter);
  result.passed = std::move(evaluation).passed();
  return result;
}

}  // namespace sekisho::simulation
