#include "audit/practices/failures.hpp"

#include <sekisho/audit/borders.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace sekisho::audit {
namespace {

/// Interfaces that one cable or medium joins.
struct Medium {
  Span span;
  std::set<Attachment> ends;
  /// More than two are on it, or hosts besides: a switch that the snapshot does not name is in between, and
  /// keeps the others up.
  bool shared = false;
};

std::set<Attachment> attached_interfaces(const Network& network) {
  std::set<Attachment> attached;
  for (const Segment& segment : network.snapshot.segments) {
    for (const InterfaceRef& ref : segment.attached) {
      if (const std::optional<Attachment> at = find_attachment(network, ref)) attached.insert(*at);
    }
  }
  return attached;
}

std::vector<Medium> media_of(const Network& network) {
  const std::set<Attachment> with_hosts = attached_interfaces(network);
  std::vector<Medium> media;
  for (const Link& link : network.snapshot.links) {
    const std::optional<Attachment> a = find_attachment(network, link.a);
    const std::optional<Attachment> b = find_attachment(network, link.b);
    if (!a || !b) continue;
    // Of more than two ends each pair is a link, all with one span.
    if (media.empty() || link.span.line == 0 || media.back().span != link.span)
      media.push_back({link.span, {}, false});
    media.back().ends.insert({*a, *b});
  }
  for (Medium& medium : media) {
    medium.shared = medium.ends.size() > 2 || std::ranges::any_of(medium.ends, [&](const Attachment& end) {
                      return with_hosts.contains(end);
                    });
  }
  return media;
}

std::string spelled(const Network& network, const Attachment& at) {
  const Device& device = network.devices[at.device];
  return device.name + ":" + device.interfaces[at.interface].name;
}

void add_medium(const Network& network, const Medium& medium, std::vector<Failure>& failures) {
  Failure whole{"", medium.span, {medium.ends.begin(), medium.ends.end()}};
  for (const Attachment& end : medium.ends) {
    whole.name += (whole.name.empty() ? "" : " -- ") + spelled(network, end);
    if (medium.shared) failures.push_back({spelled(network, end), medium.span, {end}});
  }
  failures.push_back(std::move(whole));
}

/// A device takes the cables between two with it; a shared medium stays up.
Failure loss_of(const Network& network, DeviceIndex d, const std::vector<Medium>& media) {
  Failure failure{network.devices[d].name, network.snapshot.devices[d].span, {}};
  for (InterfaceIndex i = 0; i < network.devices[d].interfaces.size(); ++i) failure.ports.push_back({d, i});
  for (const Medium& medium : media) {
    const bool is_here =
        std::ranges::any_of(medium.ends, [&](const Attachment& end) { return end.device == d; });
    if (!is_here || medium.shared) continue;
    for (const Attachment& end : medium.ends) {
      if (end.device != d) failure.ports.push_back(end);
    }
  }
  return failure;
}

bool may_carry(const SwitchPort& port, std::uint16_t vlan) {
  const bool as_access = port.access_vlan == vlan || port.voice_vlan == vlan;
  if (port.mode == SwitchPort::Mode::access) return as_access;
  const bool as_trunk = port.native_vlan == vlan || port.allowed.contains(vlan);
  return as_trunk || (port.mode == SwitchPort::Mode::dynamic && as_access);
}

/// What goes down after the ports of a device that have.
class Collapse {
 public:
  explicit Collapse(Device& device) : device_(device) {
    for (const Interface& each : device.interfaces) {
      if (each.kind == InterfaceKind::aggregate) members_.insert(each.members.begin(), each.members.end());
    }
  }

  void follow() {
    for (bool changed = true; changed;) {
      changed = false;
      for (Interface& each : device_.interfaces) {
        if (!each.enabled || stands(each)) continue;
        each.enabled = false;
        changed = true;
      }
    }
  }

 private:
  [[nodiscard]] bool stands(const Interface& interface) const {
    switch (interface.kind) {
      case InterfaceKind::aggregate:
      case InterfaceKind::bridge: return any_up(interface.members);
      case InterfaceKind::subinterface: return interface.parent.empty() || any_up({interface.parent});
      case InterfaceKind::vlan: return !interface.vlan || has_port(*interface.vlan);
      case InterfaceKind::physical:
      case InterfaceKind::loopback:
      case InterfaceKind::tunnel:
      case InterfaceKind::other: break;
    }
    return true;
  }

  /// True also when the device has none of these: the config does not tell what it stands on.
  [[nodiscard]] bool any_up(const std::vector<std::string>& names) const {
    bool known = false;
    for (const std::string& name : names) {
      const Interface* part = device_.find_interface(name);
      if (part != nullptr && part->enabled) return true;
      known |= part != nullptr;
    }
    return !known;
  }

  [[nodiscard]] bool has_port(std::uint16_t vlan) const {
    bool known = false;
    for (const Interface& port : device_.interfaces) {
      if (!port.switchport || members_.contains(port.name) || !may_carry(*port.switchport, vlan)) continue;
      if (port.enabled) return true;
      known = true;
    }
    return !known;
  }

  Device& device_;
  std::set<std::string> members_;  // of aggregates, which stand for them
};

void forget_tables(Device& device) {
  std::set<std::string> vrfs(device.table_vrfs.begin(), device.table_vrfs.end());
  for (const TableRoute& route : device.table) vrfs.insert(route.vrf);
  const RuleSource source =
      device.table.empty() ? RuleSource{} : RuleSource{device.table.front().span, "", "routing table"};
  for (const std::string& vrf : vrfs) {
    for (const Family family : {Family::v4, Family::v6})
      device.unknown_routes.push_back({vrf, family, source});
  }
  device.table.clear();
  device.table_vrfs.clear();
}

}  // namespace

std::vector<Failure> failures_of(const Network& network) {
  const std::vector<Medium> media = media_of(network);
  std::vector<Failure> failures;
  for (const Medium& medium : media) add_medium(network, medium, failures);
  for (DeviceIndex d = 0; d < network.devices.size(); ++d) failures.push_back(loss_of(network, d, media));
  return failures;
}

FailingNetwork::FailingNetwork(const Network& whole) : whole_(whole), network_(whole) {
  for (Device& device : network_.devices) forget_tables(device);
}

void FailingNetwork::mend() {
  for (const DeviceIndex d : touched_) {
    std::vector<Interface>& interfaces = network_.devices[d].interfaces;
    for (InterfaceIndex i = 0; i < interfaces.size(); ++i)
      interfaces[i].enabled = whole_.devices[d].interfaces[i].enabled;
  }
}

std::vector<DeviceIndex> FailingNetwork::fail(const Failure& failure) {
  mend();
  std::set<DeviceIndex> changed = std::move(touched_);
  touched_.clear();
  for (const Attachment& port : failure.ports) {
    network_.devices[port.device].interfaces[port.interface].enabled = false;
    touched_.insert(port.device);
  }
  for (const DeviceIndex d : touched_) Collapse(network_.devices[d]).follow();
  changed.insert(touched_.begin(), touched_.end());

  DiagnosticSink known;  // what is wrong with the network as it is was said when it was read
  network_ = build_network(std::move(network_.snapshot), std::move(network_.devices), known);
  routes_ = compute_routes(network_);
  return {changed.begin(), changed.end()};
}

}  // namespace sekisho::audit
