// Devices and snapshots built in code, and networks as text to compare.
#pragma once

#include <sekisho/model/network.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sekisho::test {

/// One device; each call adds an interface and returns it, so that a test can change it further.
/// Interface n (from 1) of a device is "on" line n of its config.
class DeviceBuilder {
 public:
  explicit DeviceBuilder(const std::string& name, const std::string& language = "cisco-ios") {
    device_.name = device_.hostname = name;
    device_.language = language;
    device_.interfaces.reserve(200);  // references stay good
  }

  Interface& add(const std::string& name, InterfaceKind kind = InterfaceKind::physical) {
    Interface& interface = device_.interfaces.emplace_back();
    interface.name = name;
    interface.kind = kind;
    interface.span = {device_.name + ".cfg", static_cast<int>(device_.interfaces.size())};
    return interface;
  }
  Interface& routed(const std::string& name, std::string_view address = {}) {
    return with(add(name), address);
  }
  Interface& loopback(const std::string& name, std::string_view address) {
    return with(add(name, InterfaceKind::loopback), address);
  }
  Interface& svi(std::uint16_t vlan, std::string_view address = {}) {
    Interface& interface = add("Vlan" + std::to_string(vlan), InterfaceKind::vlan);
    interface.vlan = vlan;
    return with(interface, address);
  }
  Interface& sub(const std::string& parent, std::uint16_t tag, std::string_view address = {}) {
    Interface& interface = add(parent + '.' + std::to_string(tag), InterfaceKind::subinterface);
    interface.parent = parent;
    interface.tag = tag;
    return with(interface, address);
  }
  Interface& access(const std::string& name, std::uint16_t vlan) {
    Interface& interface = add(name);
    interface.switchport = SwitchPort{};
    interface.switchport->access_vlan = vlan;
    return interface;
  }
  Interface& trunk(const std::string& name, std::uint16_t native = 1, VlanSet allowed = VlanSet::all()) {
    Interface& interface = add(name);
    interface.switchport = SwitchPort{};
    interface.switchport->mode = SwitchPort::Mode::trunk;
    interface.switchport->native_vlan = native;
    interface.switchport->allowed = std::move(allowed);
    return interface;
  }
  Interface& dynamic(const std::string& name, std::uint16_t access = 1) {
    Interface& interface = trunk(name);
    interface.switchport->mode = SwitchPort::Mode::dynamic;
    interface.switchport->access_vlan = access;
    return interface;
  }
  Interface& group(const std::string& name, InterfaceKind kind, std::vector<std::string> members) {
    Interface& interface = add(name, kind);
    interface.members = std::move(members);
    return interface;
  }
  Interface& tunnel(const std::string& name, std::string_view local, std::string_view remote) {
    Interface& interface = add(name, InterfaceKind::tunnel);
    interface.tunnel = Tunnel{};
    interface.tunnel->local = Address::parse(local);
    interface.tunnel->remote = Address::parse(remote);
    return interface;
  }
  /// The VLAN database; a device without one keeps it out of its configuration.
  DeviceBuilder& vlans(std::initializer_list<std::uint16_t> ids) {
    for (const std::uint16_t id : ids) {
      Vlan vlan;
      vlan.id = id;
      device_.vlans.push_back(vlan);
    }
    return *this;
  }
  void may_bridge(const std::string& interface) {
    Uncertainty uncertainty;
    uncertainty.effect = Effect::may_bridge;
    uncertainty.interface = interface;
    uncertainty.source.text = "xconnect";
    device_.uncertainties.push_back(uncertainty);
  }

  static Interface& with(Interface& interface, std::string_view address) {
    if (address.empty()) return interface;
    const std::size_t slash = address.find('/');
    InterfaceAddress own;
    own.address = *Address::parse(address.substr(0, slash));
    own.length = std::stoi(std::string(address.substr(slash + 1)));
    interface.addresses.push_back(own);
    return interface;
  }
  [[nodiscard]] const Device& device() const { return device_; }

 private:
  Device device_;
};

inline VlanSet vlan_set(std::initializer_list<std::uint16_t> ids) {
  VlanSet set;
  for (const std::uint16_t id : ids) set.add(id, id);
  return set;
}

/// A snapshot with its devices. Links stand on lines 101, 102, ...; attachments on 201, 202, ...
class NetworkBuilder {
 public:
  NetworkBuilder& device(const DeviceBuilder& builder) {
    SnapshotDevice& named = snapshot_.devices.emplace_back();
    named.name = builder.device().name;
    devices_.push_back(builder.device());
    return *this;
  }
  NetworkBuilder& link(const std::string& a, const std::string& b) {
    const int line = 101 + static_cast<int>(snapshot_.links.size());
    snapshot_.links.push_back({ref(a, line, 5), ref(b, line, 25), {"s.yaml", line, 4}});
    return *this;
  }
  NetworkBuilder& segment(const std::string& name, const std::vector<std::string>& prefixes,
                          const std::vector<std::string>& attached) {
    Segment& segment = snapshot_.segments.emplace_back();
    segment.name = name;
    for (const std::string& prefix : prefixes) {
      if (prefix == "rest")
        segment.rest = true;
      else
        segment.prefixes.push_back(*Prefix::parse(prefix));
    }
    for (const std::string& at : attached) segment.attached.push_back(ref(at, 201 + attachments_++, 7));
    return *this;
  }
  [[nodiscard]] Network build(DiagnosticSink& sink) const { return build_network(snapshot_, devices_, sink); }

 private:
  static InterfaceRef ref(const std::string& text, int line, int column) {
    const std::size_t colon = text.find(':');
    return {text.substr(0, colon), text.substr(colon + 1), {"s.yaml", line, column}};
  }
  Snapshot snapshot_;
  std::vector<Device> devices_;
  int attachments_ = 0;
};

inline std::string spelled(const Network& network, const Attachment& at) {
  const Device& device = network.devices[at.device];
  return device.name + ':' + device.interfaces[at.interface].name;
}

/// One line for each domain: its layer-3 interfaces, `(ports)` and `{segments}`, part by part with ` ~ `
/// between parts that only an uncertain join holds together.
inline std::vector<std::string> domains_of(const Network& network) {
  std::vector<std::string> lines;
  for (const Domain& domain : network.domains) {
    std::string line;
    for (const DomainPart& part : domain.certain_parts) {
      std::string text;
      const auto add = [&](const std::string& word) { text += (text.empty() ? "" : " ") + word; };
      for (const Attachment& at : part.routed) add(spelled(network, at));
      for (const Attachment& at : part.ports) add('(' + spelled(network, at) + ')');
      for (const SegmentIndex s : part.segments) add('{' + network.snapshot.segments[s].name + '}');
      line += (line.empty() ? "" : " ~ ") + text;
    }
    lines.push_back(line);
  }
  return lines;
}

}  // namespace sekisho::test
