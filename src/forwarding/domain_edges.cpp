// What happens between devices: a frame leaves an interface into a broadcast domain and comes to the
// interface that owns the target address, or to the hosts of a segment; hosts send to any router of
// their domain; outside networks carry packets between all places where they are attached.
#include "graph_state.hpp"

#include <set>

namespace sekisho::forwarding {

PacketSet claimed_by(PacketSpace& space, const Network& network, SegmentIndex segment, Field field) {
  const Segment& wanted = network.snapshot.segments[segment];
  std::vector<PacketSet> sets;
  if (!wanted.rest) {
    for (const Prefix& prefix : wanted.prefixes) sets.push_back(space.address(field, prefix));
    return space.union_of(std::move(sets));
  }
  for (const Segment& other : network.snapshot.segments) {
    for (const Prefix& prefix : other.prefixes) sets.push_back(space.address(field, prefix));
  }
  return ~space.union_of(std::move(sets));
}

namespace {

// RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291: destinations that the internet does not carry.
constexpr const char* unrouted_on_internet[] = {"10.0.0.0/8",    "172.16.0.0/12",  "192.168.0.0/16",
                                                "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8",
                                                "fc00::/7",      "fe80::/10"};

class DomainEdges {
 public:
  explicit DomainEdges(ForwardingGraph::State& state)
      : state_(state),
        space_(state.space),
        network_(state.network),
        everything_(space_.all()),
        internet_carries_(space_.all()),
        to_many_(space_.none()) {
    for (const char* text : unrouted_on_internet)
      internet_carries_ -= space_.address(Field::destination, *Prefix::parse(text));
    to_many_ |= space_.address(Field::destination, *Prefix::parse("224.0.0.0/4"));
    to_many_ |= space_.address(Field::destination, *Prefix::parse("255.255.255.255/32"));
    to_many_ |= space_.address(Field::destination, *Prefix::parse("ff00::/8"));
    for (SegmentIndex s = 0; s < network_.snapshot.segments.size(); ++s) {
      claims_.push_back(claimed_by(space_, network_, s, Field::destination));
    }
  }

  void add() {
    // Egress places exist already; what is added here makes ingress and segment places only.
    const VertexIndex count = boost::num_vertices(state_.graph);
    for (VertexIndex v = 0; v < count; ++v) {
      const Vertex vertex = state_.graph[v];
      if (vertex.place == Place::egress) leave(v, vertex);
    }
    for (SegmentIndex s = 0; s < network_.snapshot.segments.size(); ++s) {
      send_from(s);
      if (network_.snapshot.segments[s].outside) carry_through(s);
    }
  }

 private:
  [[nodiscard]] const Interface& interface_at(const Attachment& at) const {
    return network_.devices[at.device].interfaces[at.interface];
  }

  [[nodiscard]] bool outside(SegmentIndex s) const { return network_.snapshot.segments[s].outside; }

  [[nodiscard]] PacketSet addressed_to(const Attachment& at) {
    PacketSet own = space_.none();
    for (const InterfaceAddress& address : interface_at(at).addresses) {
      own |= space_.address(Field::destination, AddressRange::of(address.address));
    }
    return own;
  }

  [[nodiscard]] bool owns(const Attachment& at, const Address& address) const {
    for (const InterfaceAddress& own : interface_at(at).addresses) {
      if (own.address == address) return true;
    }
    return false;
  }

  VertexIndex ingress_of(const Attachment& at) {
    return state_.place(Place::ingress, at.device, at.interface);
  }

  void leave(VertexIndex from, const Vertex& egress) {
    const Attachment at{egress.device, egress.interface};
    const DomainIndex index = network_.domain_of[at.device][at.interface];
    if (index == Network::no_domain) return;
    const Domain& domain = network_.domains[index];
    if (egress.gateway && to_gateway(from, at, *egress.gateway, domain)) return;
    if (egress.gateway) {
      to_unknown_gateway(from, at, domain);
    } else {
      to_link(from, at, domain);
    }
  }

