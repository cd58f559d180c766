#include "check/routes.hpp"

#include <algorithm>
#include <set>

namespace sekisho::check {

namespace {

// BGP may import routes of one VRF into another (RFC 4364 section 4.3), and so may a line of the whole
// device that was not read.
bool may_leave_vrf(const Device& device) {
  return std::any_of(device.uncertainties.begin(), device.uncertainties.end(),
                     [](const Uncertainty& each) {
                       return each.effect == Effect::may_route && each.interface.empty();
                     }) ||
         std::any_of(device.dynamic_routing.begin(), device.dynamic_routing.end(),
                     [](const DynamicRouting& each) { return each.protocol == "bgp"; });
}

bool has_interfaces(const Device& device, const std::string& vrf) {
  return std::any_of(device.interfaces.begin(), device.interfaces.end(),
                     [&](const Interface& interface) { return interface.vrf == vrf; });
}

void give(Ways& ways, const Hop& hop, const HeaderSet& packets) {
  const auto [found, is_new] = ways.hops.try_emplace(hop, packets);
  if (!is_new) found->second |= packets;
}

void give_all(Ways& into, const Ways& from, const HeaderSet& packets) {
  for (const auto& [hop, taken] : from.hops) give(into, hop, taken & packets);
}

}  // namespace

Routes::Routes(const Headers& headers, const Network& network, const std::vector<DeviceRoutes>& tables,
               bool any_routing)
    : headers_(headers), network_(network), tables_(tables), any_routing_(any_routing) {}

Doubts Routes::device_doubts(DeviceIndex device) const {
  Doubts result;
  for (const Uncertainty& each : network_.devices[device].uncertainties) {
    if (!each.interface.empty()) continue;
    result.permit |= each.effect == Effect::may_permit;
    result.route |= each.effect == Effect::may_route;
    result.translate |= each.effect == Effect::may_translate;
  }
  return result;
}

Doubts Routes::doubts(DeviceIndex device, InterfaceIndex interface) const {
  Doubts result = device_doubts(device);
  const Device& owner = network_.devices[device];
  for (const Uncertainty& each : owner.uncertainties) {
    if (each.interface != owner.interfaces[interface].name) continue;
    result.permit |= each.effect == Effect::may_permit;
    result.route |= each.effect == Effect::may_route;
    result.translate |= each.effect == Effect::may_translate;
  }
  return result;
}

const RoutingTable* Routes::table(DeviceIndex device, const std::string& vrf) const {
  return tables_[device].find(vrf);
}

std::vector<Hop> Routes::possible_hops(DeviceIndex device, const std::string& vrf) const {
  std::set<Hop> hops;
  const Device& owner = network_.devices[device];
  // A table without interfaces is one that policy routes look into: it may lead to any of them.
  const bool any_interface = may_leave_vrf(owner) || !has_interfaces(owner, vrf);
  for (InterfaceIndex i = 0; i < owner.interfaces.size(); ++i) {
    const Interface& interface = owner.interfaces[i];
    const DomainIndex domain = network_.domain_of[device][i];
    if (domain == Network::no_domain || !interface.enabled) continue;
    if (interface.vrf != vrf && !any_interface) continue;
    hops.insert({i, std::nullopt});
    for (const Attachment& other : network_.domains[domain].routed) {
      if (other == Attachment{device, i}) continue;
      for (const InterfaceAddress& address :
           network_.devices[other.device].interfaces[other.interface].addresses)
        hops.insert({i, address.address});
    }
  }
  return {hops.begin(), hops.end()};
}

Ways Routes::longest_match(const RoutingTable& table, std::size_t field) const {
  Ways ways = nowhere();
  HeaderSet open_may = headers_.all();   // no certain longer prefix takes these
  HeaderSet open_must = headers_.all();  // no longer prefix at all does
  for (auto at = table.routes.begin(); at != table.routes.end();) {
    auto end = at;
    bool certain = false;
    const HeaderSet covered = headers_.addresses(field, at->prefix);
    for (; end != table.routes.end() && end->prefix == at->prefix; ++end) {
      certain |= end->certain;
      for (const Hop& hop : end->hops) {
        if (end->kind != RouteKind::local) give(ways, hop, covered & open_may);
      }
      if (end->kind == RouteKind::local) ways.local |= covered & open_may;
      if (end->kind == RouteKind::no_route) ways.unrouted |= covered & open_may;
    }
    if (end - at == 1 && at->certain && at->kind == RouteKind::local) ways.sure_local |= covered & open_must;
    if (certain) open_may -= covered;
    open_must -= covered;
    at = end;
  }
  ways.unrouted |= open_may;
  return ways;
}

Ways Routes::nowhere() const { return {{}, headers_.none(), headers_.none(), headers_.none()}; }

/// Packets whose routes in a table are not all known.
HeaderSet Routes::unknown_packets(DeviceIndex device, const std::string& vrf, bool unknown) const {
  const RoutingTable* own = table(device, vrf);
  if (unknown || any_routing_ || own == nullptr) return headers_.all();
  if (!own->unknown) return headers_.none();
  return own->unknown_family ? headers_.of_family(*own->unknown_family) : headers_.all();
}

const Ways& Routes::of_table(DeviceIndex device, const std::string& vrf, bool unknown) {
  const auto [found, is_new] = known_.try_emplace({device, vrf, unknown}, nowhere());
  const RoutingTable* own = table(device, vrf);
  if (is_new && own == nullptr) found->second.unrouted = headers_.all();
  if (!is_new || own == nullptr) return found->second;
  Ways ways = longest_match(*own, headers_.destination);
  const std::vector<Hop> possible = possible_hops(device, vrf);
  if (unknown || any_routing_ || own->unknown) {
    const HeaderSet others = unknown_packets(device, vrf, unknown) - ways.sure_local;
    for (const Hop& hop : possible) give(ways, hop, others);
    for (auto& [hop, packets] : ways.hops) packets |= others;
    ways.unrouted |= others;
  }
  HeaderSet doubtful = headers_.none();
  for (const auto& [hop, packets] : ways.hops) {
    if (doubts(device, hop.interface).route) doubtful |= packets;
  }
  if (!doubtful.empty()) {
    for (const Hop& hop : possible) give(ways, hop, doubtful);
  }
  return found->second = ways;
}

bool Routes::is_unknown(DeviceIndex device, const std::string& vrf, InterfaceIndex interface) const {
  const RoutingTable* own = table(device, vrf);
  return any_routing_ || doubts(device, interface).route || (own != nullptr && own->unknown);
}

Ways Routes::own(DeviceIndex device, const std::string& vrf, FirstMatch& rules) {
  const Device& owner = network_.devices[device];
  if (!vrf.empty() && !has_interfaces(owner, vrf)) return nowhere();
  const bool unknown = device_doubts(device).route;
  const Ways& normal = of_table(device, vrf, unknown);
  Ways ways = nowhere();
  HeaderSet open = headers_.all();
  for (const PolicyRoute& rule : owner.policy_routes) {
    if (!rule.own_packets) continue;
    const Taken taken = rules.taken_by(rule, "");
    if (rule.falls_through) {
      look_up_or_go_on(device, rule, taken, unknown, open, ways);
      continue;
    }
    if (rule.verdict == PolicyRoute::Verdict::normal_routing) give_all(ways, normal, open & taken.may);
    open -= taken.must;
  }
  give_all(ways, normal, open);
  return ways;
}

Ways Routes::of_answers(DeviceIndex device, const std::string& vrf) {
  const Device& owner = network_.devices[device];
  const RoutingTable* own = table(device, vrf);
  if (own == nullptr) return nowhere();
  const bool unread = std::any_of(owner.uncertainties.begin(), owner.uncertainties.end(),
                                  [](const Uncertainty& each) { return each.effect == Effect::may_route; });
  return of_table(device, vrf, unread || !owner.policy_routes.empty());
}

HeaderSet Routes::local(DeviceIndex device, InterfaceIndex interface, FirstMatch& rules) {
  const Device& owner = network_.devices[device];
  const std::string& vrf = owner.interfaces[interface].vrf;
  if (table(device, vrf) == nullptr) return of_table(device, vrf, false).local;
  HeaderSet result = from(device, interface, rules).local;  // of tables that rules look into, too
  if (!may_leave_vrf(owner)) return result;
  for (const RoutingTable& each : tables_[device].tables) result |= of_table(device, each.vrf, false).local;
  return result;
}

HeaderSet Routes::checked_sources(DeviceIndex device, InterfaceIndex interface) {
  const Interface& at = network_.devices[device].interfaces[interface];
  const RoutingTable* own = table(device, at.vrf);
  if (at.source_check == SourceCheck::none || own == nullptr) return headers_.all();
  HeaderSet result = unknown_packets(device, at.vrf, doubts(device, interface).route);
  if (!at.source_check_ipv6) result |= headers_.of_family(Family::v6);
  if (at.source_check == SourceCheck::strict) {
    for (const auto& [hop, sources] : longest_match(*own, headers_.source).hops) {
      if (hop.interface == interface) result |= sources;
    }
    return result;
  }
  for (const Route& route : own->routes) {  // feasible: some route back here; loose: some route back
    for (const Hop& hop : route.hops) {
      if (at.source_check == SourceCheck::loose || hop.interface == interface)
        result |= headers_.addresses(headers_.source, route.prefix);
    }
  }
  return result;
}

Ways Routes::from(DeviceIndex device, InterfaceIndex interface, FirstMatch& rules) {
  const Device& owner = network_.devices[device];
  const Interface& at = owner.interfaces[interface];
  const Ways& normal = of_table(device, at.vrf, doubts(device, interface).route);
  if (owner.policy_routes.empty() || table(device, at.vrf) == nullptr) return normal;
  Ways ways{{}, normal.local, normal.sure_local, headers_.none()};
  HeaderSet open = headers_.all() - normal.sure_local;
  for (const PolicyRoute& rule : owner.policy_routes) {
    if (rule.own_packets) continue;
    const Taken taken = rules.taken_by(rule, at.name);
    const HeaderSet hit = open & taken.may;
    if (hit.empty()) continue;
    if (rule.falls_through) {
      look_up_or_go_on(device, rule, taken, doubts(device, interface).route, open, ways);
      continue;
    }
    if (rule.verdict == PolicyRoute::Verdict::normal_routing) give_all(ways, normal, hit);
    if (rule.verdict == PolicyRoute::Verdict::forward) steer(device, interface, rule, hit, normal, ways);
    if (!rule.only_if_no_route) open -= taken.must;
  }
  give_all(ways, normal, open);
  return ways;
}

void Routes::look_up_or_go_on(DeviceIndex device, const PolicyRoute& rule, const Taken& taken, bool unknown,
                              HeaderSet& open, Ways& into) {
  for (const NextHop& next : rule.next_hops) {
    const Ways& found = of_table(device, next.vrf, unknown);
    give_all(into, found, open & taken.may);
    into.local |= found.local & open & taken.may;
    open -= taken.must - found.unrouted;
  }
}

void Routes::steer(DeviceIndex device, InterfaceIndex interface, const PolicyRoute& rule,
                   const HeaderSet& hit, const Ways& normal, Ways& into) {
  const Device& owner = network_.devices[device];
  bool usable = false;
  bool falls_through = any_routing_;  // a next hop that is gone leaves packets to the table
  const auto towards = [&](const RoutingTable& by, const Address& gateway) {
    for (const Route* route : lookup(by, gateway)) {
      for (const Hop& hop : route->hops) {
        give(into, {hop.interface, hop.gateway ? hop.gateway : std::optional(gateway)}, hit);
        usable = true;
      }
    }
  };
  for (const NextHop& next : rule.next_hops) {
    const std::string& vrf = next.other_vrf ? next.vrf : owner.interfaces[interface].vrf;
    const RoutingTable* by = table(device, vrf);
    if (!next.interface.empty()) {
      for (InterfaceIndex j = 0; j < owner.interfaces.size(); ++j) {
        if (owner.interfaces[j].name != next.interface || !owner.interfaces[j].enabled) continue;
        give(into, {j, next.gateway}, hit);
        usable = true;
      }
    } else if (by == nullptr) {
      continue;
    } else if (!next.gateway) {
      if (!next.other_vrf) continue;
      usable = true;
      give_all(into, of_table(device, vrf, is_unknown(device, vrf, interface)), hit);
    } else if (is_unknown(device, vrf, interface)) {
      usable = falls_through = true;
      for (const Hop& hop : possible_hops(device, vrf)) give(into, hop, hit);
      towards(*by, *next.gateway);
    } else {
      towards(*by, *next.gateway);
      const std::vector<const Route*> routes = lookup(*by, *next.gateway);
      if (routes.size() != 1 || !routes.front()->certain || routes.front()->hops.empty())
        falls_through = true;
    }
  }
  if (!usable || falls_through) give_all(into, normal, hit);
}

}  // namespace sekisho::check
