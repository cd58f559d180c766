#include "check/first_match.hpp"

#include <algorithm>

namespace sekisho::check {

namespace {

/// Whether rules bound to some interfaces are certainly asked about packets of this one.
bool surely_bound(const std::vector<std::string>& to, const std::string& interface) {
  return to.empty() || (!interface.empty() && may_be_bound(to, interface));
}

}  // namespace

bool may_be_bound(const std::vector<std::string>& to, const std::string& interface) {
  return to.empty() || interface.empty() || std::ranges::find(to, interface) != to.end();
}

const Taken& FirstMatch::taken_by(const Match& match, const Schedule& schedule, bool certain) {
  const auto [found, is_new] = known_.try_emplace(&match, Taken{headers_.none(), headers_.none()});
  const Activity activity = is_new ? activity_on(schedule, date_) : Activity::inactive;
  if (activity != Activity::inactive) found->second.may = headers_.match(match, false);
  if (activity == Activity::active && certain) found->second.must = headers_.match(match, true);
  return found->second;
}

Taken FirstMatch::taken_by(const PolicyRoute& rule, const std::string& ingress) {
  if (!may_be_bound(rule.ingress, ingress)) return {headers_.none(), headers_.none()};
  const Taken& taken = taken_by(rule.match, Schedule{}, rule.certain);
  return {taken.may, surely_bound(rule.ingress, ingress) ? taken.must : headers_.none()};
}

const Filter& FirstMatch::as_filter(const std::vector<NatRule>& rules) {
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

/// A filter is walked once for all packets.
Flow FirstMatch::passed(const Filter& filter, const HeaderSet& packets, const Asked& asked) {
  const auto [known, is_new] =
      outcomes_.try_emplace({&filter, asked.ingress, asked.egress, asked.translates});
  Outcome& outcome = known->second;
  if (is_new) {
    outcome = of_rules(filter.rules, asked);
    if (filter.default_action == Action::permit) outcome.permitted |= outcome.given_back | outcome.open;
  }
  Flow result{packets & outcome.permitted, headers_.none()};
  for (const Translation& each : outcome.translated)
    result.translated |= translated(*each.rule, packets & each.taken);
  return result;
}

HeaderSet FirstMatch::translated(const Rule& rule, const HeaderSet& packets) {
  const HeaderSet rewritten = headers_.rewritten(packets, *rule.translate, rule.match.services);
  const auto mark = marks_.find(&rule);
  if (mark == marks_.end() || mark->second == 0) return rewritten;
  return rewritten.with(field::mark, mark->second, mark->second);
}

/// Halves are worked out for themselves: one rule after the other, each would meet all that are before it.
FirstMatch::Outcome FirstMatch::of_rules(std::span<const Rule> rules, const Asked& asked) {
  if (rules.empty()) return {headers_.none(), {}, headers_.none(), headers_.all()};
  if (rules.size() == 1) return of_rule(rules.front(), asked);
  Outcome first = of_rules(rules.first(rules.size() / 2), asked);
  const Outcome second = of_rules(rules.subspan(rules.size() / 2), asked);
  first.permitted |= first.open & second.permitted;
  for (const Translation& each : second.translated)
    first.translated.push_back({each.rule, first.open & each.taken});
  first.given_back |= first.open & second.given_back;
  first.open &= second.open;
  return first;
}

FirstMatch::Outcome FirstMatch::of_rule(const Rule& rule, const Asked& asked) {
  Outcome result = of_rules({}, asked);
  if (!may_be_bound(rule.ingress, asked.ingress) || !may_be_bound(rule.egress, asked.egress)) return result;
  const Taken& taken = taken_by(rule.match, rule.schedule, true);
  if (taken.may.empty()) return result;
  if (surely_bound(rule.ingress, asked.ingress) && surely_bound(rule.egress, asked.egress))
    result.open -= taken.must;
  switch (rule.action) {
    case Action::deny: break;
    case Action::give_back: result.given_back = taken.may; break;
    case Action::permit:
      if (asked.translates && rule.translate && !rule.translate->empty())
        result.translated.push_back({&rule, taken.may});
      else
        result.permitted = taken.may;
      break;
    case Action::require: {  // the list by itself, with its default action
      const Outcome required = of_list(rule.list, {asked.lists, asked.ingress, asked.egress, false});
      const auto named = asked.lists.find(rule.list);
      result.open |= taken.may & required.permitted;
      if (named != asked.lists.end() && named->second.default_action == Action::permit)
        result.open |= taken.may & required.open;
      break;
    }
    case Action::call:
    case Action::go_to: {
      const Outcome called = of_list(rule.list, asked);
      result.permitted = taken.may & called.permitted;
      for (const Translation& each : called.translated)
        result.translated.push_back({each.rule, taken.may & each.taken});
      (rule.action == Action::call ? result.open : result.given_back) |= taken.may & called.open;
      break;
    }
  }
  return result;
}

/// What the list of that name does; packets at its end are open. One that is not defined, too deep, or inside
/// itself, may do anything.
FirstMatch::Outcome FirstMatch::of_list(const std::string& name, const Asked& asked) {
  const auto named = asked.lists.find(name);
  const bool known = named != asked.lists.end() && walking_.size() < max_call_depth &&
                     std::ranges::find(walking_, &named->second) == walking_.end();
  if (!known) return {headers_.all(), {}, headers_.none(), headers_.all()};
  walking_.push_back(&named->second);
  Outcome result = of_rules(named->second.rules, asked);
  walking_.pop_back();
  result.open |= result.given_back;
  return result;
}

}  // namespace sekisho::check
