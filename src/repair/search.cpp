// One change is enough for most faults. Where several rules of a device let the violation through, a remedy
// is applied to one after the other until it has ended. Every step is a verification, and they are counted:
// of the violation itself, and of everything once it has ended.
#include "search.hpp"

#include "candidates.hpp"

#include <algorithm>

namespace sekisho::repair {

namespace {

constexpr int most_steps = 8;  // of one remedy on one device

bool is_better(const Proposal& a, const Proposal& b, Preference preference) {
  if (preference == Preference::most_ended && a.ends.size() != b.ends.size())
    return a.ends.size() > b.ends.size();
  return a.is_better_than(b);
}

FileTexts with(FileTexts texts, const Change& change) {
  for (auto& [file, text] : applied(texts, change.edits)) texts[file] = std::move(text);
  return texts;
}

std::size_t lines_in(const Change& change) {
  std::size_t lines = 0;
  for (const TextEdit& edit : change.edits) lines += edit.added.size() + edit.removed;
  return lines;
}

/// Devices with a rule to blame, in the order of blame.
std::vector<std::string> devices_of(const RequirementResult& violated) {
  std::vector<std::string> devices;
  for (const Violation& violation : violated.violations) {
    for (const BlamedRule& rule : violation.rules) {
      if (rule.role == BlamedRule::Role::filter &&
          std::find(devices.begin(), devices.end(), rule.device) == devices.end()) {
        devices.push_back(rule.device);
      }
    }
  }
  return devices;
}

/// Looks for repairs of one violation, from a state in which it is there.
class Search {
 public:
  Search(Workbench& bench, Memory& memory, const State& base, const RequirementResult& violated,
         Preference preference)
      : bench_(bench),
        memory_(memory),
        base_(base),
        violated_(violated),
        preference_(preference),
        all_violated_(violated_in(base.trial.result)) {}

  Found run() {
    for (const Change& change : candidates(bench_.loaded(), base_.trial.texts, violated_, all_violated_)) {
      if (has_enough()) break;
      try_change(change);
    }
    if (accepted_.empty()) try_remedies();
    std::stable_sort(accepted_.begin(), accepted_.end(),
                     [&](const Proposal& a, const Proposal& b) { return is_better(a, b, preference_); });
    if (accepted_.size() > bench_.options().proposals) accepted_.resize(bench_.options().proposals);
    return {std::move(accepted_), trials_, met_channel_};
  }

 private:
  /// As many proposals as are kept that stop nothing else and leave nothing violated, or twice as many that
  /// stop nothing else: none would be better by much.
  [[nodiscard]] bool has_enough() const {
    std::size_t harmless = 0;
    std::size_t flawless = 0;
    for (const Proposal& each : accepted_) {
      if (!each.stops.empty() || !each.conditional_channels.empty() || each.left_in_doubt > 0) continue;
      ++harmless;
      if (each.ends.size() >= all_violated_.size()) ++flawless;
    }
    const std::size_t kept = bench_.options().proposals;
    return flawless >= kept || (preference_ == Preference::least_loss && harmless >= 2 * kept);
  }

  /// What becomes of the violation itself; nothing when the texts are unusable. Asked first, since it is one
  /// requirement of many.
  [[nodiscard]] std::optional<RequirementResult> violation_in(const FileTexts& texts) {
    const std::string& id = violated_.requirement.id;
    std::optional<std::vector<RequirementResult>> results =
        bench_.run_some(texts, [&](const Requirement& each) { return each.id == id; });
    if (!results || results->empty()) return std::nullopt;
    return std::move(results->front());
  }

  /// The same for texts that nobody has tried; nothing when enough has been tried.
  [[nodiscard]] std::optional<RequirementResult> try_texts(const FileTexts& texts) {
    if (trials_ >= bench_.options().trials_limit) return std::nullopt;
    ++trials_;
    return violation_in(texts);
  }

  /// What the rest of the snapshot says to changes that have ended the violation.
  [[nodiscard]] Judgement judged(const FileTexts& texts, const std::vector<Change>& changes) {
    DiagnosticSink unread;  // what the changed texts are told off for is no concern of the user's
    std::optional<Trial> trial = bench_.run(texts, unread);
    if (!trial) return {};
    if (is_worse(base_.trial.result, trial->result))
      return {loses_channel(base_.trial.result, trial->result), {}};
    const Arrivals arrivals = bench_.arrivals();
    if (Passage::opens(base_.arrivals, arrivals)) return {};
    return with_costs(*trial, arrivals, changes);
  }

