#include "check/first_match.hpp"

#include <algorithm>

namespace sekisho::check {

namespace {

/// Whether a rule bound to some interfaces (none named: to all) is asked about packets of this one.
enum class Asked : std::uint8_t { no, perhaps, yes };

Asked asked(const std::vector<std::string>& bound_to, const std::string& interface) {
  if (bound_to.empty()) return Asked::yes;
  if (interface.empty()) return Asked::perhaps;
  return std::find(bound_to.begin(), bound_to.end(), interface) != bound_to.end() ? Asked::yes : Asked::no;
}

/// Narrows what a rule takes to what it takes between these interfaces.
template <typename Rule>
Taken narrowed(Taken taken, const Rule& rule, const Between& between, const HeaderSet& none) {
  const Asked in = asked(rule.ingress, between.ingress);
  const Asked out = asked(rule.egress, between.egress);
  if (in == Asked::no || out == Asked::no) return {none, none};
  if (in == Asked::perhaps || out == Asked::perhaps) taken.must = none;
  return taken;
}

// Ranges of ports that keep their offset are followed port by port up to this width.
constexpr int widest_port_shift = 256;

}  // namespace

Taken FirstMatch::taken_by(const Match& match, const Schedule& schedule, bool certain) {
  const auto [found, is_new] = known_.try_emplace(&match);
  if (is_new) {
    Taken taken = headers_.match(match);
    const Activity activity = activity_on(schedule, date_);
    if (activity == Activity::inactive) taken.may = headers_.none();
    if (activity != Activity::active || !certain) taken.must = headers_.none();
    found->second = taken;
  }
  return found->second;
}

Taken FirstMatch::taken_by(const PolicyRoute& rule, const std::string& ingress) {
  Taken taken = taken_by(rule.match, Schedule{}, rule.certain);
  const Asked in = asked(rule.ingress, ingress);
  if (in == Asked::no) return {headers_.none(), headers_.none()};
  if (in == Asked::perhaps) taken.must = headers_.none();
  return taken;
}

HeaderSet FirstMatch::permitted(const Filter& filter, const FilterLists& lists, const HeaderSet& packets,
                                const Between& between) {
  const Outcome outcome = walk(filter, lists, packets, between, false);
  const HeaderSet permitted = outcome.permitted.both();
  return filter.default_action == Action::permit ? permitted | outcome.undecided : permitted;
}

Flow FirstMatch::passed(const Filter& filter, const FilterLists& lists, const HeaderSet& packets,
                        const Between& between) {
  Outcome outcome = walk(filter, lists, packets, between, true);
  if (filter.default_action == Action::permit) outcome.permitted.plain |= outcome.undecided;
  return outcome.permitted;
}

FirstMatch::Outcome FirstMatch::walk(const Filter& filter, const FilterLists& lists, const HeaderSet& packets,
                                     const Between& between, bool translate) {
  HeaderSet open = packets;
  Outcome result{{headers_.none(), headers_.none()}, headers_.none()};
  for (const Rule& rule : filter.rules) {
    const Taken taken = narrowed(taken_by(rule.match, rule.schedule, true), rule, between, headers_.none());
    const HeaderSet hit = open & taken.may;
    if (hit.empty()) continue;
    open -= taken.must;
    if (rule.action == Action::permit && translate && rule.translate && !rule.translate->empty()) {
      result.permitted.translated |= headers_.rewritten(hit, *rule.translate);
    } else if (rule.action == Action::permit) {
      result.permitted.plain |= hit;
    } else if (rule.action == Action::give_back) {
      result.undecided |= hit;
    } else if (rule.action == Action::require) {
      const auto required = lists.find(rule.list);
      const Outcome of_list = list(rule, lists, hit, between, false);
      open |= of_list.permitted.both();
      if (required == lists.end() || required->second.default_action == Action::permit)
        open |= of_list.undecided;
    } else if (rule.action != Action::deny) {
      const Outcome called = list(rule, lists, hit, between, translate);
      result.permitted.plain |= called.permitted.plain;
      result.permitted.translated |= called.permitted.translated;
      (rule.action == Action::call ? open : result.undecided) |= called.undecided;
    }
  }
  result.undecided |= open;
  return result;
}

/// What the list that a rule names does. One that is not defined, too deep, or inside itself, may do
/// anything.
FirstMatch::Outcome FirstMatch::list(const Rule& rule, const FilterLists& lists, const HeaderSet& packets,
                                     const Between& between, bool translate) {
  const auto named = lists.find(rule.list);
  const bool known = named != lists.end() && walking_.size() < max_call_depth &&
                     std::find(walking_.begin(), walking_.end(), &named->second) == walking_.end();
  if (!known) return {{packets, headers_.none()}, packets};
  walking_.push_back(&named->second);
  Outcome result = walk(named->second, lists, packets, between, translate);
  walking_.pop_back();
  return result;
}

HeaderSet FirstMatch::marked(const HeaderSet& packets, std::uint16_t mark) const {
  if (mark == 0) return packets;
  return packets.forget(headers_.mark) & headers_.sets().equal(headers_.mark, mark);
}

HeaderSet FirstMatch::port_shifted(const NatRule& rule, const HeaderSet& packets) const {
  const PortRange to = *rule.rewrite.destination_port;
  HeaderSet open = packets;
  HeaderSet result = headers_.none();
  for (const Service& service : rule.match.services) {
    for (const PortRange& from : service.destination_ports) {
      const int width = to.last - to.first;
      if (from.last - from.first != width || width >= widest_port_shift) break;
      for (int offset = 0; offset <= width; ++offset) {
        const HeaderSet port =
            headers_.sets().equal(headers_.destination_port, static_cast<Bits128>(from.first + offset));
        const auto shifted = static_cast<std::uint16_t>(to.first + offset);
        Rewrite rewrite = rule.rewrite;
        rewrite.destination_port = PortRange{shifted, shifted};
        result |= headers_.rewritten(open & port, rewrite);
        open -= port;
      }
    }
  }
  return result | headers_.rewritten(open, rule.rewrite);
}

Flow FirstMatch::translated(const std::vector<NatRule>& rules, const HeaderSet& packets,
                            const Between& between) {
  HeaderSet open = packets;
  Flow flow{headers_.none(), headers_.none()};
  for (const NatRule& rule : rules) {
    if (open.empty()) return flow;
    const Taken taken =
        narrowed(taken_by(rule.match, rule.schedule, rule.certain), rule, between, headers_.none());
    const HeaderSet hit = open & taken.may;
    open -= taken.must;
    if (rule.rewrite.empty()) {
      flow.plain |= hit;
    } else if (rule.rewrite.keep_port_offset && rule.rewrite.destination_port) {
      flow.translated |= marked(port_shifted(rule, hit), rule.mark);
    } else {
      flow.translated |= marked(headers_.rewritten(hit, rule.rewrite), rule.mark);
    }
  }
  flow.plain |= open;
  return flow;
}

}  // namespace sekisho::check
