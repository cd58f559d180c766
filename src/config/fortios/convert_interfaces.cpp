// Interfaces (FortiOS CLI Reference, "system interface", "system switch-interface", "system virtual-switch",
// "system vdom-link"; Administration Guide, "Interfaces").
#include "config/fortios/convert.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <set>

namespace sekisho::config::fortios {
namespace {

constexpr int max_parents = 16;

InterfaceKind kind_of(const Interface& interface) {
  const std::string type = interface.type.value_or("");
  if (type == "vlan" || type == "emac-vlan") return InterfaceKind::subinterface;
  if (type == "aggregate" || type == "redundant") return InterfaceKind::aggregate;
  if (type == "loopback") return InterfaceKind::loopback;
  if (type == "tunnel") return InterfaceKind::tunnel;
  if (type == "switch" || type == "hard-switch") return InterfaceKind::bridge;
  if (type == "vdom-link") return InterfaceKind::subinterface;
  if (type == "physical") return InterfaceKind::physical;
  if (type.empty()) {  // parts of configs: what is set tells
    if (interface.vlanid && interface.parent) return InterfaceKind::subinterface;
    return InterfaceKind::physical;
  }
  return InterfaceKind::other;  // vap-switch, wl-mesh, vxlan, geneve, ...
}

class InterfaceConverter {
 public:
  InterfaceConverter(LineLedger& ledger, const Config& config, Device& device)
      : ledger_(ledger), config_(config), device_(device) {}

  void run() {
    for (const Interface& interface : config_.interfaces) convert(interface);
    add_vdom_link_ends();
    add_switches();
    add_missing_members();
    inherit_down();
    separate_ha_management();
  }

 private:
  void convert(const Interface& source) {
    sekisho::Interface interface;
    interface.name = source.name;
    interface.span = ledger_.span(source.line);
    interface.span.end_line = source.end_line;
    interface.kind = kind_of(source);
    interface.enabled = !is_off(source.status);
    interface.description = source.description.value_or(source.alias.value_or(""));
    interface.vrf = vrf_name(config_, source.vdom.value_or("root"), source.vrf);
    interface.zone = zone_of(source);
    interface.members = source.member;
    link_layer(source, interface);
    add_addresses(source, interface);
    add_addresses6(source, interface);
    interface.source_check = SourceCheck::none;  // convert_settings() knows the VDOM's mode
    device_.interfaces.push_back(std::move(interface));
    remark_effects(source);
  }

  /// VLANs, EMAC-VLANs (a second MAC address on the parent's own link) and ends of VDOM links, which are
  /// two untagged subinterfaces of one inner link.
  void link_layer(const Interface& source, sekisho::Interface& interface) const {
    if (interface.kind != InterfaceKind::subinterface) return;
    if (source.type == "vdom-link") {
      interface.parent = vdom_link_of(source.name);
      return;
    }
    interface.parent = source.parent.value_or("");
    if (source.vlanid && *source.vlanid >= 1 && *source.vlanid <= 4094) {
      interface.tag = static_cast<std::uint16_t>(*source.vlanid);
    }
  }

  static std::string vdom_link_of(const std::string& end) {
    return end.empty() ? end : end.substr(0, end.size() - 1);  // vlink0 and vlink1 of vlink
  }

  std::string zone_of(const Interface& source) const {
    for (const Vdom& vdom : config_.vdoms) {
      for (const Zone& zone : vdom.zones) {
        const bool member =
            std::find(zone.interface.begin(), zone.interface.end(), source.name) != zone.interface.end();
        if (member) return zone.name;
      }
    }
    return {};
  }

  void add_addresses(const Interface& source, sekisho::Interface& interface) {
    const std::string mode = source.mode.value_or("static");
    if (mode != "static" || source.ip_managed.value_or(false)) {
      interface.dynamic_address = true;
      const int line = source.line_of("mode");
      ledger_.approximated(line, Code::fortios_dynamic_address);
      add_leased_default_route(source, interface, line);
    } else if (source.ip) {
      add_address(*source.ip, false, source.line_of("ip"), interface);
    }
    if (source.management_ip)
      add_address(*source.management_ip, true, source.line_of("management-ip"), interface);
    // Secondary addresses count only while `secondary-IP` is enabled ("system interface", secondary-IP).
    if (source.secondary_ip.value_or(false)) {
      for (const SecondaryIp& secondary : source.secondary) {
        if (secondary.ip) add_address(*secondary.ip, true, secondary.line_of("ip"), interface);
      }
    }
    for (const Vrrp& vrrp : source.vrrp) add_shared(vrrp, interface);
  }

  void add_address(const IpMask& ip, bool secondary, int line, sekisho::Interface& interface) {
    const auto length = netmask_length(ip.mask);
    if (!length) {
      ledger_.invalid(line, Code::fortios_wrong_value, {"ip"});
      return;
    }
    if (ip.ip.bits == 0) return;  // 0.0.0.0 0.0.0.0: no address
    InterfaceAddress address;
    address.address = ip.ip;
    address.length = *length;
    address.secondary = secondary;
    interface.addresses.push_back(address);
  }

