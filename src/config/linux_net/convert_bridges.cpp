// Bridges that tell VLANs apart (`vlan_filtering 1`): their ports as switch ports (bridge(8), "bridge vlan").
//
// All other bridges join their ports as they are. The model has one set of VLANs per device, so of several
// filtering bridges the ports may be joined.
#include "config/linux_net/convert.hpp"

#include <algorithm>

namespace sekisho::config::linux_net {
namespace {

class BridgeConversion {
 public:
  BridgeConversion(Conversion& conversion, const Link& bridge) : conversion_(conversion), bridge_(bridge) {}

  void convert() {
    Interface& own = interface_named(bridge_.name);
    for (const std::string& member : own.members) set_port(member);
    own.members.clear();
    own.kind = InterfaceKind::vlan;
    own.vlan = 1;
    for (const BridgeVlan& entry : conversion_.config.vlans) {
      if (entry.port == bridge_.name && entry.pvid) own.vlan = entry.first;
    }
    for (Interface& interface : conversion_.device.interfaces) {
      if (interface.parent != bridge_.name) continue;
      interface.kind = InterfaceKind::vlan;
      interface.vlan = interface.tag;
      interface.parent.clear();
      interface.tag.reset();
    }
  }

 private:
  Interface& interface_named(const std::string& name) {
    return *std::find_if(conversion_.device.interfaces.begin(), conversion_.device.interfaces.end(),
                         [&](const Interface& interface) { return interface.name == name; });
  }

  void set_port(const std::string& name) {
    Interface& interface = interface_named(name);
    SwitchPort port;
    port.mode = SwitchPort::Mode::trunk;
    port.allowed = {};
    port.native_tagged = true;  // until a PVID says otherwise: frames without a tag have no VLAN
    int untagged = 0;
    for (const BridgeVlan& entry : conversion_.config.vlans) {
      if (entry.port != name) continue;
      port.allowed.add(entry.first, entry.last);
      note_vlans(entry);
      if (entry.untagged) untagged += entry.last - entry.first + 1;
      if (!entry.pvid) continue;
      port.native_vlan = entry.first;
      port.native_tagged = !entry.untagged;
    }
    if (port.allowed.ranges.empty()) port = SwitchPort{};  // not listed: VLAN 1, as the kernel sets it up
    port.isolated = is_isolated(name);
    // Several VLANs leave without a tag, and come back as one of them.
    if (untagged > 1) conversion_.widen(Effect::may_bridge, name, bridge_.place);
    interface.switchport = std::move(port);
  }

  [[nodiscard]] bool is_isolated(const std::string& name) const {
    const Link* link = conversion_.config.find_link(name);
    return link != nullptr && link->isolated;
  }

  void note_vlans(const BridgeVlan& entry) {
    std::vector<Vlan>& vlans = conversion_.device.vlans;
    for (int id = entry.first; id <= entry.last; ++id) {
      const bool known =
          std::any_of(vlans.begin(), vlans.end(), [&](const Vlan& vlan) { return vlan.id == id; });
      if (!known) vlans.push_back({static_cast<std::uint16_t>(id), {}, conversion_.span(bridge_.place)});
    }
  }

  Conversion& conversion_;
  const Link& bridge_;
};

/// Isolated ports of a bridge without VLANs reach some of its ports and not each other: not surely joined.
void isolate_ports(Conversion& conversion, const Link& bridge) {
  for (Interface& interface : conversion.device.interfaces) {
    if (interface.name != bridge.name) continue;
    std::erase_if(interface.members, [&](const std::string& member) {
      const Link* port = conversion.config.find_link(member);
      if (port == nullptr || !port->isolated) return false;
      conversion.widen(Effect::may_bridge, member, port->place);
      return true;
    });
  }
}

}  // namespace

void convert_bridges(Conversion& conversion) {
  int filtering = 0;
  for (const Link& link : conversion.config.links) {
    if (link.kind == "bridge" && !link.vlan_filtering) isolate_ports(conversion, link);
    if (!link.vlan_filtering) continue;
    BridgeConversion(conversion, link).convert();
    if (++filtering > 1) conversion.widen(Effect::may_bridge, link.name, link.place);
  }
}

}  // namespace sekisho::config::linux_net
