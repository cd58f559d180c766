#include "config/iptables/conditions.hpp"

#include "config/iptables/condition_readers.hpp"
#include "config/iptables/targets.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <array>

namespace sekisho::config::iptables {
namespace {

using conditions::Reading;
using conditions::Understood;
using Handler = Understood (*)(Reading& reading, const Option& option);

// --- the tables

struct ConditionRow {
  std::string_view module;  // empty: options that every rule may have
  std::string_view option;  // empty: every option of the module
  Handler handler;
};

/// The first row that fits counts. Modules whose options all ask for what a packet of the model has not got
/// have one row.
constexpr ConditionRow rows[] = {
    {"", "-s", conditions::source},
    {"", "--source", conditions::source},
    {"", "--src", conditions::source},
    {"", "-d", conditions::destination},
    {"", "--destination", conditions::destination},
    {"", "--dst", conditions::destination},
    {"", "-p", conditions::protocol},
    {"", "--protocol", conditions::protocol},
    {"", "--proto", conditions::protocol},
    {"", "-i", conditions::ingress},
    {"", "--in-interface", conditions::ingress},
    {"", "-o", conditions::egress},
    {"", "--out-interface", conditions::egress},
    {"", "-f", conditions::unseen},
    {"", "--fragment", conditions::unseen},
    {"", "-c", conditions::nothing},
    {"", "--set-counters", conditions::nothing},
    {"", "-w", conditions::nothing},
    {"", "--wait", conditions::nothing},
    {"", "-v", conditions::nothing},
    {"", "-n", conditions::nothing},
    {"tcp", "--sport", conditions::source_ports},
    {"tcp", "--source-port", conditions::source_ports},
    {"tcp", "--dport", conditions::destination_ports},
    {"tcp", "--destination-port", conditions::destination_ports},
    {"tcp", "--tcp-flags", conditions::tcp_flags},
    {"tcp", "--syn", conditions::syn},
    {"tcp", "--tcp-option", conditions::unseen},
    {"udp", "--sport", conditions::source_ports},
    {"udp", "--source-port", conditions::source_ports},
    {"udp", "--dport", conditions::destination_ports},
    {"udp", "--destination-port", conditions::destination_ports},
    {"udplite", "--sport", conditions::source_ports},
    {"udplite", "--source-port", conditions::source_ports},
    {"udplite", "--dport", conditions::destination_ports},
    {"udplite", "--destination-port", conditions::destination_ports},
    {"sctp", "--sport", conditions::source_ports},
    {"sctp", "--source-port", conditions::source_ports},
    {"sctp", "--dport", conditions::destination_ports},
    {"sctp", "--destination-port", conditions::destination_ports},
    {"sctp", "--chunk-types", conditions::unseen},
    {"dccp", "--sport", conditions::source_ports},
    {"dccp", "--source-port", conditions::source_ports},
    {"dccp", "--dport", conditions::destination_ports},
    {"dccp", "--destination-port", conditions::destination_ports},
    {"dccp", "", conditions::unseen},
    {"icmp", "--icmp-type", conditions::icmp_type},
    {"icmp6", "--icmpv6-type", conditions::icmp_type},
    {"multiport", "--sports", conditions::source_ports},
    {"multiport", "--source-ports", conditions::source_ports},
    {"multiport", "--dports", conditions::destination_ports},
    {"multiport", "--destination-ports", conditions::destination_ports},
    {"multiport", "--ports", conditions::either_port},
    {"multiport", "--port", conditions::either_port},
    {"iprange", "--src-range", conditions::source_range},
    {"iprange", "--dst-range", conditions::destination_range},
    {"addrtype", "--src-type", conditions::source_type},
    {"addrtype", "--dst-type", conditions::destination_type},
    {"addrtype", "", conditions::unseen},
    {"state", "--state", conditions::state},
    {"conntrack", "--ctstate", conditions::state},
    {"conntrack", "--ctproto", conditions::protocol},
    {"conntrack", "", conditions::unseen},
    {"set", "--match-set", conditions::match_set},
    {"set", "--set", conditions::match_set},
    {"set", "", conditions::unseen},
    {"comment", "", conditions::nothing},
    {"ah", "", conditions::unseen},
    {"bpf", "", conditions::unseen},
    {"cgroup", "", conditions::unseen},
    {"cluster", "", conditions::unseen},
    {"connbytes", "", conditions::unseen},
    {"connlabel", "", conditions::unseen},
    {"connlimit", "", conditions::unseen},
    {"connmark", "", conditions::unseen},
    {"cpu", "", conditions::unseen},
    {"devgroup", "", conditions::unseen},
    {"dscp", "", conditions::unseen},
    {"dst", "", conditions::unseen},
    {"ecn", "", conditions::unseen},
    {"esp", "", conditions::unseen},
    {"eui64", "", conditions::unseen},
    {"frag", "", conditions::unseen},
    {"hashlimit", "", conditions::unseen},
    {"hbh", "", conditions::unseen},
    {"helper", "", conditions::unseen},
    {"hl", "", conditions::unseen},
    {"ipv6header", "", conditions::unseen},
    {"ipvs", "", conditions::unseen},
    {"length", "", conditions::unseen},
    {"limit", "", conditions::unseen},
    {"mac", "", conditions::unseen},
    {"mark", "", conditions::unseen},
    {"mh", "", conditions::unseen},
    {"nfacct", "", conditions::nothing},
    {"osf", "", conditions::unseen},
    {"owner", "", conditions::unseen},
    {"physdev", "", conditions::unseen},
    {"pkttype", "", conditions::unseen},
    {"policy", "", conditions::unseen},
    {"quota", "", conditions::unseen},
    {"rateest", "", conditions::unseen},
    {"realm", "", conditions::unseen},
    {"recent", "", conditions::unseen},
    {"rpfilter", "", conditions::unseen},
    {"rt", "", conditions::unseen},
    {"socket", "", conditions::unseen},
    {"srh", "", conditions::unseen},
    {"statistic", "", conditions::unseen},
    {"string", "", conditions::unseen},
    {"tcpmss", "", conditions::unseen},
    {"time", "", conditions::unseen},
    {"tos", "", conditions::unseen},
    {"ttl", "", conditions::unseen},
    {"u32", "", conditions::unseen},
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

  /// A module that was loaded and asks conditions::nothing: `-m tcp` matches by its protocol, `-m limit` by
  /// its defaults (three packets an hour).
  void finish_module() {
    if (modules_.empty() || asked_) return;
    asked_ = true;
    const ConditionRow* whole = find_row(modules_.back(), "");
    if (whole != nullptr && whole->handler == conditions::unseen) in_part(modules_.back());
  }

  void condition(const Option& option) {
    if (const ConditionRow* row = find_row("", option.name); row != nullptr) {
      apply(*row, option);
      if (row->handler == conditions::protocol && !option.negated) implicit_ = module_name(option.value());
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
    const bool needs_value = row.handler != conditions::syn && row.handler != conditions::unseen &&
                             row.handler != conditions::nothing;
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
