// One alternative of a packet on its way through one device.
//
// A stage takes a passage and gives one or more: several where a device is free to choose or where a
// config line is uncertain. Stages know nothing of each other; pipeline.cpp strings them together.
#pragma once

#include <sekisho/simulation/trace.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::simulation {

/// What stays the same during a run.
struct World {
  const Network& network;
  const std::vector<DeviceRoutes>& routes;
  const TraceOptions& options;
};

/// Where a packet leaves a device: towards a gateway, a neighbour that has been picked, or (neither)
/// the destination itself.
struct Exit {
  InterfaceIndex interface = 0;
  std::optional<Address> gateway;
  std::optional<Attachment> neighbour;
  friend bool operator==(const Exit&, const Exit&) = default;
};

/// What the device remembers of an earlier packet (options.established) that this one belongs to.
struct Session {
  enum class Role : std::uint8_t { none, same_direction, reply };
  Role role = Role::none;
  const TraceHop* opened = nullptr;
  [[nodiscard]] bool found() const { return role != Role::none; }
};

/// What a policy route decided.
struct Steering {
  enum class Kind : std::uint8_t { none, exit, discard, other_vrf };
  Kind kind = Kind::none;
  Exit exit;
  std::string vrf;
};

struct Passage {
  DeviceIndex device = 0;
  std::optional<InterfaceIndex> ingress;  // nothing: a packet of the device itself
  Packet packet;
  bool certain = true;
  Session session;
  Steering steering;
  bool steered = false;  // policy routes have been looked at
  bool local = false;    // for the device itself
  std::optional<Exit> exit;
  const Rule* permitted_by = nullptr;  // its translation is still to be applied
  std::optional<Disposition> ended;
  TraceHop hop;
};

using Passages = std::vector<Passage>;

/// A step to be added to a passage. An uncertain step makes the passage uncertain.
struct Note {
  Stage stage;
  std::string action;
  bool certain = true;
  StepReason reason = StepReason::none;
  std::string data;
  std::optional<RuleSource> rule;
};

[[nodiscard]] TraceStep step_of(Note note);
[[nodiscard]] Passage with(Passage passage, Note note);
/// The passage ended by this step.
[[nodiscard]] Passage ending(Passage passage, Disposition disposition, Note note);

[[nodiscard]] inline const Device& device_of(const World& world, const Passage& passage) {
  return world.network.devices[passage.device];
}
[[nodiscard]] const Interface* ingress_of(const World& world, const Passage& passage);
[[nodiscard]] const Interface* egress_of(const World& world, const Passage& passage);
/// Name of an interface, empty when there is none.
[[nodiscard]] std::string name_of(const Interface* interface);

/// The packet as this device sees it: in the state of its session here, if it has one.
[[nodiscard]] Packet seen_by_device(const Passage& passage);

/// The unread line, if any, that may have `effect` on packets by one of the interfaces; an uncertainty
/// of the whole device counts for all.
[[nodiscard]] const Uncertainty* doubt(const Device& device, Effect effect, const Interface* in,
                                       const Interface* out = nullptr);

}  // namespace sekisho::simulation
