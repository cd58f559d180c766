// Layer-2 side: which ports are switch ports, VLANs, aggregates, bridges.
//
// IOS does not print whether a port is a switch port by default: that is the platform's doing. Ports of
// Catalyst 2960 to 9500 are switch ports and a routed one shows `no switchport`; ports of the Catalyst
// 6500 and 7600 are routed and a switch port shows `switchport` by itself; ports of routers are routed
// except on switch modules, where `switchport ...` lines show. A port that says nothing about itself is
// judged by what the others say (default_is_switch_port). Without any hint it is routed, and without an
// address a routed port joins nothing.
#include "config/cisco_ios/convert.hpp"
#include "config/cisco_ios/names.hpp"
#include "config/syntax/statement.hpp"

#include <algorithm>
#include <map>

namespace sekisho::config::ios {
namespace {

bool can_be_switch_port(std::string_view name) {
  const auto [type, number] = split_interface_name(name);
  if (number.find('.') != std::string_view::npos) return false;
  return type.find("Ethernet") != std::string_view::npos || type.find("GigE") != std::string_view::npos ||
         type == "Port-channel";
}

bool is_routed(const IosInterface& interface) {
  return !interface.addresses.empty() || !interface.ipv6_addresses.empty() || interface.dhcp ||
         interface.negotiated || interface.ipv6_dynamic || !interface.unnumbered.empty() ||
         interface.no_ip_address || interface.vrf.has_value() || !interface.service_instances.empty() ||
         !interface.bridge_group.empty() || interface.dialer_member;
}

/// What a silent port is on this platform.
bool default_is_switch_port(const IosConfig& config) {
  bool some_without_bare = false;
  bool some_bare = false;
  bool some_not = false;
  for (const IosInterface& interface : config.interfaces) {
    if (!can_be_switch_port(interface.name)) continue;
    const Switchport& port = interface.switchport;
    some_not = some_not || port.layer2 == false;
    some_bare = some_bare || port.layer2 == true;
    some_without_bare = some_without_bare || (port.mentioned && !port.layer2);
  }
  if (some_not) return true;
  if (some_bare && !some_without_bare) return false;
  if (some_without_bare) return true;
  return config.is_switch;
}

bool has_subinterfaces(const IosConfig& config, const std::string& name) {
  return std::ranges::any_of(config.interfaces,
                             [&](const IosInterface& other) { return other.name.starts_with(name + "."); });
}

SwitchPort switch_port(const IosConfig& config, const Switchport& from) {
  SwitchPort port;
  // Without `switchport mode` DTP decides: dynamic auto or desirable on Catalyst switches. On switch
  // modules of routers the port is an access port; a trunk is then a possibility too many, not too few.
  port.mode = from.mode.value_or(SwitchPort::Mode::dynamic);
  port.access_vlan = from.access_vlan.value_or(1);
  port.voice_vlan = from.voice_vlan;
  port.native_vlan = from.native_vlan.value_or(1);
  port.native_tagged = from.native_tagged.value_or(config.tag_native);
  port.allowed = from.allowed.value_or(VlanSet::all());
  port.isolated = from.is_protected;
  if (from.private_role != Switchport::PrivateRole::none && from.primary_vlan) {
    port.access_vlan = *from.primary_vlan;
    const bool host = from.private_role == Switchport::PrivateRole::host;
    // Hosts of an isolated VLAN hear only promiscuous ports; those of a community hear each other.
    const auto secondary =
        std::ranges::find(config.vlans, from.secondary_vlan.value_or(0), &VlanDefinition::id);
    const bool community =
        secondary != config.vlans.end() && secondary->private_kind.find("community") != std::string::npos;
    if (host && !community) port.isolated = true;
  }
  return port;
}

void convert_port(Conversion& conversion, const IosInterface& from, Interface& interface) {
  const Switchport& written = from.switchport;
  interface.switchport = switch_port(conversion.config, written);
  interface.addresses.clear();  // addresses of a switch port are not in force
  if (written.private_role == Switchport::PrivateRole::host && !interface.switchport->isolated) {
    conversion.widen(Effect::may_drop, from.name,
                     from.line);  // communities of one VLAN do not hear each other
  }
}

void convert_aggregates(Conversion& conversion) {
  std::map<int, std::vector<std::string>> members;
  for (const IosInterface& interface : conversion.config.interfaces) {
    if (interface.channel_group) members[*interface.channel_group].push_back(interface.name);
  }
  for (const auto& [group, names] : members) {
    const std::string name = "Port-channel" + std::to_string(group);
    if (conversion.find(name) == nullptr) {
      // The device makes the aggregate itself, with what its first member says.
      Interface aggregate = *conversion.find(names.front());
      aggregate.name = name;
      aggregate.kind = InterfaceKind::aggregate;
      aggregate.addresses.clear();
      aggregate.ingress_filters.clear();
      aggregate.egress_filters.clear();
      conversion.device.interfaces.push_back(std::move(aggregate));
    }
    conversion.find(name)->members = names;
    for (const std::string& member : names) {
      if (Interface* interface = conversion.find(member)) {
        interface->switchport.reset();
        interface->addresses.clear();
      }
    }
  }
}

struct Bridge {
  std::vector<std::string> members;
  int line = 0;
};

void add_bridge(Conversion& conversion, const std::string& routed, const std::string& otherwise,
                const Bridge& bridge) {
  Interface* interface = conversion.find(routed);
  if (interface == nullptr) {
    Interface added;
    added.name = otherwise;
    added.kind = InterfaceKind::bridge;
    added.span = conversion.ledger.span(bridge.line);
    conversion.device.interfaces.push_back(std::move(added));
    interface = &conversion.device.interfaces.back();
  }
  interface->members = bridge.members;
}

/// An Ethernet service instance is a subinterface that exists for its bridge domain only.
std::string add_instance(Conversion& conversion, const IosInterface& port, const ServiceInstance& instance) {
  Interface added;
  added.name = port.name + " service instance " + instance.id;
  added.kind = InterfaceKind::subinterface;
  added.span = conversion.ledger.span(instance.line);
  added.enabled = !port.shutdown.value_or(false);
  added.parent = port.name;
  added.tag = instance.tag;
  std::string name = added.name;
  conversion.device.interfaces.push_back(std::move(added));
  return name;
}

void convert_bridges(Conversion& conversion) {
  std::map<std::string, Bridge> groups;
  std::map<std::string, Bridge> domains;
  for (const IosInterface& interface : conversion.config.interfaces) {
    if (!interface.bridge_group.empty()) {
      Bridge& group = groups[interface.bridge_group];
      group.members.push_back(interface.name);
      group.line = interface.bridge_line;
    }
    if (!interface.bridge_domain.empty()) {
      domains[interface.bridge_domain].members.push_back(interface.name);
      domains[interface.bridge_domain].line = interface.bridge_line;
    }
    for (const ServiceInstance& instance : interface.service_instances) {
      if (instance.bridge_domain.empty()) continue;
      Bridge& domain = domains[instance.bridge_domain];
      domain.members.push_back(add_instance(conversion, interface, instance));
      domain.line = instance.bridge_line;
    }
  }
  for (const auto& [id, bridge] : groups) add_bridge(conversion, "BVI" + id, "bridge-group " + id, bridge);
  for (const auto& [id, bridge] : domains) add_bridge(conversion, "BDI" + id, "bridge-domain " + id, bridge);
}

void convert_vlans(Conversion& conversion) {
  std::vector<VlanDefinition> vlans = conversion.config.vlans;
  std::ranges::stable_sort(vlans, {}, &VlanDefinition::id);
  for (const VlanDefinition& vlan : vlans) {
    conversion.device.vlans.push_back({vlan.id, vlan.name, conversion.ledger.span(vlan.line)});
    // A VLAN that is shut down or suspended carries nothing; counting it as alive is safe for what may
    // pass, not for what must.
    if (vlan.shutdown) conversion.widen(Effect::may_drop, {}, vlan.line);
  }
}

}  // namespace

bool is_switch_port(const IosConfig& config, const IosInterface& interface) {
  if (!can_be_switch_port(interface.name)) return false;
  if (interface.switchport.layer2) return *interface.switchport.layer2;
  if (interface.switchport.mentioned) return true;
  if (is_routed(interface) || has_subinterfaces(config, interface.name)) return false;
  return default_is_switch_port(config);
}

void convert_layer2(Conversion& conversion) {
  convert_vlans(conversion);
  for (const IosInterface& interface : conversion.config.interfaces) {
    if (!is_switch_port(conversion.config, interface)) continue;
    if (Interface* converted = conversion.find(interface.name))
      convert_port(conversion, interface, *converted);
  }
  convert_aggregates(conversion);
  convert_bridges(conversion);
}

}  // namespace sekisho::config::ios
