// Answers go back through the same graph, with one more way through a device: as part of a session.
//
// Where the forward packets of the flow crossed a device, the device knows their sessions: headers P as
// they came in (at some ingress) and Q as they went out (at some egress). An answer that is the reverse
// of a member of Q belongs to a session, at whatever interface it comes in (Linux and FortiOS do not
// look, and this is an upper bound); it becomes the reverse of a member of P. Where nothing was rewritten
// that is the answer itself; where something was, the fields that translations rewrite are known only as
// far as P has them. A device that keeps sessions then sends the answer where its table says, or back
// where the session came from, and asks no filter; a device that only translates treats it like any
// packet from there on.
#include <sekisho/forwarding/answers.hpp>

#include "fixpoint.hpp"
#include "graph_state.hpp"
#include "route_sets.hpp"

#include <algorithm>
#include <span>
#include <utility>

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

/// Types of ICMP messages that answer another (RFC 792, RFC 950; RFC 4443, RFC 4861, RFC 4620).
constexpr Bits128 icmp_answers[] = {0, 14, 16, 18};
constexpr Bits128 icmpv6_answers[] = {129, 136, 140};

PacketSet of_types(PacketSpace& space, std::uint8_t protocol, std::span<const Bits128> types) {
  PacketSet result = space.none();
  for (const Bits128 type : types) result |= space.equal(Field::icmp_type, type);
  return result & space.protocol(protocol);
}

/// Members sent to many hosts: multicast, broadcast, the last address of each prefix of the segment.
PacketSet sent_to_many(const PacketSet& packets, const Segment& segment, PacketSpace& space) {
  PacketSet many = space.none();
  for (const char* text : {"224.0.0.0/4", "255.255.255.255/32", "ff00::/8"})
    many |= space.address(Field::destination, *Prefix::parse(text));
  for (const Prefix& prefix : segment.prefixes) {
    if (prefix.family() == Family::v4)
      many |= space.address(Field::destination, AddressRange::of(prefix.last()));
  }
  return packets & many;
}

/// What a host answers to `packets`: SYN is answered by SYN and ACK (RFC 9293 section 3.5), an ICMP
/// request by its reply, anything else by any answer.
PacketSet answered(const PacketSet& packets, PacketSpace& space) {
  const PacketSet back = without_answer_fields(reversed(packets));
  const PacketSet tcp = space.protocol(protocol::tcp);
  const PacketSet icmp = space.protocol(protocol::icmp) | space.protocol(protocol::icmpv6);
  constexpr std::uint8_t accepts = tcp_flag::syn | tcp_flag::ack;
  const PacketSet header = (tcp & space.masked(Field::tcp_flags, accepts, accepts)) |
                           of_types(space, protocol::icmp, icmp_answers) |
                           of_types(space, protocol::icmpv6, icmpv6_answers) | ~(tcp | icmp);
  return back & header & space.equal(Field::mark, 0);
}

/// Whether a device remembers sessions: its policy does, or some rule asks for a state.
bool keeps_sessions(const Device& device) {
  if (device.stateful) return true;
  const auto asks = [](const Filter& filter) {
    return std::any_of(filter.rules.begin(), filter.rules.end(),
                       [](const Rule& rule) { return !rule.match.states.empty(); });
  };
  for (const auto* filter : {&device.forward_filter, &device.local_filter, &device.own_filter,
                             &device.destination_nat_filter, &device.source_nat_filter}) {
    if (*filter && asks(**filter)) return true;
  }
  return std::any_of(device.filters.begin(), device.filters.end(),
                     [&](const auto& named) { return asks(named.second); });
}

class SessionWays {
 public:
  SessionWays(const ForwardingGraph& graph, const std::vector<PacketSet>& leading)
      : graph_(graph), state_(graph.state()), space_(graph.space()), leading_(leading) {
    for (const Device& device : graph.network().devices)
      devices_.push_back({{}, space_.none(), keeps_sessions(device), false});
    for (VertexIndex v = 0; v < graph.vertex_count(); ++v) learn(v);
  }

