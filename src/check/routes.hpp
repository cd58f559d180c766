// Where the routing tables of a device may send a destination: longest-prefix match over sets, from above.
#pragma once

#include "check/first_match.hpp"

#include <sekisho/dump/model_file.hpp>

#include <map>
#include <set>
#include <string>
#include <tuple>

namespace sekisho::check {

/// Whether an unread line of the whole device, or one at this interface, may have this effect. Drops do not
/// matter from above.
[[nodiscard]] bool may(Effect effect, const Device& device, std::optional<InterfaceIndex> interface);
/// The same of any line.
[[nodiscard]] bool may_anywhere(Effect effect, const Device& device);

/// What routing may do with packets.
struct Ways {
  std::map<Hop, HeaderSet> hops;
  HeaderSet local;       // may be for the device itself
  HeaderSet sure_local;  // certainly are
  HeaderSet unrouted;    // may find no route

  void give(const Hop& hop, const HeaderSet& packets);
  void give_all(const Ways& from, const HeaderSet& packets);
};

class Routes {
 public:
  /// `any_routing`: tables may hold anything.
  Routes(Headers& headers, const ModelFile& model, FirstMatch& rules, bool any_routing)
      : headers_(headers),
        network_(model.network),
        tables_(model.routes),
        rules_(rules),
        any_routing_(any_routing) {}

  /// What tables and policy routes do with packets that come `in` by an interface, or are the device's own.
  [[nodiscard]] const Ways& from(DeviceIndex device, std::optional<InterfaceIndex> in);
  /// The next hops that anything in the device may send to.
  [[nodiscard]] const std::set<Hop>& hops(DeviceIndex device);
  /// What the table of a VRF does; `unknown`: whatever it may hold.
  [[nodiscard]] const Ways& of_table(DeviceIndex device, const std::string& vrf, bool unknown);
  /// Packets that may pass the source check of an interface (RFC 3704).
  [[nodiscard]] HeaderSet checked_sources(const Attachment& in);

 private:
  [[nodiscard]] Ways nowhere() { return {{}, headers_.none(), headers_.none(), headers_.none()}; }
  [[nodiscard]] std::set<Hop> possible_hops(DeviceIndex device, const std::string& vrf) const;
  [[nodiscard]] Ways matched_routes(const RoutingTable& table, std::size_t field, bool any_route);
  [[nodiscard]] HeaderSet unknown_packets(DeviceIndex device, const std::string& vrf, bool unknown);
  void policy_routes(DeviceIndex device, std::optional<InterfaceIndex> in, Ways& ways);
  bool steer(const PolicyRoute& rule, DeviceIndex device, InterfaceIndex in, const HeaderSet& hit,
             Ways& into);

  Headers& headers_;
  const Network& network_;
  const std::vector<DeviceRoutes>& tables_;
  FirstMatch& rules_;
  bool any_routing_;
  std::map<std::tuple<DeviceIndex, std::string, bool>, Ways> by_table_;
  std::map<std::pair<DeviceIndex, std::optional<InterfaceIndex>>, Ways> from_;
  std::map<DeviceIndex, std::set<Hop>> hops_;
};

}  // namespace sekisho::check
