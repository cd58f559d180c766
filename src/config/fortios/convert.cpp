// The conversion in order. Pipeline: FortiOS "Life of a packet" (Administration Guide, "Packet flow ingress
// and egress: FortiGates without network processor offloading"): reverse path check, destination NAT,
// routing with policy routes first, policies, source NAT; selectors of IPsec tunnels lie outermost.
#include "config/fortios/convert.hpp"
#include "config/fortios/predefined_services.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::fortios {
namespace {

/// Anti-spoofing: feasible path by default (Fortinet says "loose": some route back leaves by that
/// interface), best path with `strict-src-check`, none with `src-check disable` on the interface or with
/// asymmetric routing (Fortinet, "Details about FortiOS RPF", 190100 and FD30543; CLI Reference, "system
/// settings").
void set_source_checks(VdomContext& context) {
  const VdomSettings& settings = context.vdom.settings;
  const bool asymmetric = settings.asymroute.value_or(false) || settings.asymroute6.value_or(false);
  for (sekisho::Interface& interface : context.device.interfaces) {
    if (!context.owns(interface.name)) continue;
    const Interface* source = context.config.interfaces.find(interface.name);
    const bool checks = source == nullptr || source->src_check.value_or(true);
    interface.source_check = asymmetric || !checks                       ? SourceCheck::none
                             : settings.strict_src_check.value_or(false) ? SourceCheck::strict
                                                                         : SourceCheck::feasible;
  }
}

/// The device answers ARP for the addresses of virtual IPs and pools ("firewall vip", arp-reply).
void set_proxy_arp(VdomConversion& vdom) {
  VdomContext& context = vdom.context;
  std::set<std::string> answering;
  for (const auto& [key, use] : vdom.vips) {
    if (!use.vip->arp_reply.value_or(true) || is_off(use.vip->status)) continue;
    const auto places = context.members(use.vip->extintf.value_or("any"));
    for (const std::string& name : places ? *places : context.interfaces()) answering.insert(name);
  }
  for (const Listener& entry : context.vdom.proxy_arp)
    answering.insert(entry.interfaces.begin(), entry.interfaces.end());
  for (sekisho::Interface& interface : context.device.interfaces) {
    if (!context.owns(interface.name)) continue;
    const bool holds_pool =
        std::any_of(context.vdom.pools.begin(), context.vdom.pools.end(), [&](const IpPool& pool) {
          return pool.startip && std::any_of(interface.addresses.begin(), interface.addresses.end(),
                                             [&](const InterfaceAddress& own) {
                                               return own.subnet().contains(*pool.startip);
                                             });
        });
    if (holds_pool || answering.count(interface.name) != 0) interface.proxy_arp = true;
  }
}

/// Objects that nothing in the file names. Those of the factory default are on every device.
void list_unused(VdomContext& context) {
  static const std::set<std::string, std::less<>> factory = {"all",
                                                             "none",
                                                             "FABRIC_DEVICE",
                                                             "FIREWALL_AUTH_PORTAL_ADDRESS",
                                                             "SSLVPN_TUNNEL_ADDR1",
                                                             "SSLVPN_TUNNEL_IPv6_ADDR1",
                                                             "G Suite",
                                                             "Microsoft Office 365",
                                                             "EMS_ALL_UNKNOWN_CLIENTS",
                                                             "EMS_ALL_UNMANAGEABLE_CLIENTS",
                                                             "always",
                                                             "default-darrp-optimize"};
  const auto list = [&](const auto& table, const char* kind) {
    for (const auto& object : table) {
      if (factory.count(object.name) != 0 || context.config.mentioned.count(object.name) != 0) continue;
      context.device.dangling.push_back({kind, object.name, context.ledger.span(object.line), true});
    }
  };
  list(context.vdom.addresses, "address");
  list(context.vdom.addresses6, "address6");
  list(context.vdom.groups, "addrgrp");
  list(context.vdom.groups6, "addrgrp6");
  list(context.vdom.onetime, "schedule");
  list(context.vdom.recurring, "schedule");
  list(context.vdom.vips, "vip");
  list(context.vdom.vips6, "vip6");
  list(context.vdom.vip_groups, "vipgrp");
  list(context.vdom.pools, "ippool");
  for (const ServiceObject& service : context.vdom.services) {
    const auto predefined = predefined_services();
    const bool own = std::none_of(predefined.begin(), predefined.end(),
                                  [&](const PredefinedService& row) { return row.name == service.name; });
    if (!own || context.config.mentioned.count(service.name) != 0) continue;
    context.device.dangling.push_back({"service", service.name, context.ledger.span(service.line), true});
  }
}

void convert_vdom(VdomConversion& vdom) {
  convert_settings(vdom);
  set_proxy_arp(vdom);
  convert_selectors(vdom);
  convert_vips(vdom);
  convert_policies(vdom);
  convert_multicast_policies(vdom);
  convert_zones(vdom);
  convert_central_snat(vdom);
  convert_interface_policies(vdom);
  convert_static_routes(vdom);
  convert_policy_routes(vdom);
  convert_dynamic_routing(vdom);
  convert_local_in(vdom);
  list_names(vdom);
  list_unused(vdom.context);
}

void start_filters(LineLedger& ledger, const Config& config, Device& device) {
  const int last = std::max(ledger.line_count(), 1);
  int policies_end = 1;
  for (const Vdom& vdom : config.vdoms) {
    for (const Policy& policy : vdom.policies) policies_end = std::max(policies_end, policy.end_line);
  }
  Filter forward;
  forward.name = "firewall policy";
  forward.default_source.span = ledger.span(std::min(policies_end, last));
  forward.default_source.label = "implicit deny";
  Filter local;
  local.name = "local-in";
  local.default_source.span = ledger.span(1);
  local.default_source.label = "implicit deny of local-in traffic";
  device.forward_filter = std::move(forward);
  device.local_filter = std::move(local);
}

void list_vrfs(Device& device) {
  std::set<std::string> names;
  for (const sekisho::Interface& interface : device.interfaces) names.insert(interface.vrf);
  for (const StaticRoute& route : device.static_routes) names.insert(route.vrf);
  names.erase("");
  device.vrfs.assign(names.begin(), names.end());
}

/// Lines that are in no model widen the whole device.
void widen_for_doubtful_lines(LineLedger& ledger, const Config& config, Device& device) {
  std::set<int> lines(config.doubtful_lines.begin(), config.doubtful_lines.end());
  for (const int line : lines) {
    for (const Effect effect : {Effect::may_permit, Effect::may_drop, Effect::may_route}) {
      device.uncertainties.push_back({effect, "", ledger.source(line)});
    }
  }
}

}  // namespace

