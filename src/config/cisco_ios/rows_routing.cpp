// VRFs, static routes, routing protocols, route maps.
//
// Cisco IOS IP Routing: Protocol-Independent Command Reference, "ip route", "ip route vrf", "route-map",
// "set ip next-hop", "set ip default next-hop", "set interface".
#include "config/cisco_ios/names.hpp"
#include "config/cisco_ios/reader.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <array>

namespace sekisho::config::ios {
namespace {

void ignore(IosReader&, const Arguments&) {}

void add_vrf(IosReader& reader, const Arguments& arguments) {
  const std::string name = arguments.text(0);
  if (std::ranges::find(reader.config.vrfs, name) == reader.config.vrfs.end())
    reader.config.vrfs.push_back(name);
}

const IosMode& vrf_family_mode();

IosRows vrf_rows() {
  return {
      Spell::irrelevant("rd ..."),
      Spell::irrelevant("description ..."),
      Spell::irrelevant("route-target export ..."),
      // Routes of other VRFs come in here: what leaves this VRF's table is not known.
      Spell::approximated("route-target import|both ...", Code::not_modelled_routes, may_route,
                          Reach::device),
      Spell::approximated("route-target <text>", Code::not_modelled_routes, may_route, Reach::device),
      Spell::approximated("import ...", Code::not_modelled_routes, may_route, Reach::device),
      Spell::irrelevant("export map ..."),
      Spell::approximated("export ...", Code::not_modelled_routes, may_route, Reach::device),
      Spell::irrelevant("maximum routes ..."),
      Spell::irrelevant("bgp next-hop ..."),
      Spell::irrelevant("mdt ..."),
      Spell::irrelevant("vpn id ..."),
      Spell::irrelevant("snmp context ..."),
      Spell::irrelevant("context ..."),
      Spell::irrelevant("vnet tag ..."),
      Spell::irrelevant("ipv4 multicast ..."),
      Spell::irrelevant("ipv6 multicast ..."),
      Spell::irrelevant("inter-as-hybrid ..."),
      Spell::approximated("route-replicate ...", Code::not_modelled_routes, may_route, Reach::device),
      Spell::enters("address-family ipv4|ipv6 ...", vrf_family_mode, ignore),
  };
}

const IosMode& vrf_mode() {
  static const IosMode mode("vrf", vrf_rows());
  return mode;
}

const IosMode& vrf_family_mode() {
  static const IosMode mode("vrf address-family", vrf_rows());
  return mode;
}

/// What may follow the next hop of a static route, in any order.
bool read_route_options(const Statement& statement, std::size_t at, IosRoute& route) {
  while (at < statement.size()) {
    const std::string_view word = statement.word(at++);
    if (const std::optional<long> number = parse_number(word)) {
      if (*number < 1 || *number > 255) return false;
      route.distance = static_cast<int>(*number);
    } else if (same_text(word, "tag") || same_text(word, "name")) {
      ++at;
    } else if (same_text(word, "track")) {
      route.tracked = true;
      ++at;
    } else if (same_text(word, "permanent")) {
      route.permanent = true;
    } else if (same_text(word, "global")) {
      route.global = true;
    } else if (same_text(word, "dhcp")) {
      route.dhcp = true;
    } else if (same_text(word, "multicast")) {
      route.prefix.length = -1;  // for the multicast table only
    } else if (!same_text(word, "unicast")) {
      return false;
    }
  }
  return true;
}

/// Next hop and options from word `at` on.
bool read_next_hop(const Statement& statement, std::size_t at, IosRoute& route) {
  if (same_text(statement.word(at), "dhcp")) {
    route.dhcp = true;
    return read_route_options(statement, at + 1, route);
  }
  route.interface = take_interface_name(statement, at);
  if (const std::optional<Address> gateway = Address::parse(statement.word(at))) {
    if (gateway->family != route.prefix.family()) return false;
    route.gateway = *gateway;
    ++at;
  }
  if (same_text(statement.word(at), "nexthop-vrf")) {
    route.next_hop_vrf = statement.word(at + 1);
    if (same_text(route.next_hop_vrf, "default")) route.next_hop_vrf.clear();
    route.global = route.next_hop_vrf.empty();
    at += 2;
  }
  if (route.interface.empty() && !route.gateway) return false;
  return read_route_options(statement, at, route);
}

void add_route(IosReader& reader, const Arguments& arguments, IosRoute route, std::size_t next_hop) {
  route.line = arguments.line();
  const Statement& statement = arguments.statement();
  // `topology NAME` for multi-topology routing, and a VRF of the next hop, are rare enough to stay out.
  if (!read_next_hop(statement, next_hop, route)) {
    reader.unsupported(arguments, Code::value_not_valid, {std::string(statement.from(next_hop))});
    reader.widen(arguments, may_route);
    return;
  }
  if (route.prefix.length < 0) return;
  reader.config.routes.push_back(std::move(route));
}

void static_route(IosReader& reader, const Arguments& arguments) {
  IosRoute route;
  route.vrf = arguments.text(0);
  const std::optional<int> length = netmask_length(arguments.address(2));
  if (!length) {
    reader.invalid(arguments, Code::value_not_valid, {arguments.text(2)});
    reader.widen(arguments, may_route);
    return;
  }
  route.prefix = Prefix::of(arguments.address(1), *length);
  add_route(reader, arguments, std::move(route), arguments.index(3));
}

void static_route_slash(IosReader& reader, const Arguments& arguments) {
  IosRoute route;
  route.vrf = arguments.text(0);
  route.prefix = arguments.prefix(1);
  add_route(reader, arguments, std::move(route), arguments.index(2));
}

/// `no ip route ...`: the routes with that prefix (and next hop, where given) go.
void no_static_route(IosReader& reader, const Arguments& arguments) {
  const std::optional<int> length = netmask_length(arguments.address(2));
  const Prefix prefix = Prefix::of(arguments.address(1), length.value_or(32));
  std::erase_if(reader.config.routes, [&](const IosRoute& route) {
    if (route.prefix != prefix || route.vrf != arguments.word(0)) return false;
    return !arguments.has(3) || (route.gateway && Address::parse(arguments.word(3)) == route.gateway) ||
           interface_name(arguments.word(3)) == route.interface;
  });
}

void add_dynamic(IosReader& reader, const Arguments& arguments, const std::string& protocol,
                 const std::string& vrf) {
  DynamicProtocol dynamic;
  dynamic.protocol = protocol;
  dynamic.vrf = vrf;
  dynamic.line = arguments.line();
  reader.config.dynamic.push_back(dynamic);
}

/// The VRF named somewhere in the statement, or the global one.
std::string vrf_in(const Statement& statement) {
  for (std::size_t at = 1; at + 1 < statement.size(); ++at) {
    if (same_text(statement.word(at), "vrf")) return std::string(statement.word(at + 1));
  }
  return {};
}

void open_router(IosReader& reader, const Arguments& arguments) {
  reader.routing_protocol = arguments.text(0);
  add_dynamic(reader, arguments, reader.routing_protocol, vrf_in(arguments.statement()));
}

void open_router6(IosReader& reader, const Arguments& arguments) {
  reader.routing_protocol = arguments.text(0) + " (IPv6)";
  add_dynamic(reader, arguments, reader.routing_protocol, vrf_in(arguments.statement()));
}

void router_family(IosReader& reader, const Arguments& arguments) {
  const std::string vrf = vrf_in(arguments.statement());
  if (!vrf.empty()) add_dynamic(reader, arguments, reader.routing_protocol, vrf);
}

const IosRow& routes_unknown() {
  static const IosRow row = Spell::approximated("...", Code::routes_not_computed);
  return row;
}

/// Lines of a routing protocol that decide nothing about where packets go beyond "unknown".
IosRows router_rows() {
  IosRows rows;
  for (const char* pattern : {"log-adjacency-changes ...",
                              "log-neighbor-changes ...",
                              "bgp log-neighbor-changes",
                              "router-id ...",
                              "bgp router-id ...",
                              "eigrp router-id ...",
                              "eigrp log-neighbor-changes",
                              "eigrp log-neighbor-warnings ...",
                              "timers ...",
                              "passive-interface ...",
                              "auto-cost ...",
                              "nsf ...",
                              "bfd ...",
                              "description ...",
                              "snmp ...",
                              "ispf",
                              "mpls ldp ...",
                              "fast-reroute ...",
                              "prefix-suppression",
                              "max-lsa ...",
                              "bgp graceful-restart ...",
                              "domain-password ...",
                              "area-password ...",
                              "metric-style ...",
                              "is-type ...",
                              "version ...",
                              "no-peer ..."}) {
    rows.push_back(Spell::irrelevant(pattern));
  }
  return rows;
}

const IosMode& router_family_mode() {
  static const IosMode mode("router address-family", router_rows(), routes_unknown());
  return mode;
}

const IosMode& router_mode() {
  static const IosMode mode(
      "router",
      [] {
        IosRows rows = router_rows();
        rows.push_back(Spell::enters("address-family ...", router_family_mode, router_family));
        rows.push_back(Spell::enters(
            "vrf <word>", router_family_mode, [](IosReader& reader, const Arguments& arguments) {
              add_dynamic(reader, arguments, reader.routing_protocol, arguments.text(0));
            }));
        return rows;
      }(),
      routes_unknown());
  return mode;
}

// --- route maps ---

void open_route_map(IosReader& reader, const Arguments& arguments) {
  std::vector<RouteMapEntry>& entries = reader.config.route_maps[arguments.text(0)];
  RouteMapEntry entry;
  entry.line = arguments.line();
  entry.action = arguments.is(1, "deny") ? Action::deny : Action::permit;
  entry.sequence = static_cast<int>(arguments.has(2) ? arguments.number(2) : 10);
  const auto place = std::ranges::lower_bound(entries, entry.sequence, {}, &RouteMapEntry::sequence);
  if (place != entries.end() && place->sequence == entry.sequence) {
    place->action = entry.action;
    reader.route_map = &*place;
  } else {
    reader.route_map = &*entries.insert(place, entry);
  }
}

void match_lists(IosReader& reader, const Arguments& arguments) {
  const Statement& statement = arguments.statement();
  for (std::size_t at = arguments.index(0); at < statement.size(); ++at) {
    reader.route_map->match_lists.emplace_back(statement.word(at));
  }
}

void match_other(IosReader& reader, const Arguments&) { reader.route_map->match_other = true; }

void next_hops(const Arguments& arguments, std::size_t at, std::vector<Address>& into, RouteMapEntry& entry) {
  const Statement& statement = arguments.statement();
  for (; at < statement.size(); ++at) {
    if (const std::optional<Address> address = Address::parse(statement.word(at))) {
      into.push_back(*address);
    } else {
      entry.set_other = true;  // peer-address, recursive, track ...
    }
  }
}

void interfaces_from(const Arguments& arguments, std::size_t at, std::vector<std::string>& into) {
  const Statement& statement = arguments.statement();
  while (at < statement.size()) {
    const std::string name = take_interface_name(statement, at);
    if (name.empty()) return;
    into.push_back(name);
  }
}

const IosMode& route_map_mode() {
  static const IosMode mode(
      "route-map",
      {
          Spell::irrelevant("match ip address prefix-list ..."),
          Spell::used("match ip address <text>", match_lists),
          Spell::used("match interface <text>",
                      [](IosReader& reader, const Arguments& arguments) {
                        interfaces_from(arguments, arguments.index(0), reader.route_map->match_interfaces);
                      }),
          Spell::used("match <text>", match_other),
          Spell::used("set ip next-hop verify-availability <ipv4> ...",
                      [](IosReader& reader, const Arguments& arguments) {
                        reader.route_map->verify_availability = true;
                        reader.route_map->next_hops.push_back(arguments.address(0));
                      }),
          Spell::used(
              "set ip next-hop verify-availability",
              [](IosReader& reader, const Arguments&) { reader.route_map->verify_availability = true; }),
          Spell::used("set ip next-hop <text>",
                      [](IosReader& reader, const Arguments& arguments) {
                        next_hops(arguments, arguments.index(0), reader.route_map->next_hops,
                                  *reader.route_map);
                      }),
          Spell::used("set ip default next-hop <text>",
                      [](IosReader& reader, const Arguments& arguments) {
                        next_hops(arguments, arguments.index(0), reader.route_map->default_next_hops,
                                  *reader.route_map);
                      }),
          Spell::used("set interface <text>",
                      [](IosReader& reader, const Arguments& arguments) {
                        interfaces_from(arguments, arguments.index(0), reader.route_map->interfaces);
                      }),
          Spell::used("set default interface <text>",
                      [](IosReader& reader, const Arguments& arguments) {
                        interfaces_from(arguments, arguments.index(0), reader.route_map->default_interfaces);
                      }),
          Spell::used("set vrf <word>",
                      [](IosReader& reader, const Arguments&) { reader.route_map->set_other = true; }),
          Spell::used("set global",
                      [](IosReader& reader, const Arguments&) { reader.route_map->set_other = true; }),
          Spell::used("set ip vrf ...",
                      [](IosReader& reader, const Arguments&) { reader.route_map->set_other = true; }),
          Spell::used("set ip global ...",
                      [](IosReader& reader, const Arguments&) { reader.route_map->set_other = true; }),
          Spell::used("set ip df ...", ignore),
          Spell::used("set ip precedence|tos|dscp|qos-group ...", ignore),
          Spell::used("set <text>", ignore),  // attributes of routes
          Spell::used("continue ...", match_other),
          Spell::irrelevant("description ..."),
      });
  return mode;
}

}  // namespace

IosRows routing_rows() {
  return {
      Spell::enters("ip vrf <word>", vrf_mode, add_vrf),
      Spell::enters("vrf definition <word>", vrf_mode, add_vrf),
      Spell::irrelevant("vrf upgrade-cli ..."),
      Spell::used("ip route [vrf <word>] <ipv4> <ipv4> <text>", static_route),
      Spell::used("ip route [vrf <word>] <prefix4> <text>", static_route_slash),
      Spell::irrelevant("ip route profile"),
      Spell::irrelevant("ip route static ..."),
      Spell::used("no ip route [vrf <word>] <ipv4> <ipv4> [<word>] ...", no_static_route),
      Spell::used("ipv6 route [vrf <word>] <prefix6> <text>", static_route_slash),
      Spell::used("ip routing", [](IosReader& reader, const Arguments&) { reader.config.ip_routing = true; }),
      Spell::used("no ip routing",
                  [](IosReader& reader, const Arguments&) { reader.config.ip_routing = false; }),
      Spell::irrelevant("ip routing protocol ..."),
      Spell::used("ipv6 unicast-routing",
                  [](IosReader& reader, const Arguments&) { reader.config.ipv6_routing = true; }),
      Spell::used("no ipv6 unicast-routing",
                  [](IosReader& reader, const Arguments&) { reader.config.ipv6_routing = false; }),
      Spell::used("ip default-gateway <ipv4>",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.config.default_gateway = arguments.address(0);
                    reader.config.default_gateway_line = arguments.line();
                  }),
      Spell::approximated("ip default-network <ipv4>", Code::not_modelled_routes, may_route),
      Spell::approximated("router odr ...", Code::routes_not_computed, may_route),
      Spell::enters("router ospf|ospfv3|eigrp|bgp|rip|isis|lisp|egp|igrp|mobile|iso-igrp ...", router_mode,
                    open_router),
      Spell::enters("ipv6 router ospf|rip|eigrp|isis ...", router_mode, open_router6),
      Spell::used("no router <text>", ignore),
      Spell::enters("route-map <word> permit|deny [<number>] ...", route_map_mode, open_route_map),
      Spell::enters("route-map <word> [<number>]", route_map_mode,
                    [](IosReader& reader, const Arguments& arguments) { open_route_map(reader, arguments); }),
      Spell::used("no route-map ...", ignore),
      Spell::approximated("ip local policy route-map <word>", Code::not_modelled_routes, {}),
      Spell::irrelevant("ip prefix-list ..."),
      Spell::irrelevant("ipv6 prefix-list ..."),
      Spell::irrelevant("ip as-path ..."),
      Spell::irrelevant("ip community-list ..."),
      Spell::irrelevant("ip extcommunity-list ..."),
      Spell::irrelevant("ip bgp-community ..."),
      Spell::irrelevant_block("track <number> ..."),
      Spell::irrelevant("track timer ..."),
      Spell::irrelevant_block("ip sla ..."),
      Spell::irrelevant_block("ipv6 sla ..."),
      Spell::irrelevant_block("rtr ..."),
      Spell::irrelevant_block("key chain ..."),
      Spell::approximated("mpls label protocol ...", Code::not_modelled_routes),
      Spell::irrelevant("mpls ..."),
      Spell::approximated("ip mroute ...", Code::not_modelled_routes),
      Spell::approximated_block("global-address-family ...", Code::not_modelled_routes, may_route),
  };
}

}  // namespace sekisho::config::ios
