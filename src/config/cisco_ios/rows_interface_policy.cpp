// Interface mode: what filters, checks, redirects or translates packets.
#include "config/cisco_ios/settings.hpp"

#include <sekisho/base/code.hpp>

namespace sekisho::config::ios {
namespace {

void controls_port(IosReader& reader, const Arguments& arguments) {
  reader.interface().port_control_line = arguments.line();
}

/// Clocks that are heard of on a link: `ntp broadcast client`.
void follows_broadcasts(IosReader& reader, const Arguments& arguments) {
  remember(reader, arguments,
           {FactKind::time_server,
            arguments.statement().words[1].text == "multicast" ? "multicast" : "broadcast",
            {},
            reader.interface().name,
            {}});
}

void access_group(IosReader& reader, const Arguments& arguments) {
  reader.interface().filters.push_back(
      {arguments.text(0), arguments.is(1, "in"), arguments.line(), Family::v4});
}

void traffic_filter(IosReader& reader, const Arguments& arguments) {
  reader.interface().filters.push_back(
      {arguments.text(0), arguments.is(1, "in"), arguments.line(), Family::v6});
}

/// The direction of `no ip access-group ...` is its last word; without one both go.
void no_filter(IosReader& reader, const Arguments& arguments) {
  const Statement& statement = arguments.statement();
  const std::string_view last = statement.word(statement.size() - 1);
  const Family family = same_text(statement.word(0), "ipv6") ? Family::v6 : Family::v4;
  std::erase_if(reader.interface().filters, [&](const FilterUse& use) {
    if (use.family != family) return false;
    return same_text(last, "in") ? use.ingress : !same_text(last, "out") || !use.ingress;
  });
}

/// `rx`/`any`, then options in any order, then the number of an access list.
void verify_source(IosReader& reader, const Arguments& arguments) {
  IosInterface& interface = reader.interface();
  interface.source_check = arguments.is(0, "any") ? SourceCheck::loose : SourceCheck::strict;
  interface.source_check_line = arguments.line();
  const Statement& statement = arguments.statement();
  for (std::size_t at = arguments.index(1); at < statement.size(); ++at) {
    const std::string_view word = statement.word(at);
    if (same_text(word, "allow-default")) {
      interface.source_check_default = true;
    } else if (!same_text(word, "allow-self-ping") && !same_text(word, "l2-src")) {
      interface.source_check_list = word;
    }
  }
}

void reverse_path(IosReader& reader, const Arguments& arguments) {
  reader.interface().source_check = SourceCheck::strict;
  reader.interface().source_check_line = arguments.line();
  reader.interface().source_check_list = arguments.text(0);
}

void service_policy(IosReader& reader, const Arguments& arguments) {
  reader.interface().service_policies.emplace_back(arguments.text(1), arguments.line());
}

void routing_here(IosReader& reader, const Arguments& arguments, std::string_view protocol) {
  // `vrf forwarding` comes first in a block: changing the VRF later takes addresses away.
  DynamicProtocol dynamic;
  dynamic.protocol = protocol;
  dynamic.line = arguments.line();
  dynamic.vrf = reader.interface().vrf.value_or(std::string());
  reader.config.dynamic.push_back(dynamic);
}

}  // namespace

// A table of commands, not a function to follow. NOLINTNEXTLINE(readability-function-size)
IosRows interface_policy_rows() {
  return {
      Spell::used("ip access-group <word> in|out", access_group),
      Spell::used("no ip access-group ...", no_filter),
      Spell::used("ipv6 traffic-filter <word> in|out", traffic_filter),
      Spell::used("no ipv6 traffic-filter ...", no_filter),
      Spell::approximated("mac access-group <word> in|out", Code::not_modelled_drops, may_drop),
      Spell::used("ip verify unicast source reachable-via rx|any ...", verify_source),
      Spell::used("ip verify unicast reverse-path [<word>]", reverse_path),
      Spell::approximated("ip verify unicast vrf ...", Code::not_modelled_drops, may_drop),
      Spell::approximated("ipv6 verify unicast ...", Code::not_modelled_drops, may_drop),
      Spell::approximated("ip verify source ...", Code::not_modelled_drops, may_drop),
      Spell::approximated("ipv6 source-guard ...", Code::not_modelled_drops, may_drop),
      Spell::approximated("ipv6 nd raguard ...", Code::not_modelled_drops, may_drop),
      Spell::used("ip nat inside",
                  [](IosReader& reader, const Arguments&) { reader.interface().nat_inside = true; }),
      Spell::used("ip nat outside",
                  [](IosReader& reader, const Arguments&) { reader.interface().nat_outside = true; }),
      Spell::used("no ip nat inside|outside",
                  [](IosReader& reader, const Arguments& arguments) {
                    (arguments.is(0, "inside") ? reader.interface().nat_inside
                                               : reader.interface().nat_outside) = false;
                  }),
      Spell::unsupported("ip nat enable", Code::not_modelled_translates, may_translate, Reach::device),
      Spell::used("ip policy route-map <word>",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.interface().policy_route_map = arguments.text(0);
                    reader.interface().policy_line = arguments.line();
                  }),
      Spell::unsupported("ipv6 policy route-map <word>", Code::not_modelled_routes, may_route),
      // Answers to what CBAC has seen pass come back in through any list of the device that would drop
      // them (Cisco IOS Security Configuration Guide, "Configuring Context-Based Access Control").
      Spell::approximated("ip inspect <word> in|out", Code::return_way_opened, may_permit, Reach::device),
      Spell::approximated("ipv6 inspect <word> in|out", Code::return_way_opened, may_permit, Reach::device),
      // A zone only ever takes away: without it the model lets everything through.
      Spell::approximated("zone-member security <word>", Code::not_modelled_drops, may_drop, Reach::here,
                          [](IosReader& reader, const Arguments& arguments) {
                            reader.interface().zone = arguments.text(0);
                            reader.interface().zone_line = arguments.line();
                          }),
      // What the peer sends encrypted comes out behind the inbound list; what the map's list matches
      // leaves for the peer, and is dropped where it comes in clear.
      Spell::approximated("crypto map <word> ...", Code::not_modelled_routes,
                          may_drop | may_permit | may_route),
      Spell::used("service-policy input|output <word>", service_policy),
      Spell::irrelevant("service-policy history ..."),
      Spell::approximated("service-policy type inspect|control|performance-monitor ...",
                          Code::not_modelled_drops, may_drop),
      Spell::approximated("rate-limit ...", Code::not_modelled_drops, may_drop),
      Spell::irrelevant("ip wccp redirect exclude in"),
      Spell::approximated("ip wccp ...", Code::not_modelled_routes, may_route),
      Spell::approximated("ip tcp intercept ...", Code::not_modelled_drops, may_drop),
      Spell::approximated("ip ips <word> in|out", Code::not_modelled_drops, may_drop),
      Spell::approximated("ip audit <word> in|out", Code::not_modelled_drops, may_drop),
      Spell::approximated("ip admission <word>", Code::not_modelled_drops, may_drop | may_permit),
      Spell::approximated("ip auth-proxy <word>", Code::not_modelled_drops, may_drop | may_permit),
      Spell::approximated("ip traffic-export ...", Code::not_modelled_routes, may_route),
      Spell::approximated("ip pim sparse-mode|dense-mode|sparse-dense-mode|passive ...",
                          Code::not_modelled_routes, may_route),
      Spell::irrelevant("ip pim ..."),
      Spell::approximated("ip nhrp redirect|shortcut ...", Code::not_modelled_routes, may_route),
      Spell::irrelevant("ip nhrp ..."),
      Spell::irrelevant("ipv6 nhrp ..."),
      Spell::approximated("mpls ip", Code::not_modelled_routes, may_route | may_permit),
      Spell::approximated("mpls bgp forwarding", Code::not_modelled_routes, may_route | may_permit),
      Spell::approximated("mpls traffic-eng tunnels", Code::not_modelled_routes, may_route),
      Spell::irrelevant("mpls ..."),
      Spell::approximated("dot1x port-control auto", Code::not_modelled_drops, may_drop | may_bridge,
                          Reach::here,
                          [](IosReader& reader, const Arguments& arguments) {
                            reader.interface().port_control_line = arguments.line();
                            reader.interface().dot1x_line = arguments.line();
                          }),
      Spell::approximated("authentication port-control auto", Code::not_modelled_drops, may_drop | may_bridge,
                          Reach::here, controls_port),
      Spell::approximated("access-session port-control auto", Code::not_modelled_drops, may_drop | may_bridge,
                          Reach::here, controls_port),
      Spell::used("dot1x pae authenticator|both",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.interface().dot1x_line = arguments.line();
                  }),
      Spell::used("no dot1x pae ...",
                  [](IosReader& reader, const Arguments&) { reader.interface().dot1x_line = 0; }),
      Spell::irrelevant("dot1x pae ..."),
      Spell::used("mab [eap]",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.interface().mab_line = arguments.line();
                  }),
      Spell::used("no mab ...", [](IosReader& reader, const Arguments&) { reader.interface().mab_line = 0; }),
      Spell::used("ntp broadcast client ...", follows_broadcasts),
      Spell::used("no ntp broadcast client ...", forget),
      Spell::used("ntp multicast client ...", follows_broadcasts),
      Spell::used("no ntp multicast client ...", forget),
      Spell::approximated("authentication event ...", Code::not_modelled_bridges, may_bridge),
      Spell::approximated("dot1x guest-vlan|auth-fail ...", Code::not_modelled_bridges, may_bridge),
      // A template may set the mode, the VLAN and lists of the port.
      Spell::approximated("source template <word>", Code::not_modelled_bridges, may_bridge | may_drop,
                          Reach::here,
                          [](IosReader& reader, const Arguments&) { reader.config.has_templates = true; }),
      Spell::approximated("cts role-based enforcement", Code::not_modelled_drops, may_drop),
      Spell::approximated("macsec ...", Code::not_modelled_drops, may_drop),
      Spell::irrelevant("ip device tracking ..."),
      // --- routing protocols that are switched on here
      Spell::approximated(
          "ip ospf <number> area <word> ...", Code::routes_not_computed, {}, Reach::here,
          [](IosReader& reader, const Arguments& arguments) { routing_here(reader, arguments, "ospf"); }),
      Spell::approximated(
          "ipv6 ospf <number> area <word> ...", Code::routes_not_computed, {}, Reach::here,
          [](IosReader& reader, const Arguments& arguments) { routing_here(reader, arguments, "ospfv3"); }),
      Spell::approximated(
          "ospfv3 <number> ipv4|ipv6 area <word> ...", Code::routes_not_computed, {}, Reach::here,
          [](IosReader& reader, const Arguments& arguments) { routing_here(reader, arguments, "ospfv3"); }),
      Spell::approximated(
          "ip router isis ...", Code::routes_not_computed, {}, Reach::here,
          [](IosReader& reader, const Arguments& arguments) { routing_here(reader, arguments, "isis"); }),
      Spell::approximated(
          "ipv6 router isis ...", Code::routes_not_computed, {}, Reach::here,
          [](IosReader& reader, const Arguments& arguments) { routing_here(reader, arguments, "isis"); }),
      Spell::approximated(
          "ipv6 rip <word> enable", Code::routes_not_computed, {}, Reach::here,
          [](IosReader& reader, const Arguments& arguments) { routing_here(reader, arguments, "rip"); }),
      Spell::approximated(
          "ipv6 eigrp <number>", Code::routes_not_computed, {}, Reach::here,
          [](IosReader& reader, const Arguments& arguments) { routing_here(reader, arguments, "eigrp"); }),
      Spell::approximated("ip nat allow-static-host", Code::not_modelled_translates, may_translate),
      Spell::approximated("nat64 enable", Code::not_modelled_translates, may_translate, Reach::device),
      Spell::approximated("ipv6 nat ...", Code::not_modelled_translates, may_translate, Reach::device),
      Spell::approximated("ip vrf receive|select ...", Code::not_modelled_routes, may_route),
      Spell::approximated("ip mobile ...", Code::not_modelled_routes, may_route),
      Spell::approximated("lisp ...", Code::not_modelled_routes, may_route),
      Spell::unsupported("ip access-group <text>", Code::arguments_not_understood, may_drop),
  };
}

}  // namespace sekisho::config::ios