  void operator()(VertexIndex v, const PacketSet& packets, const Deliver& deliver) const {
    const Vertex& at = graph_.vertex(v);
    if (at.place == Place::device_source) return answer_from_device(at.device, packets, deliver);
    if (at.place != Place::ingress) return;
    const Known& known = devices_[at.device];
    if (!known.keeps_sessions && !known.rewrites) return;
    PacketSet of_session = packets & known.went_out;
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
    std::map<InterfaceIndex, PacketSet> came_in;  // reverse of P, by interface
    PacketSet went_out;                           // reverse of Q
    bool keeps_sessions = false;
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
    const PacketSet back = without_answer_fields(reversed(leading_[v]));
    if (vertex.place == Place::egress) {
      known.went_out |= back;
    } else {
      known.came_in.try_emplace(vertex.interface, space_.none()).first->second |= back;
    }
  }

  void learn_rewrites(VertexIndex v, Known& known) const {
    for (const EdgeView& edge : graph_.out_edges(v)) {
      if (leading_[edge.to].empty()) continue;
      for (const Branch& branch : edge.transfer->may) {
        if (!branch.rewrite.empty() && leading_[v].intersects(branch.guard)) known.rewrites = true;
      }
    }
  }

  /// What the device itself answers belongs to the session, whatever its own filter makes of packets that
  /// open one; by which interface it leaves is left open.
  void answer_from_device(DeviceIndex index, const PacketSet& packets, const Deliver& deliver) const {
    if (!graph_.network().devices[index].own_filter) return;
    for (VertexIndex v = 0; v < graph_.vertex_count(); ++v) {
      const Vertex& vertex = graph_.vertex(v);
      if (vertex.place == Place::egress && vertex.device == index) deliver(v, packets);
    }
  }

  /// `back` belongs to sessions whose packets came in at `interface`.
  void hand_back(const Vertex& at, InterfaceIndex interface, const PacketSet& back,
                 const Deliver& deliver) const {
    const DeviceIndex index = at.device;
    const Device& device = graph_.network().devices[index];
    if (!devices_[index].keeps_sessions) {
      // Its routing instance may be that of either side of the translation.
      for (const InterfaceIndex side : {at.interface, interface}) {
        const auto routing = state_.index.find({Place::routing, index, side, std::nullopt});
        if (routing != state_.index.end()) deliver(routing->second, back);
      }
      return;
    }
    for (VertexIndex v = 0; v < graph_.vertex_count(); ++v) {
      const Vertex& vertex = graph_.vertex(v);
      if (vertex.place == Place::egress && vertex.device == index && vertex.interface == interface)
        deliver(v, back);
    }
    const std::string& vrf = device.interfaces[interface].vrf;
    const RoutingTable* table = state_.routes[index].find(vrf);
    if (table == nullptr) return;
    const bool unread = std::any_of(device.uncertainties.begin(), device.uncertainties.end(),
                                    [](const Uncertainty& each) { return each.effect == Effect::may_route; });
    const std::vector<Hop> possible = forwarding::possible_hops(graph_.network(), index, vrf);
    const forwarding::HopRegions regions =
        forwarding::hop_regions(space_, *table, Field::destination, possible,
                                unread || !device.policy_routes.empty() ? RoutingScope::any : state_.scope);
    for (const auto& [hop, region] : regions.hops) {
      const auto egress = state_.index.find({Place::egress, index, hop.interface, hop.gateway});
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

AnswerWays answer_ways(const ForwardingGraph& graph, const Reachability& forward, VertexIndex target,
                       const PacketSet& arrivals) {
  std::vector<PacketSet> leading = forward.leading_to(target, arrivals);
  const Vertex& end = graph.vertex(target);
  const VertexIndex source =
      end.place == Place::device ? graph.device_source(end.device) : graph.segment_source(end.segment);
  const SessionWays sessions(graph, leading);
  PacketSet sent = answered(arrivals, graph.space());
  if (end.place == Place::segment) {
    // Each host answers from an address of its own.
    const Segment& segment = graph.network().snapshot.segments[end.segment];
    const PacketSet many = answered(sent_to_many(arrivals, segment, graph.space()), graph.space());
    sent |= many.forget(Field::source) & graph.addresses_of(end.segment, Field::source);
  }
  const Emission emission{source, sent};
  std::vector<PacketSet> reached = forwarding::push_until_stable(
      graph, Side::may, emission, [&](VertexIndex v, const PacketSet& packets, const Deliver& deliver) {
        sessions(v, packets, deliver);
      });
  return {std::move(leading), std::move(reached)};
}

PacketSet answers(const ForwardingGraph& graph, const Reachability& forward, SegmentIndex opener,
                  VertexIndex target, const PacketSet& arrivals) {
  return answer_ways(graph, forward, target, arrivals).reached[graph.segment_sink(opener)];
}

}  // namespace sekisho
