#include "simulation/filters.hpp"

#include "simulation/matching.hpp"

#include <algorithm>

namespace sekisho::simulation {
namespace {

bool same_outcome(const Verdict& a, const Verdict& b) {
  const auto rewrite = [](const Verdict& v) { return v.rule == nullptr ? std::nullopt : v.rule->translate; };
  return a.action == b.action && (a.action == Action::deny || rewrite(a) == rewrite(b));
}

/// Keeps one outcome of each kind. If only one kind is left, it holds whichever rule matched.
std::vector<Verdict> merged(const std::vector<Verdict>& verdicts) {
  std::vector<Verdict> kept;
  for (const Verdict& verdict : verdicts) {
    if (std::ranges::none_of(kept, [&](const Verdict& k) { return same_outcome(k, verdict); }))
      kept.push_back(verdict);
  }
  if (kept.size() == 1) return {{verdicts.back().action, verdicts.back().rule, true}};
  for (Verdict& verdict : kept) verdict.certain = false;
  return kept;
}

std::optional<RuleSource> source_of(const Filter& filter, const Verdict& verdict) {
  return verdict.rule == nullptr ? filter.default_source : verdict.rule->source;
}

/// One filter applied to a passage: permitted alternatives go on, denied ones end.
Passages apply(const World& world, const Passage& passage, Stage stage, const Filter& filter,
               const std::string* in, const std::string* out) {
  Passages result;
  for (const Verdict& verdict : evaluate(filter, seen_by_device(passage), world.options.date, in, out)) {
    Note note{stage, "permit", verdict.certain, StepReason::none, filter.name, source_of(filter, verdict)};
    if (verdict.action == Action::permit) {
      Passage next = with(passage, std::move(note));
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

bool opens_session(const Packet& packet) {
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

std::vector<Verdict> evaluate(const Filter& filter, const Packet& packet, const Date& date,
                              const std::string* in, const std::string* out) {
  std::vector<Verdict> verdicts;
  for (const Rule& rule : filter.rules) {
    const Answer answer = std::min({names(rule.ingress, in), names(rule.egress, out),
                                    in_force(rule.schedule, date), matches(rule.match, packet)});
    if (answer == Answer::no) continue;
    verdicts.push_back({rule.action, &rule, false});
    if (answer == Answer::yes) return merged(verdicts);
  }
  verdicts.push_back({filter.default_action, nullptr, false});
  return merged(verdicts);
}

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
  if (device.stateful && device.session_needs_syn && !opens_session(passage.packet)) {
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

}  // namespace sekisho::simulation
