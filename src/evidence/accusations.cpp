#include "evidence/accusations.hpp"

#include "evidence/policy_watch.hpp"
#include "evidence/seen.hpp"

#include <sekisho/base/code.hpp>

#include <fmt/format.h>

namespace sekisho::evidence {
namespace {

constexpr std::size_t most_accusations = 10'000;  // each a finding of its own

Severity severity_for(const Requirement& requirement, Outcome outcome) {
  if (outcome == Outcome::tried) return Severity::note;
  const bool broken = outcome == Outcome::answered ||
                      (outcome == Outcome::arrived && requirement.semantics == Semantics::packet);
  return broken && !is_to_be_confirmed(requirement) ? Severity::error : Severity::warning;
}

Code forbidden_code(Outcome outcome) {
  switch (outcome) {
    case Outcome::tried: return Code::confirm_forbidden_tried;
    case Outcome::passed: return Code::confirm_forbidden_passed;
    case Outcome::arrived: return Code::confirm_forbidden_arrived;
    case Outcome::answered: return Code::confirm_forbidden_answered;
  }
  return Code::confirm_forbidden_tried;
}

}  // namespace

/// What sets a finding apart from others. When there are very many (somebody scans), those between the same
/// segments are one.
Accusations::Key Accusations::key_of(Kind kind, const Requirement* requirement, bool by_answer,
                                     const Watched& watched) {
  const Packet& packet = watched.opening.packet;
  const std::string place = place_name(watched.capture, watched.flow.key.interface);
  Key key{std::string(evidence::name_of(kind)), requirement == nullptr ? "" : requirement->id,
          by_answer ? "answer" : "",
          to_string(by_answer && kind == Kind::unknown_address ? packet.destination : packet.source)};
  if (kind == Kind::unknown_address) {
    key.push_back(place);
  } else {
    key.insert(key.end(), {to_string(packet.destination), service_of(packet)});
    if (kind == Kind::contradicts_model) key.push_back(place);
  }
  const capture::FlowKey& flow = watched.flow.key;
  if (flow.tunnel != capture::Tunnel::none)
    key.push_back(fmt::format("{} {} {}", capture::name_of(flow.tunnel), flow.tunnel_id, flow.inner_vlan));
  if (accusations_.size() < most_accusations || index_.contains(key)) return key;
  ++condensed_;
  return {std::string(evidence::name_of(kind)), requirement == nullptr ? "" : requirement->id,
          by_answer ? "answer" : "", name_of(network_, watched.sender), name_of(network_, watched.receiver)};
}

void Accusations::add(Kind kind, const Requirement* requirement, bool by_answer, const Watched& watched) {
  ++added_;
  const Packet& packet = watched.opening.packet;
  const auto [entry, is_new] =
      index_.emplace(key_of(kind, requirement, by_answer, watched), accusations_.size());
  if (is_new) {
    Accusation made;
    made.kind = kind;
    made.requirement = requirement;
    made.by_answer = by_answer;
    made.sender =
        !watched.translated.empty() ? std::optional<Sender>(watched.translated.front()) : watched.sender;
    made.receiver = watched.receiver;
    accusations_.push_back(std::move(made));
  }
  Finding& finding = accusations_[entry->second].finding;
  if (!finding.outcome || *finding.outcome < watched.outcome) {
    finding.outcome = watched.outcome;
    finding.packet = packet;
  }
  ++finding.flows;
  finding.packets += watched.flow.packets();
  if (finding.seen.size() == Finding::most_seen) return;
  SeenFlow seen = seen_flow(watched.capture, watched.flow);
  seen.outcome = watched.outcome;
  finding.seen.push_back(std::move(seen));
}

Finding Accusations::finding_of(const Accusation& accusation) {
  Finding finding = accusation.finding;
  const Packet& packet = *finding.packet;
  const Outcome outcome = *finding.outcome;
  finding.kind = accusation.kind;
  finding.from = accusation.sender ? name_of(network_, accusation.sender) : "";
  finding.to = accusation.receiver ? name_of(network_, accusation.receiver) : "";
  const SeenFlow& first = finding.seen.front();
  const std::string& place = first.point.empty() ? first.file : first.point;
  std::vector<std::string> arguments{to_string(packet.source), name_of(network_, accusation.sender),
                                     to_string(packet.destination), name_of(network_, accusation.receiver),
                                     service_of(packet)};
  switch (accusation.kind) {
    case Kind::forbidden_flow:
      finding.severity = severity_for(*accusation.requirement, outcome);
      finding.requirement = accusation.requirement->id;
      finding.clauses = accusation.requirement->clauses;
      arguments.push_back(finding.requirement);
      finding.message = {forbidden_code(outcome), {}, arguments};
      break;
    case Kind::unknown_address:
      finding.severity = outcome >= Outcome::arrived ? Severity::error : Severity::warning;
      finding.message = {
          Code::confirm_unknown_address,
          {},
          {accusation.by_answer ? to_string(packet.destination) : to_string(packet.source), place}};
      return finding;
    default:
      finding.severity = first.point.empty() ? Severity::warning : Severity::error;
      arguments.push_back(place);
      finding.message = {
          accusation.by_answer ? Code::confirm_contradicts_answer : Code::confirm_contradicts_place,
          {},
          arguments};
  }
  if (!accusation.sender) return finding;
  try {
    if (accusation.receiver && outcome != Outcome::tried)
      finding.permitting = presence_.permitting(*accusation.sender, packet, *accusation.receiver);
    if (finding.permitting.empty()) finding.blocking = presence_.blocking(*accusation.sender, packet);
  } catch (const PacketSetTooLarge&) {
    ++too_large_;
  }
  return finding;
}

std::vector<Finding> Accusations::findings() {
  std::vector<Finding> result;
  for (const Accusation& accusation : accusations_) result.push_back(finding_of(accusation));
  return result;
}

}  // namespace sekisho::evidence
