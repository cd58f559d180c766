#include "ports.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace sekisho::repair {

namespace {

constexpr std::size_t most_vlans = 4;

using Mode = SwitchPort::Mode;

std::optional<PortSite> find_port(const Network& network, const InterfaceRef& reference) {
  const std::optional<DeviceIndex> device = network.find_device(reference.device);
  if (!device) return std::nullopt;
  const Device& found = network.devices[*device];
  const std::optional<InterfaceIndex> interface = resolve_interface(found, reference.interface);
  if (!interface) return std::nullopt;
  return PortSite{&found, &found.interfaces[*interface]};
}

void add_once(std::vector<std::uint16_t>& vlans, std::uint16_t vlan) {
  if (vlans.size() < most_vlans && std::find(vlans.begin(), vlans.end(), vlan) == vlans.end())
    vlans.push_back(vlan);
}

/// Access ports of the device that `segment` is attached to, nearest to `port` first.
std::vector<const Interface*> ports_of(const Network& network, const Segment& segment, const PortSite& site) {
  std::vector<const Interface*> ports;
  for (const InterfaceRef& reference : segment.attached) {
    const std::optional<PortSite> other = find_port(network, reference);
    if (!other || other->device != site.device || !other->port->switchport) continue;
    if (other->port->switchport->mode == Mode::access) ports.push_back(other->port);
  }
  // Interfaces stand in one vector: their distance is that of their places in the config.
  std::stable_sort(ports.begin(), ports.end(), [&](const Interface* a, const Interface* b) {
    return std::abs(a - site.port) < std::abs(b - site.port);
  });
  return ports;
}

std::vector<std::uint16_t> vlans_of_segment(const Network& network, const PortSite& site) {
  std::vector<std::uint16_t> vlans;
  for (const Segment& segment : network.snapshot.segments) {
    const std::vector<const Interface*> ports = ports_of(network, segment, site);
    if (std::find(ports.begin(), ports.end(), site.port) == ports.end()) continue;
    for (const Interface* port : ports) {
      if (port->switchport->access_vlan != site.port->switchport->access_vlan)
        add_once(vlans, port->switchport->access_vlan);
    }
  }
  return vlans;
}

std::vector<std::uint16_t> native_vlans_of_peers(const Network& network, const PortSite& site) {
  std::vector<std::uint16_t> vlans;
  for (const Link& link : network.snapshot.links) {
    std::optional<PortSite> a = find_port(network, link.a);
    std::optional<PortSite> b = find_port(network, link.b);
    if (b && b->port == site.port) std::swap(a, b);
    if (!a || !b || a->port != site.port || !b->port->switchport) continue;
    if (b->port->switchport->mode == Mode::trunk &&
        b->port->switchport->native_vlan != site.port->switchport->native_vlan) {
      add_once(vlans, b->port->switchport->native_vlan);
    }
  }
  return vlans;
}

}  // namespace

std::optional<PortSite> find_port(const Network& network, const BlamedRule& rule) {
  const std::optional<DeviceIndex> device = network.find_device(rule.device);
  if (!device) return std::nullopt;
  for (const Interface& interface : network.devices[*device].interfaces) {
    if (interface.span.line > 0 && interface.span.line == rule.source.span.line &&
        interface.span.file == rule.source.span.file) {
      return PortSite{&network.devices[*device], &interface};
    }
  }
  return std::nullopt;
}

std::vector<std::uint16_t> other_vlans(const Network& network, const PortSite& site) {
  if (!site.port->switchport) return {};
  return site.port->switchport->mode == Mode::access ? vlans_of_segment(network, site)
                                                     : native_vlans_of_peers(network, site);
}

std::vector<VlanSet> fewer_vlans(const Network& network, const PortSite& site, const Violation& violation) {
  if (!site.port->switchport || site.port->switchport->mode != Mode::trunk) return {};
  std::vector<std::uint16_t> vlans;
  for (const BlamedRule& rule : violation.rules) {
    if (rule.role != BlamedRule::Role::layer2) continue;
    const std::optional<PortSite> other = find_port(network, rule);
    if (!other) continue;
    if (other->port->vlan) add_once(vlans, *other->port->vlan);
    if (other->port->switchport && other->port->switchport->mode == Mode::access)
      add_once(vlans, other->port->switchport->access_vlan);
  }
  std::vector<VlanSet> result;
  for (const std::uint16_t vlan : vlans) {
    if (!site.port->switchport->allowed.contains(vlan)) continue;
    VlanSet allowed = site.port->switchport->allowed;
    allowed.remove(vlan, vlan);
    // A trunk that carries nothing is a closed port, which is tried by itself.
    if (!allowed.ranges.empty()) result.push_back(std::move(allowed));
  }
  return result;
}

}  // namespace sekisho::repair
