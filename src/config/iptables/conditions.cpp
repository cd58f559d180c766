#include "config/iptables/conditions.hpp"

#include "config/iptables/ipset.hpp"
#include "config/iptables/targets.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <array>

namespace sekisho::config::iptables {
namespace {

enum class Understood : std::uint8_t {
  exactly,
  in_part,  // the match doubts
  wrong,    // the value cannot be read; the match doubts
};

struct Reading {
  ReadRule& rule;
  const Surroundings& surroundings;
};

using Handler = Understood (*)(Reading& reading, const Option& option);

Understood unseen(Reading&, const Option&) { return Understood::in_part; }
Understood nothing(Reading&, const Option&) { return Understood::exactly; }

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

Understood source(Reading& reading, const Option& option) { return read_addresses(reading, option, true); }
Understood destination(Reading& reading, const Option& option) {
  return read_addresses(reading, option, false);
}

Understood read_range(Reading& reading, const Option& option, bool source) {
  const Family family = reading.surroundings.family;
  const auto range = parse_range(option.value(), family);
  if (!range) return Understood::wrong;
  NumberSet set(*range);
  if (option.negated) set = set.complement(all_addresses(family));
  source ? reading.rule.match.narrow_source(set) : reading.rule.match.narrow_destination(set);
  return Understood::exactly;
}

Understood source_range(Reading& reading, const Option& option) { return read_range(reading, option, true); }
Understood destination_range(Reading& reading, const Option& option) {
  return read_range(reading, option, false);
}

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

Understood source_type(Reading& reading, const Option& option) {
  return read_address_type(reading, option, true);
}
Understood destination_type(Reading& reading, const Option& option) {
  return read_address_type(reading, option, false);
}

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

Understood ingress(Reading& reading, const Option& option) {
  return bind(reading, option, reading.rule.match.ingress);
}
Understood egress(Reading& reading, const Option& option) {
  return bind(reading, option, reading.rule.match.egress);
}

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

Understood protocol(Reading& reading, const Option& option) {
  return read_protocol(reading, option.value(), option.negated);
}

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

// --- the tables

struct ConditionRow {
  std::string_view module;  // empty: options that every rule may have
  std::string_view option;  // empty: every option of the module
  Handler handler;
};

/// The first row that fits counts. Modules whose options all ask for what a packet of the model has not got
/// have one row.
constexpr ConditionRow rows[] = {
    {"", "-s", source},
    {"", "--source", source},
    {"", "--src", source},
    {"", "-d", destination},
    {"", "--destination", destination},
    {"", "--dst", destination},
    {"", "-p", protocol},
    {"", "--protocol", protocol},
    {"", "--proto", protocol},
    {"", "-i", ingress},
    {"", "--in-interface", ingress},
    {"", "-o", egress},
    {"", "--out-interface", egress},
    {"", "-f", unseen},
    {"", "--fragment", unseen},
    {"", "-c", nothing},
    {"", "--set-counters", nothing},
    {"", "-w", nothing},
    {"", "--wait", nothing},
    {"", "-v", nothing},
    {"", "-n", nothing},
    {"tcp", "--sport", source_ports},
    {"tcp", "--source-port", source_ports},
    {"tcp", "--dport", destination_ports},
    {"tcp", "--destination-port", destination_ports},
    {"tcp", "--tcp-flags", tcp_flags},
    {"tcp", "--syn", syn},
    {"tcp", "--tcp-option", unseen},
    {"udp", "--sport", source_ports},
    {"udp", "--source-port", source_ports},
    {"udp", "--dport", destination_ports},
    {"udp", "--destination-port", destination_ports},
    {"udplite", "--sport", source_ports},
    {"udplite", "--source-port", source_ports},
    {"udplite", "--dport", destination_ports},
    {"udplite", "--destination-port", destination_ports},
    {"sctp", "--sport", source_ports},
    {"sctp", "--source-port", source_ports},
    {"sctp", "--dport", destination_ports},
    {"sctp", "--destination-port", destination_ports},
    {"sctp", "--chunk-types", unseen},
    {"dccp", "--sport", source_ports},
    {"dccp", "--source-port", source_ports},
    {"dccp", "--dport", destination_ports},
    {"dccp", "--destination-port", destination_ports},
    {"dccp", "", unseen},
    {"icmp", "--icmp-type", icmp_type},
    {"icmp6", "--icmpv6-type", icmp_type},
    {"multiport", "--sports", source_ports},
    {"multiport", "--source-ports", source_ports},
    {"multiport", "--dports", destination_ports},
    {"multiport", "--destination-ports", destination_ports},
    {"multiport", "--ports", either_port},
    {"multiport", "--port", either_port},
    {"iprange", "--src-range", source_range},
    {"iprange", "--dst-range", destination_range},
    {"addrtype", "--src-type", source_type},
    {"addrtype", "--dst-type", destination_type},
    {"addrtype", "", unseen},
    {"state", "--state", state},
    {"conntrack", "--ctstate", state},
    {"conntrack", "--ctproto", protocol},
    {"conntrack", "", unseen},
    {"set", "--match-set", match_set},
    {"set", "--set", match_set},
    {"set", "", unseen},
    {"comment", "", nothing},
    {"ah", "", unseen},
    {"bpf", "", unseen},
    {"cgroup", "", unseen},
    {"cluster", "", unseen},
    {"connbytes", "", unseen},
    {"connlabel", "", unseen},
    {"connlimit", "", unseen},
    {"connmark", "", unseen},
    {"cpu", "", unseen},
    {"devgroup", "", unseen},
    {"dscp", "", unseen},
    {"dst", "", unseen},
    {"ecn", "", unseen},
    {"esp", "", unseen},
    {"eui64", "", unseen},
    {"frag", "", unseen},
    {"hashlimit", "", unseen},
    {"hbh", "", unseen},
    {"helper", "", unseen},
    {"hl", "", unseen},
    {"ipv6header", "", unseen},
    {"ipvs", "", unseen},
    {"length", "", unseen},
    {"limit", "", unseen},
    {"mac", "", unseen},
    {"mark", "", unseen},
    {"mh", "", unseen},
    {"nfacct", "", nothing},
    {"osf", "", unseen},
    {"owner", "", unseen},
    {"physdev", "", unseen},
    {"pkttype", "", unseen},
    {"policy", "", unseen},
    {"quota", "", unseen},
    {"rateest", "", unseen},
    {"realm", "", unseen},
    {"recent", "", unseen},
    {"rpfilter", "", unseen},
    {"rt", "", unseen},
    {"socket", "", unseen},
    {"srh", "", unseen},
    {"statistic", "", unseen},
    {"string", "", unseen},
    {"tcpmss", "", unseen},
    {"time", "", unseen},
    {"tos", "", unseen},
    {"ttl", "", unseen},
    {"u32", "", unseen},
};

const ConditionRow* find_row(std::string_view module, std::string_view option) {
  for (const ConditionRow& row : rows) {
    if (row.module == module && (row.option.empty() || row.option == option)) return &row;
  }
  return nullptr;
}

bool is_known_module(std::string_view module) {
  return std::any_of(std::begin(rows), std::end(rows),
                     [&](const ConditionRow& row) { return row.module == module; });
}

/// `-m icmpv6` and `-p ipv6-icmp` load what is printed as `-m icmp6`.
std::string module_name(const std::string& name) {
  if (name == "icmpv6" || name == "ipv6-icmp" || name == "58") return "icmp6";
  if (name == "1") return "icmp";
  if (name == "6") return "tcp";
  if (name == "17") return "udp";
  return name;
}

class OptionReader {
 public:
  OptionReader(const RuleLine& line, const Surroundings& surroundings)
      : line_(line),
        rule_{RuleMatch(surroundings.family), "", false, {}, false},
        reading_{rule_, surroundings} {}

