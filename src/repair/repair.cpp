// The plan: violations are repaired one after the other. The best change for one stays in place while the
// next is looked at, so that the patch is one that was verified as a whole.
#include <sekisho/repair/repair.hpp>

#include <sekisho/repair/patch.hpp>

#include "search.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

namespace sekisho::repair {

namespace {

const RequirementResult* find(const VerifyResult& result, const std::string& id) {
  const auto found = std::find_if(result.requirements.begin(), result.requirements.end(),
                                  [&](const RequirementResult& each) { return each.requirement.id == id; });
  return found == result.requirements.end() ? nullptr : &*found;
}

bool is_about_packets_that_must_not_pass(const Requirement& requirement) {
  return is_about_packets(requirement.kind) && requirement.kind != RequirementKind::channels;
}

/// The denials that the violation only just misses, each line at fault once.
std::vector<MissedDenial> missed_denials(const Network& network, const RequirementResult& violated,
                                         const Date& date) {
  std::vector<MissedDenial> missed;
  for (const Violation& violation : violated.violations) {
    for (const BlamedRule& rule : violation.rules) {
      const std::optional<DeviceIndex> device = network.find_device(rule.device);
      const bool is_known = std::any_of(missed.begin(), missed.end(), [&](const MissedDenial& each) {
        return each.device == rule.device && each.permit.span == rule.source.span;
      });
      if (rule.role != BlamedRule::Role::filter || !device || is_known) continue;
      std::optional<MissedDenial> found = missed_denial(network.devices[*device], rule, date);
      if (found) missed.push_back(*std::move(found));
    }
  }
  return missed;
}

/// Repairs of all violations, each on top of the repairs before.
class Plan {
 public:
  Plan(Workbench& bench, Memory& memory, const State& base, Preference preference)
      : bench_(bench), memory_(memory), base_(base), state_(base), preference_(preference) {
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
      // A repair before this one may have left it in doubt, where there are no lines to blame.
      const bool is_ended = now != nullptr && is_met(now->verdict);
      result.obstacle = is_ended ? Obstacle::none : Obstacle::no_known_edit;
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
    Found found = search_repairs(bench_, memory_, state_, now, preference_);
    result.proposals = std::move(found.proposals);
    result.trials = found.trials;
    if (result.proposals.empty()) {
      result.obstacle = found.met_channel ? Obstacle::only_sanctioned : Obstacle::no_known_edit;
    } else {
      for (const std::string& other : result.proposals.front().ends)
        ended_by_.emplace(other, result.violated.requirement.id);
    }
    move_to(result.proposals.empty() ? state_.trial.texts : result.proposals.front().texts);
  }

  /// Back from what was tried to what stays.
  void move_to(const FileTexts& texts) {
    DiagnosticSink unread;
    std::optional<Trial> trial = bench_.run(texts, unread);
    if (trial) state_ = bench_.state_of(*std::move(trial));
  }

  Workbench& bench_;
  Memory& memory_;
  const State& base_;
  State state_;
  Preference preference_;
  std::vector<RequirementRepair> requirements_;
  std::map<std::string, std::string> ended_by_;
};

/// `step` is called after each violation.
Plan plan_of(Workbench& bench, Memory& memory, const State& base,
             const std::vector<RequirementResult>& violated, Preference preference,
             const std::function<void()>& step) {
  Plan plan(bench, memory, base, preference);
  for (const RequirementResult& each : violated) {
    plan.repair(each);
    step();
  }
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
    // A closed port stops whoever is plugged in there, which no count of packets between segments shows.
    const bool closes_port =
        std::any_of(proposal.changes.begin(), proposal.changes.end(),
                    [](const Change& each) { return each.kind == ChangeKind::close_port; });
    return std::make_tuple(proposal.conditional_channels.size(), proposal.left_in_doubt, closes_port,
                           proposal.stopped_packets, -static_cast<int>(proposal.ends.size()),
                           proposal.changes.size(), proposal.lines, kind);
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
  std::vector<std::vector<MissedDenial>> missed;
  for (const RequirementResult& each : violated)
    missed.push_back(missed_denials(bench.loaded().network, each, options.verify.date));
  // The best for one violation need not be the best for all of them.
  const State base = bench.state_of(*std::move(found));
  Memory memory;
  const std::size_t steps = 2 * violated.size();
  std::size_t done = 0;
  const auto show = [&](std::size_t looked_at) {
    if (options.progress && steps > 0) options.progress(looked_at, steps);
  };
  const auto step = [&] { show(++done); };
  show(0);
  std::vector<Plan> plans{plan_of(bench, memory, base, violated, Preference::least_loss, step)};
  if (!plans.front().is_one_change_for_all())
    plans.push_back(plan_of(bench, memory, base, violated, Preference::most_ended, step));
  show(steps);
  Plan& plan = plans.size() > 1 && plans.back().cost() < plans.front().cost() ? plans.back() : plans.front();
  result.requirements = plan.take();
  for (std::size_t i = 0; i < missed.size(); ++i) result.requirements[i].missed = std::move(missed[i]);
  result.after = plan.trial().result;
  result.texts = plan.trial().texts;
  result.folder = patch_folder(snapshot_path, names_of(result.texts));
  result.patch = patch_of(result.texts, result.folder);
  return result;
}

}  // namespace sekisho::repair
