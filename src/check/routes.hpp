// Where the routing tables of a device may send a destination: longest-prefix match over sets, from above.
#pragma once

#include "check/first_match.hpp"

#include <sekisho/routing/tables.hpp>

#include <map>
#include <string>
#include <tuple>

namespace sekisho::check {

/// What one routing instance may do with packets.
struct Ways {
  std::map<Hop, HeaderSet> hops;
  HeaderSet local;       // addresses that may be the device's own
  HeaderSet sure_local;  // addresses that certainly are
  HeaderSet unrouted;    // what may find no route
};

/// What unread lines may do beyond what is modelled; drops do not matter from above.
struct Doubts {
  bool permit = false;
  bool route = false;
  bool translate = false;
};

class Routes {
 public:
  /// `any_routing`: tables may hold anything.
  Routes(const Headers& headers, const Network& network, const std::vector<DeviceRoutes>& tables,
         bool any_routing);

  /// How packets that come in by an interface may leave, policy routes included.
  [[nodiscard]] Ways from(DeviceIndex device, InterfaceIndex interface, FirstMatch& rules);
  /// How packets of the device itself may leave by the table of a VRF.
  [[nodiscard]] Ways own(DeviceIndex device, const std::string& vrf, FirstMatch& rules);
  /// Destinations that the device may take for its own when they come in by an interface.
  [[nodiscard]] HeaderSet local(DeviceIndex device, InterfaceIndex interface, FirstMatch& rules);
  /// Sources that may pass the reverse-path check of an interface (RFC 3704).
  [[nodiscard]] HeaderSet checked_sources(DeviceIndex device, InterfaceIndex interface);
  /// What a stateful device may do with an answer whose session came in through `vrf`.
  [[nodiscard]] Ways of_answers(DeviceIndex device, const std::string& vrf);

  [[nodiscard]] Doubts device_doubts(DeviceIndex device) const;
  [[nodiscard]] Doubts doubts(DeviceIndex device, InterfaceIndex interface) const;

 private:
  [[nodiscard]] const RoutingTable* table(DeviceIndex device, const std::string& vrf) const;
  [[nodiscard]] std::vector<Hop> possible_hops(DeviceIndex device, const std::string& vrf) const;
  [[nodiscard]] Ways longest_match(const RoutingTable& table, std::size_t field) const;
  [[nodiscard]] const Ways& of_table(DeviceIndex device, const std::string& vrf, bool unknown);
  [[nodiscard]] bool is_unknown(DeviceIndex device, const std::string& vrf, InterfaceIndex interface) const;
  [[nodiscard]] Ways nowhere() const;
  [[nodiscard]] HeaderSet unknown_packets(DeviceIndex device, const std::string& vrf, bool unknown) const;
  void look_up_or_go_on(DeviceIndex device, const PolicyRoute& rule, const Taken& taken, bool unknown,
                        HeaderSet& open, Ways& into);
  void steer(DeviceIndex device, InterfaceIndex interface, const PolicyRoute& rule, const HeaderSet& hit,
             const Ways& normal, Ways& into);

  const Headers& headers_;
  const Network& network_;
  const std::vector<DeviceRoutes>& tables_;
  bool any_routing_;
  std::map<std::tuple<DeviceIndex, std::string, bool>, Ways> known_;
};

}  // namespace sekisho::check
