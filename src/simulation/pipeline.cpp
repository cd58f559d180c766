// The stages in the order that the device's vendor gives them (Device::pipeline).
//
// A packet for the device itself leaves the row at the route lookup and goes to the local filter. What
// the pipeline leaves out but the device has (a route lookup, the translation of a policy or of a
// session) is done where it must be, so that no configuration is passed over in silence.
#include "simulation/pipeline.hpp"

#include "simulation/filters.hpp"
#include "simulation/nat.hpp"
#include "simulation/route_choice.hpp"
#include "simulation/state.hpp"

#include <algorithm>

namespace sekisho::simulation {
namespace {

constexpr std::size_t max_alternatives = 1024;  // of one packet in one device

/// The way out of what the device itself sends is known before its filter is asked.
Passages routed(const World& world, Passage passage) {
  Passages result;
  for (Passage& way : route_lookup(world, std::move(passage))) {
    for (Passage& alternative : own_filter(world, std::move(way))) result.push_back(std::move(alternative));
  }
  return result;
}

Passages run_stage(const World& world, Stage stage, Passage passage) {
  switch (stage) {
    case Stage::source_check: return source_check(world, std::move(passage));
    case Stage::ingress_filter: return ingress_filter(world, std::move(passage));
    case Stage::destination_nat: return destination_nat(world, std::move(passage));
    case Stage::policy_routing: return policy_routing(world, std::move(passage));
    case Stage::route_lookup: return routed(world, std::move(passage));
    case Stage::forward_filter: return forward_filter(world, std::move(passage));
    case Stage::source_nat: return source_nat(world, std::move(passage));
    case Stage::egress_filter: return egress_filter(world, std::move(passage));
    case Stage::local_filter:       // after the row, see below
    case Stage::own_filter: break;  // behind the route lookup
  }
  return {std::move(passage)};
}

std::vector<Stage> stages_of(const Device& device) {
  std::vector<Stage> stages = device.pipeline;
  if (std::ranges::find(stages, Stage::route_lookup) == stages.end()) stages.push_back(Stage::route_lookup);
  return stages;
}

/// What is the same after the last stage for every device: unread lines, leftovers, the local filter.
Passages end_of_row(const World& world, Passage passage) {
  const Device& device = device_of(world, passage);
  if (passage.ended) return {std::move(passage)};
  const Interface* in = ingress_of(world, passage);
  const Interface* out = egress_of(world, passage);
  Passages result;
  if (const Uncertainty* unread = doubt(device, Effect::may_translate, in, out)) {
    result.push_back(
        ending(passage, Disposition::unknown,
               {Stage::source_nat, "translate", false, StepReason::not_understood, "", unread->source}));
    passage.certain = false;
  }
  if (const Uncertainty* unread = doubt(device, Effect::may_drop, in, out)) {
    result.push_back(ending(passage, Disposition::denied,
                            {passage.local ? Stage::local_filter : Stage::egress_filter, "deny", false,
                             StepReason::not_understood, "", unread->source}));
    passage.certain = false;
  }
  Passages rest;
  if (passage.local) {
    rest = local_filter(world, std::move(passage));
  } else if (passage.permitted_by != nullptr) {
    rest = source_nat(world, std::move(passage));
  } else {
    rest = {restore_source(std::move(passage))};
  }
  for (Passage& alternative : rest) result.push_back(std::move(alternative));
  return result;
}

/// The hop as it is reported. Marks and the first hop's layer-2 header do not leave the device.
Passage closed(const World& world, Passage passage) {
  passage.packet.mark = 0;
  passage.hop.out = name_of(egress_of(world, passage));
  if (passage.exit) {
    passage.packet.source_mac = 0;
    passage.packet.destination_mac = 0;
    passage.packet.vlan = 0;
  }
  passage.hop.after = passage.packet;
  return passage;
}

}  // namespace

Passages cross_device(const World& world, DeviceIndex device, std::optional<InterfaceIndex> ingress,
                      const Packet& packet) {
  Passage start;
  start.device = device;
  start.ingress = ingress;
  start.packet = packet;
  start.packet.mark = 0;
  start.hop.device = device_of(world, start).name;
  start.hop.in = name_of(ingress_of(world, start));
  start.hop.before = start.packet;
  Passages row = find_session(world, std::move(start));
  for (const Stage stage : stages_of(world.network.devices[device])) {
    Passages next;
    for (Passage& passage : row) {
      if (passage.ended || passage.local) {
        next.push_back(std::move(passage));
        continue;
      }
      if (next.size() >= max_alternatives) {  // a later filter must not be passed over
        next.push_back(ending(std::move(passage), Disposition::unknown,
                              {stage, "pass", false, StepReason::too_many, "", std::nullopt}));
        continue;
      }
      for (Passage& alternative : run_stage(world, stage, std::move(passage)))
        next.push_back(std::move(alternative));
    }
    row = std::move(next);
  }
  Passages result;
  for (Passage& passage : row) {
    for (Passage& alternative : end_of_row(world, std::move(passage))) {
      result.push_back(closed(world, std::move(alternative)));
    }
  }
  return result;
}

}  // namespace sekisho::simulation
