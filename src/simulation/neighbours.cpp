// The link between devices.
//
// A frame is sent to a target: the gateway, or the destination when the route has none.
//  1. An interface of the domain that owns the target gets it. Several owners of a shared address are
//     alternatives: which one is master is a state of the network, both of its states occur.
//  2. On a tunnel the other end gets it, whatever the target.
//  3. A router may answer for a target that is not its address (why_it_answers): never certain.
//  4. A target that no interface owns is a host. An on-link destination is delivered to the segments of
//     the domain that claim it. A gateway is the router of an outside network attached there, which
//     delivers what it claims and hands on the rest (outside_network below).
//  5. Nobody: the packet leaves what the snapshot describes. Never certain: there may be an undescribed
//     router, or nothing that answers ARP.
#include "simulation/neighbours.hpp"

#include "simulation/address_owners.hpp"
#include "simulation/route_choice.hpp"

#include <algorithm>

namespace sekisho::simulation {
namespace {

class Link {
 public:
  Link(const World& world, const Domain& domain, const Packet& packet)
      : network_(world.network), domain_(domain), packet_(packet) {}

  std::vector<Onward> from_device(const Attachment& self, const Exit& exit);
  std::vector<Onward> from_host(SegmentIndex sender);

 private:
  void to_owners(const Attachment& self, const Address& target);
  void to_tunnel_ends(const Attachment& self);
  void to_gateway_outside(const Attachment& self);
  void to_hosts_on_link(const Attachment& self);
  void to_answering_routers(const Attachment& self, const std::optional<Address>& gateway);
  [[nodiscard]] StepReason why_it_answers(const Attachment& other,
                                          const std::optional<Address>& gateway) const;
  void to_group(std::optional<SegmentIndex> sender);
  void hand_to(SegmentIndex outside, bool certain);
  bool carry_into(SegmentIndex outside, const Domain& domain, bool certain);
  void carry_to_devices(SegmentIndex outside);
  void deliver(std::vector<SegmentIndex> segments, bool certain);
  void nobody();

  [[nodiscard]] const Segment& segment(SegmentIndex s) const { return network_.snapshot.segments[s]; }
  [[nodiscard]] const Interface& interface(const Attachment& at) const {
    return network_.devices[at.device].interfaces[at.interface];
  }
  [[nodiscard]] bool claimed_by(SegmentIndex s) const {
    return claims(network_.snapshot, segment(s), packet_.destination);
  }
  /// A frame to this interface is of use: it forwards the family, or the packet is for it.
  [[nodiscard]] bool takes_packets(const Attachment& at) const {
    return forwards(network_.devices[at.device], packet_.family()) ||
           owns(interface(at), packet_.destination);
  }
  [[nodiscard]] std::string name(const Attachment& at) const {
    return network_.devices[at.device].name + ":" + interface(at).name;
  }
  [[nodiscard]] bool is_group() const;
  void arrive(const Attachment& to, bool certain, StepReason reason = StepReason::none) {
    if (!certain && reason == StepReason::none) reason = StepReason::uncertain_link;
    found_.push_back({to, {}, {}, std::nullopt, certain, reason, reason == StepReason::none ? "" : name(to)});
  }

