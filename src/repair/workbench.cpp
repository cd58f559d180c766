#include "workbench.hpp"

#include <algorithm>
#include <utility>

namespace sekisho::repair {

namespace {

VerifyOptions of_everything(VerifyOptions options) {
  options.only.clear();
  options.progress = {};
  options.cube_limit = std::max<std::size_t>(options.cube_limit, 64);
  options.blamed_cube_limit = std::max<std::size_t>(options.blamed_cube_limit, 24);
  return options;
}

int badness(Verdict verdict) {
  switch (verdict) {
    case Verdict::proved: return 0;
    case Verdict::attested: return 1;
    case Verdict::excepted: return 2;
    case Verdict::unproved: return 3;
    case Verdict::violated: return 4;
  }
  return 4;
}

bool is_met(Verdict verdict) { return badness(verdict) < badness(Verdict::unproved); }

}  // namespace

Workbench::Workbench(const std::string& snapshot_path, const RepairOptions& options)
    : options_(options), verifier_(snapshot_path, of_everything(options.verify)) {}

std::optional<Trial> Workbench::run(const FileTexts& texts, DiagnosticSink& sink) {
  verifier_.suppose(texts);
  std::optional<VerifyResult> result = verifier_.run(sink);
  changed_.insert(verifier_.changed_devices().begin(), verifier_.changed_devices().end());
  if (!result || sink.has_errors()) return std::nullopt;
  return Trial{texts, *std::move(result)};
}

State Workbench::state_of(Trial trial) {
  const std::vector<DeviceIndex> changed = take_changes();
  if (!passage_) {
    passage_.emplace(loaded(), options_.verify.date);
    checker_.emplace(loaded().network, loaded().routes, options_.verify.date, CubeLimits(0));
  } else {
    checker_->network_changed(changed);
  }
  return {std::move(trial), decide_channels(), passage_->arrivals(changed)};
}

std::vector<DeviceIndex> Workbench::take_changes() {
  std::vector<DeviceIndex> changed(changed_.begin(), changed_.end());
  changed_.clear();
  return changed;
}

std::vector<Verdict> Workbench::decide_channels() {
  std::vector<Verdict> verdicts;
  for (const Channel& channel : loaded().network.snapshot.channels) {
    Requirement requirement;
    requirement.id = channel.id;
    requirement.kind = RequirementKind::channels;
    requirement.semantics = Semantics::session;
    requirement.from = channel.from.segment;
    requirement.to = channel.to.segment;
    requirement.channel = channel.id;
    verdicts.push_back(checker_->check(requirement).verdict);
  }
  return verdicts;
}

std::vector<std::string> ended(const VerifyResult& before, const VerifyResult& after) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < before.requirements.size() && i < after.requirements.size(); ++i) {
    if (!is_met(before.requirements[i].verdict) && is_met(after.requirements[i].verdict))
      ids.push_back(before.requirements[i].requirement.id);
  }
  return ids;
}

bool is_worse(const VerifyResult& before, const VerifyResult& after) {
  // Requirements come from the policy and the snapshot, which no change touches.
  if (before.requirements.size() != after.requirements.size()) return true;
  for (std::size_t i = 0; i < before.requirements.size(); ++i) {
    if (badness(after.requirements[i].verdict) > badness(before.requirements[i].verdict)) return true;
  }
  return false;
}

bool loses_channel(const VerifyResult& before, const VerifyResult& after) {
  for (std::size_t i = 0; i < before.requirements.size() && i < after.requirements.size(); ++i) {
    const bool is_channel = before.requirements[i].requirement.kind == RequirementKind::channels;
    if (is_channel && badness(after.requirements[i].verdict) > badness(before.requirements[i].verdict))
      return true;
  }
  return false;
}

}  // namespace sekisho::repair
