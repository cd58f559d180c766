#include <sekisho/evidence/on_wire.hpp>

#include <algorithm>

namespace sekisho::evidence {

OnWireIndex::OnWireIndex(const ConfirmResult& result)
    : unwatched_(result.coverage.unwatched.begin(), result.coverage.unwatched.end()) {
  for (const PairSeen& pair : result.coverage.pairs) flows_[{pair.from, pair.to}] = pair.flows;
  for (const ChannelSeen& channel : result.coverage.channels) channels_[channel.id] = &channel;
  for (const Finding& finding : result.findings) {
    if (finding.kind != Kind::forbidden_flow || !finding.outcome) continue;
    auto& [flows, farthest] = accusations_[finding.requirement];
    flows += finding.flows;
    farthest = std::max(farthest, *finding.outcome);
  }
}

bool OnWireIndex::is_watched(const Requirement& requirement) const {
  // Of devices, the hosts of the segment that they are kept from are looked at.
  const bool to_segment = requirement.kind != RequirementKind::devices;
  return !unwatched_.contains(requirement.from) || (to_segment && !unwatched_.contains(requirement.to));
}

std::optional<OnWire> OnWireIndex::of(const Requirement& requirement) const {
  OnWire seen;
  if (requirement.kind == RequirementKind::channels) {
    const auto channel = channels_.find(requirement.channel);
    if (channel == channels_.end()) return std::nullopt;
    seen.watched = is_watched(requirement) || channel->second->flows > 0;
    seen.flows = channel->second->flows;
    seen.answered = channel->second->answered;
    return seen;
  }
  const bool of_flows =
      requirement.kind == RequirementKind::separation || requirement.kind == RequirementKind::devices;
  if (!of_flows) return std::nullopt;
  seen.watched = is_watched(requirement);
  if (const auto pair = flows_.find({requirement.from, requirement.to}); pair != flows_.end())
    seen.flows = pair->second;
  if (const auto accused = accusations_.find(requirement.id); accused != accusations_.end()) {
    seen.against = accused->second.first;
    seen.farthest = accused->second.second;
  }
  return seen;
}

}  // namespace sekisho::evidence
