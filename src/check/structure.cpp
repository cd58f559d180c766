#include "check/structure.hpp"

#include "check/routes.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

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

std::vector<std::size_t> parts_of(const Network& network) {
  const std::size_t domains = network.domains.size();
  std::vector<std::size_t> parts(domains + network.snapshot.segments.size());
  std::iota(parts.begin(), parts.end(), 0);
  const auto join = [&](std::size_t a, std::size_t b) {
    std::replace(parts.begin(), parts.end(), std::size_t{parts[a]}, std::size_t{parts[b]});
  };
  for (DomainIndex d = 0; d < domains; ++d) {
    for (const SegmentIndex segment : network.domains[d].segments) join(d, domains + segment);
  }
  for (DeviceIndex d = 0; d < network.devices.size(); ++d) {
    const Device& device = network.devices[d];
    if (!device.routes_ipv4 && !device.routes_ipv6) continue;
    const bool one_group = joins_vrfs(device);
    std::map<std::string, DomainIndex> of_vrf;
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const DomainIndex domain = network.domain_of[d][i];
      if (domain == Network::no_domain) continue;
      join(domain, of_vrf.try_emplace(one_group ? "" : device.interfaces[i].vrf, domain).first->second);
    }
  }
  return {parts.begin() + static_cast<std::ptrdiff_t>(domains), parts.end()};
}

}  // namespace sekisho::check
