// Interface mode: switch ports, aggregates, bridge groups and Ethernet service instances.
#include "config/cisco_ios/reader.hpp"

#include <sekisho/base/code.hpp>

namespace sekisho::config::ios {
namespace {

Switchport& port(IosReader& reader) {
  Switchport& switchport = reader.interface().switchport;
  switchport.mentioned = true;
  return switchport;
}

void mention(IosReader& reader, const Arguments&) { port(reader); }

void set_mode(IosReader& reader, const Arguments& arguments) {
  port(reader).mode = arguments.is(0, "trunk") ? SwitchPort::Mode::trunk : SwitchPort::Mode::access;
}

void set_private_mode(IosReader& reader, const Arguments& arguments) {
  port(reader).mode = SwitchPort::Mode::access;
  port(reader).private_role =
      arguments.is(0, "host") ? Switchport::PrivateRole::host : Switchport::PrivateRole::promiscuous;
}

std::uint16_t vlan_id(const Arguments& arguments, std::size_t capture) {
  return static_cast<std::uint16_t>(arguments.number(capture));
}

/// The list behind `allowed vlan`, which may be cut by blanks.
std::optional<VlanSet> vlans_from(const Arguments& arguments, std::size_t capture) {
  std::string text;
  const Statement& statement = arguments.statement();
  for (std::size_t at = arguments.index(capture); at < statement.size(); ++at) text += statement.word(at);
  return parse_vlan_list(text);
}

void change_allowed(IosReader& reader, const Arguments& arguments) {
  Switchport& switchport = port(reader);
  const std::optional<VlanSet> listed = vlans_from(arguments, 1);
  if (!listed) {
    reader.invalid(arguments, Code::value_not_valid, {std::string(arguments.rest(1))});
    reader.widen(arguments, may_bridge | may_drop);
    return;
  }
  VlanSet allowed = switchport.allowed.value_or(VlanSet::all());
  if (arguments.is(0, "except")) allowed = VlanSet::all();
  for (const auto& [first, last] : listed->ranges) {
    if (same_text(arguments.word(0), "add")) {
      allowed.add(first, last);
    } else {
      allowed.remove(first, last);
    }
  }
  switchport.allowed = allowed;
}

void set_allowed(IosReader& reader, const Arguments& arguments) {
  const std::optional<VlanSet> listed = vlans_from(arguments, 0);
  port(reader).allowed = listed;
  if (listed) return;
  reader.invalid(arguments, Code::value_not_valid, {std::string(arguments.rest(0))});
  reader.widen(arguments, may_bridge | may_drop);
}

void channel_group(IosReader& reader, const Arguments& arguments) {
  reader.interface().channel_group = static_cast<int>(arguments.number(0));
}

void bridge_group(IosReader& reader, const Arguments& arguments) {
  reader.interface().bridge_group = arguments.text(0);
  reader.interface().bridge_line = arguments.line();
}

ServiceInstance& instance(IosReader& reader) { return reader.interface().service_instances.back(); }

void open_instance(IosReader& reader, const Arguments& arguments) {
  ServiceInstance opened;
  opened.id = arguments.text(0);
  opened.line = arguments.line();
  reader.interface().service_instances.push_back(opened);
}

void instance_odd(IosReader& reader, const Arguments& arguments) {
  instance(reader).odd = true;
  reader.approximated(arguments, Code::not_modelled_bridges, {"encapsulation"});
  reader.widen(arguments, may_bridge);
}

}  // namespace

const IosMode& service_instance_mode() {
  // Its lines belong to the interface around it.
  static const IosMode mode(
      "interface",
      {
          Spell::used("encapsulation untagged",
                      [](IosReader& reader, const Arguments&) { instance(reader).untagged = true; }),
          Spell::used("encapsulation dot1q <1-4094> [exact]",
                      [](IosReader& reader, const Arguments& arguments) {
                        instance(reader).tag = vlan_id(arguments, 0);
                      }),
          Spell::used("encapsulation <text>", instance_odd),
          Spell::used("bridge-domain <number> ...",
                      [](IosReader& reader, const Arguments& arguments) {
                        instance(reader).bridge_domain = arguments.text(0);
                        instance(reader).bridge_line = arguments.line();
                      }),
          Spell::unsupported("xconnect ...", Code::not_modelled_bridges, may_bridge),
          Spell::approximated("service-policy input|output ...", Code::not_modelled_drops, may_drop),
          Spell::approximated("mac access-group ...", Code::not_modelled_drops, may_drop),
          Spell::approximated("ip access-group ...", Code::not_modelled_drops, may_drop),
          Spell::irrelevant("description ..."),
          Spell::irrelevant("description: ..."),
          Spell::irrelevant("rewrite ..."),
          Spell::irrelevant("l2protocol ..."),
          Spell::irrelevant("snmp ..."),
          Spell::irrelevant("errdisable ..."),
          Spell::irrelevant("ethernet ..."),
          Spell::irrelevant("cfm ..."),
          Spell::irrelevant("mac limit ..."),
          Spell::irrelevant("shutdown"),
      });
  return mode;
}

// A table of commands, not a function to follow. NOLINTNEXTLINE(readability-function-size)
IosRows interface_layer2_rows() {
  return {
      Spell::used("switchport",
                  [](IosReader& reader, const Arguments&) { reader.interface().switchport.layer2 = true; }),
      Spell::used("no switchport",
                  [](IosReader& reader, const Arguments& arguments) {
                    // `default switchport` says nothing about what the platform's default is.
                    if (arguments.statement().mood == Mood::negated)
                      reader.interface().switchport.layer2 = false;
                  }),
      Spell::used("switchport mode access|trunk", set_mode),
      Spell::used("switchport mode dynamic auto|desirable",
                  [](IosReader& reader, const Arguments&) { port(reader).mode = SwitchPort::Mode::dynamic; }),
      Spell::used("switchport mode private-vlan host|promiscuous", set_private_mode),
      Spell::approximated("switchport mode private-vlan trunk ...", Code::not_modelled_bridges, may_bridge,
                          Reach::here, mention),
      Spell::approximated("switchport mode dot1q-tunnel", Code::not_modelled_bridges, may_bridge, Reach::here,
                          mention),
      Spell::used("no switchport mode ...",
                  [](IosReader& reader, const Arguments&) { port(reader).mode.reset(); }),
      Spell::used("switchport access vlan <1-4094>",
                  [](IosReader& reader, const Arguments& arguments) {
                    port(reader).access_vlan = vlan_id(arguments, 0);
                  }),
      Spell::approximated("switchport access vlan dynamic", Code::not_modelled_bridges, may_bridge,
                          Reach::here, mention),
      Spell::used("no switchport access vlan ...",
                  [](IosReader& reader, const Arguments&) { port(reader).access_vlan.reset(); }),
      Spell::used("switchport trunk encapsulation dot1q|isl|negotiate", mention),
      Spell::used("switchport trunk allowed vlan add|remove|except <text>", change_allowed),
      Spell::used("switchport trunk allowed vlan all",
                  [](IosReader& reader, const Arguments&) { port(reader).allowed = VlanSet::all(); }),
      Spell::used("switchport trunk allowed vlan none",
                  [](IosReader& reader, const Arguments&) { port(reader).allowed = VlanSet{}; }),
      Spell::used("switchport trunk allowed vlan <text>", set_allowed),
      Spell::used("no switchport trunk allowed vlan ...",
                  [](IosReader& reader, const Arguments&) { port(reader).allowed.reset(); }),
      Spell::used("switchport trunk native vlan <1-4094>",
                  [](IosReader& reader, const Arguments& arguments) {
                    port(reader).native_vlan = vlan_id(arguments, 0);
                  }),
      Spell::used("switchport trunk native vlan tag",
                  [](IosReader& reader, const Arguments&) { port(reader).native_tagged = true; }),
      Spell::used("no switchport trunk native vlan tag",
                  [](IosReader& reader, const Arguments&) { port(reader).native_tagged = false; }),
      Spell::used("no switchport trunk native vlan",
                  [](IosReader& reader, const Arguments&) { port(reader).native_vlan.reset(); }),
      Spell::used("switchport voice vlan <1-4094>",
                  [](IosReader& reader, const Arguments& arguments) {
                    port(reader).voice_vlan = vlan_id(arguments, 0);
                  }),
      Spell::used("switchport voice vlan dot1p|none|untagged", mention),
      Spell::used("no switchport voice vlan ...",
                  [](IosReader& reader, const Arguments&) { port(reader).voice_vlan.reset(); }),
      Spell::used("switchport protected",
                  [](IosReader& reader, const Arguments&) { port(reader).is_protected = true; }),
      Spell::used("no switchport protected",
                  [](IosReader& reader, const Arguments&) { port(reader).is_protected = false; }),
      Spell::used("switchport private-vlan host-association <1-4094> <1-4094>",
                  [](IosReader& reader, const Arguments& arguments) {
                    port(reader).primary_vlan = vlan_id(arguments, 0);
                    port(reader).secondary_vlan = vlan_id(arguments, 1);
                  }),
      Spell::used("switchport private-vlan mapping <1-4094> ...",
                  [](IosReader& reader, const Arguments& arguments) {
                    port(reader).primary_vlan = vlan_id(arguments, 0);
                  }),
      Spell::approximated("switchport port-security", Code::not_modelled_drops, may_drop, Reach::here,
                          [](IosReader& reader, const Arguments& arguments) {
                            mention(reader, arguments);
                            reader.interface().port_security_line = arguments.line();
                          }),
      Spell::approximated("switchport port-security ...", Code::not_modelled_drops, may_drop, Reach::here,
                          mention),
      Spell::approximated("switchport backup ...", Code::not_modelled_drops, may_drop, Reach::here, mention),
      Spell::approximated("switchport vlan mapping ...", Code::not_modelled_bridges, may_bridge, Reach::here,
                          mention),
      Spell::used("switchport nonegotiate", mention),
      Spell::irrelevant("switchport block|priority|autostate|host ..."),
      Spell::irrelevant("switchport trunk pruning ..."),
      Spell::used("private-vlan mapping ...", [](IosReader&, const Arguments&) {}),
      Spell::used("channel-group <number> [mode <word>] ...", channel_group),
      Spell::used("no channel-group ...",
                  [](IosReader& reader, const Arguments&) { reader.interface().channel_group.reset(); }),
      Spell::irrelevant("channel-protocol ..."),
      Spell::irrelevant("lacp ..."),
      Spell::irrelevant("pagp ..."),
      Spell::irrelevant("port-channel ..."),
      Spell::used("bridge-group <number>", bridge_group),
      Spell::irrelevant("bridge-group <number> spanning-disabled|path-cost|priority|subscriber-loop-control|"
                        "block-unknown-source|source-learning|unicast-flooding|circuit-group ..."),
      Spell::approximated("bridge-group <number> <text>", Code::not_modelled_drops, may_drop),
      Spell::used("bridge-domain <number> ...",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.interface().bridge_domain = arguments.text(0);
                    reader.interface().bridge_line = arguments.line();
                  }),
      Spell::enters("service instance <number> ethernet ...", service_instance_mode, open_instance),
      Spell::enters("service instance trunk <number> ethernet ...", service_instance_mode, open_instance),
      Spell::unsupported("xconnect ...", Code::not_modelled_bridges, may_bridge),
      Spell::unsupported("l2vpn ...", Code::not_modelled_bridges, may_bridge),
      Spell::irrelevant("spanning-tree ..."),
      Spell::irrelevant("vlan-range ..."),
      Spell::irrelevant("autostate"),
      Spell::approximated("vlan id <text>", Code::not_modelled_bridges, may_bridge),
  };
}

}  // namespace sekisho::config::ios
