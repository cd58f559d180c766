// Settings of the kernel: forwarding, source checks, and the packets that it refuses by itself.
//
// Source: Documentation/networking/ip-sysctl.rst for the settings; net/ipv4/route.c (ip_route_input_slow),
// net/ipv4/fib_frontend.c (fib_validate_source) and net/ipv6/ip6_output.c (ip6_forward) for the packets
// that are refused whatever the settings say.
#include "config/linux_net/convert.hpp"

#include <algorithm>

namespace sekisho::config::linux_net {
namespace {

AddressMatch one_of(std::initializer_list<const char*> prefixes, bool certain = true) {
  std::vector<AddressTerm> terms;
  for (const char* text : prefixes) terms.push_back({AddressRange::of(*Prefix::parse(text)), certain});
  return AddressMatch::of(std::move(terms));
}

Match of_family(Family family) {
  Match match;
  match.ipv4 = family == Family::v4;
  match.ipv6 = family == Family::v6;
  return match;
}

PolicyRoute drop(RuleSource source, Match match, bool certain) {
  PolicyRoute rule;
  rule.source = std::move(source);
  rule.match = std::move(match);
  rule.verdict = PolicyRoute::Verdict::drop;
  rule.certain = certain;
  return rule;
}

class Settings {
 public:
  explicit Settings(Conversion& conversion) : conversion_(conversion), device_(conversion.device) {}

  void convert() {
    convert_forwarding_v4();
    convert_forwarding_v6();
    refuse_destinations();
    for (Interface& interface : device_.interfaces) {
      if (interface.kind == InterfaceKind::loopback) continue;
      convert_source_check(interface);
      refuse_sources(interface);
      interface.proxy_arp = at_least(interface.name, "ipv4", "proxy_arp").value_or(0) > 0;
    }
  }

 private:
  /// Settings of one interface and of all: the greater one counts.
  [[nodiscard]] std::optional<std::uint32_t> at_least(const std::string& interface, const std::string& family,
                                                      const std::string& name) const {
    const auto own = conversion_.setting("net." + family + ".conf." + interface + "." + name);
    const auto all = conversion_.setting("net." + family + ".conf.all." + name);
    if (!own && !all) return std::nullopt;
    return std::max(own.value_or(0), all.value_or(0));
  }

  /// The same, when it cannot be greater than what is known.
  [[nodiscard]] bool known(const std::string& interface, const std::string& name) const {
    return conversion_.setting("net.ipv4.conf." + interface + "." + name) &&
           conversion_.setting("net.ipv4.conf.all." + name);
  }

  [[nodiscard]] RuleSource source_of(const std::string& key) const {
    return conversion_.source(conversion_.config.settings.at(key).place, key);
  }

  /// IPv4 packets are forwarded when the interface they came in by says so. `ip_forward` sets all of them;
  /// one that is not listed is taken to be as it says.
  void convert_forwarding_v4() {
    std::optional<std::uint32_t> all = conversion_.setting("net.ipv4.ip_forward");
    if (!all) all = conversion_.setting("net.ipv4.conf.all.forwarding");
    device_.routes_ipv4 = !all || *all != 0;
    for (const Interface& interface : device_.interfaces) {
      if (conversion_.setting(forwarding_of(interface)).value_or(0) != 0) device_.routes_ipv4 = true;
    }
    if (!device_.routes_ipv4) return;
    for (const Interface& interface : device_.interfaces) {
      const std::optional<std::uint32_t> own = conversion_.setting(forwarding_of(interface));
      if (own && *own != 0) continue;
      if (!own && !all) {
        may_not_forward(Family::v4, interface, conversion_.not_given("sysctl net.ipv4.ip_forward"), false);
      } else if (own || *all == 0) {
        const std::string key = own ? forwarding_of(interface) : key_of_all();
        may_not_forward(Family::v4, interface, source_of(key), true);
      }
    }
  }

  [[nodiscard]] static std::string forwarding_of(const Interface& interface) {
    return "net.ipv4.conf." + interface.name + ".forwarding";
  }
  [[nodiscard]] std::string key_of_all() const {
    return conversion_.setting("net.ipv4.ip_forward") ? "net.ipv4.ip_forward"
                                                      : "net.ipv4.conf.all.forwarding";
  }

