#include <sekisho/compare/equivalence.hpp>

#include "filters.hpp"

#include <sekisho/proof/evidence.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace sekisho::compare {

namespace {

const Filter& filter_of(const LoadedNetwork& loaded, const NamedFilter& named) {
  const Device& device = loaded.network.devices[named.device];
  return named.kind == FilterKind::list ? device.filters.at(named.list) : *device.forward_filter;
}

bool concerns(const std::vector<std::string>& bound_to, const std::string& interface) {
  return bound_to.empty() || interface.empty() || std::ranges::find(bound_to, interface) != bound_to.end();
}

/// Whether some rule of a filter, or of a list that it names, asks about packets of a family.
class FamilyQuestion {
 public:
  FamilyQuestion(const Device& device, const NamedFilter& named) : device_(device), named_(named) {}

  bool asks(const Filter& filter, Family family) {
    if (!seen_.insert(&filter).second) return false;
    return std::ranges::any_of(filter.rules, [&](const Rule& rule) {
      if (!concerns(rule.ingress, named_.ingress) || !concerns(rule.egress, named_.egress)) return false;
      const bool of_family = family == Family::v4 ? rule.match.ipv4 : rule.match.ipv6;
      const auto list = device_.filters.find(rule.list);
      if (rule.list.empty() || list == device_.filters.end()) return of_family;
      return of_family && asks(list->second, family);
    });
  }

 private:
  const Device& device_;
  const NamedFilter& named_;
  std::set<const Filter*> seen_;
};

bool asks_about(const LoadedNetwork& loaded, const NamedFilter& named, Family family) {
  const Filter& filter = filter_of(loaded, named);
  // A filter without rules decides by its default alone, and that of both families.
  return filter.rules.empty() ||
         FamilyQuestion(loaded.network.devices[named.device], named).asks(filter, family);
}

PassingPackets sets_of(const State& state, const NamedFilter& named) {
  return named.kind == FilterKind::list ? state.rules->passing(named.device, {named.list}, "", "")
                                        : state.rules->forwarded(named.device, named.ingress, named.egress);
}

bool may_change_filters(const Uncertainty& uncertainty) {
  return uncertainty.effect == Effect::may_drop || uncertainty.effect == Effect::may_permit;
}

/// The lines for which the bounds of a filter differ, and those that nobody can tell the effect of.
std::vector<Reason> doubts(const State& state, const NamedFilter& named, const PacketSet& undecided) {
  std::vector<DoubtfulLine> lines;
  std::vector<const RuleSource*> uncertain;
  const FilterUse use{named.device, &filter_of(state.loaded, named), named.ingress, named.egress, false};
  if (!undecided.empty()) static_cast<void>(state.graph.permitting_rules(use, undecided, &uncertain));
  for (const RuleSource* rule : uncertain) lines.push_back({DoubtfulLine::Kind::rule, named.device, *rule});
  for (const Uncertainty& each : state.network().devices[named.device].uncertainties) {
    const bool is_here =
        each.interface.empty() || each.interface == named.ingress || each.interface == named.egress;
    if (may_change_filters(each) && is_here)
      lines.push_back({DoubtfulLine::Kind::unread_line, named.device, each.source});
  }
  return proof::reasons_of(state.network(), lines);
}

PassingPackets narrowed(const PassingPackets& packets, const PacketSet& to) {
  return {packets.may & to, packets.must & to};
}

}  // namespace

std::string words_of(const NamedFilter& filter, const LoadedNetwork& loaded) {
  const std::string& device = loaded.network.devices[filter.device].name;
  if (filter.kind == FilterKind::list) return device + " " + filter.list;
  return device + " " + filter.ingress + ">" + filter.egress;
}

FilterComparison compare_filters(const LoadedNetwork& before, const NamedFilter& old_filter,
                                 const LoadedNetwork& after, const NamedFilter& new_filter, const Date& date,
                                 std::size_t cube_limit) {
  PacketSpace space;
  const State old_state(space, before, date);
  const State new_state(space, after, date);
  FilterComparison result;
  result.old_name = before.network.snapshot.file;
  result.new_name = after.network.snapshot.file;
  result.old_filter = words_of(old_filter, before);
  result.new_filter = words_of(new_filter, after);
  result.date = date;
  result.ipv4 = asks_about(before, old_filter, Family::v4) && asks_about(after, new_filter, Family::v4);
  result.ipv6 = asks_about(before, old_filter, Family::v6) && asks_about(after, new_filter, Family::v6);
  result.new_sessions_only =
      before.network.devices[old_filter.device].language != after.network.devices[new_filter.device].language;
  PacketSet compared = space.none();
  if (result.ipv4) compared |= space.family(Family::v4);
  if (result.ipv6) compared |= space.family(Family::v6);
  if (result.new_sessions_only)
    compared &=
        space.equal(Field::state, static_cast<Bits128>(ConnectionState::fresh)) & space.equal(Field::mark, 0);

  const PassingPackets then = narrowed(sets_of(old_state, old_filter), compared);
  const PassingPackets now = narrowed(sets_of(new_state, new_filter), compared);
  const AskedFilter old_asked{&old_state, old_filter.device, &filter_of(before, old_filter),
                              old_filter.ingress, old_filter.egress};
  const AskedFilter new_asked{&new_state, new_filter.device, &filter_of(after, new_filter),
                              new_filter.ingress, new_filter.egress};
  const Gain opened = gain(then, now);
  const Gain closed = gain(now, then);
  if (!opened.empty()) result.opened = told(old_asked, new_asked, opened, cube_limit);
  if (!closed.empty()) result.closed = told(old_asked, new_asked, closed, cube_limit);
  result.reasons = doubts(old_state, old_filter, then.may - then.must);
  for (Reason& reason : doubts(new_state, new_filter, now.may - now.must))
    result.reasons.push_back(std::move(reason));
  const bool same_and_certain = then.may == then.must && now.may == now.must && then.may == now.may;
  if (!opened.certain.empty() || !closed.certain.empty()) {
    result.equality = Equality::unequal;
  } else if (same_and_certain && result.reasons.empty() && (result.ipv4 || result.ipv6)) {
    result.equality = Equality::equal;
  }
  return result;
}

}  // namespace sekisho::compare
