// What ordered rule lists of one device make of a set of packets: filters and translations, from above.
#pragma once

#include "check/headers.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sekisho::check {

/// What a rule takes: at most `may`, at least `must`.
struct Taken {
  HeaderSet may;
  HeaderSet must;
};

/// How a list is asked: for which interfaces (empty: not known, or none), whether its permits translate, and
/// whether a rule of another list calls it: then packets at its end go back there.
struct Asked {
  const FilterLists& lists;  // that its rules may name
  std::string ingress;
  std::string egress;
  bool translates = false;
  bool called = false;
};

/// Whether rules bound to some interfaces (none named: to all) are asked about packets of this one.
enum class Bound : std::uint8_t { no, perhaps, surely };
[[nodiscard]] inline Bound bound(const std::vector<std::string>& to, const std::string& interface) {
  if (to.empty()) return Bound::surely;
  if (interface.empty()) return Bound::perhaps;
  return std::ranges::find(to, interface) != to.end() ? Bound::surely : Bound::no;
}

class FirstMatch {
 public:
  FirstMatch(Headers& headers, const Date& date) : headers_(headers), date_(date) {}

  /// The members of `packets` that a filter may permit, and what its translations may make of them.
  [[nodiscard]] HeaderSet passed(const Filter& filter, const HeaderSet& packets, const Asked& asked) {
    const Outcome& outcome = outcome_of(filter, asked);
    HeaderSet result = packets & outcome.permitted;
    for (const auto& [rule, taken] : outcome.translated) {
      HeaderSet rewritten = headers_.rewritten(packets & taken, *rule->translate, rule->match.services);
      const auto mark = marks_.find(rule);
      if (mark != marks_.end() && mark->second != 0)
        rewritten = rewritten.with(field::mark, mark->second, mark->second);
      result |= rewritten.with(field::translated, 1, 1);
    }
    return result;
  }

  /// What a policy route takes of packets that come in by `ingress`.
  [[nodiscard]] Taken taken_by(const PolicyRoute& rule, const std::string& ingress) {
    const Bound here = bound(rule.ingress, ingress);
    if (here == Bound::no) return {};
    const Taken& taken = taken_by(rule.match, Schedule{}, rule.certain);
    return {taken.may, here == Bound::surely ? taken.must : HeaderSet()};
  }

  /// NAT rules as a filter that permits everything, translated or not.
  [[nodiscard]] const Filter& as_filter(const std::vector<NatRule>& rules) {
    const auto [found, is_new] = nat_.try_emplace(&rules);
    Filter& filter = found->second;
    if (!is_new) return filter;
    filter.default_action = Action::permit;
    for (const NatRule& nat : rules) {
      Rule& rule = filter.rules.emplace_back(Rule{nat.source, Action::permit, "", nat.match, nat.schedule,
                                                  nat.ingress, nat.egress, nat.rewrite, false});
      rule.match.certain &= nat.certain;
    }
    for (std::size_t i = 0; i < rules.size(); ++i) marks_[&filter.rules[i]] = rules[i].mark;
    return filter;
  }

 private:
  /// What a list may do with packets, whichever come.
  struct Outcome {
    HeaderSet permitted;                                        // as they are
    std::vector<std::pair<const Rule*, HeaderSet>> translated;  // what comes to rules that translate
    HeaderSet at_end;                                           // of one that was called
  };
  /// A list is worked out once for all packets. Inside itself, or too deep, it may do anything.
  [[nodiscard]] const Outcome& outcome_of(const Filter& filter, const Asked& asked) {
    const auto [found, is_new] =
        outcomes_.try_emplace({&filter, asked.ingress, asked.egress, asked.translates, asked.called},
                              Outcome{headers_.all(), {}, headers_.all()});
    if (is_new && depth_ <= max_call_depth) {
      ++depth_;
      found->second = worked_out(filter, asked);
      --depth_;
    }
    return found->second;
  }

  /// The list of that name; one that is not defined may do anything.
  [[nodiscard]] Outcome outcome_of(const std::string& list, const Asked& asked) {
    const auto named = asked.lists.find(list);
    if (named == asked.lists.end()) return {headers_.all(), {}, headers_.all()};
    return outcome_of(named->second, asked);
  }

  [[nodiscard]] Outcome worked_out(const Filter& filter, const Asked& asked) {
    Outcome result;
    HeaderSets::Choices permitted;
    HeaderSets::Choices at_end;
    HeaderSets::Choices left;           // since
    HeaderSet coming = headers_.all();  // was looked at
    const auto translate = [&](const Rule* rule, const HeaderSet& taken) {
      coming &= headers_.first_match(std::exchange(left, {}), true);
      result.translated.emplace_back(rule, coming & taken);
    };
    for (const Rule& rule : filter.rules) {
      const Bound here = std::min(bound(rule.ingress, asked.ingress), bound(rule.egress, asked.egress));
      if (here == Bound::no) continue;
      const Taken& taken = taken_by(rule.match, rule.schedule, true);
      if (taken.may.empty()) continue;
      HeaderSet leaves = here == Bound::surely ? taken.must : HeaderSet();
      switch (rule.action) {
        case Action::deny: break;
        case Action::give_back: at_end.emplace_back(taken.may, true); break;
        case Action::permit:
          if (asked.translates && rule.translate && !rule.translate->empty())
            translate(&rule, taken.may);
          else
            permitted.emplace_back(taken.may, true);
          break;
        case Action::require:  // the list by itself
          leaves -= outcome_of(rule.list, {asked.lists, asked.ingress, asked.egress}).permitted;
          break;
        case Action::call:
        case Action::go_to: {
          const Outcome called =
              outcome_of(rule.list, {asked.lists, asked.ingress, asked.egress, asked.translates, true});
          permitted.emplace_back(taken.may & called.permitted, true);
          for (const auto& [by, coming_to] : called.translated) translate(by, taken.may & coming_to);
          if (rule.action == Action::call)
            leaves -= called.at_end;
          else
            at_end.emplace_back(taken.may & called.at_end, true);
          break;
        }
      }
      for (HeaderSets::Choices* each : {&permitted, &at_end, &left}) each->emplace_back(leaves, false);
    }
    result.permitted = headers_.first_match(permitted, false);
    if (asked.called)
      result.at_end = headers_.first_match(at_end, true);
    else if (filter.default_action == Action::permit)
      result.permitted |= headers_.first_match(at_end, true);
    return result;
  }

  [[nodiscard]] const Taken& taken_by(const Match& match, const Schedule& schedule, bool certain) {
    const auto [found, is_new] = known_.try_emplace(&match);
    const Activity activity = is_new ? activity_on(schedule, date_) : Activity::inactive;
    if (activity != Activity::inactive) found->second.may = headers_.match(match, false);
    if (activity == Activity::active && certain) found->second.must = headers_.match(match, true);
    return found->second;
  }

  Headers& headers_;
  Date date_;
  std::unordered_map<const Match*, Taken> known_;
  std::map<std::tuple<const Filter*, std::string, std::string, bool, bool>, Outcome> outcomes_;
  int depth_ = 0;  // of lists inside each other
  std::map<const std::vector<NatRule>*, Filter> nat_;
  std::unordered_map<const Rule*, std::uint16_t> marks_;  // that rules of nat_ put on packets
};

}  // namespace sekisho::check
