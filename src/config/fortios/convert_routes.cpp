// Static routes, policy routes, routing protocols, SD-WAN (FortiOS CLI Reference, "router static", "router
// policy", "system sdwan", "system link-monitor"; Administration Guide, "Routing concepts": policy routes
// first, then internet-service routes, SD-WAN rules and the routing table).
#include "config/fortios/convert.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::fortios {
namespace {

constexpr int default_distance = 10;       // "router static", distance
constexpr int default_sdwan_distance = 1;  // Administration Guide, "Adding a static route" for SD-WAN

int bounded(const Number& number, int otherwise) {
  return number ? static_cast<int>(std::min(*number, 65535LL)) : otherwise;
}

/// A static route of either family in one form.
struct StaticSource {
  const Object* object = nullptr;
  Family family = Family::v4;
  std::vector<Prefix> prefixes;
  bool prefixes_certain = true;
  Text device;
  Names sdwan_zones;
  bool sdwan = false;
  std::optional<Address> gateway;
  Number distance, priority, vrf;
  bool blackhole = false;
  bool dynamic_gateway = false;
  bool conditional = false;  // holds for some sources only
  bool by_internet_service = false;
};

class RouteConverter {
 public:
  explicit RouteConverter(VdomConversion& vdom) : context_(vdom.context) {}

  void convert(const StaticSource& source) {
    StaticRoute route;
    route.source = context_.source(*source.object, "static route " + source.object->name);
    route.vrf = vrf_of(source);
    route.discard = source.blackhole;
    route.distance = bounded(source.distance, default_distance);
    route.metric = bounded(source.priority, default_priority(source.family));
    route.certain = source.prefixes_certain && source.object->doubtful.empty();
    if (source.by_internet_service) return by_internet_service(source, route);
    const auto members = sdwan_members(source);
    if (members) return by_members(source, route, *members);
    if (!source.blackhole) set_next_hop(source, route);
    add(source, route);
  }

 private:
  /// 1 since 7.0, 0 before; IPv6 has 1024 ("router static", "router static6", priority).
  [[nodiscard]] int default_priority(Family family) const {
    if (family == Family::v6) return 1024;
    return version_is_at_least(context_.config, 7, 0, 0).value_or(false) ? 1 : 0;
  }

  [[nodiscard]] std::string vrf_of(const StaticSource& source) const {
    if (source.vrf && *source.vrf != 0) return context_.vrf(source.vrf);
    if (source.device && !source.blackhole) {
      if (const auto* interface = context_.device.find_interface(*source.device)) return interface->vrf;
    }
    return context_.vrf();
  }

  void set_next_hop(const StaticSource& source, StaticRoute& route) {
    route.next_hop.interface = source.device.value_or("");
    if (source.gateway && source.gateway->bits != 0) route.next_hop.gateway = source.gateway;
    if (source.dynamic_gateway) {
      route.next_hop.gateway.reset();
      route.certain = false;
      context_.ledger.approximated(source.object->line_of("dynamic-gateway"),
                                   Code::fortios_route_conditional);
    }
    if (source.conditional) {
      route.certain = false;
      context_.ledger.approximated(source.object->line_of("src"), Code::fortios_condition_unseen, {"src"});
    }
    if (source.device && context_.device.find_interface(*source.device) == nullptr) {
      context_.ledger.approximated(source.object->line_of("device"), Code::fortios_undefined_interface,
                                   {*source.device});
      context_.dangling("interface", *source.device, source.object->line_of("device"));
    }
    if (is_monitored(source)) route.certain = false;
  }

  /// A link monitor withdraws the static routes of its interface while its probes fail, unless
  /// `update-static-route` is disabled ("system link-monitor").
  bool is_monitored(const StaticSource& source) {
    for (const LinkMonitor& monitor : context_.vdom.link_monitors) {
      if (is_off(monitor.status) || !monitor.update_static_route.value_or(true)) continue;
      if (!source.device || monitor.srcintf != source.device) continue;
      const bool any_gateway =
          monitor.gateway_ip.empty() || monitor.gateway_ip[0].first.bits == 0 || !source.gateway;
      if (!any_gateway && monitor.gateway_ip[0].first != *source.gateway) continue;
      context_.ledger.approximated(monitor.line, Code::fortios_route_conditional);
      return true;
    }
    return false;
  }

  void add(const StaticSource& source, const StaticRoute& route) {
    for (const Prefix& prefix : source.prefixes) {
      StaticRoute one = route;
      one.prefix = prefix;
      context_.device.static_routes.push_back(std::move(one));
    }
  }

