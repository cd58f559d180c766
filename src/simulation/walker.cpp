// Depth first: a path is followed to its end before the next alternative is taken up, so at most
// max_paths times max_hops devices are crossed. A path ends as a loop when the same header comes to the
// same interface, or through the same outside network, a second time.
#include "simulation/walker.hpp"

#include "simulation/pipeline.hpp"

#include <algorithm>
#include <set>

namespace sekisho::simulation {
namespace {

constexpr int hop_limit = 512;  // above any max_hops that is of use; bounds recursion

Packet without_link_header(Packet packet) {
  packet.source_mac = 0;
  packet.destination_mac = 0;
  packet.vlan = 0;
  packet.mark = 0;
  return packet;
}

/// Everything about a path except its certainty, to tell repetitions.
std::string signature(const TracePath& path) {
  std::string text = std::to_string(static_cast<int>(path.disposition));
  for (const TraceHop& hop : path.hops) {
    text += '\n' + hop.device + '\t' + hop.in + '\t' + hop.out + '\t' + to_string(hop.before) + '\t' +
            to_string(hop.after);
    for (const TraceStep& step : hop.steps) {
      text += '\t' + std::to_string(static_cast<int>(step.stage)) + step.action + step.detail;
      if (step.rule) text += to_string(step.rule->span) + step.rule->label;
    }
  }
  for (const std::string& name : path.delivered_to) text += '\n' + name;
  return text;
}

}  // namespace

void Walker::start_in_segment(SegmentIndex segment, std::optional<DomainIndex> domain, const Packet& packet) {
  Walk walk;
  walk.packet = packet;
  if (world_.network.snapshot.segments[segment].outside)
    walk.carried.emplace_back(segment, without_link_header(packet));
  bool sent = false;
  for (DomainIndex d = 0; d < world_.network.domains.size(); ++d) {
    const std::vector<SegmentIndex>& attached = world_.network.domains[d].segments;
    if ((domain && *domain != d) || std::ranges::find(attached, segment) == attached.end()) continue;
    for (const Onward& onward : send_from_segment(world_, segment, d, packet)) {
      go_on(walk, onward, false);
      sent = true;
    }
  }
  if (!sent) end(std::move(walk), Disposition::no_route);  // no router, and nobody else on the link
}

void Walker::start_at_interface(const Attachment& at, const Packet& packet) {
  Walk walk;
  walk.packet = packet;
  const Device& device = world_.network.devices[at.device];
  const Interface& interface = device.interfaces[at.interface];
  if (interface.enabled) return enter(std::move(walk), at.device, at.interface);
  walk.path.hops.push_back({device.name,
                            interface.name,
                            "",
                            packet,
                            packet,
                            {step_of({Stage::ingress_filter, "drop", true, StepReason::shut_down,
                                      interface.name, std::nullopt})}});
  walk.path.end_device = device.name;
  end(std::move(walk), Disposition::denied);
}

void Walker::start_in_device(DeviceIndex device, const Packet& packet) {
  Walk walk;
  walk.packet = packet;
  enter(std::move(walk), device, std::nullopt);
}

bool Walker::full() {
  if (trace_.paths.size() < world_.options.max_paths) return false;
  trace_.complete = false;
  return true;
}

bool Walker::was_here(const Walk& walk, const std::string& device, const std::string& in) const {
  const Packet packet = without_link_header(walk.packet);
  return std::ranges::any_of(walk.path.hops, [&](const TraceHop& hop) {
    return hop.device == device && hop.in == in && without_link_header(hop.before) == packet;
  });
}

void Walker::end(Walk walk, Disposition disposition) {
  if (full()) return;
  walk.path.disposition = disposition;
  walk.path.arrived = walk.packet;
  trace_.paths.push_back(std::move(walk.path));
}

/// `note_it`: the last hop left a device, and its steps say how the packet went on.
void Walker::go_on(const Walk& walk, const Onward& onward, bool note_it) {
  if (full()) return;
  Walk next = walk;
  next.path.certain = next.path.certain && onward.certain;
  if (note_it && onward.reason != StepReason::none) {
    next.path.hops.back().steps.push_back(
        step_of({Stage::route_lookup, "forward", onward.certain, onward.reason, onward.data, std::nullopt}));
  }
  if (onward.carried_by) {
    const std::pair carried{*onward.carried_by, without_link_header(next.packet)};
    if (std::ranges::find(next.carried, carried) != next.carried.end())
      return end(std::move(next), Disposition::loop);
    next.carried.push_back(carried);
  }
  if (onward.to) return enter(std::move(next), onward.to->device, onward.to->interface);
  for (const SegmentIndex s : onward.segments) {
    next.path.delivered_to.push_back(world_.network.snapshot.segments[s].name);
  }
  end(std::move(next), onward.disposition);
}

void Walker::enter(Walk walk, DeviceIndex device_index, std::optional<InterfaceIndex> ingress) {
  if (full()) return;
  const Device& device = world_.network.devices[device_index];
  const std::string in = ingress ? device.interfaces[*ingress].name : "";
  const bool seen = was_here(walk, device.name, in);
  const auto hops = static_cast<int>(walk.path.hops.size());
  if (seen || hops >= std::min(world_.options.max_hops, hop_limit)) {
    walk.path.end_device = device.name;
    if (!walk.path.hops.empty()) {
      walk.path.hops.back().steps.push_back(step_of(
          {Stage::route_lookup, "forward", true, seen ? StepReason::seen_before : StepReason::too_many_hops,
           device.name + ":" + in, std::nullopt}));
    }
    return end(std::move(walk), Disposition::loop);
  }
  for (const Passage& passage : cross_device(world_, device_index, ingress, walk.packet)) {
    Walk next = walk;
    next.packet = passage.packet;
    next.path.certain = next.path.certain && passage.certain;
    next.path.hops.push_back(passage.hop);
    if (passage.ended) {
      next.path.end_device = device.name;
      end(std::move(next), *passage.ended);
      continue;
    }
    for (const Onward& onward : leave_device(world_, device_index, *passage.exit, passage.packet)) {
      go_on(next, onward, true);
    }
  }
}

Trace Walker::finish() {
  std::set<std::string> seen;
  std::stable_sort(trace_.paths.begin(), trace_.paths.end(),
                   [](const TracePath& a, const TracePath& b) { return a.certain && !b.certain; });
  std::erase_if(trace_.paths, [&](const TracePath& path) { return !seen.insert(signature(path)).second; });
  return std::move(trace_);
}

}  // namespace sekisho::simulation
