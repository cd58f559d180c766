#include "check/first_match.hpp"

#include <algorithm>
#include <utility>

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
HeaderSet FirstMatch::passed(const Filter& filter, const HeaderSet& packets, const Asked& asked) {
  const auto [known, is_new] =
      outcomes_.try_emplace({&filter, asked.ingress, asked.egress, asked.translates});
  Outcome& outcome = known->second;
  if (is_new) {
    const bool permits = filter.default_action == Action::permit;
    outcome = of_rules(filter.rules, asked, permits);
    if (permits) outcome.permitted |= outcome.at_end;
  }
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

FirstMatch::Outcome FirstMatch::of_rules(const std::vector<Rule>& rules, const Asked& asked, bool to_end) {
  Outcome result{headers_.none(), {}, headers_.none()};
  HeaderSets::Choices permitted;
  HeaderSets::Choices at_end;
  HeaderSets::Choices left;           // since
  HeaderSet coming = headers_.all();  // was looked at
  const auto translate = [&](const Translation& each) {
    coming &= headers_.first_match(std::exchange(left, {}), true);
    result.translated.push_back({each.rule, coming & each.taken});
  };
  for (const Rule& rule : rules) {
    if (!may_be_bound(rule.ingress, asked.ingress) || !may_be_bound(rule.egress, asked.egress)) continue;
    const Taken& taken = taken_by(rule.match, rule.schedule, true);
    if (taken.may.empty()) continue;
    const bool surely = surely_bound(rule.ingress, asked.ingress) && surely_bound(rule.egress, asked.egress);
    HeaderSet leaves = surely ? taken.must : headers_.none();
    switch (rule.action) {
      case Action::deny: break;
      case Action::give_back: at_end.emplace_back(taken.may, true); break;
      case Action::permit:
        if (asked.translates && rule.translate && !rule.translate->empty())
          translate({&rule, taken.may});
        else
          permitted.emplace_back(taken.may, true);
        break;
      case Action::require: {  // the list by itself, with its default action
        const Outcome required = of_list(rule.list, {asked.lists, asked.ingress, asked.egress, false});
        const auto named = asked.lists.find(rule.list);
        leaves -= required.permitted;
        if (named != asked.lists.end() && named->second.default_action == Action::permit)
          leaves -= required.at_end;
        break;
      }
      case Action::call:
      case Action::go_to: {
        const Outcome called = of_list(rule.list, asked);
        permitted.emplace_back(taken.may & called.permitted, true);
        for (const Translation& each : called.translated) translate({each.rule, taken.may & each.taken});
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
  if (to_end) result.at_end = headers_.first_match(at_end, true);
  return result;
}

/// What the list of that name does. One that is not defined, too deep, or inside itself, may do anything.
FirstMatch::Outcome FirstMatch::of_list(const std::string& name, const Asked& asked) {
  const auto named = asked.lists.find(name);
  const bool known = named != asked.lists.end() && walking_.size() < max_call_depth &&
                     std::ranges::find(walking_, &named->second) == walking_.end();
  if (!known) return {headers_.all(), {}, headers_.all()};
  walking_.push_back(&named->second);
  Outcome result = of_rules(named->second.rules, asked, true);
  walking_.pop_back();
  return result;
}

}  // namespace sekisho::check
