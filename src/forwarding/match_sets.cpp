#include "match_sets.hpp"

#include <algorithm>

namespace sekisho::forwarding {

PacketSet packets_with_ports(PacketSpace& space) {
  PacketSet result = space.none();
  for (int number = 0; number < 256; ++number) {
    const auto protocol = static_cast<std::uint8_t>(number);
    if (has_ports(protocol)) result |= space.protocol(protocol);
  }
  return result;
}

MatchSets::MatchSets(PacketSpace& space, const Date& date)
    : space_(space), date_(date), with_ports_(packets_with_ports(space)) {}

Bounds MatchSets::addresses(Field field, const AddressMatch& match) {
  if (match.any) {
    return match.negated ? Bounds{space_.none(), space_.none()} : Bounds{space_.all(), space_.all()};
  }
  std::vector<PacketSet> all_terms;
  std::vector<PacketSet> certain_terms;
  for (const AddressTerm& term : match.terms) {
    PacketSet set = std::visit([&](const auto& value) { return space_.address(field, value); }, term.value);
    if (term.certain) certain_terms.push_back(set);
    all_terms.push_back(std::move(set));
  }
  const bool exact = certain_terms.size() == all_terms.size();
  PacketSet upper = space_.union_of(std::move(all_terms));
  PacketSet lower = exact ? upper : space_.union_of(std::move(certain_terms));
  if (!match.negated) return {std::move(upper), std::move(lower)};
  return {~lower, ~upper};
}

namespace {

template <typename Range>
PacketSet ranges(PacketSpace& space, Field field, const std::vector<Range>& list) {
  std::vector<PacketSet> sets;
  sets.reserve(list.size());
  for (const Range& range : list) sets.push_back(space.range(field, range.first, range.last));
  return space.union_of(std::move(sets));
}

}  // namespace

PacketSet MatchSets::service(const Service& service) {
  PacketSet set = service.protocol ? space_.protocol(*service.protocol) : space_.all();
  if (!service.source_ports.empty() || !service.destination_ports.empty()) set &= with_ports_;
  if (!service.source_ports.empty()) set &= ranges(space_, Field::source_port, service.source_ports);
  if (!service.destination_ports.empty()) {
    set &= ranges(space_, Field::destination_port, service.destination_ports);
  }
  if (!service.icmp_types.empty() || !service.icmp_codes.empty()) {
    set &= space_.protocol(protocol::icmp) | space_.protocol(protocol::icmpv6);
  }
  if (!service.icmp_types.empty()) set &= ranges(space_, Field::icmp_type, service.icmp_types);
  if (!service.icmp_codes.empty()) set &= ranges(space_, Field::icmp_code, service.icmp_codes);
  if (!service.tcp_flags.empty()) {
    PacketSet flags = space_.none();
    for (const TcpFlagMatch& flag : service.tcp_flags) {
      if ((flag.value & ~flag.mask) != 0) continue;  // never equal
      flags |= space_.masked(Field::tcp_flags, flag.value, flag.mask);
    }
    set &= space_.protocol(protocol::tcp) & flags;
  }
  return set;
}

Bounds MatchSets::services(const std::vector<Service>& list) {
  if (list.empty()) return {space_.all(), space_.all()};
  std::vector<PacketSet> upper;
  std::vector<PacketSet> lower;
  for (const Service& entry : list) {
    PacketSet set = service(entry);
    if (entry.certain) lower.push_back(set);
    upper.push_back(std::move(set));
  }
  return {space_.union_of(std::move(upper)), space_.union_of(std::move(lower))};
}

Bounds MatchSets::of(const Match& match) {
  PacketSet other = space_.all();
  if (!match.ipv4) other &= space_.family(Family::v6);
  if (!match.ipv6) other &= space_.family(Family::v4);
  if (!match.states.empty()) {
    PacketSet states = space_.none();
    for (const ConnectionState state : match.states)
      states |= space_.equal(Field::state, static_cast<Bits128>(state));
    other &= states;
  }
  if (match.marks) {
    PacketSet marks = space_.none();
    for (const std::uint16_t mark : *match.marks) marks |= space_.equal(Field::mark, mark);
    other &= marks;
  }
  if (!match.source_macs.empty()) {
    PacketSet macs = space_.none();
    for (const std::uint64_t mac : match.source_macs) macs |= space_.equal(Field::source_mac, mac);
    other &= macs;
  }
  const Bounds source = addresses(Field::source, match.source);
  const Bounds destination = addresses(Field::destination, match.destination);
  const Bounds service = services(match.services);
  Bounds result{other & destination.may & source.may & service.may, space_.none()};
  if (match.certain) result.must = other & destination.must & source.must & service.must;
  return result;
}

Bounds MatchSets::scheduled(Bounds bounds, const Schedule& schedule) {
  switch (activity_on(schedule, date_)) {
    case Activity::active: return bounds;
    case Activity::inactive: return {space_.none(), space_.none()};
    case Activity::sometimes: return {std::move(bounds.may), space_.none()};
  }
  return bounds;
}

template <typename Build>
const Bounds& MatchSets::remembered(const void* key, Build build) {
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  return known_.emplace(key, build()).first->second;
}

const Bounds& MatchSets::of(const Rule& rule) {
  return remembered(&rule, [&] { return scheduled(of(rule.match), rule.schedule); });
}

const Bounds& MatchSets::of(const NatRule& rule) {
  return remembered(&rule, [&] {
    Bounds bounds = scheduled(of(rule.match), rule.schedule);
    if (!rule.certain) bounds.must = space_.none();
    return bounds;
  });
}

const Bounds& MatchSets::of(const PolicyRoute& rule) {
  return remembered(&rule, [&] {
    Bounds bounds = of(rule.match);
    if (!rule.certain) bounds.must = space_.none();
    return bounds;
  });
}

Binding binding_of(const std::vector<std::string>& list, const std::string& interface) {
  if (list.empty()) return Binding::yes;
  if (interface.empty()) return Binding::unknown;
  return std::find(list.begin(), list.end(), interface) != list.end() ? Binding::yes : Binding::no;
}

Bounds bound_to(const Bounds& bounds, const std::vector<std::string>& ingress_list,
                const std::string& ingress, const std::vector<std::string>& egress_list,
                const std::string& egress, PacketSpace& space) {
  const Binding in = binding_of(ingress_list, ingress);
  const Binding out = binding_of(egress_list, egress);
  if (in == Binding::no || out == Binding::no) return {space.none(), space.none()};
  if (in == Binding::unknown || out == Binding::unknown) return {bounds.may, space.none()};
  return bounds;
}

namespace {

/// First match over the rules of a filter, from both sides.
///
/// `open_may` holds the packets that may have passed all rules so far unmatched, `open_must` those
/// that certainly have. A packet is certainly permitted when no possible first match denies it: the
/// complement of what may be denied, which is more than the union of what each permit certainly
/// takes (an uncertain permit before a certain one permits all the same).
class FirstMatch {
 public:
  explicit FirstMatch(PacketSpace& space)
      : space_(space),
        open_may_(space_.all()),
        open_must_(space_.all()),
        may_permit_(space_.none()),
        may_deny_(space_.none()) {}

