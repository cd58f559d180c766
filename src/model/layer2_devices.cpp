// The places that frames are in on one device, and what the device itself joins: ports to VLANs,
// SVIs to VLANs, members to bridges, untagged subinterfaces to their parents.
#include "model/layer2.hpp"

#include <sekisho/base/code.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sekisho {
namespace {

std::optional<InterfaceIndex> index_of(const Device& device, std::string_view name) {
  const Interface* found = device.find_interface(name);
  if (found == nullptr) return std::nullopt;
  return static_cast<InterfaceIndex>(found - device.interfaces.data());
}

/// The interface that `of` is built on; reported when the device has none of that name.
std::optional<InterfaceIndex> find_part(Layer2& layer2, const Device& device, const Interface& of,
                                        std::string_view name) {
  const std::optional<InterfaceIndex> found = index_of(device, name);
  if (!found) {
    layer2.sink.report(Code::unknown_interface_part, of.span, {device.name, of.name, std::string(name)});
  }
  return found;
}

/// How an interface takes part in layer 2, for the reasons of a join.
std::string describe(const Device& device, const Interface& interface) {
  std::string text = device.name + ':' + interface.name;
  if (interface.switchport) {
    const SwitchPort& port = *interface.switchport;
    switch (port.mode) {
      case SwitchPort::Mode::access: text += fmt::format(": access VLAN {}", port.access_vlan); break;
      case SwitchPort::Mode::trunk: text += fmt::format(": trunk, native VLAN {}", port.native_vlan); break;
      case SwitchPort::Mode::dynamic:
        text += fmt::format(": dynamic, access VLAN {}", port.access_vlan);
        break;
    }
    if (port.mode == SwitchPort::Mode::trunk && port.native_tagged) text += " tagged";
    if (port.voice_vlan) text += fmt::format(", voice VLAN {}", *port.voice_vlan);
  } else if (interface.tag) {
    text += fmt::format(": 802.1Q tag {}", *interface.tag);
  } else if (interface.vlan) {
    text += fmt::format(": VLAN {}", *interface.vlan);
  }
  return text;
}

/// Members of aggregates and bridges, and children of parents.
void link_parts(Layer2& layer2, const Device& device, DeviceNodes& nodes) {
  for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
    const Interface& interface = device.interfaces[i];
    for (const std::string& member : interface.members) {
      const std::optional<InterfaceIndex> part = find_part(layer2, device, interface, member);
      if (!part || *part == i) continue;
      if (interface.kind == InterfaceKind::aggregate) {
        nodes.carrier[*part] = i;
      } else {
        nodes.bridges[*part].push_back(i);
      }
    }
    if (interface.kind != InterfaceKind::subinterface || interface.parent.empty()) continue;
    const std::optional<InterfaceIndex> parent = find_part(layer2, device, interface, interface.parent);
    if (parent && *parent != i && interface.tag) nodes.tagged_children[*parent].push_back(i);
  }
}

/// Up: enabled, and so is everything it is built on.
bool is_up(const Device& device, const DeviceNodes& nodes, InterfaceIndex i) {
  constexpr int deepest = 8;  // bounds a parent cycle, which is no device's configuration
  for (int level = 0; level < deepest; ++level) {
    const Interface& interface = device.interfaces[i];
    if (!interface.enabled || !device.interfaces[nodes.carrier[i]].enabled) return false;
    const bool has_parent = interface.kind == InterfaceKind::subinterface && !interface.parent.empty();
    const std::optional<InterfaceIndex> parent =
        has_parent ? index_of(device, interface.parent) : std::nullopt;
    if (!parent) return true;
    i = *parent;
  }
  return false;
}

void add_nodes(Layer2& layer2, const Device& device, DeviceNodes& nodes) {
  const std::size_t count = device.interfaces.size();
  nodes.bridges.resize(count);
  nodes.tagged_children.resize(count);
  nodes.negotiation.assign(count, Negotiation::access);
  nodes.untagged.assign(count, no_node);
  nodes.may_take_any_tag.assign(count, false);
  for (InterfaceIndex i = 0; i < count; ++i) nodes.carrier.push_back(i);
  link_parts(layer2, device, nodes);
  for (InterfaceIndex i = 0; i < count; ++i) {
    const Interface& interface = device.interfaces[i];
    nodes.up.push_back(is_up(device, nodes, i));
    nodes.reason.push_back(layer2.graph.add_reason({interface.span, describe(device, interface)}));
    const bool has_place = nodes.up[i] && nodes.carrier[i] == i && interface.kind != InterfaceKind::loopback;
    if (has_place) nodes.untagged[i] = layer2.graph.add_node();
  }
}