  static void add_shared(const Vrrp& vrrp, sekisho::Interface& interface) {
    if (!vrrp.vrip || is_off(vrrp.status)) return;
    InterfaceAddress address;
    address.address = *vrrp.vrip;
    address.length = width(vrrp.vrip->family);
    for (const InterfaceAddress& own : interface.addresses) {
      if (own.subnet().contains(*vrrp.vrip)) address.length = own.length;
    }
    address.secondary = true;
    address.shared = true;
    interface.addresses.push_back(address);
  }

  /// A DHCP or PPPoE lease brings a default route with the interface's distance (5) unless `defaultgw`
  /// is disabled ("system interface", defaultgw and distance).
  void add_leased_default_route(const Interface& source, const sekisho::Interface& interface, int line) {
    if (!source.defaultgw.value_or(true)) return;
    StaticRoute route;
    route.source = ledger_.source(line, "default route of the lease on " + source.name);
    route.prefix = Prefix::everything(Family::v4);
    route.vrf = interface.vrf;
    route.next_hop.interface = source.name;
    route.distance = static_cast<int>(std::min(source.distance.value_or(5), 255LL));
    route.metric = static_cast<int>(std::min(source.priority.value_or(1), 65535LL));
    route.certain = false;
    device_.static_routes.push_back(std::move(route));
  }

  void add_addresses6(const Interface& source, sekisho::Interface& interface) {
    const InterfaceIpv6& ipv6 = source.ipv6;
    // Interfaces have a link-local IPv6 address without any setting.
    interface.ipv6_enabled = true;
    const std::string mode = ipv6.mode.value_or("static");
    if (mode != "static" || ipv6.autoconf.value_or(false)) {
      interface.dynamic_address = true;
      ledger_.approximated(mode != "static" ? ipv6.line_of("ip6-mode") : ipv6.line_of("autoconf"),
                           Code::fortios_dynamic_address);
    }
    const auto add = [&](const Ip6Prefix& prefix, bool secondary) {
      if (prefix.ip.bits == 0) return;
      InterfaceAddress address;
      address.address = prefix.ip;
      address.length = prefix.length;
      address.secondary = secondary;
      interface.addresses.push_back(address);
    };
    if (ipv6.address && mode == "static") add(*ipv6.address, false);
    for (const ExtraAddress6& extra : ipv6.extra) {
      std::optional<Ip6Prefix> prefix;
      if (read_value(Words{extra.name}, prefix)) {
        add(*prefix, true);
      } else {
        ledger_.invalid(extra.line, Code::fortios_wrong_value, {"edit"});
      }
    }
    for (const Vrrp& vrrp : ipv6.vrrp6) add_shared(vrrp, interface);
  }

  void widen(const Interface& source, std::initializer_list<Effect> effects, std::string_view key, Code code,
             bool unsupported, std::vector<std::string> arguments = {}) {
    const int line = source.line_of(key);
    if (unsupported) {
      ledger_.unsupported(line, code, std::move(arguments));
    } else {
      ledger_.approximated(line, code, std::move(arguments));
    }
    for (const Effect effect : effects)
      device_.uncertainties.push_back({effect, source.name, ledger_.source(line)});
  }

  /// Settings that do more than the model follows.
  void remark_effects(const Interface& source) {
    const auto on = [](const Flag& flag) { return flag.value_or(false); };
    for (const int line : source.doubtful) {
      for (const Effect effect : {Effect::may_permit, Effect::may_drop}) {
        device_.uncertainties.push_back({effect, source.name, ledger_.source(line)});
      }
    }
    if (on(source.l2forward)) {
      widen(source, {Effect::may_bridge}, "l2forward", Code::fortios_joins_interfaces, true);
    }
    if (on(source.broadcast_forward)) {
      widen(source, {Effect::may_permit, Effect::may_route}, "broadcast-forward",
            Code::fortios_setting_not_modelled, true, {"broadcast-forward"});
    }
    if (on(source.netbios_forward)) {
      widen(source, {Effect::may_permit, Effect::may_route}, "netbios-forward",
            Code::fortios_setting_not_modelled, true, {"netbios-forward"});
    }
    if (on(source.wccp)) widen(source, {Effect::may_route}, "wccp", Code::fortios_path_selected, true);
    if (on(source.pptp_client)) {
      widen(source, {Effect::may_route, Effect::may_permit}, "pptp-client",
            Code::fortios_setting_not_modelled, true, {"pptp-client"});
    }
    if (on(source.ipmac)) widen(source, {Effect::may_drop}, "ipmac", Code::fortios_may_drop, false);
    if (on(source.ips_sniffer_mode))
      widen(source, {Effect::may_drop}, "ips-sniffer-mode", Code::fortios_may_drop, false);
    if (source.security_mode.value_or("none") != "none") {
      widen(source, {Effect::may_drop}, "security-mode", Code::fortios_condition_unseen, false,
            {"security-mode"});
    }
    if (source.dedicated_to == "management") {
      widen(source, {Effect::may_drop}, "dedicated-to", Code::fortios_may_drop, false);
    }
    if (on(source.dhcp_relay_service)) {
      ledger_.approximated(source.line_of("dhcp-relay-service"), Code::fortios_relay_of_device);
    }
    if (on(source.ipv6.dhcp6_relay_service)) {
      ledger_.approximated(source.ipv6.line_of("dhcp6-relay-service"), Code::fortios_relay_of_device);
    }
  }

