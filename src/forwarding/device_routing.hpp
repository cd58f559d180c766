// Where a device's routing tables and policy routes send packets, with what its config leaves open.
#pragma once

#include "graph_state.hpp"
#include "route_sets.hpp"

#include <map>
#include <string>
#include <utility>

namespace sekisho::forwarding {

/// What unread lines may do to packets that cross a device or one of its interfaces.
struct Doubts {
  bool drop = false;
  bool permit = false;
  bool route = false;
  bool translate = false;

  void add(Effect effect) {
    switch (effect) {
      case Effect::may_drop: drop = true; break;
      case Effect::may_permit: permit = true; break;
      case Effect::may_route: route = true; break;
      case Effect::may_translate: translate = true; break;
      case Effect::may_bridge: break;  // Network has it in the domains
    }
  }
  void add(const Doubts& other) {
    drop |= other.drop;
    permit |= other.permit;
    route |= other.route;
    translate |= other.translate;
  }
};

/// The doubts about a device as a whole and about each of its interfaces (Device::uncertainties).
class DeviceDoubts {
 public:
  explicit DeviceDoubts(const Device& device);

  [[nodiscard]] const Doubts& of_device() const { return of_device_; }
  /// Those of the device and those of the interface.
  [[nodiscard]] Doubts of(InterfaceIndex interface) const;

 private:
  const Device& device_;
  Doubts of_device_;
  std::map<std::string, Doubts> of_interface_;
};

/// Tables are turned into sets once, however many interfaces look into them.
class DeviceRouting {
 public:
  /// Keeps references to all three.
  DeviceRouting(ForwardingGraph::State& state, DeviceIndex index, const DeviceDoubts& doubts);

  /// The table of a VRF; null when the device has none.
  [[nodiscard]] const RoutingTable* table_of(const std::string& vrf) const;
  /// The routes that a table tells, by destination or by source. All interfaces of a VRF look into the same
  /// one.
  const HopRegions& known(const RoutingTable& table, Field field);
  /// Routes as policy routing and the table together send packets of interface `i`.
  HopRegions routed_from(InterfaceIndex i);
  /// Where the device's own packets go from a VRF: by the policy routes for them, else by its table.
  HopRegions own_packets_by(const std::string& vrf);

 private:
  struct Ways;
  const HopRegions& table_regions(const std::string& vrf, bool unknown);
  HopRegions new_table_regions(const std::string& vrf, bool unknown);
  [[nodiscard]] bool is_unknown(const std::string& vrf, InterfaceIndex i) const;
  void apply_policy_routes(InterfaceIndex i, HopRegions& regions);
  void look_up_or_go_on(const PolicyRoute& rule, bool unknown, const Bounds& bounds, Bounds& open,
                        HopRegions& into);
  HopRegions::Region& region_for(HopRegions& regions, const Hop& hop);
  void keep(const Bounds& share, HopRegions& into, const HopRegions& from);
  void steer(const PolicyRoute& rule, InterfaceIndex i, const Bounds& hit, const HopRegions& normal,
             HopRegions& into);
  void add_way(const NextHop& next, InterfaceIndex i, Ways& ways);

  ForwardingGraph::State& state_;
  PacketSpace& space_;
  DeviceIndex index_;
  const Device& device_;
  RuleSets::State::OfDevice& rules_;
  const DeviceDoubts& doubts_;
  std::map<std::pair<const RoutingTable*, Field>, HopRegions> known_routes_;
  std::map<std::pair<std::string, bool>, HopRegions> table_regions_;  // by VRF, and whether all is unknown
};

}  // namespace sekisho::forwarding
