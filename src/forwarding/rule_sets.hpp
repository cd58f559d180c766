// Matches and filters of each device as sets, made when first asked for.
#pragma once

#include "filter_sets.hpp"

#include <sekisho/forwarding/graph.hpp>

#include <memory>
#include <vector>

namespace sekisho {

struct RuleSets::State {
  struct OfDevice {
    OfDevice(PacketSpace& space, const Date& date, const Device& device)
        : matches(space, date), filters(matches, device.filters) {}
    forwarding::MatchSets matches;
    forwarding::FilterSets filters;
  };

  State(PacketSpace& packet_space, const Network& net, const Date& day)
      : space(packet_space),
        network(net),
        date(day),
        matches(packet_space, day),
        devices(net.devices.size()) {}

  OfDevice& of(DeviceIndex device) {
    if (!devices[device]) devices[device] = std::make_unique<OfDevice>(space, date, network.devices[device]);
    return *devices[device];
  }

  PacketSpace& space;
  const Network& network;
  Date date;
  forwarding::MatchSets matches;  // for matches that are no device's
  std::vector<std::unique_ptr<OfDevice>> devices;
};

}  // namespace sekisho