  sekisho::Interface* find(const std::string& name) {
    for (sekisho::Interface& interface : device_.interfaces) {
      if (interface.name == name) return &interface;
    }
    return nullptr;
  }

  sekisho::Interface& add(const std::string& name, InterfaceKind kind, const Span& span,
                          const std::string& vrf) {
    sekisho::Interface interface;
    interface.name = name;
    interface.kind = kind;
    interface.span = span;
    interface.vrf = vrf;
    device_.interfaces.push_back(std::move(interface));
    return device_.interfaces.back();
  }

  /// The inner link of each pair of VDOM link ends, as an interface without addresses.
  void add_vdom_link_ends() {
    std::vector<std::pair<std::string, Span>> links;
    for (const sekisho::Interface& interface : device_.interfaces) {
      const Interface* source = config_.interfaces.find(interface.name);
      if (source != nullptr && source->type == "vdom-link")
        links.emplace_back(interface.parent, interface.span);
    }
    for (const auto& [name, span] : links) {
      if (!name.empty() && find(name) == nullptr) add(name, InterfaceKind::other, span, "");
    }
  }

  void add_switches() {
    for (const SwitchInterface& source : config_.switches) {
      const std::string vrf = vrf_name(config_, source.vdom.value_or("root"), std::nullopt);
      if (find(source.name) == nullptr)
        add(source.name, InterfaceKind::bridge, ledger_.span(source.line), vrf);
      sekisho::Interface& bridge = *find(source.name);
      bridge.kind = InterfaceKind::bridge;
      bridge.members = source.member;
      // Explicit: frames between members need a policy ("system switch-interface", intra-switch-policy).
      if (source.intra_switch_policy == "explicit") {
        const int line = source.line_of("intra-switch-policy");
        ledger_.approximated(line, Code::fortios_may_drop);
        device_.uncertainties.push_back({Effect::may_drop, source.name, ledger_.source(line)});
      }
    }
    for (const VirtualSwitch& source : config_.virtual_switches) {
      if (find(source.name) == nullptr) {
        add(source.name, InterfaceKind::bridge, ledger_.span(source.line),
            vrf_name(config_, "root", std::nullopt));
      }
      sekisho::Interface& bridge = *find(source.name);
      bridge.kind = InterfaceKind::bridge;
      for (const VirtualSwitchPort& port : source.port) bridge.members.push_back(port.name);
    }
    for (const Vdom& vdom : config_.vdoms) {
      for (const IpsecAggregate& source : vdom.ipsec_aggregates) {
        const std::string vrf = vrf_name(config_, vdom.name, std::nullopt);
        if (find(source.name) == nullptr)
          add(source.name, InterfaceKind::aggregate, ledger_.span(source.line), vrf);
        sekisho::Interface& aggregate = *find(source.name);
        aggregate.kind = InterfaceKind::aggregate;
        aggregate.members = source.member;
      }
    }
  }

  /// Ports that are named as parts of others and have no entry of their own.
  void add_missing_members() {
    std::set<std::string> known;
    for (const sekisho::Interface& interface : device_.interfaces) known.insert(interface.name);
    const std::size_t count = device_.interfaces.size();
    for (std::size_t i = 0; i < count; ++i) {
      std::vector<std::string> wanted = device_.interfaces[i].members;
      if (!device_.interfaces[i].parent.empty()) wanted.push_back(device_.interfaces[i].parent);
      for (const std::string& name : wanted) {
        if (!known.insert(name).second) continue;
        const Span span = device_.interfaces[i].span;
        const std::string vrf = device_.interfaces[i].vrf;
        add(name, InterfaceKind::physical, span, vrf);
      }
    }
  }

  /// A subinterface goes down with its parent.
  void inherit_down() {
    for (sekisho::Interface& interface : device_.interfaces) {
      std::string parent = interface.parent;
      for (int depth = 0; depth < max_parents && !parent.empty() && interface.enabled; ++depth) {
        const sekisho::Interface* above = find(parent);
        if (above == nullptr) break;
        if (!above->enabled) interface.enabled = false;
        parent = above->parent;
      }
    }
  }

  /// Reserved HA management interfaces live in a hidden VDOM of their own (Administration Guide,
  /// "Out-of-band management with reserved management interfaces").
  void separate_ha_management() {
    if (!config_.ha.ha_mgmt_status.value_or(false)) return;
    for (const HaManagement& management : config_.ha.ha_mgmt_interfaces) {
      if (!management.interface) continue;
      if (sekisho::Interface* interface = find(*management.interface)) interface->vrf = "vsys_hamgmt";
    }
  }

  LineLedger& ledger_;
  const Config& config_;
  Device& device_;
};

}  // namespace

void convert_interfaces(LineLedger& ledger, const Config& config, Device& device) {
  InterfaceConverter(ledger, config, device).run();
}

}  // namespace sekisho::config::fortios
