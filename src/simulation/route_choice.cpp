// The route lookup.
//
// Known table: the routes that lookup() lists, each with its next hops. A single certain one is certain
// with all its hops (load sharing is a freedom of the device). Several are alternatives.
//
// Unknown table (a protocol that is not computed, an unread policy route): an own address still ends in
// the device; anything else may go by any route of the table, by any interface of the VRF to any
// neighbour there, or nowhere.
#include "simulation/route_choice.hpp"

#include "simulation/nat.hpp"

#include <algorithm>

namespace sekisho::simulation {
namespace {

bool is_multicast(const Address& address) {
  return address.family == Family::v4 ? address.bits >> 28 == 0xe : address.bits >> 120 == 0xff;
}

/// RFC 919; /31 and /32 have no broadcast address (RFC 3021).
bool is_subnet_broadcast(const Address& address, const Interface& link) {
  if (address.family != Family::v4) return false;
  return std::ranges::any_of(link.addresses, [&](const InterfaceAddress& own) {
    return own.length <= 30 && own.subnet().contains(address) && own.subnet().last() == address;
  });
}

std::string text_of(const World& world, const Passage& passage, const Exit& exit) {
  std::string text = device_of(world, passage).interfaces[exit.interface].name;
  if (exit.gateway) text += " " + to_string(*exit.gateway);
  if (exit.neighbour) {
    const Device& other = world.network.devices[exit.neighbour->device];
    text += " " + other.name + ":" + other.interfaces[exit.neighbour->interface].name;
  }
  return text;
}

Passage leaving_by(const World& world, Passage passage, const Exit& exit, const Note& why) {
  Note note = why;
  if (note.data.empty()) note.data = text_of(world, passage, exit);
  if (note.reason == StepReason::none) note.reason = StepReason::next_hop;
  passage.exit = exit;
  const Interface& out = *egress_of(world, passage);
  // The last router does not send a packet to the broadcast address of its own subnet (RFC 2644).
  if (!exit.gateway && is_group_address(passage.packet.destination, &out)) {
    return ending(
        std::move(passage), Disposition::no_route,
        {Stage::route_lookup, "no-route", note.certain, StepReason::not_forwarded, out.name, note.rule});
  }
  return with(std::move(passage), std::move(note));
}

void follow_route(const World& world, const Passage& passage, const Route& route, bool certain,
                  Passages& result) {
  const StepReason doubt_reason = certain ? StepReason::none : StepReason::route_uncertain;
  if (route.kind == RouteKind::local) {
    Passage next = passage;
    next.local = true;
    result.push_back(
        with(std::move(next), {Stage::route_lookup, "deliver", certain, doubt_reason, "", route.source}));
    return;
  }
  if (route.kind == RouteKind::no_route) {
    result.push_back(ending(
        passage, Disposition::no_route,
        {Stage::route_lookup, "no-route", certain, doubt_reason, to_string(route.prefix), route.source}));
    return;
  }
  if (route.hops.empty()) {
    result.push_back(ending(
        passage, Disposition::null_routed,
        {Stage::route_lookup, "discard", certain, doubt_reason, to_string(route.prefix), route.source}));
  }
  for (const Hop& hop : route.hops) {
    result.push_back(leaving_by(world, passage, {hop.interface, hop.gateway, std::nullopt},
                                {Stage::route_lookup, "route", certain, StepReason::none, "", route.source}));
  }
}

Passage without_route(Passage passage, bool certain, StepReason reason) {
  const std::string destination = to_string(passage.packet.destination);
  return ending(std::move(passage), Disposition::no_route,
                {Stage::route_lookup, "no-route", certain, reason, destination, std::nullopt});
}

Passages follow_table(const World& world, const Passage& passage, const RoutingTable& table) {
  const std::vector<const Route*> found = lookup(table, passage.packet.destination);
  const bool certain = found.size() == 1 && found.front()->certain;
  Passages result;
  for (const Route* route : found) follow_route(world, passage, *route, certain, result);
  if (found.empty() || !found.back()->certain) {
    result.push_back(without_route(passage, found.empty(), StepReason::none));
  }
  return result;
}

/// BGP may import routes of one VRF into another (route targets), and an unread construct of the whole
/// device may do anything; every other protocol stays in its VRF.
bool may_leave_vrf(const Device& device) {
  if (doubt(device, Effect::may_route, nullptr) != nullptr) return true;
  return std::ranges::any_of(device.dynamic_routing,
                             [](const DynamicRouting& dynamic) { return dynamic.protocol == "bgp"; });
}

bool has_address(const Device& device, const Address& address) {
  return std::ranges::any_of(device.interfaces, [&](const Interface& interface) {
    return interface.enabled && std::ranges::any_of(interface.addresses, [&](const InterfaceAddress& own) {
             return own.address == address;
           });
  });
}

/// Every way out of the VRF: to the link itself, and to each neighbour on it.
std::vector<Exit> all_exits(const World& world, const Passage& passage, const std::string& vrf) {
  const Device& device = device_of(world, passage);
  // A table without interfaces is one that policy routes look into: it may lead to any of them.
  const bool any_vrf = may_leave_vrf(device) ||
                       std::ranges::none_of(device.interfaces,
                                            [&](const Interface& interface) { return interface.vrf == vrf; });
  std::vector<Exit> exits;
  for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
    const DomainIndex domain = world.network.domain_of[passage.device][i];
    if (domain == Network::no_domain || !device.interfaces[i].enabled) continue;
    if (!any_vrf && device.interfaces[i].vrf != vrf) continue;
    const Attachment self{passage.device, i};
    const std::vector<Attachment>& routed = world.network.domains[domain].routed;
    if (std::ranges::find(routed, self) == routed.end()) continue;
    exits.push_back({i, std::nullopt, std::nullopt});
    for (const Attachment& other : routed) {
      const bool routes = forwards(world.network.devices[other.device], passage.packet.family());
      if (other != self && routes) exits.push_back({i, std::nullopt, other});
    }
  }
  return exits;
}

Passages follow_unknown(const World& world, const Passage& passage, const std::string& vrf,
                        const RoutingTable* table, const std::optional<RuleSource>& because) {
  Passages result;
  if (table != nullptr) {
    const std::vector<const Route*> found = lookup(*table, passage.packet.destination);
    const bool own = !found.empty() && found.front()->kind == RouteKind::local && found.front()->certain;
    for (const Route* route : found) {
      follow_route(world, passage, *route, own, result);
      if (own) return result;
    }
  }
  if (may_leave_vrf(device_of(world, passage)) &&
      has_address(device_of(world, passage), passage.packet.destination)) {
    Passage imported = passage;  // the local route of another VRF
    imported.local = true;
    result.push_back(with(std::move(imported),
                          {Stage::route_lookup, "deliver", false, StepReason::routes_unknown, "", because}));
  }
  for (const Exit& exit : all_exits(world, passage, vrf)) {
    result.push_back(leaving_by(world, passage, exit,
                                {Stage::route_lookup, "route", false, StepReason::routes_unknown,
                                 text_of(world, passage, exit), because}));
  }
  result.push_back(without_route(passage, false, StepReason::routes_unknown));
  return result;
}

/// Alternatives whose interface has an unread line that may route, replaced by unknown routing.
Passages with_doubts(const World& world, const Passage& before, const std::string& vrf, Passages passages) {
  const Device& device = device_of(world, before);
  for (const Passage& passage : passages) {
    const Interface* out = egress_of(world, passage);
    const Uncertainty* unread = out == nullptr ? nullptr : doubt(device, Effect::may_route, out);
    if (unread == nullptr) continue;
    return follow_unknown(world, before, vrf, world.routes[before.device].find(vrf), unread->source);
  }
  return passages;
}

/// The VRF of the ingress interface; for packets of the device itself that of their source address.
std::string vrf_of(const World& world, const Passage& passage) {
  if (passage.steering.kind == Steering::Kind::other_vrf) return passage.steering.vrf;
  if (const Interface* in = ingress_of(world, passage)) return in->vrf;
  for (const Interface& interface : device_of(world, passage).interfaces) {
    for (const InterfaceAddress& own : interface.addresses) {
      if (own.address == passage.packet.source) return interface.vrf;
    }
  }
  return "";
}

Passages look_up(const World& world, const Passage& passage) {
  const Device& device = device_of(world, passage);
  const std::string vrf = vrf_of(world, passage);
  const RoutingTable* table = world.routes[passage.device].find(vrf);
  const Uncertainty* unread = doubt(device, Effect::may_route, ingress_of(world, passage));
  if (unread != nullptr) return follow_unknown(world, passage, vrf, table, unread->source);
  if (table == nullptr) return {without_route(passage, true, StepReason::none)};
  if (table->is_unknown(passage.packet.family()))
    return follow_unknown(world, passage, vrf, table, table->unknown_because.front());
  return with_doubts(world, passage, vrf, follow_table(world, passage, *table));
}

/// Group addresses are for the devices on the link; no router passes them on. Which groups a device
/// has joined is not known.
Passages receive_group(Passage passage) {
  const bool broadcast = !is_multicast(passage.packet.destination);
  Passages result;
  if (!broadcast) result.push_back(without_route(passage, false, StepReason::not_forwarded));
  passage.local = true;
  result.push_back(with(std::move(passage), {Stage::route_lookup, "deliver", broadcast,
                                             StepReason::group_address, "", std::nullopt}));
  return result;
}

/// An own link-local address is one on its own link; elsewhere it is somebody else's, or nobody's (RFC 4291
/// section 2.5.6, RFC 4007 section 6).
bool is_link_local_elsewhere(const World& world, const Passage& passage) {
  const Interface* in = ingress_of(world, passage);
  return in != nullptr && is_ipv6_link_local(passage.packet.destination) &&
         std::ranges::none_of(in->addresses, [&](const InterfaceAddress& own) {
           return own.address == passage.packet.destination;
         });
}

Passages decide(const World& world, Passage passage) {
  const Interface* in = ingress_of(world, passage);
  const Address& destination = passage.packet.destination;
  if (in != nullptr && is_group_address(destination, in)) return receive_group(std::move(passage));
  if (is_group_address(destination, nullptr))
    return {without_route(std::move(passage), true, StepReason::not_forwarded)};
  if (passage.steering.kind == Steering::Kind::discard) {
    return {ending(std::move(passage), Disposition::null_routed,
                   {Stage::route_lookup, "discard", true, StepReason::none, "", std::nullopt})};
  }
  Passages result;
  if (passage.steering.kind == Steering::Kind::exit) {
    const Exit exit = passage.steering.exit;
    result.push_back(leaving_by(world, std::move(passage), exit,
                                {Stage::route_lookup, "route", true, StepReason::none, "", std::nullopt}));
  } else {
    result = look_up(world, passage);
  }
  if (in == nullptr) return result;
  const bool hosts_only = !forwards(device_of(world, result.front()), result.front().packet.family());
  if (std::ranges::any_of(result, &Passage::local) && is_link_local_elsewhere(world, result.front())) {
    for (Passage& alternative : result) alternative.certain = false;
    result.push_back(without_route(result.front(), false, StepReason::not_forwarded));
    result.back().local = false;
  }
  for (Passage& alternative : result) {
    if (alternative.local || alternative.ended) continue;
    if (hosts_only || is_ipv6_link_local(alternative.packet.destination)) {
      alternative = without_route(std::move(alternative), true,
                                  hosts_only ? StepReason::does_not_route : StepReason::not_forwarded);
    }
  }
  return result;
}

}  // namespace

bool forwards(const Device& device, Family family) {
  return family == Family::v4 ? device.routes_ipv4 : device.routes_ipv6;
}

bool is_group_address(const Address& address, const Interface* link) {
  if (is_multicast(address)) return true;
  if (address == Address::v4(0xffff'ffff)) return true;
  return link != nullptr && is_subnet_broadcast(address, *link);
}

Passages route_lookup(const World& world, Passage passage) {
  passage = restore_destination(std::move(passage));
  Passages steered = passage.steered ? Passages{passage} : policy_routing(world, std::move(passage));
  Passages result;
  for (Passage& alternative : steered) {
    for (Passage& next : decide(world, std::move(alternative))) result.push_back(std::move(next));
  }
  return result;
}

}  // namespace sekisho::simulation
