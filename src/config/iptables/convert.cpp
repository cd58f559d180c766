// The order of the kernel's hooks (linux/netfilter_ipv4.h, enum nf_ip_hook_priorities; iptables(8) "TABLES"):
//
//   PREROUTING   raw, connection tracking, mangle, nat (destinations; the first packet of a session only)
//   routing      own addresses go to INPUT, others to FORWARD
//   INPUT        mangle, filter, security, nat
//   FORWARD      mangle, filter, security
//   OUTPUT       raw, connection tracking, mangle, nat, filter, security
//   POSTROUTING  mangle, nat (sources; the first packet of a session only)
//
// ACCEPT ends a packet's way through the chains of one table at one hook, and the next table is asked: so a
// stage is a filter that requires the built-in chain of each table in turn.
#include "config/iptables/convert.hpp"

#include "config/iptables/convert_chains.hpp"

#include <array>
#include <set>

namespace sekisho::config::iptables {
namespace {

/// A built-in chain of a table.
struct Hook {
  const char* table;
  const char* chain;
};

constexpr std::array prerouting{Hook{"raw", "PREROUTING"}, Hook{"mangle", "PREROUTING"}};
constexpr std::array forward{Hook{"mangle", "FORWARD"}, Hook{"filter", "FORWARD"},
                             Hook{"security", "FORWARD"}, Hook{"mangle", "POSTROUTING"}};
constexpr std::array input{Hook{"mangle", "INPUT"}, Hook{"filter", "INPUT"}, Hook{"security", "INPUT"}};
constexpr std::array output{Hook{"raw", "OUTPUT"}, Hook{"mangle", "OUTPUT"}, Hook{"filter", "OUTPUT"},
                            Hook{"security", "OUTPUT"}, Hook{"mangle", "POSTROUTING"}};

Match of_family(Family family) {
  Match match;
  match.ipv4 = family == Family::v4;
  match.ipv6 = family == Family::v6;
  return match;
}

class Netfilter {
 public:
  Netfilter(const Ruleset& ruleset, Device& device) : ruleset_(ruleset), device_(device) {}

  void add() {
    for (const auto* tables : {&ruleset_.ipv4, &ruleset_.ipv6}) {
      if (*tables) convert_family(**tables);
    }
    if (!ruleset_.ipv4 && !ruleset_.ipv6) return widen_unread();
    set_stages();
    widen_unread();
  }

 private:
  void convert_family(const Tables& tables) {
    Surroundings surroundings = survey(ruleset_, device_, tables);
    may_be_untracked_[tables.family == Family::v4 ? 0 : 1] = surroundings.may_be_untracked;
    for (const auto& [name, table] : tables.tables) {
      surroundings.before_tracking = name == "raw";
      convert_table(tables, name, surroundings, device_);
    }
  }

  void set_stages() {
    if (device_.pipeline.empty()) {
      device_.pipeline = {Stage::ingress_filter, Stage::destination_nat, Stage::source_check,
                          Stage::policy_routing, Stage::route_lookup,    Stage::forward_filter,
                          Stage::source_nat,     Stage::egress_filter,   Stage::local_filter,
                          Stage::own_filter};
    }
    device_.forward_filter = stage("netfilter FORWARD", forward);
    device_.local_filter = stage("netfilter INPUT", input);
    device_.own_filter = stage("netfilter OUTPUT", output);
    device_.destination_nat_filter = nat_stage("netfilter nat PREROUTING", "PREROUTING", false);
    device_.source_nat_filter = nat_stage("netfilter nat POSTROUTING", "POSTROUTING", true);
    // What is not known of the missing family is said behind the route lookup already.
    if (Filter filter = required("netfilter PREROUTING", prerouting); !filter.rules.empty()) {
      for (Interface& interface : device_.interfaces) interface.ingress_filters.push_back(filter.name);
      device_.filters[filter.name] = std::move(filter);
    }
  }

  /// The chain's filter, unless it lets everything through.
  const Filter* restricting(const Tables& tables, const Hook& hook) const {
    const auto filter = device_.filters.find(filter_name(tables.family, hook.table, hook.chain));
    if (filter == device_.filters.end()) return nullptr;
    const bool open = filter->second.rules.empty() && filter->second.default_action == Action::permit;
    return open ? nullptr : &filter->second;
  }

