#include "config/iptables/condition_readers.hpp"

#include "config/iptables/ipset.hpp"

#include <algorithm>
#include <array>

namespace sekisho::config::iptables::conditions {

Understood unseen(Reading&, const Option&) { return Understood::in_part; }
Understood nothing(Reading&, const Option&) { return Understood::exactly; }

namespace {
// --- addresses

Understood read_addresses(Reading& reading, const Option& option, bool source) {
  RuleMatch& match = reading.rule.match;
  const Family family = reading.surroundings.family;
  std::vector<NumberSet::Range> ranges;
  const std::vector<std::string> parts = split_list(option.value());
  for (const std::string& part : parts) {
    const auto network = parse_network(part, family);
    if (!network) return Understood::wrong;  // a host name, for one
    if (const auto* holes = std::get_if<Wildcard>(&*network)) {
      if (parts.size() > 1) return Understood::in_part;
      match.narrow_by_holes(source, *holes, option.negated);
      return Understood::exactly;
    }
    ranges.push_back(std::get<NumberSet::Range>(*network));
  }
  NumberSet set = NumberSet::of(std::move(ranges));
  if (option.negated) set = set.complement(all_addresses(family));
  source ? match.narrow_source(set) : match.narrow_destination(set);
  return Understood::exactly;
}

}  // namespace

Understood source(Reading& reading, const Option& option) { return read_addresses(reading, option, true); }
Understood destination(Reading& reading, const Option& option) {
  return read_addresses(reading, option, false);
}

namespace {

Understood read_range(Reading& reading, const Option& option, bool source) {
  const Family family = reading.surroundings.family;
  const auto range = parse_range(option.value(), family);
  if (!range) return Understood::wrong;
  NumberSet set(*range);
  if (option.negated) set = set.complement(all_addresses(family));
  source ? reading.rule.match.narrow_source(set) : reading.rule.match.narrow_destination(set);
  return Understood::exactly;
}

}  // namespace

Understood source_range(Reading& reading, const Option& option) { return read_range(reading, option, true); }
Understood destination_range(Reading& reading, const Option& option) {
  return read_range(reading, option, false);
}

namespace {

/// Types of addresses that do not hang on routes (iptables-extensions(8), addrtype).
std::optional<NumberSet> addresses_of_type(const std::string& type, const Surroundings& surroundings) {
  const Family family = surroundings.family;
  if (type == "MULTICAST") {
    return NumberSet(*parse_range(family == Family::v4 ? "224.0.0.0/4" : "ff00::/8", family));
  }
  if (type != "LOCAL" || family == Family::v6) return std::nullopt;  // link-local ones are not known
  if (surroundings.device.interfaces.empty()) return std::nullopt;
  std::vector<NumberSet::Range> own{*parse_range("127.0.0.0/8", family)};
  for (const Interface& interface : surroundings.device.interfaces) {
    if (interface.dynamic_address) return std::nullopt;
    for (const InterfaceAddress& each : interface.addresses) {
      if (each.address.family == family) own.push_back({each.address.bits, each.address.bits});
    }
  }
  if (own.size() == 1) return std::nullopt;  // nobody gave the addresses
  return NumberSet::of(std::move(own));
}

Understood read_address_type(Reading& reading, const Option& option, bool source) {
  std::vector<NumberSet::Range> ranges;
  for (const std::string& type : split_list(option.value())) {
    const auto set = addresses_of_type(type, reading.surroundings);
    if (!set) return Understood::in_part;
    ranges.insert(ranges.end(), set->ranges().begin(), set->ranges().end());
  }
  NumberSet set = NumberSet::of(std::move(ranges));
  if (option.negated) set = set.complement(all_addresses(reading.surroundings.family));
  source ? reading.rule.match.narrow_source(set) : reading.rule.match.narrow_destination(set);
  return Understood::exactly;
}

}  // namespace

Understood source_type(Reading& reading, const Option& option) {
  return read_address_type(reading, option, true);
}
Understood destination_type(Reading& reading, const Option& option) {
  return read_address_type(reading, option, false);
}

namespace {

// --- interfaces

/// Packets of a VRF are seen by its own device or by its member, depending on the hook
/// (Documentation/networking/vrf.rst): then a name says little.
bool has_vrfs(const Device& device) {
  return std::any_of(device.interfaces.begin(), device.interfaces.end(),
                     [](const Interface& interface) { return !interface.vrf.empty(); });
}

Understood bind(Reading& reading, const Option& option, std::optional<std::vector<std::string>>& binding) {
  const Device& device = reading.surroundings.device;
  if (has_vrfs(device)) return Understood::in_part;
  binding = interfaces_named(device, option.value(), option.negated);
  return Understood::exactly;
}

}  // namespace

Understood ingress(Reading& reading, const Option& option) {
  return bind(reading, option, reading.rule.match.ingress);
}
Understood egress(Reading& reading, const Option& option) {
  return bind(reading, option, reading.rule.match.egress);
}

namespace {

// --- protocols and their fields

Understood read_protocol(Reading& reading, const std::string& text, bool negated) {
  const auto protocol = parse_any_protocol(text);
  if (!protocol) return Understood::wrong;
  if (*protocol) {
    reading.rule.match.narrow_protocol(**protocol, negated);
  } else if (negated) {
    reading.rule.match.never();
  }
  return Understood::exactly;
}

}  // namespace

Understood protocol(Reading& reading, const Option& option) {
  return read_protocol(reading, option.value(), option.negated);
}

namespace {

std::optional<NumberSet> port_set(const Option& option) {
  std::vector<NumberSet::Range> ranges;
  for (const std::string& part : split_list(option.value())) {
    const auto range = parse_ports(part);
    if (!range) return std::nullopt;
    ranges.push_back(*range);
  }
  NumberSet set = NumberSet::of(std::move(ranges));
  return option.negated ? set.complement(all_ports) : set;
}

}  // namespace

Understood source_ports(Reading& reading, const Option& option) {
  const auto ports = port_set(option);
  if (!ports) return Understood::wrong;
  reading.rule.match.narrow_source_ports(*ports);
  return Understood::exactly;
}

Understood destination_ports(Reading& reading, const Option& option) {
  const auto ports = port_set(option);
  if (!ports) return Understood::wrong;
  reading.rule.match.narrow_destination_ports(*ports);
  return Understood::exactly;
}

/// Either port is in the list; negated, neither is.
Understood either_port(Reading& reading, const Option& option) {
  const auto ports = port_set(option);
  if (!ports) return Understood::wrong;
  if (option.negated) {
    reading.rule.match.narrow_source_ports(*ports);
    reading.rule.match.narrow_destination_ports(*ports);
  } else {
    reading.rule.match.narrow_either_port(*ports);
  }
  return Understood::exactly;
}

Understood tcp_flags(Reading& reading, const Option& option) {
  if (option.values.size() != 2) return Understood::wrong;
  const auto mask = parse_flags(option.values[0]);
  const auto value = parse_flags(option.values[1]);
  if (!mask || !value) return Understood::wrong;
  if ((*value & ~*mask) != 0) {  // never equal
    if (!option.negated) reading.rule.match.never();
    return Understood::exactly;
  }
  reading.rule.match.narrow_flags({*mask, *value}, option.negated);
  return Understood::exactly;
}

/// `--syn`: of SYN, RST, ACK and FIN only SYN is set.
Understood syn(Reading& reading, const Option& option) {
  constexpr std::uint8_t mask = tcp_flag::syn | tcp_flag::rst | tcp_flag::ack | tcp_flag::fin;
  reading.rule.match.narrow_flags({mask, tcp_flag::syn}, option.negated);
  return Understood::exactly;
}

Understood icmp_type(Reading& reading, const Option& option) {
  const auto types = parse_icmp(option.value(), reading.surroundings.family);
  if (!types) return Understood::wrong;
  reading.rule.match.narrow_icmp(*types, option.negated);
  return Understood::exactly;
}

namespace {

// --- state

std::optional<ConnectionState> state_of(const std::string& name) {
  if (name == "NEW") return ConnectionState::fresh;
  if (name == "ESTABLISHED") return ConnectionState::established;
  if (name == "RELATED") return ConnectionState::related;
  if (name == "INVALID") return ConnectionState::invalid;
  if (name == "UNTRACKED") return ConnectionState::untracked;
  return std::nullopt;
}

constexpr std::array<ConnectionState, 5> all_states{ConnectionState::fresh, ConnectionState::established,
                                                    ConnectionState::related, ConnectionState::untracked,
                                                    ConnectionState::invalid};

bool has(const std::vector<ConnectionState>& states, ConnectionState state) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

/// In the table raw no packet has been looked up yet: all are INVALID (net/netfilter/xt_conntrack.c,
/// conntrack_mt), and UNTRACKED behind a rule that says so.
Understood ask_states_before_tracking(Reading& reading, const std::vector<ConnectionState>& states) {
  const bool invalid = has(states, ConnectionState::invalid);
  const bool untracked = has(states, ConnectionState::untracked) && reading.surroundings.may_be_untracked;
  if (!invalid && !untracked) reading.rule.match.never();
  return invalid == untracked || !reading.surroundings.may_be_untracked ? Understood::exactly
                                                                        : Understood::in_part;
}

/// NOTRACK takes packets out of tracking, and helpers make new sessions related to others: then the state of
/// a packet is not told by its header and its session alone.
Understood ask_states(Reading& reading, std::vector<ConnectionState> states) {
  const Surroundings& around = reading.surroundings;
  if (around.before_tracking) return ask_states_before_tracking(reading, states);
  const std::vector<ConnectionState> asked = states;
  const auto widen = [&](ConnectionState state) {
    if (!has(states, state)) states.push_back(state);
  };
  if (around.may_be_untracked && has(asked, ConnectionState::untracked)) {
    widen(ConnectionState::fresh);
    widen(ConnectionState::invalid);
    widen(ConnectionState::established);
  }
  if (around.has_helpers && has(asked, ConnectionState::related)) widen(ConnectionState::fresh);
  reading.rule.match.narrow_states(states);
  const bool all_or_nothing = states.size() == asked.size() && asked.size() == all_states.size();
  const bool told =
      !around.may_be_untracked &&
      (!around.has_helpers || has(asked, ConnectionState::fresh) == has(asked, ConnectionState::related));
  return told || all_or_nothing ? Understood::exactly : Understood::in_part;
}

}  // namespace

Understood state(Reading& reading, const Option& option) {
  std::vector<ConnectionState> states;
  bool other = false;  // DNAT, SNAT: whether the connection is translated
  for (const std::string& name : split_list(option.value())) {
    const auto known = state_of(name);
    if (known && !has(states, *known)) states.push_back(*known);
    if (!known && name != "DNAT" && name != "SNAT") return Understood::wrong;
    other |= !known;
  }
  if (other) return Understood::in_part;
  if (option.negated) {
    std::vector<ConnectionState> rest;
    for (const ConnectionState each : all_states) {
      if (!has(states, each)) rest.push_back(each);
    }
    states = std::move(rest);
  }
  return ask_states(reading, std::move(states));
}

// --- sets

Understood match_set(Reading& reading, const Option& option) {
  if (option.values.size() != 2) return Understood::wrong;
  const SetMatch set = match_of_set(option.values[0], split_list(option.values[1]), reading.surroundings);
  if (!set.certain || !set.alternatives) return Understood::in_part;
  if (!option.negated) {
    reading.rule.match.narrow_alternatives(*set.alternatives);
    return Understood::exactly;
  }
  // The complement of one pair of address sets that leaves one side open is such a pair again.
  const NumberSet all(all_addresses(reading.surroundings.family));
  if (set.alternatives->empty()) return Understood::exactly;
  const Alternative& only = set.alternatives->front();
  const bool plain = set.alternatives->size() == 1 && !only.protocol &&
                     only.source_ports == NumberSet(all_ports) &&
                     only.destination_ports == NumberSet(all_ports);
  if (plain && only.destination == all) {
    reading.rule.match.narrow_source(only.source.complement(all_addresses(reading.surroundings.family)));
  } else if (plain && only.source == all) {
    reading.rule.match.narrow_destination(
        only.destination.complement(all_addresses(reading.surroundings.family)));
  } else {
    return Understood::in_part;
  }
  return Understood::exactly;
}

}  // namespace sekisho::config::iptables::conditions
