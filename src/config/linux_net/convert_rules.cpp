// `ip rule` as policy routes (ip-rule(8); net/core/fib_rules.c, net/ipv4/fib_rules.c).
//
// Rules are asked in the order of their priority. One that matches looks into its table; where the table has
// no route, the next rule is asked. Rule 0 looks into table local, which holds the system's own addresses:
// that is the part of the model that every route lookup begins with. Where the rest is main and nothing
// else, there is nothing to steer.
//
// The same rules steer what the system itself sends: `iif lo` means that and nothing else, `oif` what is
// bound to an interface. Which source address and mark such a packet has when it is routed is not known.
#include "config/linux_net/convert.hpp"

#include <sekisho/base/code.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::config::linux_net {
namespace {

bool is_unconditional(const RuleLine& rule) {
  return !rule.negated && !rule.from && !rule.to && rule.iif.empty() && rule.oif.empty() && !rule.mark &&
         !rule.protocol && !rule.source_ports && !rule.destination_ports && !rule.condition_not_seen;
}

bool is_plain_lookup(const RuleLine& rule, const char* table) {
  return is_unconditional(rule) && rule.action == RuleLine::Action::lookup && rule.table == table &&
         !rule.shortest_length;
}

AddressMatch match_of(const std::optional<Prefix>& prefix) {
  if (!prefix) return AddressMatch::everything();
  return AddressMatch::of({{AddressRange::of(*prefix), true}});
}

class RuleConversion {
 public:
  RuleConversion(Conversion& conversion, Family family) : conversion_(conversion), family_(family) {
    for (const RuleLine& rule : conversion.config.rules) {
      if (rule.family == family) rules_.push_back(&rule);
    }
    std::stable_sort(rules_.begin(), rules_.end(),
                     [](const RuleLine* a, const RuleLine* b) { return a->priority < b->priority; });
  }

  void convert() {
    if (!conversion_.config.listed(family_).rules) return give_up();
    take_local_first();
    drop_usual_end();
    if (rules_.empty() && ends_with_main_) return;
    for (std::size_t i = 0; i < rules_.size(); ++i) add(i);
    if (!ends_with_main_) add_end();
  }

 private:
  void give_up() {
    const RuleSource source = conversion_.not_given(family_ == Family::v4 ? "ip rule" : "ip -6 rule");
    conversion_.device.unknown_routes.push_back({"", family_, source});
    for (const std::string& vrf : conversion_.device.vrfs)
      conversion_.device.unknown_routes.push_back({vrf, family_, source});
  }

  /// Own addresses come first in the model. Rules ahead of table local could take packets to them
  /// elsewhere; those of VRFs are meant to be there and hold own addresses themselves.
  void take_local_first() {
    const auto local = std::find_if(rules_.begin(), rules_.end(),
                                    [](const RuleLine* rule) { return is_plain_lookup(*rule, "local"); });
    for (auto rule = rules_.begin(); rule != local; ++rule) {
      if ((*rule)->action == RuleLine::Action::lookup_vrf || (*rule)->action == RuleLine::Action::nop)
        continue;
      conversion_.widen(Effect::may_route, {}, (*rule)->place);
      conversion_.ledgers[(*rule)->place.file].approximated((*rule)->place.line, Code::not_modelled_routes,
                                                            {"ip rule"});
    }
    if (local != rules_.end()) rules_.erase(local);
  }

  /// main, and default without routes, is what a lookup without policy routes does. In a VRF it is not: there
  /// the routing instance is the VRF.
  void drop_usual_end() {
    if (!rules_.empty() && is_plain_lookup(*rules_.back(), "default") && !has_routes("default"))
      rules_.pop_back();
    const bool in_vrfs =
        std::any_of(conversion_.device.interfaces.begin(), conversion_.device.interfaces.end(),
                    [](const Interface& interface) { return !interface.vrf.empty(); });
    ends_with_main_ = !rules_.empty() && is_plain_lookup(*rules_.back(), "main") && !in_vrfs;
    if (ends_with_main_) rules_.pop_back();
  }

