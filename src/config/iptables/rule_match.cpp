#include "config/iptables/rule_match.hpp"

#include <algorithm>

namespace sekisho::config::iptables {
namespace {

// Sets of sets: what is more is known from above only.
constexpr std::size_t most_alternatives = 1024;
constexpr std::size_t most_services = 1 << 16;

Alternative anything(Family family) {
  Alternative alternative;
  alternative.source = NumberSet(all_addresses(family));
  alternative.destination = alternative.source;
  return alternative;
}

std::vector<PortRange> port_ranges(const NumberSet& ports) {
  std::vector<PortRange> result;
  if (ports == NumberSet(all_ports)) return result;
  for (const NumberSet::Range& range : ports.ranges())
    result.push_back({static_cast<std::uint16_t>(range.first), static_cast<std::uint16_t>(range.last)});
  return result;
}

std::vector<ConnectionState> common(const std::vector<ConnectionState>& a,
                                    const std::vector<ConnectionState>& b) {
  std::vector<ConnectionState> result;
  for (const ConnectionState state : a) {
    if (std::find(b.begin(), b.end(), state) != b.end()) result.push_back(state);
  }
  return result;
}

}  // namespace

RuleMatch::RuleMatch(Family family) : family_(family), alternatives_{anything(family)} {}

void RuleMatch::narrow_source(const NumberSet& addresses) {
  for (Alternative& each : alternatives_) each.source.intersect(addresses);
}

void RuleMatch::narrow_destination(const NumberSet& addresses) {
  for (Alternative& each : alternatives_) each.destination.intersect(addresses);
}

void RuleMatch::narrow_by_holes(bool source, const Wildcard& wildcard, bool negated) {
  std::optional<Holes>& holes = source ? source_holes_ : destination_holes_;
  if (holes) return doubt();  // the first one is kept: it holds no less than both
  holes = Holes{wildcard, negated};
}

void RuleMatch::narrow_protocol(std::uint8_t protocol, bool negated) {
  if (negated) {
    excluded_protocols_.push_back(protocol);
  } else if (protocol_ && *protocol_ != protocol) {
    never();
  } else {
    protocol_ = protocol;
  }
}

void RuleMatch::narrow_source_ports(const NumberSet& ports) {
  for (Alternative& each : alternatives_) each.source_ports.intersect(ports);
}

void RuleMatch::narrow_destination_ports(const NumberSet& ports) {
  for (Alternative& each : alternatives_) each.destination_ports.intersect(ports);
}

void RuleMatch::narrow_either_port(const NumberSet& ports) {
  if (either_port_) return doubt();
  either_port_ = ports;
}

void RuleMatch::narrow_icmp(const IcmpTypes& types, bool negated) {
  std::vector<IcmpTypes> asked;
  if (!negated) {
    asked.push_back(types);
  } else {
    // Other types with any code, and these types with other codes.
    const auto outside = [](const ByteRange& range, auto add) {
      if (range.first > 0) add(ByteRange{0, static_cast<std::uint8_t>(range.first - 1)});
      if (range.last < 255) add(ByteRange{static_cast<std::uint8_t>(range.last + 1), 255});
    };
    outside(types.types, [&](ByteRange other) { asked.push_back({other, {}}); });
    outside(types.codes, [&](ByteRange other) { asked.push_back({types.types, other}); });
    if (asked.empty()) return never();
  }
  if (!icmp_.empty()) return doubt();
  icmp_ = std::move(asked);
}

void RuleMatch::narrow_flags(TcpFlagMatch flags, bool negated) {
  std::vector<TcpFlagMatch> asked;
  if (!negated) {
    asked.push_back(flags);
  } else {
    for (unsigned value = 0; value < 256; ++value) {
      if ((value & ~unsigned{flags.mask}) == 0 && value != flags.value)
        asked.push_back({flags.mask, static_cast<std::uint8_t>(value)});
    }
  }
  if (flags_.empty()) {
    flags_ = std::move(asked);
    if (flags_.empty()) never();
    return;
  }
  std::vector<TcpFlagMatch> both;
  for (const TcpFlagMatch& a : flags_) {
    for (const TcpFlagMatch& b : asked) {
      if (((a.value ^ b.value) & a.mask & b.mask) != 0) continue;
      both.push_back(
          {static_cast<std::uint8_t>(a.mask | b.mask), static_cast<std::uint8_t>(a.value | b.value)});
    }
  }
  flags_ = std::move(both);
  if (flags_.empty()) never();
}

void RuleMatch::narrow_states(const std::vector<ConnectionState>& states) {
  states_ = asks_state_ ? common(states_, states) : states;
  asks_state_ = true;
  if (states_.empty()) never();
}

void RuleMatch::narrow_alternatives(const std::vector<Alternative>& alternatives) {
  if (alternatives.size() * alternatives_.size() > most_alternatives) return doubt();
  std::vector<Alternative> result;
  for (const Alternative& a : alternatives_) {
    for (const Alternative& b : alternatives) {
      if (a.protocol && b.protocol && *a.protocol != *b.protocol) continue;
      Alternative both = a;
      both.source.intersect(b.source);
      both.destination.intersect(b.destination);
      both.source_ports.intersect(b.source_ports);
      both.destination_ports.intersect(b.destination_ports);
      if (b.protocol) both.protocol = b.protocol;
      result.push_back(std::move(both));
    }
  }
  alternatives_ = std::move(result);
}

AddressMatch RuleMatch::addresses(const NumberSet& set, const std::optional<Holes>& holes) const {
  const bool any = set == NumberSet(all_addresses(family_));
  if (any && !holes) return AddressMatch::everything();
  AddressMatch match;
  match.any = false;
  if (any) {
    match.negated = holes->negated;
    match.terms.push_back({holes->wildcard, true});
    return match;
  }
  for (const NumberSet::Range& range : set.ranges())
    match.terms.push_back({AddressRange{{family_, range.first}, {family_, range.last}}, true});
  return match;
}

bool RuleMatch::asks_of_header(const Alternative& alternative) const {
  return protocol_ || alternative.protocol || !excluded_protocols_.empty() || either_port_ ||
         !icmp_.empty() || !flags_.empty() || alternative.source_ports != NumberSet(all_ports) ||
         alternative.destination_ports != NumberSet(all_ports);
}

std::vector<std::uint8_t> RuleMatch::protocols(const Alternative& alternative) const {
  const auto excluded = [&](std::uint8_t protocol) {
    return std::find(excluded_protocols_.begin(), excluded_protocols_.end(), protocol) !=
           excluded_protocols_.end();
  };
  std::vector<std::uint8_t> result;
  for (int number = 0; number < 256; ++number) {
    const auto protocol = static_cast<std::uint8_t>(number);
    const bool fits = (!protocol_ || *protocol_ == protocol) &&
                      (!alternative.protocol || *alternative.protocol == protocol);
    if (fits && !excluded(protocol)) result.push_back(protocol);
  }
  return result;
}

std::vector<Service> RuleMatch::services(const Alternative& alternative) const {
  Service whole;
  whole.source_ports = port_ranges(alternative.source_ports);
  whole.destination_ports = port_ranges(alternative.destination_ports);
  whole.tcp_flags = flags_;
  std::vector<Service> made;
  if (!either_port_) {
    made.push_back(whole);
  } else {
    NumberSet sources = alternative.source_ports;
    NumberSet destinations = alternative.destination_ports;
    sources.intersect(*either_port_);
    destinations.intersect(*either_port_);
    made = {whole, whole};
    made[0].source_ports = port_ranges(sources);
    made[1].destination_ports = port_ranges(destinations);
    if (destinations.empty()) made.pop_back();
    if (sources.empty()) made.erase(made.begin());
  }
  std::vector<Service> typed;
  for (const Service& each : made) {
    if (icmp_.empty()) typed.push_back(each);
    for (const IcmpTypes& types : icmp_) {
      typed.push_back(each);
      if (types.types != ByteRange{}) typed.back().icmp_types = {types.types};
      if (types.codes != ByteRange{}) typed.back().icmp_codes = {types.codes};
    }
  }
  const bool any_protocol = !protocol_ && !alternative.protocol && excluded_protocols_.empty();
  if (any_protocol) return typed;
  std::vector<Service> result;
  for (const std::uint8_t protocol : protocols(alternative)) {
    for (const Service& each : typed) {
      result.push_back(each);
      result.back().protocol = protocol;
    }
  }
  return result;
}

void RuleMatch::widen() {
  alternatives_ = {anything(family_)};
  doubt();
}

std::vector<Match> RuleMatch::finish() const {
  std::vector<Match> result;
  if (never_) return result;
  if (!excluded_protocols_.empty() && !protocol_ && alternatives_.size() * 256 > most_services) {
    RuleMatch wider = *this;
    wider.widen();
    return wider.finish();
  }
  for (const Alternative& each : alternatives_) {
    if (each.source.empty() || each.destination.empty() || each.source_ports.empty() ||
        each.destination_ports.empty())
      continue;
    Match match;
    match.ipv4 = family_ == Family::v4;
    match.ipv6 = family_ == Family::v6;
    match.source = addresses(each.source, source_holes_);
    match.destination = addresses(each.destination, destination_holes_);
    if (asks_of_header(each)) {
      match.services = services(each);
      if (match.services.empty()) continue;
    }
    match.states = states_;
    // Holes and ranges together: the ranges alone are kept, which hold no less.
    const auto all = NumberSet(all_addresses(family_));
    const bool too_wide =
        (source_holes_ && each.source != all) || (destination_holes_ && each.destination != all);
    match.certain = certain_ && !too_wide;
    result.push_back(std::move(match));
  }
  return result;
}

}  // namespace sekisho::config::iptables