/// Every VLAN id that some port, SVI or subinterface names. Trunks that allow "all" add none: a VLAN that
/// is named nowhere has no port that a frame could come from.
std::vector<std::uint16_t> vlans_spoken_of(const std::vector<Device>& devices) {
  std::set<std::uint16_t> vlans;
  for (const Device& device : devices) {
    for (const Interface& interface : device.interfaces) {
      if (interface.tag) vlans.insert(*interface.tag);
      if (interface.vlan) vlans.insert(*interface.vlan);
      if (!interface.switchport) continue;
      vlans.insert(interface.switchport->access_vlan);
      vlans.insert(interface.switchport->native_vlan);
      if (interface.switchport->voice_vlan) vlans.insert(*interface.switchport->voice_vlan);
    }
  }
  return {vlans.begin(), vlans.end()};
}

bool is_sure(const Device& device, std::uint16_t vlan) {
  constexpr std::uint16_t default_vlan = 1;  // exists on every switch and cannot be deleted
  if (vlan == default_vlan) return true;
  if (!device.vlans.empty()) {
    return std::ranges::any_of(device.vlans, [&](const Vlan& known) { return known.id == vlan; });
  }
  return std::ranges::any_of(device.interfaces, [&](const Interface& interface) {
    if (interface.vlan == vlan) return true;
    const std::optional<SwitchPort>& port = interface.switchport;
    const bool access = port && port->mode != SwitchPort::Mode::trunk && port->access_vlan == vlan;
    return access || (port && port->voice_vlan == vlan);
  });
}

void add_vlans(Layer2& layer2, const Device& device, DeviceNodes& nodes) {
  const bool is_switch = std::ranges::any_of(device.interfaces, [](const Interface& interface) {
    return interface.switchport.has_value() || interface.vlan.has_value();
  });
  if (!is_switch) return;
  for (const std::uint16_t vlan : layer2.vlans)
    nodes.vlans[vlan] = {layer2.graph.add_node(), is_sure(device, vlan)};
}

/// Untagged frames of a port belong to its access VLAN, or to the native VLAN of a trunk. They have no
/// VLAN when the native VLAN is tagged (`vlan dot1q tag native` drops untagged frames: Catalyst 3560
/// Configuration Guide, "Configuring IEEE 802.1Q Tunneling") or not allowed.
void join_untagged_port(Layer2& layer2, const Device& device, DeviceNodes& nodes, InterfaceIndex i) {
  const SwitchPort& port = *device.interfaces[i].switchport;
  const auto join = [&](std::uint16_t vlan, bool certain) {
    const VlanPlace& place = nodes.vlans.at(vlan);
    layer2.graph.join(nodes.untagged[i], place.node, certain && !port.isolated && place.sure);
  };
  const bool native_untagged = !port.native_tagged && port.allowed.contains(port.native_vlan);
  const Negotiation negotiation = nodes.negotiation[i];
  switch (port.mode) {
    case SwitchPort::Mode::access: join(port.access_vlan, true); break;
    case SwitchPort::Mode::trunk:
      if (native_untagged) join(port.native_vlan, true);
      break;
    case SwitchPort::Mode::dynamic: {
      const bool same = native_untagged && port.native_vlan == port.access_vlan;
      join(port.access_vlan, negotiation != Negotiation::undetermined || same);
      if (negotiation != Negotiation::access && native_untagged && !same) join(port.native_vlan, false);
      break;
    }
  }
}

/// A subinterface without a tag is its parent's untagged traffic. One that is tagged inside another
/// subinterface (802.1ad) is not followed into its outer tag: it may be anything in there.
void join_subinterface(Layer2& layer2, const Device& device, DeviceNodes& nodes, InterfaceIndex i) {
  const Interface& interface = device.interfaces[i];
  const std::optional<InterfaceIndex> parent = index_of(device, interface.parent);
  if (!parent) return;
  const bool nested = device.interfaces[*parent].kind == InterfaceKind::subinterface;
  if (!interface.tag || nested) {
    layer2.graph.join(nodes.untagged[i], nodes.untagged[nodes.carrier[*parent]], !interface.tag,
                      {nodes.reason[i]});
  }
}

