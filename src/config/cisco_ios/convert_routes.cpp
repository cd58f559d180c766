// Static routes, routing by default, routing protocols, policy routing.
//
// Distances: Cisco IOS IP Routing: Protocol-Independent Command Reference, "ip route" (1 when nothing is
// said); a default route learned by DHCP has 254 ("Configuring the Cisco IOS DHCP Client").
#include "config/cisco_ios/convert.hpp"
#include "config/cisco_ios/entries.hpp"
#include "config/cisco_ios/names.hpp"
#include "config/cisco_ios/selection.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <set>

namespace sekisho::config::ios {
namespace {

constexpr int dhcp_distance = 254;
constexpr std::string_view null_type = "Null";

bool is_null(std::string_view interface) { return split_interface_name(interface).first == null_type; }

void add_dhcp_routes(Conversion& conversion, const Prefix& prefix, const std::string& vrf, int distance,
                     int line) {
  for (const IosInterface& interface : conversion.config.interfaces) {
    if (!interface.dhcp || interface.vrf.value_or(std::string()) != vrf) continue;
    StaticRoute route;
    route.source = conversion.source(line > 0 ? line : interface.line, "learned by DHCP");
    route.prefix = prefix;
    route.vrf = vrf;
    route.next_hop.interface = interface.name;
    route.distance = distance;
    route.certain = false;
    conversion.device.static_routes.push_back(std::move(route));
  }
}

void convert_route(Conversion& conversion, const IosRoute& from) {
  if (from.dhcp) {
    add_dhcp_routes(conversion, from.prefix, from.vrf, from.distance.value_or(1), from.line);
    return;
  }
  StaticRoute route;
  route.source = conversion.source(from.line);
  route.prefix = from.prefix;
  route.vrf = from.vrf;
  route.distance = from.distance.value_or(1);
  route.certain = !from.tracked;
  route.discard = is_null(from.interface);
  if (!route.discard) {
    route.next_hop.interface = from.interface;
    route.next_hop.gateway = from.gateway;
    if (from.global || !from.next_hop_vrf.empty()) {
      route.next_hop.other_vrf = from.next_hop_vrf != from.vrf;
      route.next_hop.vrf = from.next_hop_vrf;
    }
    const bool named = !from.interface.empty();
    if (named && conversion.find(from.interface) == nullptr) {
      conversion.dangling("interface", from.interface, from.line);
      route.certain = false;
    }
  }
  const bool known_vrf =
      from.vrf.empty() || std::ranges::find(conversion.device.vrfs, from.vrf) != conversion.device.vrfs.end();
  if (!known_vrf) {
    conversion.dangling("vrf", from.vrf, from.line);
    conversion.device.vrfs.push_back(from.vrf);
  }
  conversion.device.static_routes.push_back(std::move(route));
}

/// Whether the device routes at all. `ip routing` is on by default on routers and the larger Catalyst
/// switches and off on the others, which the text does not always tell.
void convert_ip_routing(Conversion& conversion) {
  const IosConfig& config = conversion.config;
  conversion.device.routes_ipv4 = config.ip_routing.value_or(true);
  if (!config.ip_routing) {
    const bool switches = std::ranges::any_of(conversion.device.interfaces, [](const Interface& interface) {
      return interface.switchport.has_value();
    });
    // A default gateway is for devices that do not route (Cisco, "Configuring a Gateway of Last Resort
    // Using IP Commands", document ID 16448).
    if (switches && config.default_gateway && config.routes.empty()) {
      conversion.device.routes_ipv4 = false;
    } else if (switches && config.is_switch) {
      for (const IosInterface& interface : config.interfaces) {
        if (!interface.addresses.empty() && interface.line > 0) {
          conversion.widen(Effect::may_drop, interface.name, interface.line);
        }
      }
    }
  }
  if (!conversion.device.routes_ipv4 && config.default_gateway) {
    StaticRoute route;  // for what the device itself sends
    route.source = conversion.source(config.default_gateway_line);
    route.prefix = Prefix::everything(Family::v4);
    route.next_hop.gateway = config.default_gateway;
    conversion.device.static_routes.push_back(std::move(route));
  }
}

void convert_dynamic(Conversion& conversion) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const DynamicProtocol& dynamic : conversion.config.dynamic) {
    if (!seen.emplace(dynamic.vrf, dynamic.protocol).second) continue;
    conversion.device.dynamic_routing.push_back(
        {dynamic.vrf, dynamic.protocol, conversion.source(dynamic.line, dynamic.protocol)});
  }
}