  // --- SD-WAN

  [[nodiscard]] std::optional<std::vector<const SdwanMember*>> sdwan_members(
      const StaticSource& source) const {
    Names zones = source.sdwan_zones;
    const bool named = source.device && (context_.vdom.sdwan.zone.find(*source.device) != nullptr ||
                                         *source.device == "virtual-wan-link");
    if (named) zones.push_back(*source.device);
    if (!source.sdwan && zones.empty()) return std::nullopt;
    std::vector<const SdwanMember*> members;
    for (const Sdwan* sdwan : {&context_.vdom.sdwan, &context_.vdom.virtual_wan_link}) {
      for (const SdwanMember& member : sdwan->members) {
        const std::string zone = member.zone.value_or("virtual-wan-link");
        const bool wanted = zones.empty() || std::find(zones.begin(), zones.end(), zone) != zones.end();
        if (wanted && member.interface && !is_off(member.status)) members.push_back(&member);
      }
    }
    return members;
  }

  /// One route per member; which members carry traffic depends on their health and on SD-WAN's own choice.
  void by_members(const StaticSource& source, StaticRoute route,
                  const std::vector<const SdwanMember*>& members) {
    context_.ledger.approximated(source.object->line, Code::fortios_route_conditional);
    route.certain = false;
    route.distance = bounded(source.distance, default_sdwan_distance);
    for (const SdwanMember* member : members) {
      const auto& gateway = source.family == Family::v4 ? member->gateway : member->gateway6;
      route.next_hop = NextHop{};
      route.next_hop.interface = *member->interface;
      if (gateway && gateway->bits != 0 && gateway->family == source.family) route.next_hop.gateway = gateway;
      route.metric = bounded(member->priority, 0);
      if (const auto* interface = context_.device.find_interface(*member->interface))
        route.vrf = interface->vrf;
      add(source, route);
    }
  }

  /// Routes to an internet service are kept as policy routes for addresses that only FortiGuard knows.
  void by_internet_service(const StaticSource& source, const StaticRoute& route) {
    context_.ledger.approximated(source.object->line_of("internet-service"), Code::fortios_known_at_run_time);
    PolicyRoute policy;
    policy.source = route.source;
    policy.match.ipv6 = false;
    policy.match.destination = AddressMatch::of(maybe_anything(Family::v4));
    policy.ingress = context_.everywhere().names;
    NextHop hop;
    hop.interface = source.device.value_or("");
    if (source.gateway && source.gateway->bits != 0) hop.gateway = source.gateway;
    policy.next_hops.push_back(std::move(hop));
    policy.certain = false;
    context_.device.policy_routes.push_back(std::move(policy));
  }