  void may_not_forward(Family family, const Interface& interface, RuleSource source, bool certain) {
    PolicyRoute rule = drop(std::move(source), of_family(family), certain);
    rule.ingress = {interface.name};
    device_.policy_routes.push_back(std::move(rule));
  }

  /// IPv6 packets are forwarded when `all.forwarding` says so, whatever the interfaces say; since Linux 6.17
  /// also when `force_forwarding` of the interface they came in by does. A system without IPv6 addresses
  /// does not take part.
  void convert_forwarding_v6() {
    const std::optional<std::uint32_t> all = conversion_.setting("net.ipv6.conf.all.forwarding");
    const bool disabled = conversion_.setting("net.ipv6.conf.all.disable_ipv6").value_or(0) != 0;
    const bool has_ipv6 = std::any_of(device_.interfaces.begin(), device_.interfaces.end(),
                                      [](const Interface& interface) { return interface.ipv6_enabled; });
    const bool without = disabled || (conversion_.config.shows_ipv6_addresses && !has_ipv6);
    device_.routes_ipv6 = !without && (!all || *all != 0);
    if (!device_.routes_ipv6 && !without) {
      for (const Interface& interface : device_.interfaces) {
        const std::string key = "net.ipv6.conf." + interface.name + ".force_forwarding";
        if (conversion_.setting(key).value_or(0) != 0) device_.routes_ipv6 = true;
      }
      if (device_.routes_ipv6) forward_where_forced();
    }
    if (!device_.routes_ipv6 || all) return;
    for (const Interface& interface : device_.interfaces) {
      may_not_forward(Family::v6, interface, conversion_.not_given("sysctl net.ipv6.conf.all.forwarding"),
                      false);
    }
  }

  void forward_where_forced() {
    for (const Interface& interface : device_.interfaces) {
      const std::string key = "net.ipv6.conf." + interface.name + ".force_forwarding";
      if (conversion_.setting(key).value_or(0) != 0) continue;
      may_not_forward(Family::v6, interface, source_of("net.ipv6.conf.all.forwarding"), true);
    }
  }

  /// rp_filter: 0 none, 1 strict, 2 loose; the greater of all and the interface. IPv4 only.
  void convert_source_check(Interface& interface) {
    interface.source_check_ipv6 = false;
    const auto mode = [](std::uint32_t value) {
      return value == 0 ? SourceCheck::none : value == 1 ? SourceCheck::strict : SourceCheck::loose;
    };
    const std::optional<std::uint32_t> value = at_least(interface.name, "ipv4", "rp_filter");
    if (value && (*value == 2 || known(interface.name, "rp_filter"))) {
      interface.source_check = mode(*value);
      return;
    }
    conversion_.not_given("sysctl -a (net.ipv4.conf.*.rp_filter)");
    interface.source_check = value && *value == 1 ? SourceCheck::loose : SourceCheck::none;
    interface.strictest_source_check = SourceCheck::strict;
  }

  /// No packet from a wire is taken to these (ip_route_input_slow: martian destinations).
  void refuse_destinations() {
    const bool certain =
        std::all_of(device_.interfaces.begin(), device_.interfaces.end(), [&](const Interface& i) {
          return i.kind == InterfaceKind::loopback || known(i.name, "route_localnet");
        });
    const bool open = std::any_of(
        device_.interfaces.begin(), device_.interfaces.end(),
        [&](const Interface& i) { return at_least(i.name, "ipv4", "route_localnet").value_or(0) != 0; });
    Match match = of_family(Family::v4);
    match.destination = one_of({"0.0.0.0/8"});
    device_.policy_routes.push_back(drop(by_kernel("martian destination"), match, true));
    match.destination = one_of({"127.0.0.0/8"});
    device_.policy_routes.push_back(drop(by_kernel("martian destination"), match, certain && !open));
    // Forwarded out of the interface that they came in by, they pass (ip6_forward).
    match = of_family(Family::v6);
    match.source = one_of({"::/128", "fe80::/10"});
    device_.policy_routes.push_back(drop(by_kernel("source of one link"), match, false));
  }

