#include "draft/wiring.hpp"

#include <algorithm>
#include <array>

namespace sekisho::draft {
std::set<Prefix> networks_of(const Interface& interface) {
  std::set<Prefix> networks;
  for (const InterfaceAddress& address : interface.addresses) {
    const Prefix network = address.subnet();
    if (network.length < width(network.family()) && !is_link_local(address.address)) networks.insert(network);
  }
  return networks;
}

bool is_private(const Prefix& prefix) {
  static const std::array<Prefix, 7> ranges{
      *Prefix::parse("10.0.0.0/8"),     *Prefix::parse("172.16.0.0/12"), *Prefix::parse("192.168.0.0/16"),
      *Prefix::parse("100.64.0.0/10"),  *Prefix::parse("fc00::/7"),      *Prefix::parse("fe80::/10"),
      *Prefix::parse("169.254.0.0/16"),
  };
  return std::ranges::any_of(ranges, [&](const Prefix& each) { return each.contains(prefix); });
}

Wiring::Wiring(const Site& site) : site_(site) {
  for (std::size_t d = 0; d < site.devices.size(); ++d) {
    const Device& device = site.devices[d].device;
    aggregates_.emplace_back(device.interfaces.size());
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const Interface& aggregate = device.interfaces[i];
      if (aggregate.kind != InterfaceKind::aggregate) continue;
      for (const std::string& member : aggregate.members) {
        for (InterfaceIndex m = 0; m < device.interfaces.size(); ++m) {
          if (device.interfaces[m].name == member) aggregates_[d][m] = i;
        }
      }
    }
    carried_.emplace_back();
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) carried_[d].push_back(carried_by({d, i}));
  }
}

bool Wiring::takes_cable(const Attachment& port) const {
  const Interface& interface = site_.interface(port);
  const bool is_port = interface.kind == InterfaceKind::physical ||
                       interface.kind == InterfaceKind::aggregate || interface.kind == InterfaceKind::other;
  return is_port && interface.enabled;
}

const Carried& Wiring::carried(const Attachment& port) const { return carried_[port.device][port.interface]; }

std::optional<Attachment> Wiring::aggregate_of(const Attachment& port) const {
  const std::optional<InterfaceIndex> aggregate = aggregates_[port.device][port.interface];
  if (!aggregate) return std::nullopt;
  return Attachment{port.device, *aggregate};
}

bool Wiring::is_trunk(const Attachment& port) const {
  const Interface& interface = site_.interface(aggregate_of(port).value_or(port));
  if (interface.switchport) return interface.switchport->mode == SwitchPort::Mode::trunk;
  const Carried& networks = carried(port);
  return std::ranges::any_of(networks, [](const auto& entry) { return entry.first != 0; });
}

void Wiring::add_switched(const Device& device, const SwitchPort& port, Carried& carried) const {
  for (const Interface& routed : device.interfaces) {
    if (routed.kind != InterfaceKind::vlan || !routed.vlan || !routed.enabled) continue;
    const std::set<Prefix> networks = networks_of(routed);
    if (networks.empty()) continue;
    const bool is_access = port.mode == SwitchPort::Mode::access;
    const std::uint16_t vlan = *routed.vlan;
    if (is_access ? vlan == port.access_vlan : vlan == port.native_vlan) carried[0] = networks;
    const bool tagged = vlan != port.native_vlan || port.native_tagged;
    if (!is_access && tagged && port.allowed.contains(vlan)) carried[vlan] = networks;
  }
}

Carried Wiring::carried_by(const Attachment& port) const {
  const Device& device = site_.device(port);
  const Attachment carrier = aggregate_of(port).value_or(port);
  const Interface& interface = site_.interface(carrier);
  Carried carried;
  if (interface.switchport) {
    add_switched(device, *interface.switchport, carried);
    return carried;
  }
  const std::set<Prefix> own = networks_of(interface);
  if (!own.empty()) carried[0] = own;
  for (const Interface& other : device.interfaces) {
    if (!other.enabled) continue;
    const bool is_child = other.kind == InterfaceKind::subinterface && other.parent == interface.name;
    const bool is_bridge = other.kind == InterfaceKind::bridge &&
                           std::ranges::find(other.members, interface.name) != other.members.end();
    if (!is_child && !is_bridge) continue;
    const std::set<Prefix> networks = networks_of(other);
    if (networks.empty()) continue;
    carried[is_child ? other.tag.value_or(0) : std::uint16_t{0}].insert(networks.begin(), networks.end());
  }
  return carried;
}

std::optional<Prefix> Wiring::shared_network(const Attachment& a, const Attachment& b) const {
  for (const auto& [tag, networks] : carried(a)) {
    const auto other = carried(b).find(tag);
    if (other == carried(b).end()) continue;
    for (const Prefix& network : networks) {
      if (other->second.contains(network)) return network;
    }
  }
  return std::nullopt;
}

bool Wiring::contradict(const Attachment& a, const Attachment& b) const {
  if (shared_network(a, b)) return false;
  return std::ranges::any_of(carried(a), [&](const auto& entry) { return carried(b).contains(entry.first); });
}

void Wiring::use(const Attachment& port) {
  used_.insert(port);
  const std::optional<Attachment> aggregate = aggregate_of(port);
  if (aggregate) used_.insert(*aggregate);
  const Interface& interface = site_.interface(port);
  if (interface.kind != InterfaceKind::aggregate) return;
  const Device& device = site_.device(port);
  for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
    if (aggregates_[port.device][i] == port.interface) used_.insert({port.device, i});
  }
}

}  // namespace sekisho::draft