  [[nodiscard]] bool has_routes(const std::string& table) const {
    return std::any_of(conversion_.config.routes.begin(), conversion_.config.routes.end(),
                       [&](const RouteLine& route) { return route.table == table; });
  }

  void add(std::size_t index) {
    const RuleLine& rule = *rules_[index];
    if (rule.action == RuleLine::Action::nop || rule.action == RuleLine::Action::go_to) return;
    if (rule.action == RuleLine::Action::lookup && rule.table == "local") return;
    PolicyRoute base;
    base.source = conversion_.source(rule.place, fmt::format("ip rule {}", rule.priority));
    base.match.ipv4 = family_ == Family::v4;
    base.match.ipv6 = family_ == Family::v6;
    base.certain = !rule.condition_not_seen && !may_be_jumped(index);
    set_action(rule, base);
    if (rule.action == RuleLine::Action::lookup_vrf) return add_for_vrfs(base);
    add_conditions(rule, base);
  }

  void set_action(const RuleLine& rule, PolicyRoute& base) const {
    if (rule.action == RuleLine::Action::discard) {
      base.verdict = PolicyRoute::Verdict::drop;
      return;
    }
    base.verdict = PolicyRoute::Verdict::forward;
    base.falls_through = true;
    NextHop next;
    next.other_vrf = true;
    next.vrf = conversion_.vrf_of_table(rule.table);
    if (rule.shortest_length) {
      next.vrf = fmt::format("{} (longer than /{})", next.vrf.empty() ? "main" : next.vrf,
                             *rule.shortest_length - 1);
    }
    base.next_hops.push_back(std::move(next));
  }

  /// Whether a `goto` ahead may lead past a rule.
  [[nodiscard]] bool may_be_jumped(std::size_t index) const {
    return std::any_of(
        rules_.begin(), rules_.begin() + static_cast<std::ptrdiff_t>(index), [&](const RuleLine* rule) {
          return rule->action == RuleLine::Action::go_to && rule->target > rules_[index]->priority;
        });
  }

  /// `lookup [l3mdev-table]`: packets of a VRF's interfaces look into its table.
  void add_for_vrfs(const PolicyRoute& base) {
    for (const Link& link : conversion_.config.links) {
      PolicyRoute rule = base;
      for (const Interface& interface : conversion_.device.interfaces) {
        if (interface.vrf == link.name) rule.ingress.push_back(interface.name);
      }
      if (rule.ingress.empty()) continue;
      rule.next_hops.front().vrf = link.name;
      conversion_.device.policy_routes.push_back(std::move(rule));
    }
  }

  void add_conditions(const RuleLine& rule, PolicyRoute base) {
    if (rule.negated) return add_complement(rule, base);
    base.match.source = match_of(rule.from);
    base.match.destination = match_of(rule.to);
    if (rule.mark)
      base.certain = false;  // which marks packets have is not known: netfilter, tc and BPF set them
    set_service(rule, base);
    add_both(base, rule);
  }

  /// `not` takes what one of the conditions does not fit: a policy route for each, by its complement. Marks
  /// and services have none here, so a rule that asks for them may match anything.
  void add_complement(const RuleLine& rule, const PolicyRoute& base) {
    if (rule.mark || rule.protocol || rule.source_ports || rule.destination_ports || !rule.oif.empty()) {
      PolicyRoute any = base;
      any.certain = false;
      return add_both(any, without_conditions(rule));
    }
    for (const bool of_source : {true, false}) {
      const std::optional<Prefix>& prefix = of_source ? rule.from : rule.to;
      if (!prefix) continue;
      PolicyRoute other = base;
      (of_source ? other.match.source : other.match.destination) = match_of(prefix);
      (of_source ? other.match.source : other.match.destination).negated = true;
      add_both(other, without_conditions(rule));
    }
    if (rule.iif.empty()) return;
    PolicyRoute elsewhere = base;
    const std::vector<std::string> here = interfaces_named(rule.iif);
    for (const Interface& interface : conversion_.device.interfaces) {
      if (std::find(here.begin(), here.end(), interface.name) == here.end())
        elsewhere.ingress.push_back(interface.name);
    }
    if (!elsewhere.ingress.empty()) conversion_.device.policy_routes.push_back(elsewhere);
    elsewhere.ingress.clear();
    elsewhere.own_packets = true;
    if (rule.iif != "lo") conversion_.device.policy_routes.push_back(std::move(elsewhere));
  }