  /// A filter that requires the built-in chains of these hooks.
  template <std::size_t count>
  Filter required(const std::string& name, const std::array<Hook, count>& hooks) const {
    Filter filter;
    filter.name = name;
    filter.default_action = Action::permit;
    for (const auto* tables : {&ruleset_.ipv4, &ruleset_.ipv6}) {
      if (!*tables) continue;
      for (const Hook& hook : hooks) {
        const Filter* chain = restricting(**tables, hook);
        if (chain == nullptr) continue;
        Rule rule;
        rule.action = Action::require;
        rule.list = chain->name;
        rule.match = of_family((*tables)->family);
        rule.source = chain->default_source;
        filter.rules.push_back(std::move(rule));
      }
    }
    return filter;
  }

  template <std::size_t count>
  std::optional<Filter> stage(const std::string& name, const std::array<Hook, count>& hooks) const {
    Filter filter = required(name, hooks);
    if (const auto family = missing_family()) {
      Rule rule;
      rule.action = Action::deny;
      rule.match = of_family(*family);
      rule.match.certain = false;
      rule.source = source_of_missing(*family);
      filter.rules.push_back(std::move(rule));
    }
    if (filter.rules.empty()) return std::nullopt;
    return filter;
  }

  /// The table nat is asked by the first packet of a session only; what is not tracked is not translated.
  std::optional<Filter> nat_stage(const std::string& name, const char* chain, bool source) const {
    Filter filter;
    filter.name = name;
    filter.default_action = Action::permit;
    for (const auto* tables : {&ruleset_.ipv4, &ruleset_.ipv6}) {
      if (!*tables || restricting(**tables, {"nat", chain}) == nullptr) continue;
      const Family family = (*tables)->family;
      Rule rule;
      rule.action = Action::call;
      rule.list = filter_name(family, "nat", chain);
      rule.match = of_family(family);
      rule.match.states = {ConnectionState::fresh};
      rule.match.certain = !may_be_untracked_[family == Family::v4 ? 0 : 1];
      rule.source = device_.filters.at(rule.list).default_source;
      filter.rules.push_back(std::move(rule));
    }
    if (const auto family = missing_family()) {
      Rule rule;
      rule.action = Action::permit;
      rule.match = of_family(*family);
      rule.match.certain = false;
      rule.source = source_of_missing(*family);
      rule.translate = Rewrite{};
      const AddressRange any = AddressRange::of(Prefix::everything(*family));
      (source ? rule.translate->source : rule.translate->destination) = any;
      (source ? rule.translate->source_port : rule.translate->destination_port) = PortRange{};
      filter.rules.push_back(std::move(rule));
    }
    if (filter.rules.empty()) return std::nullopt;
    return filter;
  }

  /// The family of which no dump was given, while the other's was: nobody knows its rules.
  [[nodiscard]] std::optional<Family> missing_family() const {
    if (!ruleset_.ipv4) return Family::v4;
    if (!ruleset_.ipv6) return Family::v6;
    return std::nullopt;
  }

  [[nodiscard]] RuleSource source_of_missing(Family family) const {
    const Tables& given = ruleset_.ipv4 ? *ruleset_.ipv4 : *ruleset_.ipv6;
    RuleSource source;
    for (const auto& [table_name, table] : given.tables) {
      for (const auto& [name, chain] : table.chains) {
        source = chain.place.source();
        break;
      }
    }
    source.span.line = 1;
    source.text = family == Family::v6 ? "(no ip6tables-save)" : "(no iptables-save)";
    source.label = source.text;
    return source;
  }

  /// Lines that may have been rules: once for each file.
  void widen_unread() {
    std::set<const LineLedger*> done;
    for (const Place& place : ruleset_.not_read) {
      if (!done.insert(place.ledger).second) continue;
      for (const Effect effect : {Effect::may_permit, Effect::may_drop, Effect::may_translate})
        device_.uncertainties.push_back({effect, "", place.source()});
    }
  }

  const Ruleset& ruleset_;
  Device& device_;
  std::array<bool, 2> may_be_untracked_{};
};

}  // namespace

void add_netfilter(const Ruleset& ruleset, Device& device) { Netfilter(ruleset, device).add(); }

}  // namespace sekisho::config::iptables
