// The forwarding graph: where packets can be, and the transfer functions between these places.
//
// Every edge is known from both sides: its `may` branches let through at least what the devices let
// through, its `must` branches at most that. A branch with a rewrite over a range stands for a choice
// of the device (a NAT pool, a port); so does the choice among equal-cost next hops. These are
// freedoms that a running network uses, so they belong to `must`; what an unread config line might do
// is missing knowledge, and belongs to `may` only.
#pragma once

#include <sekisho/model/network.hpp>
#include <sekisho/packetset/packet_set.hpp>
#include <sekisho/routing/tables.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sekisho {

enum class Side : std::uint8_t { may, must };

/// What the routing tables are taken to hold. `any`: every next hop for every destination, so that a
/// proof does not depend on them.
enum class RoutingScope : std::uint8_t { current, any };

enum class Place : std::uint8_t {
  segment_source,  // hosts of a segment, about to send
  device_source,   // a device, about to send a packet of its own
  ingress,         // a frame has come to a layer-3 interface
  routing,         // behind ingress filters and destination NAT, before the route lookup
  egress,          // leaving an interface towards a gateway or an on-link destination
  segment,         // handed to the hosts of a segment (outside: to the network)
  device,          // accepted by a device
};

using VertexIndex = std::size_t;

struct Vertex {
  Place place = Place::ingress;
  DeviceIndex device = 0;          // ingress, routing, egress, device, device_source
  InterfaceIndex interface = 0;    // ingress, routing, egress
  std::optional<Address> gateway;  // egress
  SegmentIndex segment = 0;        // segment, segment_source
};

/// What a filter saw on an edge, so that blame can name its rules: packets of the edge pass
/// `filter` as seen between these interfaces, before or after the branch's rewrite.
struct FilterUse {
  DeviceIndex device = 0;
  const Filter* filter = nullptr;
  std::string ingress;
  std::string egress;
  bool after_rewrite = false;
};

/// A rule, and which of the packets that come to its filter it is the one to permit (or to deny).
struct DecidingRule {
  const RuleSource* source = nullptr;
  PacketSet packets;
};

/// Members of `guard` get through, rewritten, if the result is in `after`.
struct Branch {
  PacketSet guard;
  Rewrite rewrite;
  std::optional<std::uint16_t> mark;  // what the packet's mark becomes
  PacketSet after;                    // all packets when there is no later filter
  const RuleSource* rule = nullptr;   // NAT rule or policy that rewrites; null: no rewrite
};

struct Transfer {
  std::vector<Branch> may;
  std::vector<Branch> must;
  std::vector<FilterUse> filters;
  std::vector<std::pair<const RuleSource*, PacketSet>> routes;  // route lines and what they steer here
  [[nodiscard]] const std::vector<Branch>& of(Side side) const { return side == Side::may ? may : must; }
};

struct EdgeView {
  VertexIndex from = 0;
  VertexIndex to = 0;
  const Transfer* transfer = nullptr;
};

/// A set that is known from both sides: all members of `must` are in it, and it is in `may`.
struct PassingPackets {
  PacketSet may;
  PacketSet must;
};

/// What the rules of a network match and what its filters permit on a date, as sets of one PacketSpace: the
/// costly part of a graph. Graphs of one network can share it. Confined to its thread.
class RuleSets {
 public:
  RuleSets(PacketSpace& space, const Network& network, const Date& date);
  ~RuleSets();
  RuleSets(const RuleSets&) = delete;
  RuleSets& operator=(const RuleSets&) = delete;

  /// The device is not what it was: what is known of its rules is of no use any more.
  void forget(DeviceIndex device);

  /// What all of the named filters of a device (Device::filters) permit between two of its interfaces, by
  /// name; "": not known yet, as at the ingress. A name that the device does not have may do anything.
  [[nodiscard]] PassingPackets passing(DeviceIndex device, const std::vector<std::string>& filters,
                                       const std::string& ingress, const std::string& egress) const;
  /// The same of Device::forward_filter; all packets where there is none. Translations count as permitted.
  [[nodiscard]] PassingPackets forwarded(DeviceIndex device, const std::string& ingress,
                                         const std::string& egress) const;

  /// The same of Device::local_filter, for packets to the device itself that come in by an interface.
  [[nodiscard]] PassingPackets accepted(DeviceIndex device, const std::string& ingress) const;

  struct State;  // src/forwarding/rule_sets.hpp
  [[nodiscard]] State& state() const { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

/// The graph of a network on a date. Holds the sets of one PacketSpace; confined to its thread.
class ForwardingGraph {
 public:
  ForwardingGraph(PacketSpace& space, const Network& network, const std::vector<DeviceRoutes>& routes,
                  const Date& date, RoutingScope scope);
  ForwardingGraph(std::shared_ptr<RuleSets> rules, const std::vector<DeviceRoutes>& routes,
                  RoutingScope scope);
  ~ForwardingGraph();
  ForwardingGraph(const ForwardingGraph&) = delete;
  ForwardingGraph& operator=(const ForwardingGraph&) = delete;

  [[nodiscard]] PacketSpace& space() const;
  [[nodiscard]] const Network& network() const;

  [[nodiscard]] std::size_t vertex_count() const;
  [[nodiscard]] const Vertex& vertex(VertexIndex index) const;
  [[nodiscard]] std::vector<EdgeView> out_edges(VertexIndex index) const;
  [[nodiscard]] std::vector<EdgeView> in_edges(VertexIndex index) const;

  [[nodiscard]] VertexIndex segment_source(SegmentIndex segment) const;
  [[nodiscard]] VertexIndex segment_sink(SegmentIndex segment) const;
  [[nodiscard]] VertexIndex device_source(DeviceIndex device) const;
  [[nodiscard]] VertexIndex device_sink(DeviceIndex device) const;

  /// Addresses that a segment claims, as values of `field` (source or destination). `rest` segments
  /// claim what no other segment of the snapshot does.
  [[nodiscard]] PacketSet addresses_of(SegmentIndex segment, Field field) const;

  /// All packets that a match may take.
  [[nodiscard]] PacketSet packets_of(const Match& match) const;

  /// The permitting rules of a filter that are the first match of some of `packets` (the filter's
  /// implicit rule among them when it permits). `uncertain`, where given, receives the rules that may
  /// be that match without being sure to.
  [[nodiscard]] std::vector<DecidingRule> permitting_rules(
      const FilterUse& use, const PacketSet& packets,
      std::vector<const RuleSource*>* uncertain = nullptr) const;

  /// The denying rules of a filter that may be the first match of some of `packets`, its implicit rule among
  /// them.
  [[nodiscard]] std::vector<DecidingRule> denying_rules(const FilterUse& use, const PacketSet& packets) const;

  struct State;  // src/forwarding/graph_state.hpp
  [[nodiscard]] State& state() const { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

/// The image of `packets` along an edge, and the packets of an edge's start that end in `packets`.
[[nodiscard]] PacketSet image(const Transfer& transfer, Side side, const PacketSet& packets,
                              PacketSpace& space);
[[nodiscard]] PacketSet preimage(const Transfer& transfer, Side side, const PacketSet& packets,
                                 PacketSpace& space);

/// True when no link, VLAN, tunnel or device joins the two segments, whatever filters and routing
/// tables hold (assurance level `no-path`). Index by [from][to].
[[nodiscard]] std::vector<std::vector<bool>> structurally_joined(const Network& network);

}  // namespace sekisho
