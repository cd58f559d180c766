// Which packets get where: fixpoints of packet sets over the forwarding graph.
#pragma once

#include <sekisho/forwarding/graph.hpp>

#include <vector>

namespace sekisho {

/// The packets that a source puts on the wire.
struct Emission {
  VertexIndex source = 0;
  PacketSet packets;
};

/// Everything that hosts of a segment may send. `own_addresses` for session semantics: the source is an
/// address of the segment and TCP opens with SYN; otherwise any source address and any flags.
[[nodiscard]] Emission emission_of(const ForwardingGraph& graph, SegmentIndex segment, bool own_addresses);

/// The packets that can be at each vertex, on one side.
class Reachability {
 public:
  /// Least fixpoint from `emission` along the edges. Ends because sets only grow and each edge's image
  /// is monotone; the order of work is fixed, so the result and its cost are the same at every run.
  Reachability(const ForwardingGraph& graph, Side side, const Emission& emission);

  [[nodiscard]] const PacketSet& at(VertexIndex vertex) const { return reached_[vertex]; }

  /// The same fixpoint, now of another graph with the same vertices (forwarding/changes.hpp says when).
  void move_to(const ForwardingGraph& graph) { graph_ = &graph; }

  /// Packets that sit at each vertex and can go on to be among `arrivals` at `target`: the other half of
  /// blame. Greatest subset of at(v) closed under "some edge leads on".
  [[nodiscard]] std::vector<PacketSet> leading_to(VertexIndex target, const PacketSet& arrivals) const;

  /// A packet as its source sent it, of which some way through the graph ends as `arrival` at `target`.
  /// Nothing when `arrival` is not among at(target).
  [[nodiscard]] std::optional<Packet> origin_of(VertexIndex target, const PacketSet& arrival) const;

 private:
  const ForwardingGraph* graph_;
  Side side_;
  Emission emission_;
  std::vector<PacketSet> reached_;
};

/// What hosts of a segment receive. An outside network is handed packets for others to carry on; only those
/// to its own addresses are delivered to it.
[[nodiscard]] PacketSet delivered_to(const ForwardingGraph& graph, const Reachability& reach,
                                     SegmentIndex segment);

/// The set with the fields left free that mean something only inside a device or an analysis.
[[nodiscard]] PacketSet on_the_wire(const PacketSet& packets);

}  // namespace sekisho
