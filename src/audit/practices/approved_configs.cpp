// Configs are those that somebody has approved, to the byte. Where the approved ones are kept, what has
// changed is told by what it does.
#include "audit/practices/approved_changes.hpp"
#include "audit/practices/practices.hpp"

#include <sekisho/audit/approved_state.hpp>
#include <sekisho/dump/model_file.hpp>

#include <optional>

namespace sekisho::audit {
namespace {

/// What an approval lacks, as the snapshot calls it; empty when it is complete.
std::string missing_in(const ApprovedState& state) {
  if (state.approved_by.empty()) return "approved_by";
  if (state.record.empty()) return "record";
  return state.date ? "" : "date";
}

/// Copies that are not what was approved are good for no comparison.
void look_at_copies(const Device& device, const ApprovedState& state, Findings& findings) {
  for (const std::string& file : state.configs) {
    if (are_approved({file}, state)) continue;
    findings.fails(device, Code::practice_approved_copy_changed, {sha256_of_file(file).value_or("-")},
                   {{file, 1}, "", ""});
  }
}

void look_at_files(const Device& device, const ApprovedState& state, Findings& findings) {
  for (const std::string& file : device.files) {
    if (are_approved({file}, state)) continue;
    findings.fails(device, Code::practice_config_changed,
                   {to_string(*state.date), state.record, sha256_of_file(file).value_or("-")},
                   {{file, 1}, "", ""});
  }
}

void look_at(const Device& device, const SnapshotDevice& entry, const Subject& subject, Findings& findings) {
  const ApprovedState& state = *entry.approved;
  if (const std::string missing = missing_in(state); !missing.empty())
    return findings.fails(device, Code::practice_approval_incomplete, {missing}, {state.span, "", ""});
  look_at_copies(device, state, findings);
  if (subject.since_approval != nullptr && has_changed_since(entry)) {
    tell_changes(device, state, *subject.since_approval, findings);
  } else {
    look_at_files(device, state, findings);
  }
}

}  // namespace

void check_approved_configs(const Subject& subject, Findings& findings) {
  for (const SnapshotDevice& entry : subject.snapshot().devices) {
    const std::optional<DeviceIndex> index = subject.network.find_device(entry.name);
    if (!index) continue;
    const Device& device = subject.network.devices[*index];
    if (entry.approved) {
      look_at(device, entry, subject, findings);
    } else {
      findings.unknown(device, Code::practice_no_approved_state, {}, {entry.span, "", ""});
    }
  }
  if (subject.since_approval != nullptr) tell_other_ways(subject, *subject.since_approval, findings);
}

}  // namespace sekisho::audit
