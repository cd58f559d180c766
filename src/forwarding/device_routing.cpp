#include "device_routing.hpp"

#include <algorithm>
#include <optional>

namespace sekisho::forwarding {

namespace {

/// The hops towards a gateway; how many there are.
template <typename Use>
std::size_t use_gateway(const RoutingTable& table, const Address& gateway, Use use) {
  std::size_t found = 0;
  for (const Route* route : lookup(table, gateway)) {
    for (const Hop& hop : route->hops) {
      use({hop.interface, hop.gateway ? hop.gateway : std::optional(gateway)});
      ++found;
    }
  }
  return found;
}

}  // namespace

DeviceDoubts::DeviceDoubts(const Device& device) : device_(device) {
  for (const Uncertainty& doubt : device.uncertainties)
    (doubt.interface.empty() ? of_device_ : of_interface_[doubt.interface]).add(doubt.effect);
}

Doubts DeviceDoubts::of(InterfaceIndex interface) const {
  Doubts doubts = of_device_;
  const auto found = of_interface_.find(device_.interfaces[interface].name);
  if (found != of_interface_.end()) doubts.add(found->second);
  return doubts;
}

DeviceRouting::DeviceRouting(ForwardingGraph::State& state, DeviceIndex index, const DeviceDoubts& doubts)
    : state_(state),
      space_(state.space),
      index_(index),
      device_(state.network.devices[index]),
      rules_(state.rules_of(index)),
      doubts_(doubts) {}

const RoutingTable* DeviceRouting::table_of(const std::string& vrf) const {
  return state_.routes[index_].find(vrf);
}

HopRegions DeviceRouting::routed_from(InterfaceIndex i) {
  const std::string& vrf = device_.interfaces[i].vrf;
  HopRegions regions = table_regions(vrf, doubts_.of(i).route);
  if (!device_.policy_routes.empty() && table_of(vrf) != nullptr) apply_policy_routes(i, regions);
  return regions;
}

const HopRegions& DeviceRouting::known(const RoutingTable& table, Field field) {
  const auto [found, is_new] = known_routes_.try_emplace({&table, field});
  if (is_new) found->second = known_routes(space_, table, field);
  return found->second;
}

/// What the table of a VRF does, unread lines at the interfaces that it sends to taken into account.
const HopRegions& DeviceRouting::table_regions(const std::string& vrf, bool unknown) {
  const auto [found, is_new] = table_regions_.try_emplace({vrf, unknown});
  if (is_new) found->second = new_table_regions(vrf, unknown);
  return found->second;
}

HopRegions DeviceRouting::new_table_regions(const std::string& vrf, bool unknown) {
  const RoutingTable* table = table_of(vrf);
  if (table == nullptr) {
    HopRegions nothing;
    nothing.local = {space_.none(), space_.none()};
    nothing.unrouted = {space_.all(), space_.all()};
    return nothing;
  }
  const std::vector<Hop> possible = possible_hops(state_.network, index_, vrf);
  HopRegions regions = known(*table, Field::destination);
  add_unknown_routes(regions, space_, *table, possible, unknown ? RoutingScope::any : state_.scope);
  PacketSet doubtful = space_.none();
  for (const auto& [hop, region] : regions.hops) {
    if (doubts_.of(hop.interface).route) doubtful |= region.bounds.may;
  }
  if (doubtful.empty()) return regions;
  for (const Hop& hop : possible) region_for(regions, hop).bounds.may |= doubtful;
  for (auto& [hop, region] : regions.hops) region.bounds.must -= doubtful;
  return regions;
}

bool DeviceRouting::is_unknown(const std::string& vrf, InterfaceIndex i) const {
  const RoutingTable* table = table_of(vrf);
  return state_.scope == RoutingScope::any || doubts_.of(i).route || (table != nullptr && table->unknown);
}

/// Policy routes steer what is not for the device itself (Cisco IOS "IP Routing: Protocol-Independent
/// Configuration Guide", policy-based routing), first match first.
void DeviceRouting::apply_policy_routes(InterfaceIndex i, HopRegions& regions) {
  Bounds open{~regions.local.must, ~regions.local.may};
  HopRegions steered;
  steered.local = regions.local;
  for (const PolicyRoute& rule : device_.policy_routes) {
    if (rule.own_packets) continue;
    const Bounds bounds =
        bound_to(rules_.matches.of(rule), rule.ingress, device_.interfaces[i].name, {}, "", space_);
    const Bounds hit{open.may & bounds.may, open.must & bounds.must};
    if (hit.may.empty()) continue;
    if (rule.falls_through) {
      look_up_or_go_on(rule, doubts_.of(i).route, bounds, open, steered);
      continue;
    }
    if (rule.verdict == PolicyRoute::Verdict::normal_routing) {
      keep(hit, steered, regions);
    } else if (rule.verdict == PolicyRoute::Verdict::forward) {
      steer(rule, i, hit, regions, steered);
    }
    if (!rule.only_if_no_route) open.may -= bounds.must;
    open.must -= bounds.may;
  }
  keep(open, steered, regions);
  regions.hops = std::move(steered.hops);
  regions.local = std::move(steered.local);
}

/// A policy route that looks into a table and is passed over where the table has no route.
void DeviceRouting::look_up_or_go_on(const PolicyRoute& rule, bool unknown, const Bounds& bounds,
                                     Bounds& open, HopRegions& into) {
  for (const NextHop& next : rule.next_hops) {
    const HopRegions& found = table_regions(next.vrf, unknown);
    const Bounds hit{open.may & bounds.may, open.must & bounds.must};
    keep(hit, into, found);
    into.local.may |= hit.may & found.local.may;
    into.local.must |= hit.must & found.local.must;
    open.may -= bounds.must - found.unrouted.may;
    open.must -= bounds.may - found.unrouted.must;
  }
}

HopRegions::Region& DeviceRouting::region_for(HopRegions& regions, const Hop& hop) {
  const auto [found, is_new] = regions.hops.try_emplace(hop);
  if (is_new) found->second.bounds = {space_.none(), space_.none()};
  return found->second;
}

void DeviceRouting::keep(const Bounds& share, HopRegions& into, const HopRegions& from) {
  for (const auto& [hop, region] : from.hops) {
    HopRegions::Region& target = region_for(into, hop);
    target.bounds.may |= region.bounds.may & share.may;
    target.bounds.must |= region.bounds.must & share.must;
    for (const auto& [source, part] : region.routes) {
      const PacketSet steered = part & share.may;
      if (!steered.empty()) target.routes.emplace_back(source, steered);
    }
  }
}

/// Where the next hops of a policy route lead.
struct DeviceRouting::Ways {
  HopRegions regions;             // what each takes when it is used
  std::size_t count = 0;          // next hops that can be used
  bool certain = true;            // all that can be used are sure to be
  bool may_fall_through = false;  // packets may follow the table after all
};

void DeviceRouting::steer(const PolicyRoute& rule, InterfaceIndex i, const Bounds& hit,
                          const HopRegions& normal, HopRegions& into) {
  Ways ways;
  // A link that is down, or a route that is gone, makes a next hop unusable.
  ways.may_fall_through = state_.scope == RoutingScope::any;
  for (const NextHop& next : rule.next_hops) add_way(next, i, ways);
  const bool sure = ways.count == 1 && ways.certain && !rule.only_if_no_route;
  const Bounds share{hit.may, sure ? hit.must : space_.none()};
  for (const auto& [hop, region] : ways.regions.hops) {
    HopRegions::Region& target = region_for(into, hop);
    target.bounds.may |= region.bounds.may & share.may;
    target.bounds.must |= region.bounds.must & share.must;
    target.routes.emplace_back(&rule.source, region.bounds.may & share.may);
  }
  if (ways.count == 0) {
    keep(hit, into, normal);
  } else if (ways.may_fall_through) {
    keep({hit.may, space_.none()}, into, normal);
  }
}

void DeviceRouting::add_way(const NextHop& next, InterfaceIndex i, Ways& ways) {
  const std::string& vrf = next.other_vrf ? next.vrf : device_.interfaces[i].vrf;
  const RoutingTable* table = table_of(vrf);
  const auto use = [&](const Hop& hop) {
    region_for(ways.regions, hop).bounds = {space_.all(), space_.all()};
  };
  if (!next.interface.empty()) {
    for (InterfaceIndex j = 0; j < device_.interfaces.size(); ++j) {
      if (device_.interfaces[j].name != next.interface || !device_.interfaces[j].enabled) continue;
      use({j, next.gateway});
      ++ways.count;
    }
  } else if (table == nullptr) {
    return;
  } else if (!next.gateway) {
    if (!next.other_vrf) return;
    ++ways.count;
    keep({space_.all(), space_.all()}, ways.regions, table_regions(vrf, is_unknown(vrf, i)));
  } else if (is_unknown(vrf, i)) {
    ways.certain = false;
    ways.may_fall_through = true;
    ++ways.count;
    for (const Hop& hop : possible_hops(state_.network, index_, vrf)) use(hop);
    use_gateway(*table, *next.gateway, use);
  } else {
    const std::size_t found = use_gateway(*table, *next.gateway, use);
    if (found > 0) ++ways.count;
    const std::vector<const Route*> routes = lookup(*table, *next.gateway);
    const bool settled = routes.size() == 1 && routes.front()->certain && !routes.front()->hops.empty();
    if (found > 1 || !settled) ways.certain = false;
    if (!settled) ways.may_fall_through = true;
  }
}

HopRegions DeviceRouting::own_packets_by(const std::string& vrf) {
  HopRegions regions = table_regions(vrf, doubts_.of_device().route);
  Bounds open{space_.all(), space_.all()};
  HopRegions steered;
  steered.local = regions.local;
  bool any = false;
  for (const PolicyRoute& rule : device_.policy_routes) {
    if (!rule.own_packets) continue;
    any = true;
    const Bounds bounds = rules_.matches.of(rule);
    if (rule.falls_through) {
      look_up_or_go_on(rule, doubts_.of_device().route, bounds, open, steered);
      continue;
    }
    if (rule.verdict == PolicyRoute::Verdict::normal_routing)
      keep({open.may & bounds.may, open.must & bounds.must}, steered, regions);
    open.may -= bounds.must;
    open.must -= bounds.may;
  }
  if (!any) return regions;
  keep(open, steered, regions);
  return steered;
}

}  // namespace sekisho::forwarding
