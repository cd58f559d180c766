#include "check/first_match.hpp"

#include <algorithm>

namespace sekisho::check {

namespace {

/// Whether a rule only permits or denies.
bool is_plain(const Rule& rule, const Asked& asked) {
  const bool translates = asked.translates && rule.translate && !rule.translate->empty();
  return rule.action == Action::deny || (rule.action == Action::permit && !translates);
}

/// Whether rules bound to some interfaces are certainly asked about packets of this one.
bool surely_bound(const std::vector<std::string>& to, const std::string& interface) {
  return to.empty() || (!interface.empty() && may_be_bound(to, interface));
}

}  // namespace

bool may_be_bound(const std::vector<std::string>& to, const std::string& interface) {
  return to.empty() || interface.empty() || std::find(to.begin(), to.end(), interface) != to.end();
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

/// A filter without translations is asked once for all packets.
Flow FirstMatch::passed(const Filter& filter, const HeaderSet& packets, const Asked& asked) {
  const auto [known, is_new] =
      of_all_.try_emplace({&filter, asked.ingress, asked.egress, asked.translates}, Flow{});
  if (is_new) known->second = at_end(filter, headers_.all(), asked);
  if (!known->second.translated.empty()) return at_end(filter, packets, asked);
  return {packets & known->second.plain, headers_.none()};
}

/// What comes out of a filter with its default action.
Flow FirstMatch::at_end(const Filter& filter, const HeaderSet& packets, const Asked& asked) {
  Outcome outcome = walk(filter, packets, asked);
  if (filter.default_action == Action::permit) outcome.permitted.plain |= outcome.undecided;
  return outcome.permitted;
}

HeaderSet FirstMatch::translated(const Rule& rule, const HeaderSet& packets) {
  const HeaderSet rewritten = headers_.rewritten(packets, *rule.translate, rule.match.services);
  const auto mark = marks_.find(&rule);
  if (mark == marks_.end() || mark->second == 0) return rewritten;
  return rewritten.with(field::mark, mark->second, mark->second);
}

/// Halves are worked out for themselves: one rule after the other, each would meet all that are before it.
FirstMatch::Decided FirstMatch::decided(std::span<const Rule> rules, const Asked& asked) {
  if (rules.size() > 1) {
    const Decided first = decided(rules.first(rules.size() / 2), asked);
    const Decided second = decided(rules.subspan(rules.size() / 2), asked);
    return {first.permitted | (second.permitted - first.surely), first.surely | second.surely};
  }
  const Rule& rule = rules.front();
  const bool may = may_be_bound(rule.ingress, asked.ingress) && may_be_bound(rule.egress, asked.egress);
  const bool surely = surely_bound(rule.ingress, asked.ingress) && surely_bound(rule.egress, asked.egress);
  const Taken& taken = taken_by(rule.match, rule.schedule, true);
  return {may && rule.action == Action::permit ? taken.may : headers_.none(),
          surely ? taken.must : headers_.none()};
}

FirstMatch::Outcome FirstMatch::walk(const Filter& filter, const HeaderSet& packets, const Asked& asked) {
  HeaderSet open = packets;
  Outcome result{{headers_.none(), headers_.none()}, headers_.none()};
  for (auto at = filter.rules.begin(); at != filter.rules.end(); ++at) {
    const auto end =
        std::find_if_not(at, filter.rules.end(), [&](const Rule& each) { return is_plain(each, asked); });
    if (at != end) {
      const Decided run = decided({at, end}, asked);
      result.permitted.plain |= open & run.permitted;
      open -= run.surely;
      if (end == filter.rules.end()) break;
    }
    const Rule& rule = *(at = end);
    if (!may_be_bound(rule.ingress, asked.ingress) || !may_be_bound(rule.egress, asked.egress)) continue;
    const Taken& taken = taken_by(rule.match, rule.schedule, true);
    const HeaderSet hit = open & taken.may;
    if (hit.empty()) continue;
    if (surely_bound(rule.ingress, asked.ingress) && surely_bound(rule.egress, asked.egress))
      open -= taken.must;
    switch (rule.action) {
      case Action::deny: break;  // plain
      case Action::give_back: result.undecided |= hit; break;
      case Action::permit: result.permitted.translated |= translated(rule, hit); break;
      case Action::require: {  // the list by itself, with its default action
        const Outcome required = list(rule, hit, {asked.lists, asked.ingress, asked.egress, false});
        const auto named = asked.lists.find(rule.list);
        open |= required.permitted.plain;
        if (named != asked.lists.end() && named->second.default_action == Action::permit)
          open |= required.undecided;
        break;
      }
      case Action::call:
      case Action::go_to: {
        const Outcome called = list(rule, hit, asked);
        result.permitted.plain |= called.permitted.plain;
        result.permitted.translated |= called.permitted.translated;
        (rule.action == Action::call ? open : result.undecided) |= called.undecided;
        break;
      }
    }
  }
  result.undecided |= open;
  return result;
}

/// What the list that a rule names does. One that is not defined, too deep, or inside itself, may do
/// anything.
FirstMatch::Outcome FirstMatch::list(const Rule& rule, const HeaderSet& packets, const Asked& asked) {
  const auto named = asked.lists.find(rule.list);
  const bool known = named != asked.lists.end() && walking_.size() < max_call_depth &&
                     std::find(walking_.begin(), walking_.end(), &named->second) == walking_.end();
  if (!known) return {{packets, headers_.none()}, packets};
  walking_.push_back(&named->second);
  Outcome result = walk(named->second, packets, asked);
  walking_.pop_back();
  return result;
}

}  // namespace sekisho::check
