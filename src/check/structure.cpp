#include "check/structure.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace sekisho::check {

namespace {

/// Routes out of an interface of another VRF, policy routes, tables and protocols whose routes may point
/// anywhere: any of them joins all VRFs of a device.
bool joins_vrfs(const Device& device) {
  const auto leaves_its_vrf = [&](const StaticRoute& route) {
    return route.next_hop.other_vrf || std::ranges::any_of(device.interfaces, [&](const Interface& each) {
             return each.name == route.next_hop.interface && each.vrf != route.vrf;
           });
  };
  return !device.policy_routes.empty() || !device.table.empty() || !device.dynamic_routing.empty() ||
         std::ranges::any_of(device.static_routes, leaves_its_vrf) || may_anywhere(Effect::may_route, device);
}

}  // namespace

bool may_be_joined(const Network& network, SegmentIndex from, SegmentIndex to) {
  std::vector<std::set<DomainIndex>> joined(network.snapshot.segments.size());  // by a segment, or a VRF
  for (DomainIndex d = 0; d < network.domains.size(); ++d) {
    for (const SegmentIndex s : network.domains[d].segments) joined[s].insert(d);
  }
  for (DeviceIndex d = 0; d < network.devices.size(); ++d) {
    const Device& device = network.devices[d];
    if (!device.routes_ipv4 && !device.routes_ipv6) continue;
    const bool one_group = joins_vrfs(device);
    std::map<std::string, std::set<DomainIndex>> of_vrf;
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const DomainIndex domain = network.domain_of[d][i];
      if (domain != Network::no_domain) of_vrf[one_group ? "" : device.interfaces[i].vrf].insert(domain);
    }
    for (const auto& [vrf, domains] : of_vrf) joined.push_back(domains);
  }
  std::set<DomainIndex> reached = joined[from];
  const auto is_reached = [&](DomainIndex domain) { return reached.contains(domain); };
  for (std::size_t before = 0; before < reached.size();) {
    before = reached.size();
    for (const std::set<DomainIndex>& each : joined) {
      if (std::ranges::any_of(each, is_reached)) reached.insert(each.begin(), each.end());
    }
  }
  return std::ranges::any_of(joined[to], is_reached);
}

}  // namespace sekisho::check
