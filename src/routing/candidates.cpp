// Collecting candidates: interfaces first, then static routes, or instead of both the given table.
//
// An interface whose address is learned at run time (DHCP, PPPoE) has no connected route that a config
// could tell. What can be told is where it would lie: in a subnet that another interface of its domain
// has. Those subnets become uncertain connected routes. When the VRF has no default route at all, the
// interface may also have learned one (RFC 2132 section 3.5, router option; RFC 4861 section 6.3.4 for
// IPv6): an uncertain default. The address it gets is taken to lie in no other network that the device
// has configured, as devices refuse overlapping interface addresses.
#include "routing/candidates.hpp"

#include <algorithm>
#include <set>

namespace sekisho::routing {
namespace {

// Cisco IOS: a default route learned by DHCP has administrative distance 254 (IP Addressing: DHCP
// Configuration Guide, "Configuring the Cisco IOS DHCP Client"). It loses against every other default.
constexpr int learned_default_distance = 254;

RuleSource source_of(const Interface& interface, std::string_view what) {
  return {interface.span, "", "interface " + interface.name + std::string(what)};
}

/// A line of the device's own table, told the way such tables tell it.
RuleSource source_of(const TableRoute& line) {
  std::string text = to_string(line.prefix);
  for (const NextHop& hop : line.next_hops) {
    text += text.find(" via") == std::string::npos ? " via" : ",";
    if (hop.gateway) text += " " + to_string(*hop.gateway);
    if (!hop.interface.empty()) text += " " + hop.interface;
  }
  return {line.span, std::move(text), "routing table"};
}

// A virtual router address belongs to whichever router is master at the time (RFC 9568 section 6.4): a
// backup does not accept packets to it but sends them on over the link, so the entry is not certain.
void add_local(CandidateTable& table, const Interface& interface, const InterfaceAddress& entry) {
  const Address& address = entry.address;
  const Prefix host = Prefix::of(address, width(address.family));
  // One local entry is enough; the same shared address may stand on several interfaces.
  const auto found = table.by_prefix.find(host);
  if (found != table.by_prefix.end()) {
    for (const std::size_t index : found->second) {
      if (table.all[index].kind == RouteKind::local) return;
    }
  }
  table.add({host, RouteKind::local, {}, {}, !entry.shared, 0, 0, source_of(interface, "")});
}

/// True when a real (not shared) address of the interface already puts `address` on the link.
bool covered_by_real_address(const Interface& interface, const Address& address) {
  return std::ranges::any_of(interface.addresses, [&](const InterfaceAddress& other) {
    return !other.shared && other.subnet().contains(address);
  });
}

void add_interface(CandidateTable& table, InterfaceIndex index, const Interface& interface) {
  for (const InterfaceAddress& entry : interface.addresses) {
    add_local(table, interface, entry);
    // A host address has no neighbours: its local entry is all there is. A virtual router address
    // adds a connected route only where nothing else does (keepalived: an address with a mask).
    if (entry.length >= width(entry.address.family) || is_ipv6_link_local(entry.address)) continue;
    if (entry.shared && covered_by_real_address(interface, entry.address)) continue;
    table.add({entry.subnet(),
               RouteKind::connected,
               {{index, std::nullopt}},
               {},
               true,
               0,
               0,
               source_of(interface, "")});
  }
}

/// Subnets that other interfaces of the same domain have: where a learned address would lie.
std::set<Prefix> neighbour_subnets(const Network& network, Attachment self) {
  std::set<Prefix> subnets;
  const auto domain = network.domain_of[self.device][self.interface];
  if (domain == Network::no_domain) return subnets;
  for (const Attachment& other : network.domains[domain].routed) {
    if (other == self) continue;
    for (const InterfaceAddress& entry :
         network.devices[other.device].interfaces[other.interface].addresses) {
      if (entry.length < width(entry.address.family) && !is_ipv6_link_local(entry.address)) {
        subnets.insert(entry.subnet());
      }
    }
  }
  return subnets;
}

void add_dynamic_interface(CandidateTable& table, const Network& network, Attachment self) {
  const Interface& interface = network.devices[self.device].interfaces[self.interface];
  for (const Prefix& subnet : neighbour_subnets(network, self)) {
    if (subnet.family() == Family::v6 && !interface.ipv6_enabled) continue;
    table.add({subnet,
               RouteKind::connected,
               {{self.interface, std::nullopt}},
               {},
               false,
               0,
               0,
               source_of(interface, " (address learned at run time)")});
  }
}

void add_learned_defaults(CandidateTables& tables, const Device& device) {
  for (const Family family : {Family::v4, Family::v6}) {
    std::set<std::string> had_default;  // VRFs that have one without this
    for (const auto& [vrf, table] : tables) {
      if (table.given || table.by_prefix.contains(Prefix::everything(family))) had_default.insert(vrf);
    }
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const Interface& interface = device.interfaces[i];
      const bool learns = interface.dynamic_address && (family == Family::v4 || interface.ipv6_enabled);
      if (!learns || !is_up(device, interface) || had_default.contains(interface.vrf)) continue;
      tables[interface.vrf].add({Prefix::everything(family),
                                 RouteKind::static_route,
                                 {{i, std::nullopt}},
                                 {},
                                 false,
                                 learned_default_distance,
                                 0,
                                 source_of(interface, " (default route learned at run time)")});
    }
  }
}

void add_static_routes(CandidateTables& tables, const Device& device) {
  for (const StaticRoute& route : device.static_routes) {
    CandidateTable& table = tables[route.vrf];
    if (table.given) continue;
    // A host (no ip routing) looks at its default gateway only: IOS `ip default-gateway`.
    if (!routes(device, route.prefix.family()) && route.prefix.length != 0) continue;
    Candidate candidate{route.prefix,  RouteKind::static_route, {},           {},
                        route.certain, route.distance,          route.metric, route.source};
    if (route.discard) {
      candidate.kind = RouteKind::discard;
    } else {
      candidate.next_hops.push_back(route.next_hop);
    }
    table.add(std::move(candidate));
  }
}

bool is_own_address(const Device& device, const std::string& vrf, const Prefix& prefix) {
  if (prefix.length != width(prefix.family())) return false;
  return std::ranges::any_of(device.interfaces, [&](const Interface& interface) {
    return interface.vrf == vrf && is_up(device, interface) &&
           std::ranges::any_of(interface.addresses, [&](const InterfaceAddress& entry) {
             return entry.address == prefix.network;
           });
  });
}

RouteKind kind_of(const Device& device, const TableRoute& line) {
  if (line.kind == TableRoute::Kind::no_route) return RouteKind::no_route;
  if (line.kind == TableRoute::Kind::local || is_own_address(device, line.vrf, line.prefix))
    return RouteKind::local;
  return line.next_hops.empty() ? RouteKind::discard : RouteKind::table;
}

/// The line of the same prefix that `line` is another hop of: tables print ECMP on lines of their own.
Candidate* shared_by(CandidateTable& table, const TableRoute& line) {
  const auto known = table.by_prefix.find(line.prefix);
  if (known == table.by_prefix.end() || !line.certain || line.kind != TableRoute::Kind::forward)
    return nullptr;
  for (const std::size_t index : known->second) {
    Candidate& candidate = table.all[index];
    if (candidate.certain && candidate.kind != RouteKind::no_route) return &candidate;
  }
  return nullptr;
}

/// Lines that are not certain come before the others of their prefix.
void add_given_table(CandidateTables& tables, const Device& device) {
  for (const TableRoute& line : device.table) {
    const auto found = tables.find(line.vrf);
    if (found == tables.end() || !found->second.given) continue;
    CandidateTable& table = found->second;
    if (Candidate* shared = shared_by(table, line)) {
      Candidate& first = *shared;
      first.next_hops.insert(first.next_hops.end(), line.next_hops.begin(), line.next_hops.end());
      if (first.kind == RouteKind::discard && !line.next_hops.empty()) first.kind = RouteKind::table;
      continue;
    }
    const RouteKind kind = kind_of(device, line);
    std::vector<NextHop> next_hops = kind == RouteKind::table ? line.next_hops : std::vector<NextHop>{};
    table.add({line.prefix,
               kind,
               {},
               std::move(next_hops),
               line.certain,
               line.certain ? 0 : -1,
               0,
               source_of(line)});
  }
}

}  // namespace