  ReadRule run() {
    if (line_.stray_negation) wrong("!");
    for (const Option& option : line_.options) read(option);
    finish_module();
    return std::move(rule_);
  }

 private:
  void read(const Option& option) {
    const std::string& name = option.name;
    static constexpr std::array<std::string_view, 6> never_negated{"-m",     "--match", "-j",
                                                                   "--jump", "-g",      "--goto"};
    if (option.negated && std::find(never_negated.begin(), never_negated.end(), name) != never_negated.end())
      wrong("!");
    if (name == "-m" || name == "--match") {
      load(option.value());
    } else if (name == "-j" || name == "--jump" || name == "-g" || name == "--goto") {
      rule_.target = option.value();
      rule_.is_goto = name == "-g" || name == "--goto";
      if (rule_.target.empty()) wrong(name);
    } else if (name == "-4" || name == "--ipv4" || name == "-6" || name == "--ipv6") {
      const Family wanted = name == "-4" || name == "--ipv4" ? Family::v4 : Family::v6;
      rule_.of_other_family |= wanted != reading_.surroundings.family;
    } else if (!rule_.target.empty() && is_option_of_target(rule_.target, name)) {
      rule_.target_options.push_back(option);
    } else {
      condition(option);
    }
  }

  void load(const std::string& name) {
    finish_module();
    modules_.push_back(module_name(name));
    if (!is_known_module(modules_.back())) {
      if (reported_.insert(modules_.back()).second)
        line_.place.ledger->approximated(line_.place.line, Code::iptables_match_unknown, {name});
      rule_.match.doubt();
      asked_ = true;
    } else {
      asked_ = false;
    }
  }