  void take(const Judgement& judgement) {
    met_channel_ = met_channel_ || judgement.met_channel;
    if (judgement.accepted) accepted_.push_back(*judgement.accepted);
  }

  void try_change(const Change& change) {
    const FileTexts texts = with(base_.trial.texts, change);
    Memory::Key key{violated_.requirement.id, base_.trial.texts, texts};
    if (const Judgement* known = memory_.find(key)) {
      ++trials_;
      return take(*known);
    }
    const std::optional<RequirementResult> now = try_texts(texts);
    const bool has_ended = now && is_met(now->verdict);
    take(memory_.keep(std::move(key), has_ended ? judged(texts, {change}) : Judgement{}));
  }

  /// The same remedy for one rule of a device after the other.
  void try_remedies() {
    for (const std::string& device : devices_of(violated_)) {
      for (const Remedy remedy : remedies) try_remedies({remedy}, device);
      try_remedies({tightening.begin(), tightening.end()}, device);
    }
  }

  /// The first of the remedies that can be applied, again and again.
  void try_remedies(const std::vector<Remedy>& in_turn, const std::string& device) {
    FileTexts texts = base_.trial.texts;
    std::optional<RequirementResult> now = violation_in(texts);
    std::vector<Change> changes;
    for (int step = 0; step < most_steps; ++step) {
      if (!now || now->verdict != Verdict::violated) return;
      std::optional<Change> change = next_change(texts, *now, in_turn, device);
      if (!change) return;
      texts = with(texts, *change);
      changes.push_back(*std::move(change));
      now = try_texts(texts);
      if (now && is_met(now->verdict)) return take(judged(texts, changes));
    }
  }

  [[nodiscard]] std::optional<Change> next_change(const FileTexts& texts, const RequirementResult& now,
                                                  const std::vector<Remedy>& in_turn,
                                                  const std::string& device) const {
    for (const Remedy remedy : in_turn) {
      std::optional<Change> change = repair::next_change(bench_.loaded(), texts, now, device, remedy);
      if (change) return change;
    }
    return std::nullopt;
  }

  /// What changes cost that have made nothing worse and opened nothing.
  [[nodiscard]] Judgement with_costs(const Trial& trial, const Arrivals& arrivals,
                                     const std::vector<Change>& changes) {
    Proposal proposal;
    const std::vector<Verdict> verdicts = bench_.channels(trial);
    const std::vector<Channel>& channels = bench_.loaded().network.snapshot.channels;
    for (std::size_t i = 0; i < channels.size(); ++i) {
      if (verdicts[i] == base_.channels[i]) continue;
      if (verdicts[i] == Verdict::violated) return {true, {}};
      if (base_.channels[i] == Verdict::proved) proposal.conditional_channels.push_back(channels[i].id);
    }
    Passage::Loss loss =
        bench_.passage().lost(base_.arrivals, arrivals, all_violated_, bench_.options().cube_limit);
    proposal.texts = trial.texts;
    proposal.ends = ended(base_.trial.result, trial.result);
    proposal.left_in_doubt = left_in_doubt(base_.trial.result, trial.result);
    proposal.stops = std::move(loss.stops);
    proposal.stopped_packets = loss.packets;
    proposal.changes = changes;
    for (const Change& change : changes) proposal.lines += lines_in(change);
    return {false, std::move(proposal)};
  }

  Workbench& bench_;
  Memory& memory_;
  const State& base_;
  const RequirementResult& violated_;
  Preference preference_;
  std::vector<RequirementResult> all_violated_;
  std::vector<Proposal> accepted_;
  std::size_t trials_ = 0;
  bool met_channel_ = false;
};

}  // namespace

Found search_repairs(Workbench& bench, Memory& memory, const State& base, const RequirementResult& violated,
                     Preference preference) {
  return Search(bench, memory, base, violated, preference).run();
}

std::vector<RequirementResult> violated_in(const VerifyResult& result) {
  std::vector<RequirementResult> violated;
  for (const RequirementResult& each : result.requirements) {
    if (each.verdict == Verdict::violated) violated.push_back(each);
  }
  return violated;
}

}  // namespace sekisho::repair
