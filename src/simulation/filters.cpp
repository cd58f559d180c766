#include "simulation/filters.hpp"

#include "simulation/evaluation.hpp"

#include <algorithm>

namespace sekisho::simulation {
namespace {

/// The filter says nothing that a config could show: it only strings other lists together.
bool is_silent(const RuleSource& source) {
  return source.span.line == 0 && source.text.empty() && source.label.empty();
}

/// One filter applied to a passage: permitted alternatives go on, denied ones end.
Passages apply(const World& world, Passage passage, Stage stage, const Filter& filter, const std::string* in,
               const std::string* out) {
  const Verdicts verdicts = evaluate(filter, seen_by_device(passage),
                                     {device_of(world, passage).filters, world.options.date, in, out});
  for (const auto& [list, verdict] : verdicts.passed) {
    passage.hop.steps.push_back(
        step_of({stage, "permit", verdict.certain, StepReason::none, list->name, *verdict.source}));
  }
  Passages result;
  for (const Verdict& verdict : verdicts.outcomes) {
    Note note{stage, "permit", verdict.certain, StepReason::none, filter.name, *verdict.source};
    if (verdict.action == Action::permit) {
      Passage next = is_silent(*verdict.source) ? passage : with(passage, std::move(note));
      next.certain = next.certain && verdict.certain;
      if (verdict.rule != nullptr && verdict.rule->translate) next.permitted_by = verdict.rule;
      result.push_back(std::move(next));
      continue;
    }
    note.action = "deny";
    for (Passage& next : deny(world, passage, std::move(note))) result.push_back(std::move(next));
  }
  return result;
}

/// A list of the other address family is not asked at all, so no step speaks of it.
bool leaves_alone(const Filter& filter, Family family) {
  if (filter.rules.empty() || filter.default_action == Action::deny) return false;
  return std::ranges::none_of(filter.rules, [&](const Rule& rule) {
    return family == Family::v4 ? rule.match.ipv4 : rule.match.ipv6;
  });
}

/// All filters that an interface names, in order; each must permit.
Passages apply_named(const World& world, Passage passage, Stage stage,
                     const std::vector<std::string>& filters) {
  const Device& device = device_of(world, passage);
  const std::string in = name_of(ingress_of(world, passage));
  const std::string out = name_of(egress_of(world, passage));
  Passages open{std::move(passage)};
  for (const std::string& name : filters) {
    Passages next;
    for (Passage& alternative : open) {
      const auto filter = device.filters.find(name);
      const bool defined = filter != device.filters.end();
      const bool asked = !defined || !leaves_alone(filter->second, alternative.packet.family());
      if (alternative.ended || !asked) {
        next.push_back(std::move(alternative));
      } else if (!defined) {
        // Vendors differ: IOS passes everything through a list that is not defined, others nothing.
        const Note note{stage, "pass", false, StepReason::filter_missing, name, std::nullopt};
        next.push_back(with(alternative, note));
        next.push_back(ending(alternative, Disposition::denied,
                              {stage, "deny", false, StepReason::filter_missing, name, std::nullopt}));
      } else {
        for (Passage& one : apply(world, alternative, stage, filter->second, &in,
                                  stage == Stage::egress_filter ? &out : nullptr)) {
          next.push_back(std::move(one));
        }
      }
    }
    open = std::move(next);
  }
  return open;
}

bool syn_or_not_tcp(const Packet& packet) {
  if (packet.protocol != protocol::tcp) return true;
  return (packet.tcp_flags & (tcp_flag::syn | tcp_flag::ack)) == tcp_flag::syn;
}

Note session_note(Stage stage, const Session& session) {
  const bool reply = session.role == Session::Role::reply;
  return {stage,
          "permit",
          true,
          reply ? StepReason::session_reply : StepReason::session_packet,
          to_string(session.opened->before),
          std::nullopt};
}

}  // namespace

Passages deny(const World& world, Passage passage, Note note) {
  const Stage stage = note.stage;
  const Interface* out =
      stage == Stage::ingress_filter || stage == Stage::source_check || stage == Stage::local_filter
          ? nullptr
          : egress_of(world, passage);
  const Uncertainty* permits =
      doubt(device_of(world, passage), Effect::may_permit, ingress_of(world, passage), out);
  if (permits == nullptr) return {ending(std::move(passage), Disposition::denied, std::move(note))};
  note.certain = false;
  Passage denied = ending(passage, Disposition::denied, std::move(note));
  return {std::move(denied),
          with(std::move(passage), {stage, "pass", false, StepReason::not_understood, "", permits->source})};
}

Passages ingress_filter(const World& world, Passage passage) {
  const Interface* in = ingress_of(world, passage);
  if (in == nullptr) return {std::move(passage)};
  return apply_named(world, std::move(passage), Stage::ingress_filter, in->ingress_filters);
}

/// Outbound filters. Whether they apply to packets of the device itself differs (IOS: they do not), so
/// for those a denial is one of two alternatives.
Passages egress_filter(const World& world, Passage passage) {
  const Interface* out = egress_of(world, passage);
  if (out == nullptr) return {std::move(passage)};
  const Passage before = passage;
  Passages result = apply_named(world, std::move(passage), Stage::egress_filter, out->egress_filters);
  const auto denied = [](const Passage& p) { return p.ended.has_value(); };
  if (before.ingress || std::ranges::none_of(result, denied)) return result;
  for (Passage& alternative : result) alternative.certain = false;
  result.push_back(
      with(before, {Stage::egress_filter, "pass", false, StepReason::own_packet, "", std::nullopt}));
  return result;
}

/// Policies between interfaces. Packets of a session pass; what opens none and belongs to none is
/// stopped. Packets of the device itself do not go through here.
Passages forward_filter(const World& world, Passage passage) {
  const Device& device = device_of(world, passage);
  if (!passage.ingress) return {std::move(passage)};
  if (device.stateful && passage.session.found()) {
    const Note note = session_note(Stage::forward_filter, passage.session);
    return {with(std::move(passage), note)};
  }
  if (device.stateful && device.session_needs_syn && !syn_or_not_tcp(passage.packet)) {
    return deny(world, std::move(passage),
                {Stage::forward_filter, "deny", true, StepReason::no_session, "", std::nullopt});
  }
  if (!device.forward_filter) return {std::move(passage)};
  const std::string in = name_of(ingress_of(world, passage));
  const Interface* egress = egress_of(world, passage);
  const std::string out = name_of(egress);
  return apply(world, passage, Stage::forward_filter, *device.forward_filter, &in,
               egress == nullptr ? nullptr : &out);
}

/// Traffic to the device itself. Only called for local packets; what is not denied is accepted.
Passages local_filter(const World& world, Passage passage) {
  const Device& device = device_of(world, passage);
  const std::string in = name_of(ingress_of(world, passage));
  const std::string none;
  Passages result;
  if (device.stateful && passage.session.found()) {
    const Note note = session_note(Stage::local_filter, passage.session);
    result = {with(std::move(passage), note)};
  } else if (device.local_filter) {
    result = apply(world, passage, Stage::local_filter, *device.local_filter, &in, &none);
  } else {
    result = {std::move(passage)};
  }
  for (Passage& alternative : result) {
    if (alternative.ended) continue;
    alternative = ending(std::move(alternative), Disposition::accepted_by_device,
                         {Stage::local_filter, "accept", true, StepReason::none, "", std::nullopt});
  }
  return result;
}

Passages own_filter(const World& world, Passage passage) {
  const Device& device = device_of(world, passage);
  if (passage.ingress || passage.ended || passage.local || !device.own_filter) return {std::move(passage)};
  const std::string none;
  const std::string out = name_of(egress_of(world, passage));
  return apply(world, std::move(passage), Stage::own_filter, *device.own_filter, &none, &out);
}

}  // namespace sekisho::simulation
