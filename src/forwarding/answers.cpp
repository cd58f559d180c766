// Answers go back through the same graph, with one more way through a device: as part of a session.
//
// Where the forward packets of the flow crossed a device, the device knows their sessions: headers P as
// they came in (at some ingress) and Q as they went out (at an egress of interface j). An answer that
// comes in at j and is the reverse of a member of Q belongs to a session; it becomes the reverse of a
// member of P. Where nothing was rewritten that is the answer itself; where something was, the fields
// that translations rewrite are known only as far as P has them. A stateful device then routes the
// answer and asks no policy; a device that only translates treats it like any packet from there on.
#include <sekisho/forwarding/answers.hpp>

#include "fixpoint.hpp"
#include "graph_state.hpp"
#include "route_sets.hpp"

namespace sekisho {

namespace {

using forwarding::Deliver;

PacketSet reversed(const PacketSet& packets) {
  return packets.swap(Field::source, Field::destination).swap(Field::source_port, Field::destination_port);
}

/// Fields by which a packet and the answer to it may differ beyond addresses and ports.
PacketSet without_answer_fields(PacketSet packets) {
  for (const Field field : {Field::tcp_flags, Field::icmp_type, Field::icmp_code, Field::mark, Field::vlan,
                            Field::source_mac, Field::destination_mac}) {
    packets = packets.forget(field);
  }
  return packets;
}

/// What a host answers to `packets`: SYN is answered by SYN and ACK (RFC 9293 section 3.5), an echo
/// request by an echo reply (RFC 792, RFC 4443 section 4.2), anything else by any answer.
PacketSet answered(const PacketSet& packets, PacketSpace& space) {
  const PacketSet back = without_answer_fields(reversed(packets));
  const PacketSet tcp = space.protocol(protocol::tcp);
  const PacketSet icmp = space.protocol(protocol::icmp);
  const PacketSet icmp6 = space.protocol(protocol::icmpv6);
  constexpr std::uint8_t accepts = tcp_flag::syn | tcp_flag::ack;
  const PacketSet header = (tcp & space.equal(Field::tcp_flags, accepts)) |
                           (icmp & space.equal(Field::icmp_type, 0)) |
                           (icmp6 & space.equal(Field::icmp_type, 129)) | ~(tcp | icmp | icmp6);
  return back & header & space.equal(Field::mark, 0);
}

class SessionWays {
 public:
  SessionWays(const ForwardingGraph& graph, const std::vector<PacketSet>& leading)
      : graph_(graph), state_(graph.state()), space_(graph.space()), leading_(leading) {
    devices_.resize(graph.network().devices.size());
    for (VertexIndex v = 0; v < graph.vertex_count(); ++v) learn(v);
  }

  void operator()(VertexIndex v, const PacketSet& packets, const Deliver& deliver) const {
    const Vertex& at = graph_.vertex(v);
    if (at.place != Place::ingress) return;
    const Known& known = devices_[at.device];
    const Device& device = graph_.network().devices[at.device];
    if (!device.stateful && !known.rewrites) return;
    const auto out = known.went_out.find(at.interface);
    if (out == known.went_out.end()) return;
    PacketSet of_session = packets & out->second;
    if (of_session.empty()) return;
    if (known.rewrites) {
      for (const Field field :
           {Field::source, Field::destination, Field::source_port, Field::destination_port}) {
        of_session = of_session.forget(field);
      }
    }
    for (const auto& [interface, came_in] : known.came_in) {
      const PacketSet back = of_session & came_in;
      if (!back.empty()) hand_back(at, interface, back, deliver);
    }
  }

 private:
  struct Known {
    std::map<InterfaceIndex, PacketSet> came_in;   // reverse of P, by interface
    std::map<InterfaceIndex, PacketSet> went_out;  // reverse of Q, by interface
    bool rewrites = false;
  };

  void learn(VertexIndex v) {
    const Vertex& vertex = graph_.vertex(v);
    if (leading_[v].empty()) return;
    if (vertex.place != Place::ingress && vertex.place != Place::egress && vertex.place != Place::routing)
      return;
    Known& known = devices_[vertex.device];
    if (vertex.place != Place::egress) learn_rewrites(v, known);
    if (vertex.place == Place::routing) return;
    auto& side = vertex.place == Place::ingress ? known.came_in : known.went_out;
    const auto [found, is_new] = side.try_emplace(vertex.interface, space_.none());
    found->second |= without_answer_fields(reversed(leading_[v]));
  }

  void learn_rewrites(VertexIndex v, Known& known) const {
    for (const EdgeView& edge : graph_.out_edges(v)) {
      if (leading_[edge.to].empty()) continue;
      for (const Branch& branch : edge.transfer->may) {
        if (!branch.rewrite.empty() && leading_[v].intersects(branch.guard)) known.rewrites = true;
      }
    }
  }

  /// `back` belongs to sessions whose packets came in at `interface`.
  void hand_back(const Vertex& at, InterfaceIndex interface, const PacketSet& back,
                 const Deliver& deliver) const {
    const Device& device = graph_.network().devices[at.device];
    if (!device.stateful) {
      const auto routing = state_.index.find({Place::routing, at.device, at.interface, std::nullopt});
      if (routing != state_.index.end()) deliver(routing->second, back);
      return;
    }
    const std::string& vrf = device.interfaces[interface].vrf;
    const RoutingTable* table = state_.routes[at.device].find(vrf);
    if (table == nullptr) return;
    const std::vector<Hop> possible = forwarding::possible_hops(graph_.network(), at.device, vrf);
    const forwarding::HopRegions regions =
        forwarding::hop_regions(space_, *table, Field::destination, possible, state_.scope);
    for (const auto& [hop, region] : regions.hops) {
      const auto egress = state_.index.find({Place::egress, at.device, hop.interface, hop.gateway});
      if (egress != state_.index.end()) deliver(egress->second, back & region.bounds.may);
    }
  }

  const ForwardingGraph& graph_;
  const ForwardingGraph::State& state_;
  PacketSpace& space_;
  const std::vector<PacketSet>& leading_;
  std::vector<Known> devices_;
};

}  // namespace

PacketSet answers(const ForwardingGraph& graph, const Reachability& forward, SegmentIndex opener,
                  VertexIndex target, const PacketSet& arrivals) {
  const std::vector<PacketSet> leading = forward.leading_to(target, arrivals);
  const Vertex& end = graph.vertex(target);
  const VertexIndex source =
      end.place == Place::device ? graph.device_source(end.device) : graph.segment_source(end.segment);
  const SessionWays sessions(graph, leading);
  const Emission emission{source, answered(arrivals, graph.space())};
  const std::vector<PacketSet> reached = forwarding::push_until_stable(
      graph, Side::may, emission, [&](VertexIndex v, const PacketSet& packets, const Deliver& deliver) {
        sessions(v, packets, deliver);
      });
  return reached[graph.segment_sink(opener)];
}

}  // namespace sekisho
