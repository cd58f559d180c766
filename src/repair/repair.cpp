// The search: changes are made of the lines to blame, tried one by one on the whole snapshot, and the best
// one stays in place while the next violation is looked at, so that the patch is one that was verified as a
// whole.
//
// One change is enough for most faults. Where several rules of a device let the violation through, a remedy
// is applied to one after the other until it has ended. Every step is a verification, and they are counted.
#include <sekisho/repair/repair.hpp>

#include <sekisho/repair/patch.hpp>

#include "candidates.hpp"
#include "workbench.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace sekisho::repair {

namespace {

constexpr int most_steps = 8;  // of one remedy on one device

/// What a proposal is better by.
enum class Preference : std::uint8_t {
  least_loss,  // stops least; of those that stop the same, ends most
  most_ended,  // ends most; of those that end the same, stops least
};

bool is_better(const Proposal& a, const Proposal& b, Preference preference) {
  if (preference == Preference::most_ended && a.ends.size() != b.ends.size())
    return a.ends.size() > b.ends.size();
  return a.is_better_than(b);
}

/// A proposal, and the configuration that it makes.
struct Accepted {
  Proposal proposal;
  FileTexts texts;
};

const RequirementResult* find(const VerifyResult& result, const std::string& id) {
  const auto found = std::find_if(result.requirements.begin(), result.requirements.end(),
                                  [&](const RequirementResult& each) { return each.requirement.id == id; });
  return found == result.requirements.end() ? nullptr : &*found;
}

std::vector<RequirementResult> violated_in(const VerifyResult& result) {
  std::vector<RequirementResult> violated;
  for (const RequirementResult& each : result.requirements) {
    if (each.verdict == Verdict::violated) violated.push_back(each);
  }
  return violated;
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
  Search(Workbench& bench, const State& base, const RequirementResult& violated, Preference preference)
      : bench_(bench),
        base_(base),
        violated_(violated),
        preference_(preference),
        all_violated_(violated_in(base.trial.result)) {}

  std::vector<Accepted> run() {
    for (const Change& change : candidates(bench_.loaded(), base_.trial.texts, violated_, all_violated_)) {
      if (has_enough()) break;
      try_chain({change});
    }
    if (accepted_.empty()) try_remedies();
    std::stable_sort(accepted_.begin(), accepted_.end(), [&](const Accepted& a, const Accepted& b) {
      return is_better(a.proposal, b.proposal, preference_);
    });
    if (accepted_.size() > bench_.options().proposals) accepted_.resize(bench_.options().proposals);
    return std::move(accepted_);
  }

  [[nodiscard]] std::size_t trials() const { return trials_; }
  [[nodiscard]] bool met_channel() const { return met_channel_; }

 private:
  /// As many proposals as are kept that stop nothing else and leave nothing violated, or twice as many that
  /// stop nothing else: none would be better by much.
  [[nodiscard]] bool has_enough() const {
    std::size_t harmless = 0;
    std::size_t flawless = 0;
    for (const Accepted& each : accepted_) {
      if (!each.proposal.stops.empty() || !each.proposal.conditional_channels.empty()) continue;
      ++harmless;
      if (each.proposal.ends.size() >= all_violated_.size()) ++flawless;
    }
    const std::size_t kept = bench_.options().proposals;
    return flawless >= kept || (preference_ == Preference::least_loss && harmless >= 2 * kept);
  }

  [[nodiscard]] bool has_ended(const Trial& trial) const {
    const std::vector<std::string> ids = ended(base_.trial.result, trial.result);
    return std::find(ids.begin(), ids.end(), violated_.requirement.id) != ids.end();
  }

  /// Verifies texts; nothing when they are unusable, make something worse, or enough has been tried.
  [[nodiscard]] std::optional<Trial> trial_of(const FileTexts& texts) {
    if (trials_ >= bench_.options().trials_limit) return std::nullopt;
    ++trials_;
    DiagnosticSink unread;  // what the changed texts are told off for is no concern of the user's
    std::optional<Trial> trial = bench_.run(texts, unread);
    if (!trial || !is_worse(base_.trial.result, trial->result)) return trial;
    met_channel_ = met_channel_ || loses_channel(base_.trial.result, trial->result);
    return std::nullopt;
  }

  void try_chain(const std::vector<Change>& changes) {
    FileTexts texts = base_.trial.texts;
    for (const Change& change : changes) texts = with(std::move(texts), change);
    std::optional<Trial> trial = trial_of(texts);
    if (trial && has_ended(*trial)) accept(*std::move(trial), changes);
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
    DiagnosticSink unread;
    std::optional<Trial> trial = bench_.run(base_.trial.texts, unread);
    std::vector<Change> changes;
    for (int step = 0; trial && step < most_steps; ++step) {
      const RequirementResult* now = find(trial->result, violated_.requirement.id);
      if (now == nullptr || now->verdict != Verdict::violated) return;
      std::optional<Change> change = next_change(*trial, *now, in_turn, device);
      if (!change) return;
      const FileTexts texts = with(trial->texts, *change);
      changes.push_back(*std::move(change));
      trial = trial_of(texts);
      if (trial && has_ended(*trial)) return accept(*std::move(trial), changes);
    }
  }

  [[nodiscard]] std::optional<Change> next_change(const Trial& trial, const RequirementResult& now,
                                                  const std::vector<Remedy>& in_turn,
                                                  const std::string& device) const {
    for (const Remedy remedy : in_turn) {
      std::optional<Change> change = repair::next_change(bench_.loaded(), trial.texts, now, device, remedy);
      if (change) return change;
    }
    return std::nullopt;
  }

  /// Keeps a trial that has ended the violation if it costs nothing that has to stay.
  void accept(Trial trial, const std::vector<Change>& changes) {
    FileTexts texts = trial.texts;
    Proposal proposal;
    proposal.ends = ended(base_.trial.result, trial.result);
    const State state = bench_.state_of(std::move(trial));
    const std::vector<Channel>& channels = bench_.loaded().network.snapshot.channels;
    for (std::size_t i = 0; i < channels.size(); ++i) {
      if (state.channels[i] == base_.channels[i]) continue;
      if (state.channels[i] == Verdict::violated) {
        met_channel_ = true;
        return;
      }
      if (base_.channels[i] == Verdict::proved) proposal.conditional_channels.push_back(channels[i].id);
    }
    if (Passage::opens(base_.arrivals, state.arrivals)) return;
    Passage::Loss loss =
        bench_.passage().lost(base_.arrivals, state.arrivals, all_violated_, bench_.options().cube_limit);
    proposal.stops = std::move(loss.stops);
    proposal.stopped_packets = loss.packets;
    proposal.changes = changes;
    for (const Change& change : changes) proposal.lines += lines_in(change);
    accepted_.push_back({std::move(proposal), std::move(texts)});
  }

  Workbench& bench_;
  const State& base_;
  const RequirementResult& violated_;
  Preference preference_;
  std::vector<RequirementResult> all_violated_;
  std::vector<Accepted> accepted_;
  std::size_t trials_ = 0;
  bool met_channel_ = false;
};

bool is_about_packets_that_must_not_pass(const Requirement& requirement) {
  return is_about_packets(requirement.kind) && requirement.kind != RequirementKind::channels;
}

/// Repairs of all violations, each on top of the repairs before.
class Plan {
 public:
  Plan(Workbench& bench, const State& base, Preference preference)
      : bench_(bench), base_(base), state_(base), preference_(preference) {
    move_to(base.trial.texts);
  }

