#include "fixpoint.hpp"

#include <set>

namespace sekisho {

Emission emission_of(const ForwardingGraph& graph, SegmentIndex segment, bool own_addresses) {
  PacketSpace& space = graph.space();
  PacketSet packets = space.equal(Field::state, static_cast<Bits128>(ConnectionState::fresh)) &
                      space.equal(Field::mark, 0) & space.equal(Field::origin, 0);
  if (own_addresses) {
    const std::uint8_t opening = tcp_flag::syn | tcp_flag::ack | tcp_flag::rst | tcp_flag::fin;
    packets &= graph.addresses_of(segment, Field::source);
    packets &= ~space.protocol(protocol::tcp) | space.masked(Field::tcp_flags, tcp_flag::syn, opening);
  }
  return {graph.segment_source(segment), packets};
}

namespace forwarding {

std::vector<PacketSet> push_until_stable(const ForwardingGraph& graph, Side side, const Emission& emission,
                                         const OtherWays& other_ways) {
  PacketSpace& space = graph.space();
  std::vector<PacketSet> reached(graph.vertex_count(), space.none());
  std::vector<PacketSet> fresh = reached;  // reached, not yet pushed on
  std::set<VertexIndex> waiting;
  const Deliver deliver = [&](VertexIndex to, const PacketSet& packets) {
    const PacketSet arriving = packets - reached[to];
    if (arriving.empty()) return;
    reached[to] |= arriving;
    fresh[to] |= arriving;
    waiting.insert(to);
  };
  deliver(emission.source, emission.packets);
  while (!waiting.empty()) {
    const VertexIndex v = *waiting.begin();
    waiting.erase(waiting.begin());
    const PacketSet packets = fresh[v];
    fresh[v] = space.none();
    for (const EdgeView& edge : graph.out_edges(v))
      deliver(edge.to, image(*edge.transfer, side, packets, space));
    if (other_ways) other_ways(v, packets, deliver);
  }
  return reached;
}

}  // namespace forwarding

Reachability::Reachability(const ForwardingGraph& graph, Side side, const Emission& emission)
    : graph_(&graph),
      side_(side),
      emission_(emission),
      reached_(forwarding::push_until_stable(graph, side, emission)) {}

std::vector<PacketSet> Reachability::leading_to(VertexIndex target, const PacketSet& arrivals) const {
  PacketSpace& space = graph_->space();
  std::vector<PacketSet> leading(graph_->vertex_count(), space.none());
  std::set<VertexIndex> waiting{target};
  leading[target] = arrivals & reached_[target];
  std::vector<PacketSet> fresh = leading;
  while (!waiting.empty()) {
    const VertexIndex v = *waiting.begin();
    waiting.erase(waiting.begin());
    const PacketSet packets = fresh[v];
    fresh[v] = space.none();
    for (const EdgeView& edge : graph_->in_edges(v)) {
      const PacketSet sending =
          (preimage(*edge.transfer, side_, packets, space) & reached_[edge.from]) - leading[edge.from];
      if (sending.empty()) continue;
      leading[edge.from] |= sending;
      fresh[edge.from] |= sending;
      waiting.insert(edge.from);
    }
  }
  return leading;
}

PacketSet on_the_wire(const PacketSet& packets) {
  PacketSet result = packets;
  for (const Field field : {Field::origin, Field::mark, Field::state}) result = result.forget(field);
  return result;
}

PacketSet delivered_to(const ForwardingGraph& graph, const Reachability& reach, SegmentIndex segment) {
  PacketSet packets = reach.at(graph.segment_sink(segment));
  if (graph.network().snapshot.segments[segment].outside)
    packets &= graph.addresses_of(segment, Field::destination);
  return packets;
}

std::optional<Packet> Reachability::origin_of(VertexIndex target, const PacketSet& arrival) const {
  const std::vector<PacketSet> leading = leading_to(target, arrival);
  const PacketSet sent = leading[emission_.source] & emission_.packets;
  if (sent.empty()) return std::nullopt;
  return sent.member_preferring({});
}

}  // namespace sekisho
