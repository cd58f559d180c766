// A broadcast frame carried through a network port by port, tags and all: what tests hold the domains
// against. It knows no union-find and shares no code with src/model.
//
// Two kinds of switches: strict ones do what every switch does, lenient ones also what some do (an access
// port that takes frames tagged with its own VLAN, a VLAN that is switched without being in the database).
#pragma once

#include <sekisho/model/network.hpp>

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace sekisho::test {

/// Somewhere a frame can be heard: an interface, or a VLAN of a switch.
struct Listener {
  DeviceIndex device = 0;
  bool is_vlan = false;
  std::size_t id = 0;  // interface index or VLAN id
  friend auto operator<=>(const Listener&, const Listener&) = default;
};

class FrameFlooder {
 public:
  /// Links as pairs of physical interfaces.
  FrameFlooder(const std::vector<Device>& devices,
               const std::vector<std::pair<Attachment, Attachment>>& links, bool lenient)
      : devices_(devices), lenient_(lenient) {
    for (const auto& [a, b] : links) {
      peer_[a] = b;
      peer_[b] = a;
    }
  }

  /// Everything that hears a frame that starts at `from`.
  std::set<Listener> flood(const Listener& from) {
    heard_.clear();
    arrived_.clear();
    start(from);
    return heard_;
  }

 private:
  using Tag = std::optional<std::uint16_t>;

  const Interface& interface(const Attachment& at) const {
    return devices_[at.device].interfaces[at.interface];
  }

  void start(const Listener& from) {
    heard_.insert(from);
    if (from.is_vlan) {
      if (exists(from.device, static_cast<std::uint16_t>(from.id))) {
        spread(from.device, static_cast<std::uint16_t>(from.id), std::nullopt);
      }
      return;
    }
    const Attachment at{from.device, from.id};
    const Interface& i = interface(at);
    if (i.kind == InterfaceKind::vlan) {
      enter_vlan(from.device, *i.vlan, std::nullopt);
    } else if (i.kind == InterfaceKind::subinterface) {
      send(parent_of(at), i.tag);
    } else if (i.switchport) {
      arrive(at, std::nullopt);  // a host at the port
    } else {
      send(at, std::nullopt);
    }
  }

  Attachment parent_of(const Attachment& at) const {
    const auto& all = devices_[at.device].interfaces;
    for (InterfaceIndex i = 0; i < all.size(); ++i) {
      if (all[i].name == interface(at).parent) return {at.device, i};
    }
    return at;
  }

  /// Out of a port, onto its cable.
  void send(const Attachment& at, Tag tag) {
    const Interface& i = interface(at);
    const bool is_end = !peer_.contains(at);
    if (is_end && !tag && i.switchport && i.switchport->mode == SwitchPort::Mode::access) {
      heard_.insert({at.device, false, at.interface});  // a host at the port hears it
    }
    if (!is_end) arrive(peer_.at(at), tag);
  }

  /// In at a port.
  void arrive(const Attachment& at, Tag tag) {
    if (!arrived_.insert({at, tag}).second) return;
    const Interface& i = interface(at);
    if (!i.switchport) {
      arrive_at_router(at, tag);
      return;
    }
    const SwitchPort& port = *i.switchport;
    if (port.mode == SwitchPort::Mode::access) {
      const bool own_tag = lenient_ && tag == port.access_vlan;
      if (!tag || own_tag) enter_vlan(at.device, port.access_vlan, at.interface);
      if (tag && tag == port.voice_vlan) enter_vlan(at.device, *tag, at.interface);
      return;
    }
    if (!tag && port.native_tagged) return;
    const std::uint16_t vlan = tag ? *tag : port.native_vlan;
    if (port.allowed.contains(vlan)) enter_vlan(at.device, vlan, at.interface);
  }

  void arrive_at_router(const Attachment& at, Tag tag) {
    if (!tag) heard_.insert({at.device, false, at.interface});
    const auto& all = devices_[at.device].interfaces;
    for (InterfaceIndex i = 0; i < all.size(); ++i) {
      const bool is_child = all[i].kind == InterfaceKind::subinterface && all[i].parent == interface(at).name;
      if (tag && is_child && all[i].tag == tag) heard_.insert({at.device, false, i});
    }
  }

  bool exists(DeviceIndex d, std::uint16_t vlan) const {
    if (lenient_ || vlan == 1) return true;
    const Device& device = devices_[d];
    for (const Vlan& known : device.vlans) {
      if (known.id == vlan) return true;
    }
    if (!device.vlans.empty()) return false;
    for (const Interface& i : device.interfaces) {
      if (i.vlan == vlan) return true;
      if (!i.switchport) continue;
      if (i.switchport->mode == SwitchPort::Mode::access && i.switchport->access_vlan == vlan) return true;
      if (i.switchport->voice_vlan == vlan) return true;
    }
    return false;
  }

  void enter_vlan(DeviceIndex d, std::uint16_t vlan, std::optional<InterfaceIndex> ingress) {
    if (exists(d, vlan)) spread(d, vlan, ingress);
  }

  /// Out of every other port of the VLAN.
  void spread(DeviceIndex d, std::uint16_t vlan, std::optional<InterfaceIndex> ingress) {
    heard_.insert({d, true, vlan});
    const auto& all = devices_[d].interfaces;
    for (InterfaceIndex i = 0; i < all.size(); ++i) {
      if (ingress == i) continue;
      if (all[i].kind == InterfaceKind::vlan && all[i].vlan == vlan) heard_.insert({d, false, i});
      if (!all[i].switchport) continue;
      const SwitchPort& port = *all[i].switchport;
      if (port.mode == SwitchPort::Mode::access) {
        if (port.access_vlan == vlan) send({d, i}, std::nullopt);
        if (port.voice_vlan == vlan) send({d, i}, vlan);
      } else if (port.allowed.contains(vlan)) {
        const bool bare = vlan == port.native_vlan && !port.native_tagged;
        send({d, i}, bare ? Tag{} : Tag{vlan});
      }
    }
  }

  const std::vector<Device>& devices_;
  bool lenient_;
  std::map<Attachment, Attachment> peer_;
  std::set<Listener> heard_;
  std::set<std::pair<Attachment, Tag>> arrived_;
};

}  // namespace sekisho::test
