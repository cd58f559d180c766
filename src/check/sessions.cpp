#include "check/sessions.hpp"

#include <algorithm>
#include <array>

namespace sekisho::check {

namespace {

/// Whether a device remembers sessions: its policy does, or some rule asks for a state.
bool keeps_sessions(const Device& device) {
  const auto asks = [](const Rule& rule) { return !rule.match.states.empty(); };
  const auto any_asks = [&](const Filter& filter) { return std::ranges::any_of(filter.rules, asks); };
  const std::array lists{&device.forward_filter, &device.local_filter, &device.own_filter,
                         &device.destination_nat_filter, &device.source_nat_filter};
  return device.stateful ||
         std::ranges::any_of(lists, [&](const auto* list) { return *list && any_asks(**list); }) ||
         std::ranges::any_of(device.filters, any_asks, &FilterLists::value_type::second);
}

}  // namespace

Sessions::Sessions(Headers& headers, const Network& network, Transfer& transfer,
                   const std::vector<HeaderSet>& sets, const dump::CertificateFile::Sets& flow)
    : headers_(headers), network_(network), routes_(transfer.routes()) {
  for (const auto& [place, set] : flow) {
    const HeaderSet packets = sets.at(set);
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
      const bool goes_on = at != flow.end() && !sets.at(at->second).empty();
      known.rewrites |= goes_on && !(next.packets & headers.translated()).empty();
    }
  }
}

std::vector<Onward> Sessions::onward(const Place& place, const HeaderSet& packets) const {
  std::vector<Onward> result;
  if (place.kind == Place::Kind::device_source) {
    // What a device with a filter of its own answers belongs to the session, whatever that filter says; by
    // which interface it leaves is left open.
    const bool anywhere = network_.devices[place.owner].own_filter.has_value();
    leave(
        place.owner, routes_.own(place.owner), packets, [&](const Hop&) { return anywhere; }, result);
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

/// Where the tables of a device say, and `freely` whatever they say.
void Sessions::leave(DeviceIndex device, const Ways& ways, const HeaderSet& packets,
                     const std::function<bool(const Hop&)>& freely, std::vector<Onward>& onward) const {
  for (const Hop& hop : routes_.hops(device)) {
    const auto taken = ways.hops.find(hop);
    const HeaderSet by_table = taken == ways.hops.end() ? headers_.none() : packets & taken->second;
    onward.push_back(
        {{Place::Kind::egress, device, hop.interface, hop.gateway}, freely(hop) ? packets : by_table});
  }
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
  leave(
      at.device, routes_.of_table(at.device, device.interfaces[side].vrf, unknown), packets,
      [&](const Hop& hop) { return hop.interface == side; }, onward);
}

}  // namespace sekisho::check
