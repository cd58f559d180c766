#include "workbench.hpp"

#include <algorithm>
#include <map>
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

}  // namespace

Workbench::Workbench(const std::string& snapshot_path, const RepairOptions& options)
    : options_(options), verifier_(snapshot_path, of_everything(options.verify)) {}

std::optional<Trial> Workbench::run(const FileTexts& texts, DiagnosticSink& sink) {
  verifier_.suppose(texts);
  std::optional<VerifyResult> result = verifier_.run(sink);
  note_changes();
  if (!result || sink.has_errors()) return std::nullopt;
  return Trial{texts, *std::move(result)};
}

std::optional<std::vector<RequirementResult>> Workbench::run_some(
    const FileTexts& texts, const std::function<bool(const Requirement&)>& is_wanted) {
  DiagnosticSink unread;  // what the changed texts are told off for is no concern of the user's
  verifier_.suppose(texts);
  std::optional<std::vector<RequirementResult>> results = verifier_.run_some(is_wanted, unread);
  note_changes();
  if (!results || unread.has_errors()) return std::nullopt;
  return results;
}

void Workbench::note_changes() {
  const std::vector<DeviceIndex>& changed = verifier_.changed_devices();
  changed_for_passage_.insert(changed.begin(), changed.end());
  changed_for_checker_.insert(changed.begin(), changed.end());
}

State Workbench::state_of(Trial trial) {
  Arrivals where = arrivals();
  std::vector<Verdict> verdicts = channels(trial);
  return {std::move(trial), std::move(verdicts), std::move(where)};
}

Arrivals Workbench::arrivals() {
  if (!passage_) passage_.emplace(loaded(), options_.verify.date);
  const std::vector<DeviceIndex> changed(changed_for_passage_.begin(), changed_for_passage_.end());
  changed_for_passage_.clear();
  return passage_->arrivals(changed);
}

std::vector<Verdict> Workbench::channels(const Trial& trial) {
  std::map<std::string, Verdict> decided;  // by requirements of the policy
  for (const RequirementResult& each : trial.result.requirements) {
    if (each.requirement.kind == RequirementKind::channels && each.verdict != Verdict::excepted)
      decided.emplace(each.requirement.channel, each.verdict);
  }
  std::vector<Verdict> verdicts;
  for (const Channel& channel : loaded().network.snapshot.channels) {
    const auto known = decided.find(channel.id);
    verdicts.push_back(known == decided.end() ? decide(channel) : known->second);
  }
  return verdicts;
}

Verdict Workbench::decide(const Channel& channel) {
  if (!checker_) {
    checker_.emplace(loaded().network, loaded().routes, options_.verify.date, CubeLimits(0));
  } else if (!changed_for_checker_.empty()) {
    checker_->network_changed({changed_for_checker_.begin(), changed_for_checker_.end()});
  }
  changed_for_checker_.clear();
  Requirement requirement;
  requirement.id = channel.id;
  requirement.kind = RequirementKind::channels;
  requirement.semantics = Semantics::session;
  requirement.from = channel.from.segment;
  requirement.to = channel.to.segment;
  requirement.channel = channel.id;
  return checker_->check(requirement).verdict;
}

bool is_met(Verdict verdict) { return badness(verdict) < badness(Verdict::unproved); }

std::vector<std::string> ended(const VerifyResult& before, const VerifyResult& after) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < before.requirements.size() && i < after.requirements.size(); ++i) {
    if (!is_met(before.requirements[i].verdict) && is_met(after.requirements[i].verdict))
      ids.push_back(before.requirements[i].requirement.id);
  }
  return ids;
}

std::size_t left_in_doubt(const VerifyResult& before, const VerifyResult& after) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < before.requirements.size() && i < after.requirements.size(); ++i) {
    if (before.requirements[i].verdict == Verdict::violated &&
        after.requirements[i].verdict == Verdict::unproved) {
      ++count;
    }
  }
  return count;
}

bool is_worse(const VerifyResult& before, const VerifyResult& after) {
  // Requirements come from the policy and the snapshot, which no change touches.
  if (before.requirements.size() != after.requirements.size()) return true;
  for (std::size_t i = 0; i < before.requirements.size(); ++i) {
    if (badness(after.requirements[i].verdict) > badness(before.requirements[i].verdict)) return true;
  }
  return false;
}

bool is_worse(const VerifyResult& before, const std::vector<RequirementResult>& some_after) {
  std::map<std::string, Verdict> verdicts;
  for (const RequirementResult& each : before.requirements)
    verdicts.emplace(each.requirement.id, each.verdict);
  return std::any_of(some_after.begin(), some_after.end(), [&](const RequirementResult& each) {
    const auto known = verdicts.find(each.requirement.id);
    return known == verdicts.end() || badness(each.verdict) > badness(known->second);
  });
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
