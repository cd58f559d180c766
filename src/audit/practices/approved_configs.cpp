// Configs are those that somebody has approved, to the byte: what else has changed is for a semantic
// comparison.
#include "audit/practices/practices.hpp"

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

void look_at(const Device& device, const ApprovedState& state, Findings& findings) {
  if (const std::string missing = missing_in(state); !missing.empty())
    return findings.fails(device, Code::practice_approval_incomplete, {missing}, {state.span, "", ""});
  for (const std::string& file : device.files) {
    const std::optional<std::string> now = sha256_of_file(file);
    if (now && std::ranges::find(state.sha256, *now) != state.sha256.end()) continue;
    findings.fails(device, Code::practice_config_changed,
                   {to_string(*state.date), state.record, now.value_or("-")}, {{file, 1}, "", ""});
  }
}

}  // namespace

void check_approved_configs(const Subject& subject, Findings& findings) {
  for (const SnapshotDevice& entry : subject.snapshot().devices) {
    const std::optional<DeviceIndex> index = subject.network.find_device(entry.name);
    if (!index) continue;
    const Device& device = subject.network.devices[*index];
    if (entry.approved) {
      look_at(device, *entry.approved, findings);
    } else {
      findings.unknown(device, Code::practice_no_approved_state, {}, {entry.span, "", ""});
    }
  }
}

}  // namespace sekisho::audit
