// Longest-prefix match as sets. Prefixes are nested or disjoint, so a prefix has what the longest ones inside
// of it leave: to find that takes no look at the rest of the table. From both sides:
//
//   may    what no certain longer prefix takes
//   must   what no longer prefix at all takes
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

/// Sets that grow by very many parts: united at the end, so that no intermediate union is large.
class Gathered {
 public:
  void add(const PacketSet& part) {
    if (!part.empty()) parts_.push_back(part);
  }
  void add(const std::vector<PacketSet>& parts) { parts_.insert(parts_.end(), parts.begin(), parts.end()); }
  [[nodiscard]] const std::vector<PacketSet>& parts() const { return parts_; }
  [[nodiscard]] PacketSet united(PacketSpace& space) const { return space.union_of(parts_); }

 private:
  std::vector<PacketSet> parts_;
};

struct GatheredBounds {
  Gathered may;
  Gathered must;
  void add(const Bounds& share) {
    may.add(share.may);
    must.add(share.must);
  }
  [[nodiscard]] Bounds united(PacketSpace& space) const { return {may.united(space), must.united(space)}; }
};

class LongestMatch {
 public:
  LongestMatch(PacketSpace& space, Field field) : space_(space), field_(field) {}

  /// Prefixes come in their order, by address and then by length: each one before those inside of it.
  void prefix(const Group& group) {
    while (!open_.empty() && !open_.back().group.first->prefix.contains(group.first->prefix)) close();
    open_.push_back({group, space_.address(field_, group.first->prefix), {}, {}});
  }

  HopRegions finish() {
    while (!open_.empty()) close();
    HopRegions result;
    for (auto& [hop, gathered] : hops_) {
      HopRegions::Region& region = result.hops[hop];
      region.bounds = gathered.bounds.united(space_);
      region.routes = std::move(gathered.routes);
    }
    result.local = local_.united(space_);
    unrouted_.add({~covered_by_certain_.united(space_), ~covered_.united(space_)});
    result.unrouted = unrouted_.united(space_);
    return result;
  }

 private:
  struct Open {
    Group group;
    PacketSet all;
    Gathered inside;          // longer prefixes, the outermost of them
    Gathered certain_inside;  // the same of those that surely take what they cover
  };
  struct GatheredRegion {
    GatheredBounds bounds;
    std::vector<std::pair<const RuleSource*, PacketSet>> routes;
  };

  /// All prefixes inside of the innermost open one are known.
  void close() {
    const Open open = std::move(open_.back());
    open_.pop_back();
    const Bounds share{
        open.all - open.certain_inside.united(space_),
        open.group.is_single_certain() ? open.all - open.inside.united(space_) : space_.none()};
    for (auto route = open.group.first; route != open.group.last; ++route) give(*route, share);
    Gathered& outer = open_.empty() ? covered_ : open_.back().inside;
    Gathered& outer_certain = open_.empty() ? covered_by_certain_ : open_.back().certain_inside;
    outer.add(open.all);
    if (open.group.has_certain()) {
      outer_certain.add(open.all);
    } else {
      outer_certain.add(open.certain_inside.parts());
    }
  }

  void give(const Route& route, const Bounds& share) {
    if (route.kind == RouteKind::local) {
      local_.add(share);
      return;
    }
    if (route.kind == RouteKind::no_route) unrouted_.add(share);
    for (const Hop& hop : route.hops) {
      GatheredRegion& target = hops_[hop];
      target.bounds.add(share);
      if (!share.may.empty()) target.routes.emplace_back(&route.source, share.may);
    }
  }

  PacketSpace& space_;
  Field field_;
  std::vector<Open> open_;  // each inside of the one before
  std::map<Hop, GatheredRegion> hops_;
  GatheredBounds local_;
  GatheredBounds unrouted_;
  Gathered covered_;  // by prefixes that are in no other
  Gathered covered_by_certain_;
};

/// Packets of the families that routes are missing of.
PacketSet unknown_packets(PacketSpace& space, const RoutingTable& table, RoutingScope scope) {
  const bool one_family = scope == RoutingScope::current && table.unknown_family;
  return one_family ? space.family(*table.unknown_family) : space.all();
}

}  // namespace

HopRegions known_routes(PacketSpace& space, const RoutingTable& table, Field field) {
  // The table has its prefixes longest first; here each comes behind those that it is in.
  std::vector<Group> groups;
  for (auto at = table.routes.begin(); at != table.routes.end(); at = groups.back().last)
    groups.push_back(group_at(table.routes, at));
  std::ranges::sort(groups, {}, [](const Group& group) { return group.first->prefix; });
  LongestMatch match(space, field);
  for (const Group& group : groups) match.prefix(group);
  return match.finish();
}

void add_unknown_routes(HopRegions& regions, PacketSpace& space, const RoutingTable& table,
                        const std::vector<Hop>& possible, RoutingScope scope) {
  if (scope != RoutingScope::any && !table.unknown) return;
  const PacketSet packets = unknown_packets(space, table, scope);
  // Everything that is not the device's own may go anywhere, also where known routes lead (into another
  // VRF, say).
  const PacketSet others = packets - regions.local.must;
  for (const Hop& hop : possible) {
    const auto [found, is_new] = regions.hops.try_emplace(hop);
    if (is_new) found->second.bounds = {space.none(), space.none()};
  }
  for (auto& [hop, region] : regions.hops) {
    region.bounds.may |= others;
    region.bounds.must -= packets;
  }
  regions.unrouted.may |= others;
  regions.unrouted.must -= packets;
}

HopRegions hop_regions(PacketSpace& space, const RoutingTable& table, Field field,
                       const std::vector<Hop>& possible, RoutingScope scope) {
  HopRegions regions = known_routes(space, table, field);
  add_unknown_routes(regions, space, table, possible, scope);
  return regions;
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

namespace {

/// The sources that pass by the routes that are known.
Bounds known_sources(PacketSpace& space, const RoutingTable& table, const HopRegions& by_source,
                     InterfaceIndex interface, SourceCheck check) {
  if (check == SourceCheck::feasible) return reachable_through(space, table, interface);
  Bounds best{space.none(), space.none()};
  for (const auto& [hop, region] : by_source.hops) {
    if (check == SourceCheck::strict && hop.interface != interface) continue;
    best.may |= region.bounds.may;
    best.must |= region.bounds.must;
  }
  if (check == SourceCheck::strict) return best;
  // Loose: the best route back is a real one; whether a device's own address passes differs.
  return {reachable_through(space, table, std::nullopt).may, best.must};
}

}  // namespace

Bounds source_check_region(PacketSpace& space, const RoutingTable& table, const HopRegions& by_source,
                           InterfaceIndex interface, SourceCheck check, RoutingScope scope) {
  if (check == SourceCheck::none) return {space.all(), space.all()};
  if (scope == RoutingScope::any || (table.unknown && !table.unknown_family))
    return {space.all(), space.none()};
  const Bounds bounds = known_sources(space, table, by_source, interface, check);
  if (!table.unknown) return bounds;
  const PacketSet family = space.family(*table.unknown_family);
  return {bounds.may | family, bounds.must - family};
}

}  // namespace sekisho::forwarding