  /// A module that was loaded and asks nothing: `-m tcp` matches by its protocol, `-m limit` by its
  /// defaults (three packets an hour).
  void finish_module() {
    if (modules_.empty() || asked_) return;
    asked_ = true;
    const ConditionRow* whole = find_row(modules_.back(), "");
    if (whole != nullptr && whole->handler == unseen) in_part(modules_.back());
  }

  void condition(const Option& option) {
    if (const ConditionRow* row = find_row("", option.name); row != nullptr) {
      apply(*row, option);
      if (row->handler == protocol && !option.negated) implicit_ = module_name(option.value());
      return;
    }
    // Options of all loaded modules are understood from then on; the protocol loads its own.
    for (auto module = modules_.rbegin(); module != modules_.rend(); ++module) {
      if (const ConditionRow* row = find_row(*module, option.name); row != nullptr) {
        if (module == modules_.rbegin()) asked_ = true;
        return apply(*row, option);
      }
    }
    if (const ConditionRow* row = find_row(implicit_, option.name); row != nullptr && !implicit_.empty())
      return apply(*row, option);
    unknown(option);
  }

  void apply(const ConditionRow& row, const Option& option) {
    const bool needs_value = row.handler != syn && row.handler != unseen && row.handler != nothing;
    if (needs_value && option.values.empty()) return wrong(option.name);
    switch (row.handler(reading_, option)) {
      case Understood::exactly: return;
      case Understood::in_part: return in_part(row.module.empty() ? option.name : std::string(row.module));
      case Understood::wrong: return wrong(option.name);
    }
  }

  /// An option of a module that is not known has been remarked on with the module.
  void unknown(const Option& option) {
    rule_.match.doubt();
    const bool of_unknown = !modules_.empty() && !is_known_module(modules_.back());
    const bool of_target = !rule_.target.empty();
    if (of_unknown || (of_target && !is_known_target(rule_.target))) return;
    line_.place.ledger->approximated(line_.place.line, Code::iptables_match_unknown, {option.name});
  }

  void in_part(const std::string& what) {
    rule_.match.doubt();
    if (reported_.insert(what).second)
      line_.place.ledger->approximated(line_.place.line, Code::iptables_condition_unseen, {what});
  }

  void wrong(const std::string& what) {
    rule_.match.doubt();
    line_.place.ledger->approximated(line_.place.line, Code::iptables_wrong_value, {what});
  }

  const RuleLine& line_;
  ReadRule rule_;
  Reading reading_;
  std::vector<std::string> modules_;
  std::string implicit_;
  bool asked_ = true;  // the last module has been asked for something
  std::set<std::string> reported_;
};

}  // namespace

std::optional<std::vector<std::string>> interfaces_named(const Device& device, const std::string& name,
                                                         bool negated) {
  const bool wild = name.ends_with('+');
  const std::string_view stem = wild ? std::string_view(name).substr(0, name.size() - 1) : name;
  const auto fits = [&](const std::string& interface) {
    return wild ? interface.starts_with(stem) : interface == name;
  };
  if (wild && stem.empty() && !negated) return std::nullopt;
  std::vector<std::string> result;
  for (const Interface& interface : device.interfaces) {
    if (fits(interface.name) != negated) result.push_back(interface.name);
  }
  // A binding to an interface that the device has not got: nothing comes by it.
  if (result.empty()) result.push_back(negated ? "! " + name : name);
  return result;
}

ReadRule read_rule(const RuleLine& line, const Surroundings& surroundings) {
  return OptionReader(line, surroundings).run();
}

}  // namespace sekisho::config::iptables
