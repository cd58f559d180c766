// From routing tables to packet sets: which destinations take which next hop, from both sides.
#pragma once

#include <sekisho/forwarding/match_sets.hpp>

#include <sekisho/forwarding/graph.hpp>
#include <sekisho/routing/tables.hpp>

#include <map>
#include <utility>
#include <vector>

namespace sekisho::forwarding {

/// What one routing instance does with packets, by an address field.
struct HopRegions {
  struct Region {
    Bounds bounds;
    std::vector<std::pair<const RuleSource*, PacketSet>> routes;  // which line steers which part here
  };
  std::map<Hop, Region> hops;
  Bounds local;     // addresses of the device itself
  Bounds unrouted;  // what no route takes
};

/// True when routes of one VRF may get into another.
/// BGP imports routes of one VRF into another by route targets (RFC 4364 section 4.3), and an unread
/// construct of the whole device may do anything; every other protocol stays in its VRF.
[[nodiscard]] bool may_leave_vrf(const Device& device);

/// The neighbours that a routing instance could send to if its table held anything: every interface
/// of the VRF, towards each address that another device has there, and to the link itself. Interfaces of
/// other VRFs too where routes may leak between them (BGP, an unread line that may route).
[[nodiscard]] std::vector<Hop> possible_hops(const Network& network, DeviceIndex device,
                                             const std::string& vrf);

/// Longest-prefix match over the routes that `table` tells, read on `field` (destination to forward, source
/// for reverse-path checks).
[[nodiscard]] HopRegions known_routes(PacketSpace& space, const RoutingTable& table, Field field);

/// known_routes, and what the table does not tell. An unknown table, or RoutingScope::any, sends everything
/// that is not the device's own to each of `possible`, in `may` only.
[[nodiscard]] HopRegions hop_regions(PacketSpace& space, const RoutingTable& table, Field field,
                                     const std::vector<Hop>& possible, RoutingScope scope);

/// The second half of hop_regions.
void add_unknown_routes(HopRegions& regions, PacketSpace& space, const RoutingTable& table,
                        const std::vector<Hop>& possible, RoutingScope scope);

/// Sources that pass the reverse-path check of an interface (RFC 3704 sections 2.2 to 2.4). `by_source` is
/// known_routes of the table by Field::source.
[[nodiscard]] Bounds source_check_region(PacketSpace& space, const RoutingTable& table,
                                         const HopRegions& by_source, InterfaceIndex interface,
                                         SourceCheck check, RoutingScope scope);

}  // namespace sekisho::forwarding
