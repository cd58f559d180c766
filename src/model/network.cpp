// Joining devices into a network: references, places, joins, domains, checks.
#include "model/layer2.hpp"

#include <algorithm>
#include <cassert>

namespace sekisho {
namespace {

template <typename Member>
bool has(const std::vector<Member>& members, const Member& member) {
  return std::ranges::binary_search(members, member);
}

}  // namespace

bool Domain::surely_joined(const Attachment& a, const Attachment& b) const {
  return std::ranges::any_of(certain_parts, [&](const DomainPart& part) {
    return (has(part.routed, a) || has(part.ports, a)) && (has(part.routed, b) || has(part.ports, b));
  });
}

bool Domain::surely_joined(SegmentIndex segment, const Attachment& attachment) const {
  return std::ranges::any_of(certain_parts, [&](const DomainPart& part) {
    return has(part.segments, segment) && (has(part.routed, attachment) || has(part.ports, attachment));
  });
}

std::optional<SegmentIndex> find_segment(const Snapshot& snapshot, const std::string& name) {
  for (SegmentIndex s = 0; s < snapshot.segments.size(); ++s) {
    if (snapshot.segments[s].name == name) return s;
  }
  return std::nullopt;
}

std::optional<DeviceIndex> Network::find_device(std::string_view device_name) const {
  const auto found = std::ranges::find(devices, device_name, &Device::name);
  if (found == devices.end()) return std::nullopt;
  return static_cast<DeviceIndex>(found - devices.begin());
}

Network build_network(Snapshot snapshot, std::vector<Device> devices, DiagnosticSink& sink) {
  assert(snapshot.devices.size() == devices.size());
  Network network;
  network.snapshot = std::move(snapshot);
  network.devices = std::move(devices);
  for (DeviceIndex d = 0; d < network.devices.size(); ++d) {
    network.devices[d].name = network.snapshot.devices[d].name;
  }

  Layer2 layer2{network.snapshot, network.devices, sink};
  add_device_nodes(layer2);     // every interface that is up has a place
  resolve_links(layer2);        // link ends are ports that are up
  resolve_attachments(layer2);  // segments are at interfaces that are up
  negotiate_trunks(layer2);     // each port's mode is known, as far as it can be
  join_inside_devices(layer2);  // ports, VLANs, SVIs, bridges
  join_links(layer2);           // cables
  join_tagging_hosts(layer2);   // hosts that tag their own frames
  join_tunnels(layer2);         // tunnels that end on two devices of the snapshot
  network.tunnels = layer2.tunnels;
  make_domains(layer2, network);
  check_addresses(layer2, network);
  return network;
}

}  // namespace sekisho