  void repair(const RequirementResult& violated) {
    RequirementRepair result;
    result.violated = violated;
    const std::string& id = violated.requirement.id;
    const RequirementResult* now = find(state_.trial.result, id);
    if (!is_about_packets_that_must_not_pass(violated.requirement)) {
      result.obstacle = violated.requirement.kind == RequirementKind::channels ? Obstacle::must_get_through
                                                                               : Obstacle::not_about_packets;
    }
    if (now == nullptr || now->verdict != Verdict::violated) {
      result.ended_by = ended_by_[id];
      result.obstacle = Obstacle::none;
    } else if (result.obstacle == Obstacle::none) {
      search(*now, result);
    }
    requirements_.push_back(std::move(result));
  }

  /// Another round for those about no packets: a repair of what comes after them may have ended them.
  void look_again() {
    for (RequirementRepair& each : requirements_) {
      const RequirementResult* now = find(state_.trial.result, each.violated.requirement.id);
      if (each.obstacle == Obstacle::none || now == nullptr || now->verdict == Verdict::violated) continue;
      each.obstacle = Obstacle::none;
      each.ended_by = ended_by_[each.violated.requirement.id];
    }
  }

  /// Less is better: violations without a repair, what else stops, lines.
  [[nodiscard]] std::tuple<std::size_t, double, std::size_t> cost() {
    std::size_t unrepaired = 0;
    std::size_t lines = 0;
    for (const RequirementRepair& each : requirements_) {
      if (each.obstacle != Obstacle::none) ++unrepaired;
      if (!each.proposals.empty()) lines += each.proposals.front().lines;
    }
    const Passage::Loss loss =
        bench_.passage().lost(base_.arrivals, state_.arrivals, violated_in(base_.trial.result), 1);
    return {unrepaired, loss.packets, lines};
  }

  /// True when no other plan could be better by much.
  [[nodiscard]] bool is_one_change_for_all() const {
    const auto has_proposal = [](const RequirementRepair& each) { return !each.proposals.empty(); };
    return std::count_if(requirements_.begin(), requirements_.end(), has_proposal) <= 1;
  }