  [[nodiscard]] static RuleLine without_conditions(RuleLine rule) {
    rule.iif.clear();
    rule.oif.clear();
    return rule;
  }

  static void set_service(const RuleLine& rule, PolicyRoute& base) {
    if (!rule.protocol && !rule.source_ports && !rule.destination_ports) return;
    Service service;
    service.protocol = rule.protocol;
    if (rule.source_ports) service.source_ports.push_back(*rule.source_ports);
    if (rule.destination_ports) service.destination_ports.push_back(*rule.destination_ports);
    base.match.services.push_back(std::move(service));
  }

  /// For what comes in, and for what the system itself sends.
  void add_both(const PolicyRoute& base, const RuleLine& rule) {
    if (rule.iif != "lo" && rule.oif.empty()) {
      PolicyRoute received = base;
      if (!rule.iif.empty()) received.ingress = interfaces_named(rule.iif);
      conversion_.device.policy_routes.push_back(std::move(received));
    }
    if (!rule.iif.empty() && rule.iif != "lo") return;
    PolicyRoute own = base;
    own.own_packets = true;
    if (rule.from || rule.mark || !rule.oif.empty() || rule.negated) own.certain = false;
    conversion_.device.policy_routes.push_back(std::move(own));
  }

  /// `iif` of a VRF device means all its interfaces.
  [[nodiscard]] std::vector<std::string> interfaces_named(const std::string& name) const {
    std::vector<std::string> names{name};
    for (const Interface& interface : conversion_.device.interfaces) {
      if (interface.vrf == name && interface.name != name) names.push_back(interface.name);
    }
    return names;
  }

  /// Behind the last rule there is no route.
  void add_end() {
    if (rules_.empty()) return;
    PolicyRoute end;
    end.source = conversion_.source(rules_.back()->place, "behind the last ip rule");
    end.match.ipv4 = family_ == Family::v4;
    end.match.ipv6 = family_ == Family::v6;
    end.verdict = PolicyRoute::Verdict::drop;
    conversion_.device.policy_routes.push_back(end);
    end.own_packets = true;
    conversion_.device.policy_routes.push_back(std::move(end));
  }

  Conversion& conversion_;
  Family family_;
  std::vector<const RuleLine*> rules_;
  bool ends_with_main_ = false;
};

/// The reverse lookup of rp_filter asks the rules too (fib_validate_source), with the addresses exchanged
/// and no interface. The model asks the routing instance alone, so a source check besides rules is open.
void open_source_checks(Conversion& conversion) {
  const bool steers =
      std::any_of(conversion.device.policy_routes.begin(), conversion.device.policy_routes.end(),
                  [](const PolicyRoute& rule) { return rule.falls_through && rule.match.ipv4; });
  if (!steers) return;
  for (Interface& interface : conversion.device.interfaces) {
    if (interface.source_check == SourceCheck::none && !interface.strictest_source_check) continue;
    interface.source_check = SourceCheck::none;
    interface.strictest_source_check.reset();
    RuleSource source;
    source.span = interface.span;
    source.label = "rp_filter with ip rule";
    conversion.device.uncertainties.push_back({Effect::may_drop, interface.name, std::move(source)});
  }
}

}  // namespace

void convert_rules(Conversion& conversion) {
  if (conversion.device.routes_ipv4) RuleConversion(conversion, Family::v4).convert();
  if (conversion.device.routes_ipv6) RuleConversion(conversion, Family::v6).convert();
  open_source_checks(conversion);
}

}  // namespace sekisho::config::linux_net