  /// True when some device owns the gateway's address.
  bool to_gateway(VertexIndex from, const Attachment& at, const Address& gateway, const Domain& domain) {
    bool owned = false;
    for (const Attachment& other : domain.routed) {
      if (other == at || !owns(other, gateway)) continue;
      state_.pass(from, ingress_of(other), everything_, domain.surely_joined(at, other));
      owned = true;
    }
    if (owned) return true;
    for (const Attachment& other : domain.routed) {  // its address is only known at run time
      if (other == at || !interface_at(other).dynamic_address) continue;
      state_.pass(from, ingress_of(other), everything_, false);
    }
    return false;
  }

  /// A gateway that is no device of the snapshot: an outside network's router, or a host that may hand
  /// packets on inside its own segment.
  void to_unknown_gateway(VertexIndex from, const Attachment& at, const Domain& domain) {
    for (const SegmentIndex s : domain.segments) {
      const VertexIndex sink = state_.place(Place::segment, s);
      if (outside(s)) {
        state_.pass(from, sink, everything_, domain.surely_joined(s, at));
      } else {
        state_.pass(from, sink, claims_[s], false);
      }
    }
  }

  void to_link(VertexIndex from, const Attachment& at, const Domain& domain) {
    PacketSet unowned = everything_;
    for (const Attachment& other : domain.routed) {
      if (other == at) continue;
      const PacketSet own = addressed_to(other);
      state_.pass(from, ingress_of(other), own, domain.surely_joined(at, other));
      if (interface_at(other).dynamic_address) state_.pass(from, ingress_of(other), everything_, false);
      unowned -= own;
    }
    for (const SegmentIndex s : domain.segments) {
      const PacketSet guard = outside(s) ? unowned : unowned & claims_[s];
      state_.pass(from, state_.place(Place::segment, s), guard, domain.surely_joined(s, at));
    }
  }

  /// A host may choose any router of its domain as first hop, and reaches other segments of the
  /// domain directly.
  void send_from(SegmentIndex s) {
    const VertexIndex source = state_.place(Place::segment_source, s);
    for (const Domain& domain : network_.domains) {
      if (!contains(domain.segments, s)) continue;
      for (const Attachment& router : domain.routed) {
        state_.pass(source, ingress_of(router), everything_, domain.surely_joined(s, router));
      }
      for (const SegmentIndex other : domain.segments) {
        if (other == s) continue;
        const PacketSet guard = outside(other) ? everything_ : claims_[other] | to_many_;
        state_.pass(source, state_.place(Place::segment, other), guard, joined_in_a_part(domain, s, other));
      }
    }
  }

  /// An outside network hands on what it is given wherever it is attached. The internet is sure to do
  /// so only for addresses that it routes, and only one with several attachments comes back in.
  void carry_through(SegmentIndex s) {
    const VertexIndex sink = state_.place(Place::segment, s);
    const bool internet = network_.snapshot.segments[s].segment_class == SegmentClass::internet;
    const PacketSet sure = internet ? internet_carries_ : everything_;
    const bool several = network_.snapshot.segments[s].attached.size() > 1;
    for (const Domain& domain : network_.domains) {
      if (!contains(domain.segments, s)) continue;
      for (const Attachment& router : domain.routed) {
        const bool certain = several && domain.surely_joined(s, router);
        state_.pass(sink, ingress_of(router), sure, certain);
        state_.pass(sink, ingress_of(router), everything_ - sure, false);
      }
      for (const SegmentIndex other : domain.segments) {
        if (other != s) state_.pass(sink, state_.place(Place::segment, other), claims_[other], false);
      }
    }
  }

  static bool contains(const std::vector<SegmentIndex>& list, SegmentIndex s) {
    return std::find(list.begin(), list.end(), s) != list.end();
  }

  static bool joined_in_a_part(const Domain& domain, SegmentIndex a, SegmentIndex b) {
    if (domain.certain) return true;
    for (const DomainPart& part : domain.certain_parts) {
      if (contains(part.segments, a) && contains(part.segments, b)) return true;
    }
    return false;
  }

  ForwardingGraph::State& state_;
  PacketSpace& space_;
  const Network& network_;
  PacketSet everything_;
  PacketSet internet_carries_;
  PacketSet to_many_;  // broadcast and multicast
  std::vector<PacketSet> claims_;
};

}  // namespace

void add_domain_edges(ForwardingGraph::State& state) { DomainEdges(state).add(); }

}  // namespace sekisho::forwarding
