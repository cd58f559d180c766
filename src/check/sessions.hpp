// Answers: what devices know of the sessions of a flow, and where an answer may go by that.
//
// A device that packets of the flow cross knows their headers as they came in and as they went out. What
// reverses one that went out belongs to a session, at whatever interface it comes in, and becomes the
// reverse of one that came in; no filter is asked. This is an upper bound: sessions are sets, and fields that
// some translation rewrites become any that a session has.
#pragma once

#include "check/transfer.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace sekisho::check {

/// Whether a device remembers sessions: its policy does, or some rule asks for a state.
[[nodiscard]] inline bool keeps_sessions(const Device& device) {
  const auto asks = [](const Rule& rule) { return !rule.match.states.empty(); };
  const auto any_asks = [&](const Filter& filter) { return std::ranges::any_of(filter.rules, asks); };
  const std::array lists{&device.forward_filter, &device.local_filter, &device.own_filter,
                         &device.destination_nat_filter, &device.source_nat_filter};
  return device.stateful ||
         std::ranges::any_of(lists, [&](const auto* list) { return *list && any_asks(**list); }) ||
         std::ranges::any_of(device.filters, any_asks, &FilterLists::value_type::second);
}

class Sessions {
 public:
  /// `flow`: the packets of the flow at each place, or more.
  Sessions(Headers& headers, const Network& network, Transfer& transfer, const Spread& flow)
      : headers_(headers), network_(network), routes_(transfer.routes()) {
    for (const auto& [place, packets] : flow) {
      const bool crosses = place.kind == Place::Kind::ingress || place.kind == Place::Kind::routing ||
                           place.kind == Place::Kind::egress;
      if (!crosses || packets.empty()) continue;
      Known& known = known_[place.owner];
      known.keeps = keeps_sessions(network.devices[place.owner]);
      if (place.kind == Place::Kind::ingress) known.came_in[place.interface] = headers.reversed(packets);
      if (place.kind == Place::Kind::egress) {
        known.went_out |= headers.reversed(packets);
        continue;
      }
      for (const Onward& next : transfer.onward(place, packets)) {
        const auto at = flow.find(next.to);
        const bool goes_on = at != flow.end() && !at->second.empty();
        known.rewrites |= goes_on && !(next.packets & headers.translated()).empty();
      }
    }
  }

  /// Where answers at a place may be next as part of a session; by the edges: Transfer.
  [[nodiscard]] std::vector<Onward> onward(const Place& place, const HeaderSet& packets) const {
    std::vector<Onward> result;
    // Where the tables of the device say, and `freely` whatever they say.
    const auto leave = [&](const Ways& ways, const HeaderSet& leaving, const auto& freely) {
      for (const Hop& hop : routes_.hops(place.owner)) {
        const auto taken = ways.hops.find(hop);
        const HeaderSet by_table = taken == ways.hops.end() ? HeaderSet() : leaving & taken->second;
        result.push_back({{Place::Kind::egress, place.owner, hop.interface, hop.gateway},
                          freely(hop) ? leaving : by_table});
      }
    };
    if (place.kind == Place::Kind::device_source) {
      // What a device with a filter of its own answers belongs to the session, whatever that filter says; by
      // which interface it leaves is left open.
      const bool anywhere = network_.devices[place.owner].own_filter.has_value();
      leave(routes_.from(place.owner, std::nullopt), packets, [&](const Hop&) { return anywhere; });
    }
    const auto found = known_.find(place.owner);
    if (place.kind != Place::Kind::ingress || found == known_.end()) return result;
    const Known& known = found->second;
    const Device& device = network_.devices[place.owner];
    HeaderSet back = known.rewrites || known.keeps ? packets & known.went_out : HeaderSet();
    if (known.rewrites)
      back = headers_.freed(back,
                            {field::source, field::destination, field::source_port, field::destination_port});
    for (const auto& [side, came_in] : known.came_in) {  // out of it again, or where the tables say
      if (known.keeps) {
        const bool unknown = !device.policy_routes.empty() ||
                             std::ranges::find(device.uncertainties, Effect::may_route,
                                               &Uncertainty::effect) != device.uncertainties.end();
        leave(routes_.of_table(place.owner, device.interfaces[side].vrf, unknown), back & came_in,
              [side = side](const Hop& hop) { return hop.interface == side; });
      } else {  // it translates: then as any packet, in the instance of either side
        for (const InterfaceIndex each : {place.interface, side})
          result.push_back({{Place::Kind::routing, place.owner, each, {}}, back & came_in});
      }
    }
    return result;
  }

 private:
  struct Known {
    bool keeps = false;  // a memory of sessions
    bool rewrites = false;
    std::map<InterfaceIndex, HeaderSet> came_in;  // reversed
    HeaderSet went_out;                           // reversed
  };

  Headers& headers_;
  const Network& network_;
  Routes& routes_;
  std::map<DeviceIndex, Known> known_;
};

}  // namespace sekisho::check