void CandidateTable::add(Candidate candidate) {
  by_prefix[candidate.prefix].push_back(all.size());
  all.push_back(std::move(candidate));
}

bool is_up(const Device& device, const Interface& interface) {
  const Interface* at = &interface;
  for (int depth = 0; depth < 4 && at != nullptr; ++depth) {  // subinterface of an aggregate is two
    if (!at->enabled) return false;
    if (at->parent.empty()) return true;
    const auto parent = std::ranges::find(device.interfaces, at->parent, &Interface::name);
    at = parent == device.interfaces.end() ? nullptr : &*parent;
  }
  return true;
}

bool routes(const Device& device, Family family) {
  return family == Family::v4 ? device.routes_ipv4 : device.routes_ipv6;
}

CandidateTables collect_candidates(const Network& network, DeviceIndex device_index) {
  const Device& device = network.devices[device_index];
  CandidateTables tables;
  tables[""];
  for (const std::string& vrf : device.vrfs) tables[vrf];
  for (const std::string& vrf : device.table_vrfs) tables[vrf].given = true;
  add_given_table(tables, device);
  for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
    const Interface& interface = device.interfaces[i];
    if (!is_up(device, interface)) continue;
    CandidateTable& table = tables[interface.vrf];
    if (table.given) {
      for (const InterfaceAddress& entry : interface.addresses) add_local(table, interface, entry);
      continue;
    }
    add_interface(table, i, interface);
    if (interface.dynamic_address) add_dynamic_interface(table, network, {device_index, i});
  }
  add_static_routes(tables, device);
  add_learned_defaults(tables, device);
  return tables;
}

}  // namespace sekisho::routing
