// Is there any way at all from one segment to another: links, VLANs, tunnels and devices, no filters.
#include <sekisho/forwarding/graph.hpp>

#include <map>

namespace sekisho {

namespace {

/// Union-find over domains, routing instances (device and VRF) and segments.
class Structure {
 public:
  explicit Structure(const Network& network) : network_(network) {
    join_devices();
    for (DomainIndex d = 0; d < network.domains.size(); ++d) {
      for (const SegmentIndex s : network.domains[d].segments) join(domain(d), segment(s));
    }
  }

  /// Segments with the same number are joined.
  std::size_t part_of(SegmentIndex s) { return root(segment(s)); }

 private:
  std::size_t node(const std::string& key) {
    const auto [found, is_new] = nodes_.try_emplace(key, parents_.size());
    if (is_new) parents_.push_back(found->second);
    return found->second;
  }
  std::size_t domain(DomainIndex d) { return node("d" + std::to_string(d)); }
  std::size_t segment(SegmentIndex s) { return node("s" + std::to_string(s)); }
  std::size_t instance(DeviceIndex d, const std::string& vrf) {
    return node("r" + std::to_string(d) + "/" + vrf);
  }

  std::size_t root(std::size_t n) {
    while (parents_[n] != n) n = parents_[n] = parents_[parents_[n]];
    return n;
  }
  void join(std::size_t a, std::size_t b) { parents_[root(a)] = root(b); }

  // A device joins the interfaces of one VRF when it routes at all; a route into another VRF, a policy
  // route or an unread line that may route joins all of its VRFs.
  void join_devices() {
    for (DeviceIndex d = 0; d < network_.devices.size(); ++d) {
      const Device& device = network_.devices[d];
      if (!device.routes_ipv4 && !device.routes_ipv6) continue;
      for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
        const DomainIndex at = network_.domain_of[d][i];
        if (at != Network::no_domain) join(domain(at), instance(d, device.interfaces[i].vrf));
      }
      if (mixes_vrfs(device)) {
        for (const Interface& interface : device.interfaces)
          join(instance(d, interface.vrf), instance(d, ""));
      }
    }
  }

  static bool mixes_vrfs(const Device& device) {
    for (const StaticRoute& route : device.static_routes) {
      if (route.next_hop.other_vrf) return true;
      for (const Interface& interface : device.interfaces) {
        if (interface.name == route.next_hop.interface && interface.vrf != route.vrf) return true;
      }
    }
    for (const Uncertainty& doubt : device.uncertainties) {
      if (doubt.effect == Effect::may_route) return true;
    }
    return !device.policy_routes.empty() || !device.table.empty() || !device.dynamic_routing.empty();
  }

  const Network& network_;
  std::map<std::string, std::size_t> nodes_;
  std::vector<std::size_t> parents_;
};

}  // namespace

std::vector<std::vector<bool>> structurally_joined(const Network& network) {
  Structure structure(network);
  const std::size_t count = network.snapshot.segments.size();
  std::vector<std::size_t> parts;
  for (SegmentIndex s = 0; s < count; ++s) parts.push_back(structure.part_of(s));
  std::vector<std::vector<bool>> result(count, std::vector<bool>(count, false));
  for (SegmentIndex a = 0; a < count; ++a) {
    for (SegmentIndex b = 0; b < count; ++b) result[a][b] = parts[a] == parts[b];
  }
  return result;
}

}  // namespace sekisho
