#include "check/sessions.hpp"

#include <algorithm>
#include <array>

namespace sekisho::check {

namespace {

bool asks_for_states(const Filter& filter) {
  return std::any_of(filter.rules.begin(), filter.rules.end(),
                     [](const Rule& rule) { return !rule.match.states.empty(); });
}

/// Whether a device remembers sessions: its policy does, or some rule asks for a state.
bool keeps_sessions(const Device& device) {
  const std::array lists{&device.forward_filter, &device.local_filter, &device.own_filter,
                         &device.destination_nat_filter, &device.source_nat_filter};
  return device.stateful ||
         std::any_of(lists.begin(), lists.end(),
                     [](const auto* list) { return *list && asks_for_states(**list); }) ||
         std::any_of(device.filters.begin(), device.filters.end(),
                     [](const auto& named) { return asks_for_states(named.second); });
}

Place egress_of(DeviceIndex device, const Hop& hop) {
  return {Place::Kind::egress, device, hop.interface, hop.gateway};
}

}  // namespace

Sessions::Sessions(Headers& headers, const Network& network, Transfer& transfer, const Invariant& flow)
    : headers_(headers), network_(network), routes_(transfer.routes()) {
  for (const auto& [place, packets] : flow) {
    const bool crosses = place.kind == Place::Kind::ingress || place.kind == Place::Kind::routing ||
                         place.kind == Place::Kind::egress;
    if (!crosses || packets.empty()) continue;
    Known& known = known_.try_emplace(place.owner, Known{{}, headers.none(), false}).first->second;
    if (place.kind == Place::Kind::egress) {
      known.went_out |= headers.reversed(packets);
      continue;
    }
    if (place.kind == Place::Kind::ingress) known.came_in[place.interface] = headers.reversed(packets);
    for (const Onward& next : transfer.onward(place, packets)) {
      const auto at = flow.find(next.to);
      known.rewrites |= next.translated && at != flow.end() && !at->second.empty();
    }
  }
}

std::vector<Onward> Sessions::onward(const Place& place, const HeaderSet& packets) const {
  std::vector<Onward> result;
  if (place.kind == Place::Kind::device_source) {
    // What a device with a filter of its own answers belongs to the session, whatever that filter says; by
    // which interface it leaves is left open.
    const bool anywhere = network_.devices[place.owner].own_filter.has_value();
    const Ways& own = routes_.own(place.owner);
    for (const Hop& hop : routes_.hops(place.owner)) {
      const auto taken = own.hops.find(hop);
      if (anywhere)
        result.push_back({egress_of(place.owner, hop), packets});
      else if (taken != own.hops.end())
        result.push_back({egress_of(place.owner, hop), packets & taken->second});
    }
  }
  const auto found = known_.find(place.owner);
  if (place.kind != Place::Kind::ingress || found == known_.end()) return result;
  const Known& known = found->second;
  const bool of_session = known.rewrites || keeps_sessions(network_.devices[place.owner]);
  HeaderSet back = of_session ? packets & known.went_out : headers_.none();
  if (known.rewrites)
    back = headers_.freed(back,
                          {field::source, field::destination, field::source_port, field::destination_port});
  for (const auto& [side, came_in] : known.came_in)
    hand_back({place.owner, place.interface}, side, back & came_in, result);
  return result;
}

/// To where sessions came in by an interface: out of it again, or where the tables say.
void Sessions::hand_back(const Attachment& at, InterfaceIndex side, const HeaderSet& packets,
                         std::vector<Onward>& onward) const {
  const Device& device = network_.devices[at.device];
  if (!keeps_sessions(device)) {  // it translates: then as any packet, in the instance of either side
    for (const InterfaceIndex each : {at.interface, side})
      onward.push_back({{Place::Kind::routing, at.device, each, {}}, packets});
    return;
  }
  const bool unknown = !device.policy_routes.empty() || may(Effect::may_route, device, std::nullopt);
  const Ways& ways = routes_.of_table(at.device, device.interfaces[side].vrf, unknown);
  for (const Hop& hop : routes_.hops(at.device)) {
    const auto taken = ways.hops.find(hop);
    if (hop.interface == side)
      onward.push_back({egress_of(at.device, hop), packets});
    else if (taken != ways.hops.end())
      onward.push_back({egress_of(at.device, hop), packets & taken->second});
  }
}

}  // namespace sekisho::check
