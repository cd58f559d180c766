// What forwarding tests ask of a network built in code (simulation/simulation_network.hpp has the builder).
#pragma once

#include "simulation/simulation_network.hpp"

#include <sekisho/forwarding/reachability.hpp>

#include <random>
#include <string>
#include <vector>

namespace sekisho::test {

inline const Date test_date{2026, 11, 21};
inline const Packet a_to_b = tcp("10.1.0.5", "10.2.0.9");  // between the hosts of two_routers()

/// A graph of a world with what it refers to.
class Lab {
 public:
  explicit Lab(World world, RoutingScope scope = RoutingScope::current)
      : world_(std::move(world)),
        routes_(compute_routes(world_.network)),
        graph_(space_, world_.network, routes_, test_date, scope) {}

  [[nodiscard]] PacketSpace& space() { return space_; }
  [[nodiscard]] const ForwardingGraph& graph() const { return graph_; }
  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] const std::vector<DeviceRoutes>& routes() const { return routes_; }

  /// The place where packets to a segment or device end.
  [[nodiscard]] VertexIndex sink(const std::string& name) const {
    const auto device = world_.network.find_device(name);
    return device ? graph_.device_sink(*device) : graph_.segment_sink(world_.segment_index(name));
  }

  [[nodiscard]] Reachability from(const std::string& segment, const PacketSet& packets, Side side) const {
    return {graph_, side, {graph_.segment_source(world_.segment_index(segment)), packets}};
  }

  /// Everything that arrives at `to` of all that hosts of `from` may send.
  [[nodiscard]] PacketSet all_between(const std::string& segment, const std::string& to, Side side) {
    const Emission emission = emission_of(graph_, world_.segment_index(segment), false);
    return Reachability(graph_, side, emission).at(sink(to));
  }

  /// `may`, `must` (both), or `no`: what becomes of one packet on its way to `to`.
  [[nodiscard]] std::string arrival(const std::string& segment, const Packet& packet, const std::string& to) {
    const PacketSet sent = space_.packet(packet);
    const bool may = !from(segment, sent, Side::may).at(sink(to)).empty();
    const bool must = !from(segment, sent, Side::must).at(sink(to)).empty();
    if (must && !may) return "must without may";
    return must ? "must" : may ? "may" : "no";
  }

  /// The one header in which a packet arrives; "none" or "several" otherwise. Marks do not matter.
  [[nodiscard]] std::string header(const std::string& segment, const Packet& packet, const std::string& to) {
    const PacketSet arriving =
        from(segment, space_.packet(packet), Side::may).at(sink(to)).forget(Field::mark) &
        space_.equal(Field::mark, 0);
    const auto values = arriving.member();
    if (!values) return "none";
    const Packet one = packet_of(*values);
    return (arriving - space_.packet(one)).empty() ? to_string(one) : "several";
  }

 private:
  World world_;
  std::vector<DeviceRoutes> routes_;
  PacketSpace space_;
  ForwardingGraph graph_;
};

/// `a - r1 - (10.9.0.0/30) - r2 - b`, with routes both ways; interfaces `lan` and `wan`.
inline World two_routers() {
  World world;
  Device r1 = device("r1", {interface("lan", {"10.1.0.1/24"}), interface("wan", {"10.9.0.1/30"})});
  add_route(r1, "10.2.0.0/24", "10.9.0.2");
  Device r2 = device("r2", {interface("wan", {"10.9.0.2/30"}), interface("lan", {"10.2.0.1/24"})});
  add_route(r2, "10.1.0.0/24", "10.9.0.1");
  world.add(r1).add(r2);
  world.segment("a", {"10.1.0.0/24"}).segment("b", {"10.2.0.0/24"});
  return world;
}

inline World joined(World world) {
  world.join({"a", "r1:lan"}).join({"r1:wan", "r2:wan"}).join({"b", "r2:lan"});
  return world;
}

}  // namespace sekisho::test
