#include "check/structure.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <vector>

namespace sekisho::check {

namespace {

/// Routes out of an interface of another VRF, policy routes, tables and protocols whose routes may point
/// anywhere: any of them joins all VRFs of a device.
bool joins_vrfs(const Device& device) {
  const auto leaves_its_vrf = [&](const StaticRoute& route) {
    return route.next_hop.other_vrf ||
           std::any_of(device.interfaces.begin(), device.interfaces.end(), [&](const Interface& each) {
             return each.name == route.next_hop.interface && each.vrf != route.vrf;
           });
  };
  return !device.policy_routes.empty() || !device.table.empty() || !device.dynamic_routing.empty() ||
         std::any_of(device.static_routes.begin(), device.static_routes.end(), leaves_its_vrf) ||
         std::any_of(device.uncertainties.begin(), device.uncertainties.end(),
                     [](const Uncertainty& each) { return each.effect == Effect::may_route; });
}

}  // namespace

bool may_be_joined(const Network& network, SegmentIndex from, SegmentIndex to) {
  std::vector<DomainIndex> group(network.domains.size());  // of each domain; joined ones have the same
  std::iota(group.begin(), group.end(), DomainIndex{0});
  const auto join = [&](DomainIndex a, DomainIndex b) {
    const DomainIndex before = group[a];
    const DomainIndex after = group[b];
    std::replace(group.begin(), group.end(), before, after);
  };
  std::map<SegmentIndex, DomainIndex> of_segment;  // some domain that it is attached to
  for (DomainIndex d = 0; d < network.domains.size(); ++d) {
    for (const SegmentIndex s : network.domains[d].segments)
      join(d, of_segment.try_emplace(s, d).first->second);
  }
  for (DeviceIndex d = 0; d < network.devices.size(); ++d) {
    const Device& device = network.devices[d];
    if (!device.routes_ipv4 && !device.routes_ipv6) continue;
    const bool one_group = joins_vrfs(device);
    std::map<std::string, DomainIndex> of_vrf;
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const DomainIndex domain = network.domain_of[d][i];
      if (domain == Network::no_domain) continue;
      const std::string vrf = one_group ? "" : device.interfaces[i].vrf;
      join(domain, of_vrf.try_emplace(vrf, domain).first->second);
    }
  }
  const auto a = of_segment.find(from);
  const auto b = of_segment.find(to);
  return a != of_segment.end() && b != of_segment.end() && group[a->second] == group[b->second];
}

}  // namespace sekisho::check
