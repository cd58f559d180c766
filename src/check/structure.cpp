#include "check/structure.hpp"

#include <algorithm>
#include <set>
#include <string>

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

/// Whether a device may take packets from one of its interfaces to another.
bool joins(const Device& device, const Interface& a, const Interface& b) {
  return (device.routes_ipv4 || device.routes_ipv6) && (a.vrf == b.vrf || joins_vrfs(device));
}

std::set<DomainIndex> domains_of(const Network& network, const std::string& segment) {
  std::set<DomainIndex> result;
  for (DomainIndex d = 0; d < network.domains.size(); ++d) {
    for (const SegmentIndex s : network.domains[d].segments) {
      if (network.snapshot.segments[s].name == segment) result.insert(d);
    }
  }
  return result;
}

/// Adds the domains one step from `known`: through a device, or through a segment in both.
void grow(const Network& network, DomainIndex from, std::set<DomainIndex>& known) {
  for (const SegmentIndex s : network.domains[from].segments)
    known.merge(domains_of(network, network.snapshot.segments[s].name));
  for (DeviceIndex d = 0; d < network.devices.size(); ++d) {
    const Device& device = network.devices[d];
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      if (network.domain_of[d][i] != from) continue;
      for (InterfaceIndex j = 0; j < device.interfaces.size(); ++j) {
        const DomainIndex next = network.domain_of[d][j];
        if (next != Network::no_domain && joins(device, device.interfaces[i], device.interfaces[j]))
          known.insert(next);
      }
    }
  }
}

}  // namespace

bool may_be_joined(const Network& network, const Requirement& requirement) {
  const Snapshot& snapshot = network.snapshot;
  const auto known_segment = [&](const std::string& name) {
    return std::any_of(snapshot.segments.begin(), snapshot.segments.end(),
                       [&](const Segment& each) { return each.name == name; });
  };
  if (requirement.kind != RequirementKind::separation || requirement.from == requirement.to) return true;
  if (!known_segment(requirement.from) || !known_segment(requirement.to)) return true;
  std::set<DomainIndex> reached = domains_of(network, requirement.from);
  std::set<DomainIndex> walked;
  while (walked.size() < reached.size()) {
    const auto next = std::find_if(reached.begin(), reached.end(),
                                   [&](DomainIndex each) { return walked.count(each) == 0; });
    walked.insert(*next);
    grow(network, *next, reached);
  }
  const std::set<DomainIndex> wanted = domains_of(network, requirement.to);
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](DomainIndex each) { return reached.count(each) != 0; });
}

}  // namespace sekisho::check