  [[nodiscard]] const Trial& trial() const { return state_.trial; }
  [[nodiscard]] std::vector<RequirementRepair> take() { return std::move(requirements_); }

 private:
  void search(const RequirementResult& now, RequirementRepair& result) {
    Search search(bench_, state_, now, preference_);
    std::vector<Accepted> accepted = search.run();
    result.trials = search.trials();
    for (const Accepted& each : accepted) result.proposals.push_back(each.proposal);
    if (accepted.empty()) {
      result.obstacle = search.met_channel() ? Obstacle::only_sanctioned : Obstacle::no_known_edit;
    } else {
      for (const std::string& other : accepted.front().proposal.ends)
        ended_by_.emplace(other, result.violated.requirement.id);
    }
    move_to(accepted.empty() ? state_.trial.texts : accepted.front().texts);
  }

  /// Back from what was tried to what stays.
  void move_to(const FileTexts& texts) {
    DiagnosticSink unread;
    std::optional<Trial> trial = bench_.run(texts, unread);
    if (trial) state_ = bench_.state_of(*std::move(trial));
  }

  Workbench& bench_;
  const State& base_;
  State state_;
  Preference preference_;
  std::vector<RequirementRepair> requirements_;
  std::map<std::string, std::string> ended_by_;
};

Plan plan_of(Workbench& bench, const State& base, const std::vector<RequirementResult>& violated,
             Preference preference) {
  Plan plan(bench, base, preference);
  for (const RequirementResult& each : violated) plan.repair(each);
  plan.look_again();
  return plan;
}

/// The ids that `options.only` selects; nothing, and reported, when it names what is not there.
std::optional<std::vector<std::string>> selected_ids(const LoadedNetwork& loaded,
                                                     const VerifyOptions& options, const VerifyResult& all,
                                                     DiagnosticSink& sink) {
  std::vector<std::string> ids;
  if (options.only.empty()) {
    for (const RequirementResult& each : all.requirements) ids.push_back(each.requirement.id);
    return ids;
  }
  const std::optional<VerifyResult> selected = verify(loaded, options, sink);
  if (!selected || sink.has_errors()) return std::nullopt;
  for (const RequirementResult& each : selected->requirements) ids.push_back(each.requirement.id);
  return ids;
}

std::vector<std::string> names_of(const FileTexts& texts) {
  std::vector<std::string> names;
  for (const auto& [file, text] : texts) names.push_back(file);
  return names;
}

}  // namespace

std::string_view name_of(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::none: return "none";
    case Obstacle::not_about_packets: return "not-about-packets";
    case Obstacle::must_get_through: return "must-get-through";
    case Obstacle::only_sanctioned: return "only-sanctioned";
    case Obstacle::no_known_edit: return "no-known-edit";
  }
  return "";
}

bool Proposal::is_better_than(const Proposal& other) const {
  const auto merit = [](const Proposal& proposal) {
    const int kind = proposal.changes.empty() ? 0 : static_cast<int>(proposal.changes.front().kind);
    return std::make_tuple(proposal.conditional_channels.size(), proposal.stopped_packets,
                           -static_cast<int>(proposal.ends.size()), proposal.changes.size(), proposal.lines,
                           kind);
  };
  return merit(*this) < merit(other);
}

std::optional<RepairResult> repair(const std::string& snapshot_path, const RepairOptions& options,
                                   DiagnosticSink& sink) {
  Workbench bench(snapshot_path, options);
  std::optional<Trial> found = bench.run({}, sink);
  if (!found) return std::nullopt;
  const std::optional<std::vector<std::string>> ids =
      selected_ids(bench.loaded(), options.verify, found->result, sink);
  if (!ids) return std::nullopt;

  RepairResult result;
  result.before = found->result;
  std::vector<RequirementResult> violated = violated_in(result.before);
  std::erase_if(violated, [&](const RequirementResult& each) {
    return std::find(ids->begin(), ids->end(), each.requirement.id) == ids->end();
  });
  // The best for one violation need not be the best for all of them.
  const State base = bench.state_of(*std::move(found));
  std::vector<Plan> plans{plan_of(bench, base, violated, Preference::least_loss)};
  if (!plans.front().is_one_change_for_all())
    plans.push_back(plan_of(bench, base, violated, Preference::most_ended));
  Plan& plan = plans.size() > 1 && plans.back().cost() < plans.front().cost() ? plans.back() : plans.front();
  result.requirements = plan.take();
  result.after = plan.trial().result;
  result.texts = plan.trial().texts;
  result.folder = patch_folder(snapshot_path, names_of(result.texts));
  result.patch = patch_of(result.texts, result.folder);
  return result;
}

}  // namespace sekisho::repair
