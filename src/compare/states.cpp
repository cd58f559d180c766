// The order of a comparison: texts, filters, config files, who reaches whom.
#include <sekisho/compare/states.hpp>

#include "effects.hpp"
#include "filters.hpp"
#include "pairs.hpp"
#include "texts.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::compare {

namespace {

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

void compare_packets(const LoadedNetwork& before, const LoadedNetwork& after, const Date& date,
                     std::size_t cube_limit, std::size_t node_limit, StateDifference& difference,
                     DiagnosticSink& sink) {
  try {
    PacketSpace space = node_limit == 0 ? PacketSpace() : PacketSpace(Layout::full(), node_limit);
    State old_state(space, before, date);
    State new_state(space, after, date);
    const std::vector<FilePair> files = file_pairs(before.files, after.files);
    mark_changed_lines(files, old_state, new_state);
    difference.filters = filter_differences(old_state, new_state, cube_limit);
    difference.files = file_differences(old_state, new_state, files, difference.filters);
    difference.pairs = pair_differences(old_state, new_state, cube_limit);
    difference.pairs_compared = true;
  } catch (const PacketSetTooLarge& refusal) {
    sink.report(Code::pairs_not_compared, {}, {std::to_string(refusal.node_limit)});
  }
}

}  // namespace

StateDifference compare_states(const LoadedNetwork& before, const LoadedNetwork& after, const Date& date,
                               std::size_t cube_limit, DiagnosticSink& sink, std::size_t node_limit) {
  StateDifference difference;
  difference.devices = changed_names(before.network.devices, after.network.devices);
  difference.segments = changed_names(before.network.snapshot.segments, after.network.snapshot.segments);
  compare_packets(before, after, date, cube_limit, node_limit, difference, sink);
  return difference;
}

}  // namespace sekisho::compare