  VdomContext& context_;
};

std::vector<Prefix> prefixes_of_terms(const Terms& terms, bool& certain) {
  std::vector<Prefix> prefixes;
  for (const AddressTerm& term : terms) {
    certain = certain && term.certain;
    const auto* range = std::get_if<AddressRange>(&term.value);
    if (range == nullptr) {
      certain = false;
      prefixes.push_back(Prefix::everything(Family::v4));
      continue;
    }
    const std::vector<Prefix> some = sekisho::prefixes_of(*range);
    prefixes.insert(prefixes.end(), some.begin(), some.end());
  }
  return prefixes;
}

StaticSource source_of(VdomConversion& vdom, const StaticRoute4& route) {
  StaticSource source;
  source.object = &route;
  if (route.dstaddr) {
    const Terms terms = vdom.addresses.terms({*route.dstaddr}, Family::v4, route.line_of("dstaddr"));
    source.prefixes = prefixes_of_terms(terms, source.prefixes_certain);
  } else {
    Prefix prefix = Prefix::everything(Family::v4);
    if (route.dst) {
      const auto length = netmask_length(route.dst->mask);
      source.prefixes_certain = length.has_value();
      if (length) prefix = Prefix::of(route.dst->ip, *length);
      if (!length) vdom.context.ledger.invalid(route.line_of("dst"), Code::fortios_wrong_value, {"dst"});
    }
    source.prefixes = {prefix};
  }
  source.device = route.device;
  source.sdwan_zones = route.sdwan_zone;
  source.sdwan = route.sdwan.value_or(false);
  source.gateway = route.gateway;
  source.distance = route.distance;
  source.priority = route.priority;
  source.vrf = route.vrf;
  source.blackhole = route.blackhole.value_or(false);
  source.dynamic_gateway = route.dynamic_gateway.value_or(false);
  source.conditional = route.src && route.src->mask.bits != 0;
  source.by_internet_service =
      route.internet_service.value_or(0) != 0 || !route.internet_service_custom.value_or("").empty();
  return source;
}

StaticSource source_of(VdomConversion& vdom, const StaticRoute6& route) {
  StaticSource source;
  source.object = &route;
  source.family = Family::v6;
  if (route.dstaddr) {
    const Terms terms = vdom.addresses.terms({*route.dstaddr}, Family::v6, route.line_of("dstaddr"));
    source.prefixes = prefixes_of_terms(terms, source.prefixes_certain);
  } else {
    source.prefixes = {route.dst ? Prefix::of(route.dst->ip, route.dst->length)
                                 : Prefix::everything(Family::v6)};
  }
  source.device = route.device;
  source.sdwan_zones = route.sdwan_zone;
  source.sdwan = route.sdwan.value_or(false);
  source.gateway = route.gateway;
  source.distance = route.distance;
  source.priority = route.priority;
  source.vrf = route.vrf;
  source.blackhole = route.blackhole.value_or(false);
  source.dynamic_gateway = route.dynamic_gateway.value_or(false);
  return source;
}

// --- policy routes

AddressMatch side_of(VdomConversion& vdom, const RouterPolicy& policy, bool source, Family family) {
  const std::vector<AddressRange>& ranges = source ? policy.src : policy.dst;
  const Names& names = source ? policy.srcaddr : policy.dstaddr;
  const bool negated = (source ? policy.src_negate : policy.dst_negate).value_or(false);
  Terms terms = vdom.addresses.terms(names, family, policy.line_of(source ? "srcaddr" : "dstaddr"));
  for (const AddressRange& range : ranges) {
    if (range.family() == family) terms.push_back({range, true});
  }
  if (terms.empty()) return AddressMatch::everything();
  return match_of(terms, family, negated);
}

void add_services(const RouterPolicy& policy, Match& match) {
  const long long number = policy.protocol.value_or(0);
  const auto range = [](const Number& first, const Number& last) -> std::optional<PortRange> {
    const long long from = first.value_or(0);
    const long long to = last.value_or(65535);
    // 0-0 is what older versions store for "any".
    if ((from == 0 && (to == 0 || to >= 65535)) || from > 65535 || to > 65535 || to < from)
      return std::nullopt;
    return PortRange{static_cast<std::uint16_t>(from), static_cast<std::uint16_t>(to)};
  };
  if (number == 0 || number > 255) return;
  Service service;
  service.protocol = static_cast<std::uint8_t>(number);
  if (has_ports(*service.protocol)) {
    if (const auto ports = range(policy.start_port, policy.end_port)) service.destination_ports = {*ports};
    if (const auto ports = range(policy.start_source_port, policy.end_source_port))
      service.source_ports = {*ports};
  }
  match.services = {service};
}

/// Without a gateway the routing table gives the next hop behind the output device ("router policy").
std::vector<NextHop> hops_behind(const Device& device, const std::string& interface, Family family) {
  std::vector<NextHop> hops;
  NextHop direct;
  direct.interface = interface;
  for (const StaticRoute& route : device.static_routes) {
    if (route.next_hop.interface == interface && route.next_hop.gateway && route.prefix.family() == family) {
      hops.push_back(route.next_hop);
    }
  }
  hops.push_back(direct);
  return hops;
}

void convert_policy_route(VdomConversion& vdom, const RouterPolicy& policy, Family family) {
  VdomContext& context = vdom.context;
  if (is_off(policy.status)) return;
  PolicyRoute route;
  route.source = context.source(policy, "policy route " + policy.name);
  route.match.ipv4 = family == Family::v4;
  route.match.ipv6 = family == Family::v6;
  route.match.source = side_of(vdom, policy, true, family);
  route.match.destination = side_of(vdom, policy, false, family);
  add_services(policy, route.match);
  const auto ingress = policy.input_device.empty()
                           ? context.everywhere()
                           : context.places(policy.input_device, policy.line_of("input-device"));
  route.ingress = ingress.names;
  if (ingress.nowhere) return;
  if (policy.input_device_negate.value_or(false)) {
    std::vector<std::string> others = context.interfaces();
    std::erase_if(others, [&](const std::string& name) {
      return std::find(ingress.names.begin(), ingress.names.end(), name) != ingress.names.end();
    });
    if (others.empty()) return;
    route.ingress = std::move(others);
  }
  route.certain = ingress.certain && policy.doubtful.empty();
  const auto unseen = [&](bool condition, std::string_view key) {
    if (!condition) return;
    route.match.certain = false;
    context.ledger.approximated(policy.line_of(key), Code::fortios_condition_unseen, {std::string(key)});
  };
  unseen(policy.tos_mask && *policy.tos_mask != "0x00", "tos-mask");
  unseen(!policy.internet_service_id.empty(), "internet-service-id");
  unseen(!policy.internet_service_custom.empty(), "internet-service-custom");
  unseen(!policy.users.empty(), "users");
  unseen(!policy.groups.empty(), "groups");
  const bool by_gateway = policy.gateway && policy.gateway->bits != 0;
  if (policy.action == "deny" || (!by_gateway && !policy.output_device)) {
    route.verdict = PolicyRoute::Verdict::normal_routing;  // leaves policy routing ("router policy", action)
  } else if (by_gateway) {
    NextHop hop;
    hop.interface = policy.output_device.value_or("");
    hop.gateway = policy.gateway;
    route.next_hops.push_back(std::move(hop));
  } else {
    route.next_hops = hops_behind(context.device, *policy.output_device, family);
    // Skipped when the table has no route through that device.
    route.certain = false;
    context.ledger.approximated(policy.line_of("output-device"), Code::fortios_route_conditional);
  }
  // Passed over while its interface is down.
  const sekisho::Interface* out =
      policy.output_device ? context.device.find_interface(*policy.output_device) : nullptr;
  if (out != nullptr && !out->enabled) route.certain = false;
  context.device.policy_routes.push_back(std::move(route));
}

}  // namespace

