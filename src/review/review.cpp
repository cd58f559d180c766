// The order of a review: what differs, then which verdicts change with it.
#include <sekisho/compare/states.hpp>
#include <sekisho/review/review.hpp>
#include <sekisho/review/verdicts.hpp>

#include <algorithm>

namespace sekisho::review {

namespace {

// Forbidden packets per violation that are looked at to tell new ones from old ones.
constexpr std::size_t cubes_compared = 256;
// The same per line at fault.
constexpr std::size_t blamed_cubes_compared = 64;

void compare_verdicts(const LoadedNetwork& before, const LoadedNetwork& after, const CompareOptions& options,
                      Comparison& comparison, DiagnosticSink& sink) {
  VerifyOptions wanted;
  wanted.date = options.date;
  wanted.policy_folder = options.policy_folder;
  wanted.cube_limit = cubes_compared;
  wanted.jobs = options.jobs;
  wanted.progress = options.progress;
  comparison.before = verify(before, wanted, sink);
  comparison.after = verify(after, wanted, sink);
  if (!comparison.before || !comparison.after) return;
  comparison.verdicts = verdict_changes(*comparison.before, *comparison.after);
  // Which line lets what through takes a while to find out: it is asked where it matters.
  for (const VerdictChange& change : comparison.verdicts) {
    if (!change.new_packets.empty()) wanted.only.push_back(change.id);
  }
  if (wanted.only.empty()) return;
  wanted.blamed_cube_limit = blamed_cubes_compared;
  wanted.progress = {};
  DiagnosticSink told_before;
  const std::optional<VerifyResult> old_parts = verify(before, wanted, told_before);
  const std::optional<VerifyResult> new_parts = verify(after, wanted, told_before);
  if (old_parts && new_parts) tell_new_rules(comparison.verdicts, *old_parts, *new_parts);
}

/// True when more may pass between the ends of a requirement that was unproved already.
bool doubt_grows(const RequirementResult& result, const std::vector<compare::PairDifference>& pairs) {
  if (result.verdict != Verdict::unproved || !is_about_packets(result.requirement.kind)) return false;
  return std::ranges::any_of(pairs, [&](const compare::PairDifference& pair) {
    return pair.opened && pair.from == result.requirement.from && pair.to == result.requirement.to;
  });
}

}  // namespace

Outcome Comparison::outcome() const {
  if (std::ranges::any_of(verdicts, &VerdictChange::opens)) return Outcome::forbidden_opens;
  const auto becomes_unproved = [](const VerdictChange& change) {
    return change.after != nullptr && change.after->verdict == Verdict::unproved;
  };
  if (std::ranges::any_of(verdicts, becomes_unproved)) return Outcome::doubt_arises;
  const auto grows = [&](const RequirementResult& each) { return doubt_grows(each, pairs); };
  const bool grown = after && std::ranges::any_of(after->requirements, grows);
  if (grown || !pairs_compared) return Outcome::doubt_arises;
  return Outcome::nothing_opens;
}

Comparison compare_networks(const LoadedNetwork& before, const LoadedNetwork& after,
                            const CompareOptions& options, DiagnosticSink& sink) {
  Comparison comparison;
  comparison.old_name = before.network.snapshot.file;
  comparison.new_name = after.network.snapshot.file;
  comparison.date = options.date;
  static_cast<compare::StateDifference&>(comparison) =
      compare::compare_states(before, after, options.date, options.cube_limit, sink, options.node_limit);
  if (options.with_verdicts) compare_verdicts(before, after, options, comparison, sink);
  return comparison;
}

}  // namespace sekisho::review