  [[nodiscard]] RuleSource by_kernel(const char* what) const {
    RuleSource source;
    if (!conversion_.config.links.empty())
      source.span = conversion_.span(conversion_.config.links.front().place);
    source.label = what;
    return source;
  }

  /// No packet from a wire is taken from these (martian sources): group and loopback addresses, this
  /// network, and the system's own addresses.
  void refuse_sources(Interface& interface) {
    Filter filter;
    filter.name = "martian sources at " + interface.name;
    filter.default_action = Action::permit;
    filter.default_source = by_kernel("not a martian source");
    const bool own_pass = at_least(interface.name, "ipv4", "accept_local").value_or(0) != 0;
    const bool loopback_pass = at_least(interface.name, "ipv4", "route_localnet").value_or(0) != 0;
    const bool localnet_known = known(interface.name, "route_localnet");
    deny(filter, Family::v4, one_of({"224.0.0.0/4", "255.255.255.255/32"}));
    if (!loopback_pass) deny(filter, Family::v4, one_of({"127.0.0.0/8"}, localnet_known));
    if (!own_pass) deny(filter, Family::v4, own_addresses(known(interface.name, "accept_local")));
    deny(filter, Family::v4, broadcasts(has_rules_of_its_own()));
    permit_to_broadcast(filter);  // a host that asks for its address: 0.0.0.0
    deny(filter, Family::v4, one_of({"0.0.0.0/8"}));
    deny(filter, Family::v6, one_of({"ff00::/8", "::1/128"}));
    deny_to_loopback(filter);
    interface.ingress_filters.push_back(filter.name);
    device_.filters.emplace(filter.name, std::move(filter));
  }

  void deny(Filter& filter, Family family, AddressMatch sources) const {
    if (sources.terms.empty()) return;
    Rule rule;
    rule.source = by_kernel("martian source");
    rule.match = of_family(family);
    rule.match.source = std::move(sources);
    filter.rules.push_back(std::move(rule));
  }

  /// Before any translation (net/ipv6/ip6_input.c, ip6_rcv_core), other than in IPv4.
  void deny_to_loopback(Filter& filter) const {
    Rule rule;
    rule.source = by_kernel("martian destination");
    rule.match = of_family(Family::v6);
    rule.match.destination = one_of({"::1/128"});
    filter.rules.push_back(std::move(rule));
  }

  void permit_to_broadcast(Filter& filter) const {
    Rule rule;
    rule.source = by_kernel("broadcast");
    rule.action = Action::permit;
    rule.match = of_family(Family::v4);
    rule.match.destination = one_of({"255.255.255.255/32"});
    filter.rules.push_back(std::move(rule));
  }

  [[nodiscard]] AddressMatch own_addresses(bool certain) const {
    std::vector<AddressTerm> terms;
    for (const Interface& interface : device_.interfaces) {
      if (!interface.enabled) continue;
      for (const InterfaceAddress& own : interface.addresses) {
        if (own.address.family == Family::v4) terms.push_back({AddressRange::of(own.address), certain});
      }
    }
    return AddressMatch::of(std::move(terms));
  }

  /// Broadcast addresses of its links are no sources once the system has had any rule beside the usual ones
  /// (fib_validate_source then looks the source up, and finds a broadcast).
  [[nodiscard]] AddressMatch broadcasts(bool certain) const {
    std::vector<AddressTerm> terms;
    for (const Interface& interface : device_.interfaces) {
      if (!interface.enabled) continue;
      for (const InterfaceAddress& own : interface.addresses) {
        if (own.address.family == Family::v4 && own.length < 31)
          terms.push_back({AddressRange::of(own.subnet().last()), certain});
      }
    }
    return AddressMatch::of(std::move(terms));
  }

  [[nodiscard]] bool has_rules_of_its_own() const {
    const std::vector<RuleLine>& rules = conversion_.config.rules;
    return std::any_of(rules.begin(), rules.end(), [](const RuleLine& rule) {
      return rule.family == Family::v4 && rule.priority != 0 && rule.priority != 32766 &&
             rule.priority != 32767;
    });
  }

  Conversion& conversion_;
  Device& device_;
};

}  // namespace

void convert_settings(Conversion& conversion) { Settings(conversion).convert(); }

}  // namespace sekisho::config::linux_net