  void rule(const Rule& rule, const Bounds& bounds) {
    const PacketSet hit = open_may_ & bounds.may;
    if (hit.empty()) return;
    if (rule.action == Action::deny) {
      may_deny_ |= hit;
    } else if (rule.translate && !rule.translate->empty()) {
      translated(rule, {hit, open_must_ & bounds.must});
    } else {
      may_permit_ |= hit;
    }
    open_may_ -= bounds.must;
    open_must_ -= bounds.may;
  }

  FilterRegions finish(Action default_action) {
    (default_action == Action::permit ? may_permit_ : may_deny_) |= open_may_;
    FilterRegions result;
    PacketSet may_translate = space_.none();
    for (const auto& entry : translated_) may_translate |= entry.region.may;
    result.any_permit = {may_permit_ | may_translate, ~may_deny_};
    result.permitted = {may_permit_, result.any_permit.must - may_translate};
    result.translated = std::move(translated_);
    return result;
  }

 private:
  void translated(const Rule& rule, const Bounds& region) {
    for (auto& entry : translated_) {
      if (*entry.rule->translate == *rule.translate) {
        entry.region.may |= region.may;
        entry.region.must |= region.must;
        return;
      }
    }
    translated_.push_back({&rule, region});
  }

  PacketSpace& space_;
  PacketSet open_may_;
  PacketSet open_must_;
  PacketSet may_permit_;
  PacketSet may_deny_;
  std::vector<FilterRegions::Translated> translated_;
};

}  // namespace

FilterRegions regions_of(MatchSets& sets, const Filter& filter, const std::string& ingress,
                         const std::string& egress) {
  FirstMatch scan(sets.space());
  for (const Rule& rule : filter.rules) {
    if (binding_of(rule.ingress, ingress) == Binding::no || binding_of(rule.egress, egress) == Binding::no)
      continue;
    scan.rule(rule, bound_to(sets.of(rule), rule.ingress, ingress, rule.egress, egress, sets.space()));
  }
  return scan.finish(filter.default_action);
}

}  // namespace sekisho::forwarding
