// From candidates to tables: the best of each prefix with its alternatives, sorted.
//
// `may` reads every entry of a table; `must` follows a prefix only where a certain entry stands and
// nothing uncertain is before it or longer. So an entry may be called certain only when no knowledge is
// missing that could make the device use another one.
#include <sekisho/routing/tables.hpp>

#include "routing/candidates.hpp"
#include "routing/resolve.hpp"

#include <algorithm>

namespace sekisho {
namespace {

using routing::Candidate;
using routing::CandidateTable;
using routing::CandidateTables;
using routing::Choice;
using routing::Resolver;

bool leaves_by_dynamic_interface(const Device& device, const std::vector<Hop>& hops) {
  return std::ranges::any_of(
      hops, [&](const Hop& hop) { return device.interfaces[hop.interface].dynamic_address; });
}

/// Does something else forward the packets of `route` when it is not there? Candidates of the same
/// prefix that cost more, or of a shorter prefix.
bool has_stand_in(const CandidateTable& table, const Route& route, std::size_t self) {
  for (int length = route.prefix.length; length >= 0; --length) {
    const auto entry = table.by_prefix.find(Prefix::of(route.prefix.network, length));
    if (entry == table.by_prefix.end()) continue;
    for (const std::size_t index : entry->second) {
      const Candidate& other = table.all[index];
      const bool same_cost =
          length == route.prefix.length && other.distance == route.distance && other.metric == route.metric;
      if (index != self && !same_cost && other.kind != RouteKind::discard) return true;
    }
  }
  return false;
}

Route route_of(const Device& device, const CandidateTable& table, const Prefix& prefix, Choice choice) {
  const Candidate& candidate = table.all[choice.candidate];
  Route route{prefix,
              candidate.kind,
              std::move(choice.resolution.hops),
              choice.resolution.certain,
              candidate.distance,
              candidate.metric,
              candidate.source};
  if (choice.resolution.discard && route.hops.empty()) route.kind = RouteKind::discard;
  // A static route over an interface that may be without an address. Where something would take its
  // place, both are alternatives. Where nothing would, its absence only loses packets, as any link that
  // is down does, and every interface that is enabled is taken to be up.
  const bool may_vanish =
      route.kind == RouteKind::static_route && leaves_by_dynamic_interface(device, route.hops);
  if (may_vanish && has_stand_in(table, route, choice.candidate)) route.certain = false;
  return route;
}

/// The alternatives of one prefix. When the one that ended the list turns out uncertain after all (a
/// dynamic interface), the worse candidates it hid come back behind it.
void add_routes(const Device& device, CandidateTables& tables, const std::string& vrf, const Prefix& prefix,
                Resolver& resolver, std::vector<Route>& routes) {
  bool weakened = false;
  const std::size_t before = routes.size();
  for (Choice& choice : resolver.choose(vrf, prefix, weakened)) {
    routes.push_back(route_of(device, tables[vrf], prefix, std::move(choice)));
  }
  if (routes.size() == before || routes.back().certain) return;
  const auto last = std::pair{routes.back().distance, routes.back().metric};
  CandidateTable& table = tables[vrf];
  std::vector<std::size_t> hidden;
  for (const std::size_t index : table.by_prefix[prefix]) {
    if (std::pair{table.all[index].distance, table.all[index].metric} > last) hidden.push_back(index);
  }
  std::ranges::stable_sort(hidden, {}, [&](std::size_t i) {
    return std::pair{table.all[i].distance, table.all[i].metric};
  });
  for (const std::size_t index : hidden) {
    for (routing::Resolution& resolution : resolver.resolve(vrf, index)) {
      routes.push_back(route_of(device, table, prefix, {std::move(resolution), index}));
      if (routes.back().certain) return;
    }
  }
}

/// Family, then longest prefix, then network; alternatives of one prefix keep their order.
void sort_routes(std::vector<Route>& routes) {
  std::ranges::stable_sort(routes, [](const Route& a, const Route& b) {
    if (a.prefix.family() != b.prefix.family()) return a.prefix.family() < b.prefix.family();
    if (a.prefix.length != b.prefix.length) return a.prefix.length > b.prefix.length;
    return a.prefix.network < b.prefix.network;
  });
}

/// The family that all reasons for missing routes are about; nothing when they are about both.
std::optional<Family> family_unknown(const CandidateTable& table) {
  if (!table.unknown_because.empty()) return std::nullopt;
  if (table.unknown_v6_because.empty()) return Family::v4;
  if (table.unknown_v4_because.empty()) return Family::v6;
  return std::nullopt;
}

void set_unknown(RoutingTable& table, const CandidateTable& candidates) {
  table.unknown_because = candidates.unknown_because;
  for (const auto* more : {&candidates.unknown_v4_because, &candidates.unknown_v6_because})
    table.unknown_because.insert(table.unknown_because.end(), more->begin(), more->end());
  table.unknown = !table.unknown_because.empty();
  if (table.unknown) table.unknown_family = family_unknown(candidates);
}

void add_reason(CandidateTable& table, const RuleSource& source) { table.unknown_because.push_back(source); }

/// Why routes of this device are not known: protocols that are not computed (unless the table is given)
/// and constructs that may route past any table (given or not). An uncertainty of one interface says
/// something about packets through that interface only and leaves the tables alone (docs/routing.md).
void mark_unknown(const Device& device, CandidateTables& tables) {
  for (const DynamicRouting& dynamic : device.dynamic_routing) {
    CandidateTable& table = tables[dynamic.vrf];
    if (!table.given) add_reason(table, dynamic.source);
  }
  for (const UnknownRoutes& missing : device.unknown_routes) {
    CandidateTable& table = tables[missing.vrf];
    (missing.family == Family::v4 ? table.unknown_v4_because : table.unknown_v6_because)
        .push_back(missing.source);
  }
  for (const Uncertainty& uncertainty : device.uncertainties) {
    if (uncertainty.effect != Effect::may_route || !uncertainty.interface.empty()) continue;
    for (auto& [vrf, table] : tables) add_reason(table, uncertainty.source);
  }
}

DeviceRoutes routes_of_device(const Network& network, DeviceIndex index) {
  const Device& device = network.devices[index];
  CandidateTables tables = routing::collect_candidates(network, index);
  mark_unknown(device, tables);
  Resolver resolver(device, tables);
  DeviceRoutes result;
  std::vector<std::string> names;  // resolving adds no VRF
  for (const auto& [vrf, table] : tables) names.push_back(vrf);
  for (const std::string& vrf : names) {
    RoutingTable table;
    table.vrf = vrf;
    for (const auto& [prefix, members] : tables[vrf].by_prefix) {
      add_routes(device, tables, vrf, prefix, resolver, table.routes);
    }
    sort_routes(table.routes);
    result.tables.push_back(std::move(table));
  }
  for (RoutingTable& table : result.tables) {  // resolving may have found more reasons
    set_unknown(table, tables[table.vrf]);
  }
  return result;
}

}  // namespace

std::vector<DeviceRoutes> compute_routes(const Network& network) {
  std::vector<DeviceRoutes> all;
  all.reserve(network.devices.size());
  for (DeviceIndex i = 0; i < network.devices.size(); ++i) all.push_back(routes_of_device(network, i));
  return all;
}

const RoutingTable* DeviceRoutes::find(std::string_view vrf) const {
  const auto found = std::ranges::find(tables, vrf, &RoutingTable::vrf);
  return found == tables.end() ? nullptr : &*found;
}

std::vector<const Route*> lookup(const RoutingTable& table, const Address& destination) {
  std::vector<const Route*> matches;
  for (const Route& route : table.routes) {
    if (!route.prefix.contains(destination)) continue;
    matches.push_back(&route);
    if (route.certain) break;
  }
  return matches;
}

}  // namespace sekisho
