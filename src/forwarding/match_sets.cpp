#include <sekisho/forwarding/match_sets.hpp>

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

namespace {

/// See ConnectionState.
PacketSet packets_that_open(PacketSpace& space) {
  const PacketSet tcp = space.protocol(protocol::tcp);
  const PacketSet icmp = space.protocol(protocol::icmp);
  const PacketSet icmpv6 = space.protocol(protocol::icmpv6);
  constexpr std::uint8_t asked = tcp_flag::syn | tcp_flag::ack | tcp_flag::fin | tcp_flag::rst;
  PacketSet result = ~(tcp | icmp | icmpv6);
  for (const std::uint8_t flag : {tcp_flag::syn, tcp_flag::ack})
    result |= tcp & space.masked(Field::tcp_flags, flag, asked);
  for (const Bits128 request : {8, 13, 15, 17}) result |= icmp & space.equal(Field::icmp_type, request);
  for (const Bits128 request : {128, 139}) result |= icmpv6 & space.equal(Field::icmp_type, request);
  return result;
}

PacketSet neighbour_and_listener_discovery(PacketSpace& space) {
  return space.protocol(protocol::icmpv6) &
         (space.range(Field::icmp_type, 130, 136) | space.equal(Field::icmp_type, 143));
}

}  // namespace

MatchSets::MatchSets(PacketSpace& space, const Date& date)
    : space_(space),
      date_(date),
      with_ports_(packets_with_ports(space)),
      opens_session_(packets_that_open(space)),
      never_tracked_(neighbour_and_listener_discovery(space)),
      may_open_session_(space.protocol(protocol::sctp) | space.protocol(protocol::dccp)) {}

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

Bounds MatchSets::state(ConnectionState state) const {
  if (state == ConnectionState::established || state == ConnectionState::related) {
    const PacketSet exactly = space_.equal(Field::state, static_cast<Bits128>(state));
    return {exactly, exactly};
  }
  const PacketSet fresh = space_.equal(Field::state, static_cast<Bits128>(ConnectionState::fresh));
  if (state == ConnectionState::untracked) {
    const PacketSet said = space_.equal(Field::state, static_cast<Bits128>(state));
    return {said | (fresh & never_tracked_), said | (fresh & never_tracked_)};
  }
  const PacketSet taken =
      fresh & (state == ConnectionState::fresh ? opens_session_ : ~(opens_session_ | never_tracked_));
  return {taken | (fresh & may_open_session_), taken - may_open_session_};
}

Bounds MatchSets::of(const Match& match) {
  PacketSet other = space_.all();
  Bounds states{other, other};
  if (!match.ipv4) other &= space_.family(Family::v6);
  if (!match.ipv6) other &= space_.family(Family::v4);
  if (!match.states.empty()) {
    states = {space_.none(), space_.none()};
    for (const ConnectionState asked : match.states) {
      const Bounds one = state(asked);
      states.may |= one.may;
      states.must |= one.must;
    }
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
  // From the field nearest the end of the variable order to the first: each step adds nodes on top.
  Bounds result{destination.may & (source.may & (service.may & (states.may & other))), space_.none()};
  if (match.certain) result.must = destination.must & (source.must & (service.must & (states.must & other)));
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

}  // namespace sekisho::forwarding
