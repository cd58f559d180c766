// The graph while it is built: Boost.Graph with places as vertices and transfers on edges.
#pragma once

#include "rule_sets.hpp"

#include <sekisho/forwarding/graph.hpp>

#include <boost/graph/adjacency_list.hpp>

#include <map>
#include <memory>
#include <tuple>
#include <utility>

namespace sekisho {

struct ForwardingGraph::State {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, Vertex, Transfer>;

  State(std::shared_ptr<RuleSets> rules, const std::vector<DeviceRoutes>& tables, RoutingScope routing_scope)
      : space(rules->state().space),
        network(rules->state().network),
        routes(tables),
        scope(routing_scope),
        rule_sets(std::move(rules)) {}

  PacketSpace& space;
  const Network& network;
  const std::vector<DeviceRoutes>& routes;
  RoutingScope scope;
  std::shared_ptr<RuleSets> rule_sets;
  [[nodiscard]] RuleSets::State::OfDevice& rules_of(DeviceIndex device) const {
    return rule_sets->state().of(device);
  }
  /// For matches that are no device's, or not to be remembered.
  [[nodiscard]] forwarding::MatchSets& matches() const { return rule_sets->state().matches; }
  Graph graph;
  std::map<std::pair<SegmentIndex, Field>, PacketSet> claims;  // addresses_of, as far as asked for
  std::map<std::tuple<Place, std::size_t, InterfaceIndex, std::optional<Address>>, VertexIndex> index;

  /// The vertex of a place, made when new. `owner` is the device or the segment.
  VertexIndex place(Place place, std::size_t owner, InterfaceIndex interface = 0,
                    const std::optional<Address>& gateway = std::nullopt) {
    const auto [found, is_new] = index.try_emplace({place, owner, interface, gateway}, 0);
    if (is_new) {
      Vertex vertex;
      vertex.place = place;
      const bool of_segment = place == Place::segment || place == Place::segment_source;
      (of_segment ? vertex.segment : vertex.device) = owner;
      vertex.interface = interface;
      vertex.gateway = gateway;
      found->second = boost::add_vertex(vertex, graph);
    }
    return found->second;
  }

  /// Adds an edge unless nothing can take it even in `may`.
  void join(VertexIndex from, VertexIndex to, const Transfer& transfer) {
    if (!transfer.may.empty()) boost::add_edge(from, to, transfer, graph);
  }

  /// An edge that lets `guard` through unchanged, for certain or perhaps.
  void pass(VertexIndex from, VertexIndex to, const PacketSet& guard, bool certain) {
    if (guard.empty()) return;
    Branch branch;
    branch.guard = guard;
    branch.after = space.all();
    Transfer transfer;
    transfer.may.push_back(branch);
    if (certain) transfer.must.push_back(branch);
    join(from, to, transfer);
  }
};

namespace forwarding {

/// Addresses that a segment claims, on a field.
[[nodiscard]] PacketSet claimed_by(PacketSpace& space, const Network& network, SegmentIndex segment,
                                   Field field);

/// Edges inside a device: from its interfaces through its stages to its interfaces and to itself.
/// Made for one device at a time, after the egress places that routing may use are known.
void add_device_edges(ForwardingGraph::State& state, DeviceIndex device);

/// ForwardingGraph::permitting_rules.
[[nodiscard]] std::vector<DecidingRule> permitting_rules(ForwardingGraph::State& state, const FilterUse& use,
                                                         const PacketSet& packets,
                                                         std::vector<const RuleSource*>* uncertain);

/// ForwardingGraph::denying_rules.
[[nodiscard]] std::vector<DecidingRule> denying_rules(ForwardingGraph::State& state, const FilterUse& use,
                                                      const PacketSet& packets);

/// Edges between devices and segments: over the domains, and through outside networks.
void add_domain_edges(ForwardingGraph::State& state);

}  // namespace forwarding

}  // namespace sekisho
