// What happens between devices: a frame leaves an interface into a broadcast domain and comes to the
// interface that owns the target address, or to the hosts of a segment; hosts send to any router of
// their domain; outside networks carry packets between all places where they are attached.
#include "graph_state.hpp"

#include <algorithm>
#include <map>

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

// RFC 1918, 6598, 3927, 5737, 2544, 1122; RFC 4193, 4291, 3849: destinations that nobody on the internet is
// sure to carry.
constexpr const char* unrouted_on_internet[] = {
    "10.0.0.0/8",    "172.16.0.0/12",   "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8",
    "192.0.2.0/24",  "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15", "0.0.0.0/8",      "240.0.0.0/4",
    "2001:db8::/32", "::1/128",         "fc00::/7",       "fe80::/10"};

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
    if (egress.gateway) {
      if (to_gateway(from, at, *egress.gateway, domain) || to_tunnel_end(from, at, everything_, domain))
        return;
      to_unknown_gateway(from, at, *egress.gateway, domain);
    } else {
      to_link(from, at, domain);
    }
  }

  [[nodiscard]] bool routes(const Attachment& at) const {
    return network_.devices[at.device].routes_ipv4 || network_.devices[at.device].routes_ipv6;
  }

  /// True when some device owns the gateway's address.
  bool to_gateway(VertexIndex from, const Attachment& at, const Address& gateway, const Domain& domain) {
    bool owned = false;
    for (const Attachment& other : domain.routed) {
      if (other == at || !owns(other, gateway)) continue;
      state_.pass(from, ingress_of(other), everything_, domain.surely_joined(at, other));
      owned = true;
    }
    return owned;
  }

  /// What goes into a tunnel comes out at its other end, whatever address it is sent to (RFC 2784,
  /// RFC 4301). False where the interface is no tunnel between devices.
  bool to_tunnel_end(VertexIndex from, const Attachment& at, const PacketSet& packets, const Domain& domain) {
    if (interface_at(at).kind != InterfaceKind::tunnel || !domain.segments.empty()) return false;
    const bool only_one = domain.routed.size() == 2;
    for (const Attachment& other : domain.routed) {
      if (other == at) continue;
      state_.pass(from, ingress_of(other), packets, only_one && domain.surely_joined(at, other));
    }
    return domain.routed.size() > 1;
  }

  /// A gateway whose address no interface of the snapshot shows: an interface that learns its address at
  /// run time or makes its link-local one itself (RFC 4862 section 5.3), one that answers for the
  /// address, an outside network's router, or a host that may hand packets on inside its own segment.
  void to_unknown_gateway(VertexIndex from, const Attachment& at, const Address& gateway,
                          const Domain& domain) {
    for (const Attachment& other : domain.routed) {
      if (other == at) continue;
      const Interface& interface = interface_at(other);
      if (interface.dynamic_address || interface.proxy_arp || is_link_local(gateway) ||
          answers_for(other).intersects(space_.address(Field::destination, AddressRange::of(gateway)))) {
        state_.pass(from, ingress_of(other), everything_, false);
      }
    }
    for (const SegmentIndex s : domain.segments) {
      const VertexIndex sink = state_.place(Place::segment, s);
      if (outside(s)) {
        state_.pass(from, sink, everything_, domain.surely_joined(s, at));
      } else {
        state_.pass(from, sink, claims_[s], false);
      }
    }
  }

  static bool is_link_local(const Address& address) {
    return Prefix::parse("fe80::/10")->contains(address) ||
           Prefix::parse("169.254.0.0/16")->contains(address);
  }

  void to_link(VertexIndex from, const Attachment& at, const Domain& domain) {
    PacketSet unowned = everything_;
    for (const Attachment& other : domain.routed) {
      if (other == at) continue;
      const PacketSet own = addressed_to(other);
      state_.pass(from, ingress_of(other), own, domain.surely_joined(at, other));
      unowned -= own;
    }
    if (to_tunnel_end(from, at, unowned, domain)) return;
    to_routers_on_link(from, at, unowned, domain);
    for (const SegmentIndex s : domain.segments) {
      const PacketSet guard = outside(s) ? unowned : unowned & claims_[s];
      state_.pass(from, state_.place(Place::segment, s), guard, domain.surely_joined(s, at));
    }
  }

  /// Routers that take packets for addresses which are not their own: those whose own address is known
  /// at run time only, proxy ARP (RFC 1027: for what they do not see on this link themselves), addresses
  /// that they translate; and, where this interface learned a gateway, any router may be it.
  void to_routers_on_link(VertexIndex from, const Attachment& at, const PacketSet& unowned,
                          const Domain& domain) {
    PacketSet unclaimed = unowned;
    bool to_outside = false;
    std::size_t routers = 0;
    for (const SegmentIndex s : domain.segments) {
      unclaimed -= claims_[s];
      to_outside |= outside(s);
    }
    for (const Attachment& other : domain.routed) routers += other != at && routes(other) ? 1 : 0;
    const bool learned = interface_at(at).dynamic_address;
    for (const Attachment& other : domain.routed) {
      if (other == at) continue;
      PacketSet taken = answers_for(other);
      if (learned || interface_at(other).dynamic_address) taken = everything_;
      if (interface_at(other).proxy_arp) taken |= ~on_link_of(other);
      if (domain.segments.empty()) taken = everything_;  // no hosts: a line to one other router
      state_.pass(from, ingress_of(other), taken & unowned, false);
      const bool only_gateway = learned && routers == 1 && routes(other) && !to_outside;
      if (only_gateway) state_.pass(from, ingress_of(other), unclaimed, domain.surely_joined(at, other));
    }
  }

  [[nodiscard]] PacketSet on_link_of(const Attachment& at) {
    PacketSet result = space_.none();
    for (const InterfaceAddress& address : interface_at(at).addresses)
      result |= space_.address(Field::destination, address.subnet());
    return result;
  }

  /// Addresses that a translating device may answer for on an interface: those that its rules translate
  /// there, and those that it translates to.
  const PacketSet& answers_for(const Attachment& at) {
    const auto [found, is_new] = answers_for_.try_emplace(at, space_.none());
    if (!is_new) return found->second;
    const Device& device = network_.devices[at.device];
    const std::string& name = interface_at(at).name;
    PacketSet result = space_.none();
    for (const NatRule& rule : device.destination_nat) {
      if (!rule.rewrite.empty() && binding_of(rule.ingress, name) != Binding::no)
        result |= destinations_of(rule);
    }
    for (const NatRule& rule : device.source_nat) {
      if (rule.rewrite.source && binding_of(rule.egress, name) != Binding::no)
        result |= space_.address(Field::destination, *rule.rewrite.source);
    }
    if (device.forward_filter) result |= translated_to(*device.forward_filter, name);
    for (const auto& [list, filter] : device.filters) result |= translated_to(filter, name);
    return found->second = result;
  }

  /// Addresses that permitting rules give to packets leaving by an interface.
  [[nodiscard]] PacketSet translated_to(const Filter& filter, const std::string& interface) {
    PacketSet result = space_.none();
    for (const Rule& rule : filter.rules) {
      if (rule.translate && rule.translate->source && binding_of(rule.egress, interface) != Binding::no)
        result |= space_.address(Field::destination, *rule.translate->source);
    }
    return result;
  }

  /// Whatever else the rule asks of a packet: an upper bound is all that is wanted here.
  [[nodiscard]] PacketSet destinations_of(const NatRule& rule) {
    Match where;
    where.destination = rule.match.destination;
    return state_.matches().of(where).may;
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

  /// An outside network delivers what it claims and hands on everything else wherever it is attached.
  /// Addresses of the devices themselves may lie in what it claims (the public side of a border router),
  /// and so may addresses that they translate; those come back in. The internet is sure to hand on only
  /// addresses that it routes, and only a network with several attachments comes back in elsewhere.
  void carry_through(SegmentIndex s) {
    const VertexIndex sink = state_.place(Place::segment, s);
    const bool internet = network_.snapshot.segments[s].segment_class == SegmentClass::internet;
    const PacketSet sure = (internet ? internet_carries_ : everything_) - claims_[s];
    const PacketSet carried = ~claims_[s] | of_devices();
    const bool several = network_.snapshot.segments[s].attached.size() > 1;
    for (const Domain& domain : network_.domains) {
      if (!contains(domain.segments, s)) continue;
      for (const Attachment& router : domain.routed) {
        const bool certain = several && domain.surely_joined(s, router);
        state_.pass(sink, ingress_of(router), sure, certain);
        state_.pass(sink, ingress_of(router), carried - sure, false);
      }
      for (const SegmentIndex other : domain.segments) {
        if (other != s) state_.pass(sink, state_.place(Place::segment, other), claims_[other], false);
      }
    }
  }

  /// Addresses that some device has or may answer for.
  const PacketSet& of_devices() {
    if (of_devices_) return *of_devices_;
    of_devices_ = space_.none();
    for (const Domain& domain : network_.domains) {
      for (const Attachment& at : domain.routed) *of_devices_ |= addressed_to(at) | answers_for(at);
    }
    return *of_devices_;
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
  std::map<Attachment, PacketSet> answers_for_;
  std::optional<PacketSet> of_devices_;
};

}  // namespace

void add_domain_edges(ForwardingGraph::State& state) { DomainEdges(state).add(); }

}  // namespace sekisho::forwarding
