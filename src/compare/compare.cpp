// The order of a comparison: texts, filters, who reaches whom, verdicts.
#include <sekisho/compare/compare.hpp>
#include <sekisho/compare/verdicts.hpp>

#include "effects.hpp"
#include "filters.hpp"
#include "pairs.hpp"
#include "texts.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::compare {

namespace {

// Forbidden packets per violation that are looked at to tell new ones from old ones.
constexpr std::size_t cubes_compared = 256;
// The same per line at fault.
constexpr std::size_t blamed_cubes_compared = 64;

template <typename List>
Names changed_names(const List& before, const List& after) {
  Names names;
  const auto has = [](const List& list, const std::string& name) {
    return std::ranges::any_of(list, [&](const auto& each) { return each.name == name; });
  };
  for (const auto& each : after) {
    if (!has(before, each.name)) names.added.push_back(each.name);
  }
  for (const auto& each : before) {
    if (!has(after, each.name)) names.removed.push_back(each.name);
  }
  return names;
}

void mark_changed_lines(const std::vector<FilePair>& pairs, State& before, State& after) {
  for (const FilePair& pair : pairs) {
    if (pair.before != nullptr) before.changed_lines.add(pair.before->file, pair.removed);
    if (pair.after != nullptr) after.changed_lines.add(pair.after->file, pair.added);
  }
}

void compare_packets(const LoadedNetwork& before, const LoadedNetwork& after, const CompareOptions& options,
                     Comparison& comparison, DiagnosticSink& sink) {
  try {
    PacketSpace space =
        options.node_limit == 0 ? PacketSpace() : PacketSpace(Layout::full(), options.node_limit);
    State old_state(space, before, options.date);
    State new_state(space, after, options.date);
    const std::vector<FilePair> files = file_pairs(before.files, after.files);
    mark_changed_lines(files, old_state, new_state);
    comparison.filters = filter_differences(old_state, new_state, options.cube_limit);
    comparison.files = file_differences(old_state, new_state, files, comparison.filters);
    comparison.pairs = pair_differences(old_state, new_state, options.cube_limit);
    comparison.pairs_compared = true;
  } catch (const PacketSetTooLarge& refusal) {
    sink.report(Code::pairs_not_compared, {}, {std::to_string(refusal.node_limit)});
  }
}

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
bool doubt_grows(const RequirementResult& result, const std::vector<PairDifference>& pairs) {
  if (result.verdict != Verdict::unproved || !is_about_packets(result.requirement.kind)) return false;
  return std::ranges::any_of(pairs, [&](const PairDifference& pair) {
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
  comparison.devices = changed_names(before.network.devices, after.network.devices);
  comparison.segments = changed_names(before.network.snapshot.segments, after.network.snapshot.segments);
  compare_packets(before, after, options, comparison, sink);
  if (options.with_verdicts) compare_verdicts(before, after, options, comparison, sink);
  return comparison;
}

}  // namespace sekisho::compare