void convert_static_routes(VdomConversion& vdom) {
  RouteConverter converter(vdom);
  for (const StaticRoute4& route : vdom.context.vdom.static_routes) {
    if (!is_off(route.status)) converter.convert(source_of(vdom, route));
  }
  for (const StaticRoute6& route : vdom.context.vdom.static_routes6) {
    if (!is_off(route.status)) converter.convert(source_of(vdom, route));
  }
}

void convert_policy_routes(VdomConversion& vdom) {
  VdomContext& context = vdom.context;
  std::vector<PolicyRoute> by_service = std::move(context.device.policy_routes);
  context.device.policy_routes.clear();
  for (const RouterPolicy& policy : context.vdom.router_policies)
    convert_policy_route(vdom, policy, Family::v4);
  for (const RouterPolicy& policy : context.vdom.router_policies6)
    convert_policy_route(vdom, policy, Family::v6);
  // Routes to internet services come behind the policy routes.
  for (PolicyRoute& route : by_service) context.device.policy_routes.push_back(std::move(route));
  for (const Sdwan* sdwan : {&context.vdom.sdwan, &context.vdom.virtual_wan_link}) {
    if (sdwan->line == 0 || sdwan->status.value_or("disable") != "enable") continue;
    for (const SdwanRule& rule : sdwan->service) {
      if (is_off(rule.status)) continue;
      context.ledger.approximated(rule.line, Code::fortios_path_selected);
      context.widen({Effect::may_route}, context.ledger.source(rule.line, "SD-WAN rule " + rule.name));
    }
  }
}

void convert_dynamic_routing(VdomConversion& vdom) {
  VdomContext& context = vdom.context;
  // A VDOM's protocols may run in any of its VRFs.
  std::set<std::string> vrfs{context.vrf()};
  for (const std::string& name : context.interfaces()) {
    if (const auto* interface = context.device.find_interface(name)) vrfs.insert(interface->vrf);
  }
  const auto state = [&](const RoutingProtocol& protocol, const std::string& name) {
    const bool as_missing = name == "bgp" && protocol.as.value_or("0") == "0";
    if (protocol.running.empty() || as_missing) return;
    context.ledger.approximated(protocol.line, Code::fortios_dynamic_routing, {name});
    for (const std::string& vrf : vrfs) {
      context.device.dynamic_routing.push_back(
          {vrf, name, context.ledger.source(protocol.line, "router " + name)});
    }
  };
  state(context.vdom.ospf, "ospf");
  state(context.vdom.ospf6, "ospf6");
  state(context.vdom.rip, "rip");
  state(context.vdom.ripng, "ripng");
  state(context.vdom.bgp, "bgp");
  state(context.vdom.isis, "isis");
  const RoutingProtocol& multicast = context.vdom.multicast;
  if (multicast.multicast_routing == "enable") {
    const int line = multicast.line_of("multicast-routing");
    context.ledger.approximated(line, Code::fortios_path_selected);
    context.widen({Effect::may_route}, context.ledger.source(line, "multicast routing"));
  }
}

}  // namespace sekisho::config::fortios