void convert_settings(VdomConversion& vdom) {
  VdomContext& context = vdom.context;
  const VdomSettings& settings = context.vdom.settings;
  set_source_checks(context);
  for (const auto& [flag, key] :
       {std::pair{settings.asymroute, "asymroute"}, {settings.asymroute6, "asymroute6"}}) {
    if (!flag.value_or(false)) continue;
    // Packets that belong to no session are then routed without any policy (CLI Reference, asymroute).
    const int line = settings.line_of(key);
    context.ledger.unsupported(line, Code::fortios_asymmetric);
    context.widen({Effect::may_permit}, context.ledger.source(line));
    context.device.session_needs_syn = false;
  }
  if (settings.opmode == "transparent") {
    const int line = settings.line_of("opmode");
    context.ledger.unsupported(line, Code::fortios_transparent_mode);
    context.widen({Effect::may_bridge, Effect::may_permit, Effect::may_drop}, context.ledger.source(line));
  }
  // A session may start without SYN where both the VDOM and a policy say so ("firewall policy",
  // tcp-session-without-syn).
  if (settings.tcp_session_without_syn.value_or(false)) {
    for (const Policy& policy : context.vdom.policies) {
      if (policy.tcp_session_without_syn.value_or("disable") == "disable") continue;
      const int line = policy.line_of("tcp-session-without-syn");
      context.device.session_needs_syn = false;
      context.ledger.approximated(line, Code::fortios_may_drop);  // other policies still need the SYN
      context.widen({Effect::may_drop}, context.ledger.source(line));
      break;
    }
  }
  if (context.vdom.nat64.status == "enable") {
    context.ledger.unsupported(context.vdom.nat64.line_of("status"), Code::fortios_family_translation);
    context.widen({Effect::may_translate, Effect::may_permit},
                  context.ledger.source(context.vdom.nat64.line));
  }
  if (context.vdom.ipmac.status == "enable") {
    const int line = context.vdom.ipmac.line_of("bindthroughfw");
    context.ledger.approximated(line, Code::fortios_may_drop);
    context.widen({Effect::may_drop}, context.ledger.source(line));
  }
  if (is_off(settings.status)) {
    for (sekisho::Interface& interface : context.device.interfaces) {
      if (context.owns(interface.name)) interface.enabled = false;
    }
  }
}

Device convert(LineLedger& ledger, const Config& config) {
  Device device;
  device.hostname = config.global.hostname.value_or("");
  device.routes_ipv4 = true;
  device.routes_ipv6 = true;  // no switch for it (Administration Guide, "IPv6")
  device.stateful = true;
  device.session_needs_syn = true;
  device.pipeline = {Stage::source_check,   Stage::ingress_filter, Stage::destination_nat,
                     Stage::policy_routing, Stage::route_lookup,   Stage::forward_filter,
                     Stage::source_nat,     Stage::egress_filter,  Stage::local_filter};
  convert_interfaces(ledger, config, device);
  convert_tunnels(ledger, config, device);
  start_filters(ledger, config, device);

  std::uint16_t next_mark = 1;
  for (const Vdom& vdom : config.vdoms) {
    VdomContext context(ledger, config, vdom, device);
    VdomConversion conversion(context);
    number_vips(conversion, next_mark);
    convert_vdom(conversion);
  }
  list_vrfs(device);
  convert_facts(ledger, config, device);
  widen_for_doubtful_lines(ledger, config, device);
  return device;
}

}  // namespace sekisho::config::fortios
