#include "since_approval.hpp"

#include <sekisho/audit/approved_state.hpp>
#include <sekisho/compare/states.hpp>

#include <algorithm>
#include <utility>

namespace sekisho::pipeline {

namespace {

constexpr std::size_t cubes_shown = 4;  // of each set of packets

bool asks_for_approval(const Requirement& requirement) {
  return requirement.kind == RequirementKind::practice && requirement.practice == Practice::approved_configs;
}

}  // namespace

std::optional<compare::StateDifference> since_approval(const LoadedNetwork& now,
                                                       const std::vector<Requirement>& requirements,
                                                       const Date& date) {
  if (std::ranges::none_of(requirements, asks_for_approval)) return std::nullopt;
  Snapshot approved = now.network.snapshot;
  bool any_changed = false;
  for (SnapshotDevice& device : approved.devices) {
    if (!audit::has_changed_since(device)) continue;
    device.configs = device.approved->configs;
    any_changed = true;
  }
  if (!any_changed) return std::nullopt;
  // What is wrong with old configs is no matter of today's; that they were not compared is told by the check.
  DiagnosticSink unheard;
  const LoadedNetwork then = load_network(std::move(approved), unheard);
  if (unheard.has_errors()) return std::nullopt;
  return compare::compare_states(then, now, date, cubes_shown, unheard);
}

}  // namespace sekisho::pipeline