  const Network& network_;
  const Domain& domain_;
  const Packet& packet_;
  std::vector<Onward> found_;
};

std::vector<Onward> Link::from_device(const Attachment& self, const Exit& exit) {
  if (exit.neighbour) {
    arrive(*exit.neighbour, domain_.surely_joined(self, *exit.neighbour));
    return found_;
  }
  to_owners(self, exit.gateway.value_or(packet_.destination));
  if (!found_.empty()) return found_;
  if (interface(self).kind == InterfaceKind::tunnel && domain_.segments.empty()) to_tunnel_ends(self);
  if (!found_.empty()) return found_;
  to_answering_routers(self, exit.gateway);
  if (exit.gateway) {
    to_gateway_outside(self);
  } else {
    to_hosts_on_link(self);
  }
  if (std::ranges::none_of(found_, &Onward::certain)) nobody();
  return found_;
}

void Link::to_owners(const Attachment& self, const Address& target) {
  std::vector<Attachment> owners;
  for (const Attachment& other : domain_.routed) {
    if (other != self && owns(interface(other), target)) owners.push_back(other);
  }
  for (const Attachment& owner : owners) {
    arrive(owner, domain_.surely_joined(self, owner),
           owners.size() > 1 ? StepReason::several_owners : StepReason::none);
  }
}

/// RFC 2784, RFC 4301 and the like: what goes into a tunnel comes out at its other end.
void Link::to_tunnel_ends(const Attachment& self) {
  const std::size_t ends = domain_.routed.size();
  for (const Attachment& other : domain_.routed) {
    if (other != self) arrive(other, ends == 2 && domain_.surely_joined(self, other), StepReason::tunnel_end);
  }
}

/// Why a router may answer ARP or ND for a target that none of its addresses is; `none` when it does not.
StepReason Link::why_it_answers(const Attachment& other, const std::optional<Address>& gateway) const {
  const Interface& answering = interface(other);
  const Address& target = gateway.value_or(packet_.destination);
  // Its address is known at run time only, or is a link-local one that it makes itself (RFC 4862).
  if (answering.dynamic_address || (gateway && is_link_local(*gateway))) return StepReason::learned_address;
  if (translates(network_.devices[other.device], answering.name, target))
    return StepReason::translated_address;
  const bool on_its_link = std::ranges::any_of(
      answering.addresses, [&](const InterfaceAddress& own) { return own.subnet().contains(target); });
  if (answering.proxy_arp && (gateway || !on_its_link)) return StepReason::proxy_arp;  // RFC 1027
  // A line with no hosts on it: the other router gets whatever is sent there.
  if (!gateway && domain_.segments.empty()) return StepReason::line_end;
  return StepReason::none;
}

void Link::to_answering_routers(const Attachment& self, const std::optional<Address>& gateway) {
  for (const Attachment& other : domain_.routed) {
    if (other == self) continue;
    const StepReason reason = why_it_answers(other, gateway);
    if (reason != StepReason::none) arrive(other, false, reason);
  }
}

void Link::to_gateway_outside(const Attachment& self) {
  for (const SegmentIndex s : domain_.segments) {
    if (segment(s).outside) {
      hand_to(s, domain_.surely_joined(s, self));
    } else if (claimed_by(s)) {
      deliver({s}, false);  // a host that routes, inside its own segment
    }
  }
}

void Link::to_hosts_on_link(const Attachment& self) {
  std::vector<SegmentIndex> claiming;
  bool certain = true;
  for (const SegmentIndex s : domain_.segments) {
    if (!claimed_by(s)) continue;
    claiming.push_back(s);
    certain = certain && domain_.surely_joined(s, self);
  }
  if (!claiming.empty()) {
    deliver(claiming, certain);
    for (const SegmentIndex s : claiming) carry_to_devices(s);
    return;
  }
  std::size_t outside = 0;
  for (const SegmentIndex s : domain_.segments) {
    if (!segment(s).outside) continue;
    ++outside;
    hand_to(s, domain_.surely_joined(s, self));
  }
  // No host has it. Where this interface learned its gateway, any router of the link may be that.
  if (!interface(self).dynamic_address) return;
  std::vector<Attachment> routers;
  for (const Attachment& other : domain_.routed) {
    if (other != self && takes_packets(other)) routers.push_back(other);
  }
  const bool only_gateway = routers.size() == 1 && outside == 0;
  for (const Attachment& router : routers) {
    const bool sure = only_gateway && domain_.surely_joined(self, router);
    const bool found = std::ranges::any_of(found_, [&](const Onward& onward) { return onward.to == router; });
    if (sure || !found) arrive(router, sure, StepReason::learned_address);
  }
}

bool Link::is_group() const {
  if (is_group_address(packet_.destination, nullptr)) return true;
  return std::ranges::any_of(domain_.routed, [&](const Attachment& at) {
    return is_group_address(packet_.destination, &interface(at));
  });
}

/// Broadcast and multicast reach everything in the domain.
void Link::to_group(std::optional<SegmentIndex> sender) {
  std::vector<SegmentIndex> others;
  for (const SegmentIndex s : domain_.segments) {
    if (s != sender) others.push_back(s);
  }
  if (others.empty() && sender) others.push_back(*sender);
  if (!others.empty()) deliver(std::move(others), domain_.certain);
  for (const Attachment& at : domain_.routed) arrive(at, !sender || domain_.surely_joined(*sender, at));
}

std::vector<Onward> Link::from_host(SegmentIndex sender) {
  if (is_group()) {
    to_group(sender);
    return found_;
  }
  bool owned = false;  // by an interface that surely gets the frame: then no host does
  for (const Attachment& router : domain_.routed) {
    if (takes_packets(router)) {
      const bool joined = domain_.surely_joined(sender, router);
      owned = owned || (joined && owns(interface(router), packet_.destination));
      arrive(router, joined);
    } else if (interface(router).dynamic_address) {
      arrive(router, false, StepReason::learned_address);
    }
  }
  for (const SegmentIndex s : domain_.segments) {
    const bool together = s == sender || domain_.certain ||
                          std::ranges::any_of(domain_.certain_parts, [&](const DomainPart& part) {
                            return std::ranges::find(part.segments, s) != part.segments.end() &&
                                   std::ranges::find(part.segments, sender) != part.segments.end();
                          });
    if (claimed_by(s)) {
      if (!owned) deliver({s}, together);
      if (s != sender) carry_to_devices(s);
    } else if (s != sender && segment(s).outside) {
      hand_to(s, together);
    }
  }
  return found_;
}

/// What an outside network claims may still be the public side of a device: an address of the border
/// router, or one that it translates. Such packets may come back in wherever the network is attached.
void Link::carry_to_devices(SegmentIndex outside) {
  if (!segment(outside).outside || !some_device_answers_for(network_, packet_.destination)) return;
  for (const Domain& domain : network_.domains) {
    if (std::ranges::find(domain.segments, outside) != domain.segments.end())
      carry_into(outside, domain, false);
  }
}

/// An outside network delivers what it claims; else it carries the packet to every place where it is
/// attached, back into this domain too. The internet is not sure to carry addresses that are not
/// global, and with one attachment nothing is sure to come back.
void Link::hand_to(SegmentIndex outside, bool certain) {
  if (claimed_by(outside)) {
    deliver({outside}, certain);
    carry_to_devices(outside);
    return;
  }
  const bool doubtful =
      segment(outside).segment_class == SegmentClass::internet && internet_may_not_carry(packet_.destination);
  const bool several = segment(outside).attached.size() > 1;
  bool carried = false;
  for (const Domain& domain : network_.domains) {
    if (std::ranges::find(domain.segments, outside) == domain.segments.end()) continue;
    carried = carry_into(outside, domain, certain && several && !doubtful) || carried;
  }
  const bool claimed = std::ranges::any_of(network_.snapshot.segments, [&](const Segment& s) {
    return claims(network_.snapshot, s, packet_.destination);
  });
  if (claimed && carried && several && !doubtful) return;
  // Nobody that the snapshot names has the address, or it may go astray outside.
  const bool sure = certain && !claimed && !doubtful;
  found_.push_back({std::nullopt,
                    Disposition::leaves_network,
                    {},
                    outside,
                    sure,
                    doubtful ? StepReason::may_not_carry : StepReason::carried_by,
                    segment(outside).name});
}

/// Carries into one domain; true when something there takes the packet.
bool Link::carry_into(SegmentIndex outside, const Domain& domain, bool certain) {
  bool taken = false;
  for (const Attachment& at : domain.routed) {
    if (!takes_packets(at)) continue;
    found_.push_back({at,
                      {},
                      {},
                      outside,
                      certain && domain.surely_joined(outside, at),
                      StepReason::carried_by,
                      segment(outside).name + " -> " + name(at)});
    taken = true;
  }
  for (const SegmentIndex s : domain.segments) {
    if (s == outside || !claimed_by(s)) continue;
    found_.push_back({std::nullopt,
                      Disposition::delivered,
                      {s},
                      outside,
                      false,
                      StepReason::carried_by,
                      segment(outside).name});
    taken = true;
  }
  return taken;
}

void Link::deliver(std::vector<SegmentIndex> segments, bool certain) {
  found_.push_back({std::nullopt, Disposition::delivered, std::move(segments), std::nullopt, certain,
                    certain ? StepReason::none : StepReason::uncertain_link, ""});
}

void Link::nobody() {
  found_.push_back({std::nullopt,
                    Disposition::leaves_network,
                    {},
                    std::nullopt,
                    false,
                    StepReason::no_such_neighbour,
                    ""});
}

}  // namespace

std::vector<Onward> leave_device(const World& world, DeviceIndex device, const Exit& exit,
                                 const Packet& packet) {
  const Interface& out = world.network.devices[device].interfaces[exit.interface];
  const DomainIndex index = world.network.domain_of[device][exit.interface];
  if (index == Network::no_domain) {
    // Behind a loopback there is nothing: what is not the device's own address is dropped.
    if (out.kind == InterfaceKind::loopback) {
      return {{std::nullopt,
               Disposition::null_routed,
               {},
               std::nullopt,
               true,
               StepReason::not_connected,
               out.name}};
    }
    return {{std::nullopt,
             Disposition::leaves_network,
             {},
             std::nullopt,
             false,
             StepReason::not_connected,
             out.name}};
  }
  return Link(world, world.network.domains[index], packet).from_device({device, exit.interface}, exit);
}

std::vector<Onward> send_from_segment(const World& world, SegmentIndex segment, DomainIndex domain,
                                      const Packet& packet) {
  return Link(world, world.network.domains[domain], packet).from_host(segment);
}

}  // namespace sekisho::simulation
