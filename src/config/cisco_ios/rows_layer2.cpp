// VLANs, bridging and what tells a Catalyst switch from a router.
#include "config/cisco_ios/reader.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::ios {
namespace {

void ignore(IosReader&, const Arguments&) {}

void is_switch(IosReader& reader, const Arguments&) { reader.config.is_switch = true; }

VlanDefinition& vlan(IosReader& reader, std::uint16_t id, int line) {
  const auto known = std::ranges::find(reader.config.vlans, id, &VlanDefinition::id);
  if (known != reader.config.vlans.end()) return *known;
  VlanDefinition added;
  added.id = id;
  added.line = line;
  reader.config.vlans.push_back(added);
  return reader.config.vlans.back();
}

void open_vlans(IosReader& reader, const Arguments& arguments) {
  std::string text;
  const Statement& statement = arguments.statement();
  for (std::size_t at = arguments.index(0); at < statement.size(); ++at) text += statement.word(at);
  const std::optional<VlanSet> set = parse_vlan_list(text);
  reader.vlans.clear();
  if (!set) {
    reader.invalid(arguments, Code::value_not_valid, {text});
    return;
  }
  for (const auto& [first, last] : set->ranges) {
    for (int id = first; id <= last; ++id) {
      vlan(reader, static_cast<std::uint16_t>(id), arguments.line());
      reader.vlans.push_back(static_cast<std::uint16_t>(id));
    }
  }
}

void for_vlans(IosReader& reader, void (*change)(VlanDefinition&, const Arguments&),
               const Arguments& arguments) {
  for (const std::uint16_t id : reader.vlans) change(vlan(reader, id, arguments.line()), arguments);
}

const IosMode& vlan_mode() {
  static const IosMode mode(
      "vlan",
      {
          Spell::used("name <text>",
                      [](IosReader& reader, const Arguments& arguments) {
                        for_vlans(
                            reader,
                            [](VlanDefinition& one, const Arguments& given) {
                              // `name "a b"` is quoted, but a name may also hold odd characters.
                              one.name =
                                  given.statement().size() == 2 ? given.text(0) : std::string(given.rest(0));
                            },
                            arguments);
                      }),
          Spell::used("shutdown",
                      [](IosReader& reader, const Arguments& arguments) {
                        for_vlans(
                            reader, [](VlanDefinition& one, const Arguments&) { one.shutdown = true; },
                            arguments);
                      }),
          Spell::used("no shutdown", ignore),
          Spell::used("state active", ignore),
          Spell::used("state suspend",
                      [](IosReader& reader, const Arguments& arguments) {
                        for_vlans(
                            reader, [](VlanDefinition& one, const Arguments&) { one.shutdown = true; },
                            arguments);
                      }),
          Spell::used("private-vlan primary|isolated|community|twoway-community",
                      [](IosReader& reader, const Arguments& arguments) {
                        for_vlans(
                            reader,
                            [](VlanDefinition& one, const Arguments& given) {
                              one.private_kind = given.text(0);
                            },
                            arguments);
                      }),
          Spell::used("private-vlan association ...", ignore),
          Spell::used("remote-span", ignore),
          Spell::irrelevant("mtu ..."),
          Spell::irrelevant("media ..."),
          Spell::irrelevant("said ..."),
          Spell::irrelevant("backupcrf ..."),
          Spell::irrelevant("uni-vlan ..."),
          Spell::irrelevant("device-tracking ..."),
          Spell::irrelevant("ip igmp ..."),
      });
  return mode;
}

const IosMode& vlan_configuration_mode() {
  static const IosMode mode("vlan configuration",
                            {
                                Spell::irrelevant("device-tracking ..."),
                                Spell::irrelevant("ip flow ..."),
                                Spell::irrelevant("ipv6 flow ..."),
                                Spell::irrelevant("ipv6 nd ..."),
                                Spell::irrelevant("ipv6 dhcp ..."),
                                Spell::irrelevant("ipv6 snooping ..."),
                                Spell::irrelevant("ip igmp ..."),
                                Spell::irrelevant("ip dhcp ..."),
                                Spell::approximated("service-policy ...", Code::not_modelled_drops, may_drop),
                                Spell::unsupported("member ...", Code::not_modelled_bridges, may_bridge),
                            });
  return mode;
}

/// A port that a mirror session writes to hears frames of others.
void mirror_destination(IosReader& reader, const Arguments& arguments) {
  std::size_t at = arguments.index(1);
  const std::string name = take_interface_name(arguments.statement(), at);
  reader.config.uncertain.push_back({Effect::may_bridge, name, arguments.line()});
}

}  // namespace