/// Members of a bridge share its untagged frames. Whether frames with a foreign tag cross it differs
/// between vendors (a Linux bridge passes them, IOS does not bridge them without a subinterface): may.
void join_bridge_member(Layer2& layer2, DeviceNodes& nodes, InterfaceIndex member, InterfaceIndex bridge) {
  const bool usable = nodes.untagged[bridge] != no_node && nodes.untagged[member] != no_node;
  if (!usable) return;
  layer2.graph.join(nodes.untagged[member], nodes.untagged[bridge], true,
                    {nodes.reason[member], nodes.reason[bridge]});
  for (const std::uint16_t vlan : layer2.vlans) {
    const auto [place, is_new] = nodes.bridged_tags.try_emplace({bridge, vlan}, no_node);
    if (is_new) place->second = layer2.graph.add_node();
  }
}

/// A subinterface on the bridge itself takes the frames of its tag that the bridge passes.
void join_bridge_children(Layer2& layer2, const Device& device, DeviceNodes& nodes) {
  for (const auto& [key, place] : nodes.bridged_tags) {
    const auto& [bridge, vlan] = key;
    for (const InterfaceIndex child : nodes.tagged_children[bridge]) {
      if (device.interfaces[child].tag == vlan)
        layer2.graph.join(nodes.untagged[child], place, true, {nodes.reason[child]});
    }
  }
}

/// Uncertainty::may_bridge: the interface (or every interface) may be one with any other of the device.
void join_uncertain(Layer2& layer2, const Device& device, DeviceNodes& nodes) {
  for (const Uncertainty& uncertainty : device.uncertainties) {
    if (uncertainty.effect != Effect::may_bridge) continue;
    if (nodes.uncertain == no_node) nodes.uncertain = layer2.graph.add_node();
    const std::string text = uncertainty.source.text.empty() ? device.name : uncertainty.source.text;
    const ReasonIndex reason = layer2.graph.add_reason({uncertainty.source.span, text});
    layer2.graph.join(nodes.uncertain, nodes.uncertain, false, {reason});
    if (const std::optional<InterfaceIndex> at = index_of(device, uncertainty.interface)) {
      nodes.may_take_any_tag[nodes.carrier[*at]] = true;
    } else {
      nodes.may_take_any_tag.assign(device.interfaces.size(), true);
    }
  }
  for (const JoinNode place : nodes.untagged) layer2.graph.join(place, nodes.uncertain, false);
  for (const auto& [vlan, place] : nodes.vlans) layer2.graph.join(place.node, nodes.uncertain, false);
}

void join_inside(Layer2& layer2, const Device& device, DeviceNodes& nodes) {
  for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
    const Interface& interface = device.interfaces[i];
    if (nodes.untagged[i] == no_node) continue;
    if (interface.switchport) join_untagged_port(layer2, device, nodes, i);
    if (interface.vlan && interface.kind == InterfaceKind::vlan) {
      const VlanPlace& place = nodes.vlans.at(*interface.vlan);
      layer2.graph.join(nodes.untagged[i], place.node, place.sure, {nodes.reason[i]});
    }
    if (interface.kind == InterfaceKind::subinterface) join_subinterface(layer2, device, nodes, i);
    for (const InterfaceIndex bridge : nodes.bridges[i]) join_bridge_member(layer2, nodes, i, bridge);
  }
  join_bridge_children(layer2, device, nodes);
  join_uncertain(layer2, device, nodes);
}

}  // namespace

std::string Layer2::spelled(const Attachment& at) const {
  return devices[at.device].name + ':' + interface(at).name;
}

bool is_layer3(const Interface& interface) {
  if (interface.switchport || interface.kind == InterfaceKind::loopback) return false;
  return interface.kind == InterfaceKind::tunnel || !interface.addresses.empty() ||
         interface.dynamic_address || interface.ipv6_enabled;
}

void add_device_nodes(Layer2& layer2) {
  layer2.nodes.resize(layer2.devices.size());
  for (DeviceIndex d = 0; d < layer2.devices.size(); ++d)
    add_nodes(layer2, layer2.devices[d], layer2.nodes[d]);
}

void join_inside_devices(Layer2& layer2) {
  layer2.vlans = vlans_spoken_of(layer2.devices);
  for (DeviceIndex d = 0; d < layer2.devices.size(); ++d) {
    add_vlans(layer2, layer2.devices[d], layer2.nodes[d]);
    join_inside(layer2, layer2.devices[d], layer2.nodes[d]);
  }
}

}  // namespace sekisho
