#include "simulation/passage.hpp"

namespace sekisho::simulation {

TraceStep step_of(Note note) {
  TraceStep step;
  step.stage = note.stage;
  step.rule = std::move(note.rule);
  step.action = std::move(note.action);
  step.certain = note.certain;
  step.reason = note.reason;
  step.data = std::move(note.data);
  step.detail = describe(step, Language::en);
  return step;
}

Passage with(Passage passage, Note note) {
  passage.certain = passage.certain && note.certain;
  passage.hop.steps.push_back(step_of(std::move(note)));
  return passage;
}

Passage ending(Passage passage, Disposition disposition, Note note) {
  passage = with(std::move(passage), std::move(note));
  passage.ended = disposition;
  passage.exit.reset();
  return passage;
}

const Interface* ingress_of(const World& world, const Passage& passage) {
  return passage.ingress ? &device_of(world, passage).interfaces[*passage.ingress] : nullptr;
}

const Interface* egress_of(const World& world, const Passage& passage) {
  return passage.exit ? &device_of(world, passage).interfaces[passage.exit->interface] : nullptr;
}

std::string name_of(const Interface* interface) { return interface == nullptr ? "" : interface->name; }

Packet seen_by_device(const Passage& passage) {
  Packet packet = passage.packet;
  if (passage.session.found()) packet.state = ConnectionState::established;
  return packet;
}

const Uncertainty* doubt(const Device& device, Effect effect, const Interface* in, const Interface* out) {
  for (const Uncertainty& uncertainty : device.uncertainties) {
    if (uncertainty.effect != effect) continue;
    const std::string& where = uncertainty.interface;
    if (where.empty() || (in != nullptr && where == in->name) || (out != nullptr && where == out->name)) {
      return &uncertainty;
    }
  }
  return nullptr;
}

}  // namespace sekisho::simulation
