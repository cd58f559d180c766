// Routing tables: what each VRF of each device does with a destination, from both sides.
#pragma once

#include <sekisho/base/address.hpp>
#include <sekisho/model/network.hpp>

#include <string>
#include <vector>

namespace sekisho {

/// A resolved next hop: out of this interface, to this gateway (nothing: to the destination itself).
struct Hop {
  InterfaceIndex interface = 0;
  std::optional<Address> gateway;
  friend auto operator<=>(const Hop&, const Hop&) = default;
};

enum class RouteKind : std::uint8_t {
  connected,
  local,
  static_route,
  table,
  discard,
  no_route,  // the table is left as if it had no route for the prefix
};

struct Route {
  Prefix prefix;
  RouteKind kind = RouteKind::connected;
  std::vector<Hop> hops;  // several: ECMP; none: discarded (or, for `local`, accepted by the device)
  bool certain = true;    // false: may be in the table, need not be
  int distance = 0;
  int metric = 0;
  RuleSource source;  // the line it comes from
};

/// The routes of one VRF, sorted by family, then descending prefix length, then network address.
/// Several entries of one prefix: alternatives, of which the certain best one and every uncertain
/// better one is kept (`must` follows a prefix only when nothing uncertain competes with it).
struct RoutingTable {
  std::string vrf;
  std::vector<Route> routes;
  bool unknown = false;  // routes are missing: a protocol that is not computed, a table not given
  std::optional<Family> unknown_family;  // the only family that routes are missing of; nothing: both
  std::vector<RuleSource> unknown_because;

  [[nodiscard]] bool is_unknown(Family family) const {
    return unknown && unknown_family.value_or(family) == family;
  }
};

struct DeviceRoutes {
  std::vector<RoutingTable> tables;  // one per VRF, "" first
  [[nodiscard]] const RoutingTable* find(std::string_view vrf) const;
};

/// Connected, local and static routes per VRF with recursion, floating distances and ECMP; a table
/// given beside the config wins over the computed one. `[i]` belongs to network.devices[i].
[[nodiscard]] std::vector<DeviceRoutes> compute_routes(const Network& network);

/// What a table does with one destination: the routes that may be the longest match, in order; the
/// first certain one ends the list. Plain linear search: for the simulator and tests.
[[nodiscard]] std::vector<const Route*> lookup(const RoutingTable& table, const Address& destination);

}  // namespace sekisho
