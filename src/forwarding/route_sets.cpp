// Longest-prefix match as sets. Routes come longest first, so the destinations that no longer prefix
// has taken are kept as one set and each prefix takes its share. From both sides:
//
//   open_may   destinations that no certain longer prefix takes; a prefix may get its part of these
//   open_must  destinations that no longer prefix at all takes; it certainly gets its part of these
//
// Alternatives of one prefix (an uncertain route that would be better than the certain one) all get
// the `may` part, and nobody gets the `must` part.
#include "route_sets.hpp"

#include <algorithm>
#include <set>

namespace sekisho::forwarding {

bool may_leave_vrf(const Device& device) {
  for (const Uncertainty& doubt : device.uncertainties) {
    if (doubt.effect == Effect::may_route && doubt.interface.empty()) return true;
  }
  return std::any_of(device.dynamic_routing.begin(), device.dynamic_routing.end(),
                     [](const DynamicRouting& dynamic) { return dynamic.protocol == "bgp"; });
}

std::vector<Hop> possible_hops(const Network& network, DeviceIndex device, const std::string& vrf) {
  std::set<Hop> hops;
  const Device& owner = network.devices[device];
  // A table without interfaces is one that policy routes look into: it may lead to any of them.
  const bool any_interface =
      may_leave_vrf(owner) || std::none_of(owner.interfaces.begin(), owner.interfaces.end(),
                                           [&](const Interface& interface) { return interface.vrf == vrf; });
  for (InterfaceIndex i = 0; i < owner.interfaces.size(); ++i) {
    const DomainIndex domain = network.domain_of[device][i];
    if (domain == Network::no_domain || (owner.interfaces[i].vrf != vrf && !any_interface) ||
        !owner.interfaces[i].enabled)
      continue;
    hops.insert({i, std::nullopt});
    for (const Attachment& other : network.domains[domain].routed) {
      if (other.device == device && other.interface == i) continue;
      for (const InterfaceAddress& address :
           network.devices[other.device].interfaces[other.interface].addresses) {
        hops.insert({i, address.address});
      }
    }
  }
  return {hops.begin(), hops.end()};
}

namespace {

/// Routes of one prefix.
struct Group {
  std::vector<Route>::const_iterator first;
  std::vector<Route>::const_iterator last;
  [[nodiscard]] bool has_certain() const {
    return std::any_of(first, last, [](const Route& route) { return route.certain; });
  }
  [[nodiscard]] bool is_single_certain() const { return last - first == 1 && first->certain; }
};

Group group_at(const std::vector<Route>& routes, std::vector<Route>::const_iterator at) {
  auto end = at;
  while (end != routes.end() && end->prefix == at->prefix) ++end;
  return {at, end};
}

class LongestMatch {
 public:
  LongestMatch(PacketSpace& space, Field field)
      : space_(space), field_(field), open_may_(space.all()), open_must_(space.all()) {
    result_.local = {space_.none(), space_.none()};
    result_.unrouted = {space_.none(), space_.none()};
  }

  void prefix(const Group& group) {
    const PacketSet covered = space_.address(field_, group.first->prefix);
    const Bounds share{covered & open_may_, group.is_single_certain() ? covered & open_must_ : space_.none()};
    for (auto route = group.first; route != group.last; ++route) give(*route, share);
    if (group.has_certain()) open_may_ -= covered;
    open_must_ -= covered;
  }

  /// Everything of `packets` that is not the device's own may go anywhere, also where known routes lead
  /// (into another VRF, say).
  void unknown(const std::vector<Hop>& possible, const PacketSet& packets) {
    const PacketSet others = packets - result_.local.must;
    for (const Hop& hop : possible) region(hop);
    for (auto& [hop, region] : result_.hops) {
      region.bounds.may |= others;
      region.bounds.must -= packets;
    }
    open_may_ |= others;
    open_must_ -= packets;
  }

  HopRegions finish() {
    result_.unrouted.may |= open_may_;
    result_.unrouted.must |= open_must_;
    return std::move(result_);
  }

 private:
  HopRegions::Region& region(const Hop& hop) {
    const auto [found, is_new] = result_.hops.try_emplace(hop);
    if (is_new) found->second.bounds = {space_.none(), space_.none()};
    return found->second;
  }

  void give(const Route& route, const Bounds& share) {
    if (route.kind == RouteKind::local) {
      result_.local.may |= share.may;
      result_.local.must |= share.must;
      return;
    }
    if (route.kind == RouteKind::no_route) {
      result_.unrouted.may |= share.may;
      result_.unrouted.must |= share.must;
    }
    for (const Hop& hop : route.hops) {
      HopRegions::Region& target = region(hop);
      target.bounds.may |= share.may;
      target.bounds.must |= share.must;
      if (!share.may.empty()) target.routes.emplace_back(&route.source, share.may);
    }
  }

  PacketSpace& space_;
  Field field_;
  PacketSet open_may_;
  PacketSet open_must_;
  HopRegions result_;
};

/// Packets of the families that routes are missing of.
PacketSet unknown_packets(PacketSpace& space, const RoutingTable& table, RoutingScope scope) {
  const bool one_family = scope == RoutingScope::current && table.unknown_family;
  return one_family ? space.family(*table.unknown_family) : space.all();
}

}  // namespace

HopRegions hop_regions(PacketSpace& space, const RoutingTable& table, Field field,
                       const std::vector<Hop>& possible, RoutingScope scope) {
  LongestMatch match(space, field);
  for (auto at = table.routes.begin(); at != table.routes.end();) {
    const Group group = group_at(table.routes, at);
    match.prefix(group);
    at = group.last;
  }
  if (scope == RoutingScope::any || table.unknown)
    match.unknown(possible, unknown_packets(space, table, scope));
  return match.finish();
}

namespace {

Bounds reachable_through(PacketSpace& space, const RoutingTable& table,
                         std::optional<InterfaceIndex> interface) {
  Bounds result{space.none(), space.none()};
  for (const Route& route : table.routes) {
    const bool leaves_here = std::any_of(route.hops.begin(), route.hops.end(), [&](const Hop& hop) {
      return !interface || hop.interface == *interface;
    });
    if (!leaves_here) continue;
    const PacketSet sources = space.address(Field::source, route.prefix);
    result.may |= sources;
    if (route.certain) result.must |= sources;
  }
  return result;
}

}  // namespace

Bounds source_check_region(PacketSpace& space, const RoutingTable& table, InterfaceIndex interface,
                           SourceCheck check, RoutingScope scope) {
  if (check == SourceCheck::none) return {space.all(), space.all()};
  if (scope == RoutingScope::any || (table.unknown && !table.unknown_family))
    return {space.all(), space.none()};
  if (table.unknown) {
    RoutingTable known = table;
    known.unknown = false;
    const Bounds bounds = source_check_region(space, known, interface, check, scope);
    const PacketSet family = space.family(*table.unknown_family);
    return {bounds.may | family, bounds.must - family};
  }
  if (check == SourceCheck::feasible) return reachable_through(space, table, interface);
  Bounds best{space.none(), space.none()};
  for (const auto& [hop, region] : hop_regions(space, table, Field::source, {}, scope).hops) {
    if (check == SourceCheck::strict && hop.interface != interface) continue;
    best.may |= region.bounds.may;
    best.must |= region.bounds.must;
  }
  if (check == SourceCheck::strict) return best;
  // Loose: the best route back is a real one; whether a device's own address passes differs.
  return {reachable_through(space, table, std::nullopt).may, best.must};
}

}  // namespace sekisho::forwarding