// --- policy routing ---

/// Where an entry sends packets, or nothing when it leaves them to the routing table.
std::vector<NextHop> next_hops_of(const std::vector<Address>& gateways,
                                  const std::vector<std::string>& interfaces) {
  std::vector<NextHop> hops;
  for (const Address& gateway : gateways) {
    NextHop hop;
    hop.gateway = gateway;
    hops.push_back(std::move(hop));
  }
  if (!hops.empty()) return hops;  // next hops come before interfaces
  for (const std::string& interface : interfaces) {
    NextHop hop;
    hop.interface = interface;
    hops.push_back(std::move(hop));
  }
  return hops;
}

void fill_action(const RouteMapEntry& entry, PolicyRoute& route) {
  route.next_hops = next_hops_of(entry.next_hops, entry.interfaces);
  const bool drops =
      entry.next_hops.empty() && !entry.interfaces.empty() && is_null(entry.interfaces.front());
  if (drops) {
    route.verdict = PolicyRoute::Verdict::drop;
    route.next_hops.clear();
    return;
  }
  if (route.next_hops.empty()) {
    route.next_hops = next_hops_of(entry.default_next_hops, entry.default_interfaces);
    route.only_if_no_route = !route.next_hops.empty();
  }
  if (route.next_hops.empty()) {
    route.verdict = PolicyRoute::Verdict::normal_routing;
  } else if (route.next_hops.size() > 1) {
    // The first one that is reachable: which one that is, is known at run time only.
    route.certain = false;
  }
  if (entry.verify_availability) route.certain = false;
}

void convert_policy_entry(Conversion& conversion, const IosInterface& from, const std::string& map,
                          const RouteMapEntry& entry, bool last) {
  std::vector<Selected> selection;
  if (entry.match_lists.empty()) {
    Selected all;
    all.match.ipv6 = false;
    all.line = entry.line;
    selection.push_back(std::move(all));
  } else {
    selection = select_by_lists(conversion, entry.match_lists, entry.line, last);
  }
  for (Selected& selected : selection) {
    PolicyRoute route;
    route.source = conversion.source(entry.line, map + " seq " + std::to_string(entry.sequence));
    route.match = std::move(selected.match);
    route.ingress = {from.name};
    route.certain = selected.certain && !entry.match_other && selected.schedule.name.empty();
    if (!selected.selects || entry.action == Action::deny) {
      route.verdict = PolicyRoute::Verdict::normal_routing;
    } else {
      fill_action(entry, route);
    }
    conversion.device.policy_routes.push_back(std::move(route));
  }
  if (entry.set_other) {
    conversion.ledger.approximated(entry.line, Code::not_modelled_routes, {"route-map " + map});
    conversion.widen(Effect::may_route, from.name, entry.line);
  }
}

}  // namespace

void convert_routes(Conversion& conversion) {
  for (const IosRoute& route : conversion.config.routes) convert_route(conversion, route);
  std::set<std::string> dhcp_vrfs;
  for (const IosInterface& interface : conversion.config.interfaces) {
    if (interface.dhcp) dhcp_vrfs.insert(interface.vrf.value_or(std::string()));
  }
  for (const std::string& vrf : dhcp_vrfs) {
    add_dhcp_routes(conversion, Prefix::everything(Family::v4), vrf, dhcp_distance, 0);
  }
  convert_ip_routing(conversion);
  convert_dynamic(conversion);
}

void convert_policy_routes(Conversion& conversion) {
  for (const IosInterface& interface : conversion.config.interfaces) {
    if (interface.policy_route_map.empty()) continue;
    const auto map = conversion.config.route_maps.find(interface.policy_route_map);
    if (map == conversion.config.route_maps.end()) {
      conversion.dangling("route-map", interface.policy_route_map, interface.policy_line);
      continue;
    }
    for (const RouteMapEntry& entry : map->second) {
      convert_policy_entry(conversion, interface, map->first, entry, &entry == &map->second.back());
    }
  }
}

}  // namespace sekisho::config::ios