IosRows layer2_rows() {
  return {
      Spell::enters("vlan <text>", vlan_mode, open_vlans),
      Spell::used("no vlan <text>", ignore),
      Spell::enters("vlan configuration <text>", vlan_configuration_mode, ignore),
      Spell::irrelevant("vlan internal allocation policy ..."),
      Spell::irrelevant("vlan access-log ..."),
      Spell::irrelevant("vlan accounting ..."),
      Spell::irrelevant("vlan group ..."),
      Spell::irrelevant("vlan dot1q tag native-vlan ..."),
      Spell::used("vlan dot1q tag native",
                  [](IosReader& reader, const Arguments&) { reader.config.tag_native = true; }),
      Spell::used("no vlan dot1q tag native", ignore),
      Spell::enters(
          "vlan access-map <word> [<number>]",
          []() -> const IosMode& {
            static const IosMode mode("vlan access-map", {}, Spell::used("...", ignore));
            return mode;
          },
          ignore),
      Spell::approximated("vlan filter <word> vlan-list ...", Code::not_modelled_drops, may_drop),
      Spell::approximated("vlan filter <word> interface ...", Code::not_modelled_drops, may_drop),
      Spell::irrelevant("vlan database"),
      Spell::irrelevant("vtp ..."),
      Spell::irrelevant("spanning-tree ..."),
      Spell::used("switch <number> provision <word>", is_switch),
      Spell::irrelevant("switch <number> ..."),
      Spell::irrelevant("switch virtual ..."),
      Spell::irrelevant("stack-mac ..."),
      Spell::irrelevant("stackwise-virtual"),
      Spell::irrelevant("stack-power ..."),
      Spell::irrelevant("mac address-table ..."),
      Spell::irrelevant("mac-address-table ..."),
      Spell::irrelevant("errdisable ..."),
      Spell::irrelevant("udld ..."),
      Spell::irrelevant("port-channel ..."),
      Spell::irrelevant("lacp ..."),
      Spell::irrelevant("rep ..."),
      Spell::irrelevant("ethernet ..."),
      Spell::irrelevant("ip igmp ..."),
      Spell::irrelevant("ipv6 mld ..."),
      Spell::irrelevant("mvr ..."),
      Spell::irrelevant("system mtu ..."),
      Spell::irrelevant("monitor session <number> source|type|filter ..."),
      Spell::approximated(
          "monitor session <number> destination interface <text>", Code::not_modelled_bridges, {},
          Reach::device,
          [](IosReader& reader, const Arguments& arguments) { mirror_destination(reader, arguments); }),
      Spell::irrelevant_block("monitor session ..."),
      Spell::irrelevant_block("monitor capture ..."),
      Spell::used("bridge irb",
                  [](IosReader& reader, const Arguments&) { reader.config.integrated_bridging = true; }),
      Spell::used("bridge crb",
                  [](IosReader& reader, const Arguments&) { reader.config.integrated_bridging = true; }),
      Spell::used("bridge <number> protocol ...", ignore),
      Spell::used("bridge <number> route ip",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.config.bridge_routes[arguments.text(0)] = arguments.line();
                  }),
      Spell::used("bridge <number> bridge ip", ignore),
      Spell::irrelevant("bridge <number> route|bridge ipx|appletalk|clns|decnet|vines|xns|apollo"),
      Spell::irrelevant(
          "bridge <number> aging-time|priority|hello-time|forward-time|max-age|address|acquire ..."),
      Spell::used("bridge-domain <number>", ignore),
      Spell::unsupported_block("l2 vfi ...", Code::not_modelled_bridges, may_bridge),
      Spell::unsupported_block("l2vpn ...", Code::not_modelled_bridges, may_bridge),
      Spell::unsupported_block("pseudowire-class ...", Code::not_modelled_bridges, {}),
      Spell::unsupported_block("connect ...", Code::not_modelled_bridges, may_bridge),
      Spell::irrelevant("no-vstack"),
      Spell::irrelevant("mls ..."),
      Spell::irrelevant("sdm prefer ..."),
  };
}

}  // namespace sekisho::config::ios
