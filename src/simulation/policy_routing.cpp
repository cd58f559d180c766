// Policy routes: first match; the first next hop that can be used, else the table.
//
// Packets to an address of the device itself and packets that it sends are not steered (Cisco, "IP
// Routing: Protocol-Independent Configuration Guide", policy-based routing: applies to packets
// received on the interface that are not for the router).
#include "simulation/matching.hpp"
#include "simulation/route_choice.hpp"

#include <algorithm>

namespace sekisho::simulation {
namespace {

const RoutingTable* table_of(const World& world, const Passage& passage, const std::string& vrf) {
  return world.routes[passage.device].find(vrf);
}

bool is_for_device(const World& world, const Passage& passage) {
  const RoutingTable* table = table_of(world, passage, ingress_of(world, passage)->vrf);
  if (table == nullptr) return false;
  const std::vector<const Route*> found = lookup(*table, passage.packet.destination);
  return !found.empty() && found.front()->kind == RouteKind::local;
}

/// "set default": used only when nothing but the default route covers the destination.
Answer only_default_covers(const RoutingTable* table, const Address& destination) {
  if (table == nullptr) return Answer::yes;
  if (table->is_unknown(destination.family)) return Answer::maybe;
  bool some_default = false;
  bool some_other = false;
  const std::vector<const Route*> found = lookup(*table, destination);
  for (const Route* route : found) (route->prefix.length == 0 ? some_default : some_other) = true;
  if (found.empty() || !found.back()->certain) some_default = true;
  if (!some_other) return Answer::yes;
  return some_default ? Answer::maybe : Answer::no;
}

/// Where a next hop leads; `none` when it cannot be used.
Steering steer_to(const World& world, const Passage& passage, const NextHop& next_hop) {
  const Device& device = device_of(world, passage);
  const Interface* in = ingress_of(world, passage);
  const std::string& vrf = next_hop.other_vrf || in == nullptr ? next_hop.vrf : in->vrf;
  if (!next_hop.interface.empty()) {
    const auto interface = std::ranges::find(device.interfaces, next_hop.interface, &Interface::name);
    if (interface == device.interfaces.end() || !interface->enabled) return {};
    const auto index = static_cast<InterfaceIndex>(interface - device.interfaces.begin());
    return {Steering::Kind::exit, {index, next_hop.gateway, std::nullopt}, ""};
  }
  if (!next_hop.gateway) {
    return next_hop.other_vrf ? Steering{Steering::Kind::other_vrf, {}, vrf} : Steering{};
  }
  const RoutingTable* table = table_of(world, passage, vrf);
  if (table == nullptr) return {};
  for (const Route* route : lookup(*table, *next_hop.gateway)) {
    if (route->hops.empty()) continue;
    const Hop& hop = route->hops.front();
    return {Steering::Kind::exit,
            {hop.interface, hop.gateway ? hop.gateway : next_hop.gateway, std::nullopt},
            ""};
  }
  return {};
}

Passage steered(const World& world, Passage passage, const PolicyRoute& rule, bool certain) {
  passage.steered = true;
  if (rule.verdict == PolicyRoute::Verdict::normal_routing) {
    return with(std::move(passage),
                {Stage::policy_routing, "pass", certain, StepReason::none, "", rule.source});
  }
  if (rule.verdict == PolicyRoute::Verdict::drop) {
    passage.steering.kind = Steering::Kind::discard;
    return with(std::move(passage),
                {Stage::policy_routing, "discard", certain, StepReason::none, "", rule.source});
  }
  for (const NextHop& next_hop : rule.next_hops) {
    passage.steering = steer_to(world, passage, next_hop);
    if (passage.steering.kind == Steering::Kind::none) continue;
    std::string to = next_hop.gateway ? to_string(*next_hop.gateway) : next_hop.interface;
    return with(std::move(passage), {Stage::policy_routing, "forward", certain, StepReason::next_hop,
                                     std::move(to), rule.source});
  }
  // No next hop can be used: packets follow the table.
  return with(std::move(passage),
              {Stage::policy_routing, "pass", certain, StepReason::none, "", rule.source});
}

/// Whether the table that a rule looks into has a route for the packet.
Answer has_route(const World& world, const Passage& passage, const NextHop& next_hop) {
  const RoutingTable* table = table_of(world, passage, next_hop.vrf);
  if (table == nullptr) return Answer::no;
  if (table->is_unknown(passage.packet.family())) return Answer::maybe;
  const std::vector<const Route*> found = lookup(*table, passage.packet.destination);
  const auto routes = [](const Route* route) { return route->kind != RouteKind::no_route; };
  if (std::ranges::none_of(found, routes)) return Answer::no;
  return std::ranges::all_of(found, routes) && found.back()->certain ? Answer::yes : Answer::maybe;
}

/// Whether a rule decides what becomes of the packet.
Answer takes(const World& world, const Passage& passage, const PolicyRoute& rule) {
  const Interface* in = ingress_of(world, passage);
  Answer answer =
      std::min({in == nullptr ? Answer::yes : names(rule.ingress, &in->name),
                matches(rule.match, seen_by_device(passage)), rule.certain ? Answer::yes : Answer::maybe});
  if (answer != Answer::no && rule.only_if_no_route && in != nullptr) {
    answer =
        std::min(answer, only_default_covers(table_of(world, passage, in->vrf), passage.packet.destination));
  }
  if (answer != Answer::no && rule.falls_through && !rule.next_hops.empty())
    answer = std::min(answer, has_route(world, passage, rule.next_hops.front()));
  return answer;
}

}  // namespace

Passages policy_routing(const World& world, Passage passage) {
  const Device& device = device_of(world, passage);
  passage.steered = true;
  const bool own = !passage.ingress;
  if (device.policy_routes.empty() || (!own && is_for_device(world, passage))) return {std::move(passage)};
  Passages result;
  bool certain = true;
  for (const PolicyRoute& rule : device.policy_routes) {
    if (rule.own_packets != own) continue;
    const Answer answer = takes(world, passage, rule);
    if (answer == Answer::no) continue;
    certain = certain && answer == Answer::yes;
    result.push_back(steered(world, passage, rule, certain));
    if (answer == Answer::yes) return result;
  }
  passage.certain = passage.certain && certain;
  result.push_back(std::move(passage));
  return result;
}

}  // namespace sekisho::simulation
