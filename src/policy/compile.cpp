// From a profile's rows to requirements about pairs of this snapshot, and from its clauses to attestations.
#include <sekisho/base/code.hpp>
#include <sekisho/policy/on_record.hpp>
#include <sekisho/policy/profile.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sekisho {

namespace {

Requirement requirement_of(const ProfileRow& row, const std::string& from, const std::string& to) {
  Requirement requirement;
  requirement.id = row.id + ":" + from + ">" + to;
  requirement.profile_id = row.id;
  requirement.title = row.title;
  requirement.clauses = row.clauses;
  requirement.kind = row.kind;
  requirement.semantics = row.semantics;
  requirement.from = from;
  requirement.to = to;
  requirement.allowed_methods = row.allow;
  requirement.confirm = row.confirm;
  requirement.span = row.span;
  return requirement;
}

Requirement practice_of(const ProfileRow& row) {
  Requirement requirement = requirement_of(row, "", "");
  requirement.id = row.id;
  requirement.practice = row.practice;
  return requirement;
}

std::vector<Requirement> attestations_of(const Profile& profile) {
  std::vector<Requirement> result;
  for (const Clause& clause : profile.clauses) {
    if (clause.attest.ja.empty() && clause.attest.en.empty()) continue;
    Requirement requirement;
    requirement.id = clause.attestation_id;
    requirement.profile_id = clause.attestation_id;
    requirement.title = clause.attest;
    requirement.clauses = {clause.id};
    requirement.kind = RequirementKind::attestation;
    requirement.span = clause.span;
    result.push_back(std::move(requirement));
  }
  return result;
}

/// A requirement per registered communication between segments that the row selects, of its methods.
void add_channels(const ProfileRow& row, const Snapshot& snapshot, std::vector<Requirement>& result) {
  for (const Channel& channel : snapshot.channels) {
    const Segment* from = snapshot.find_segment(channel.from.segment);
    const Segment* to = snapshot.find_segment(channel.to.segment);
    if (from == nullptr || to == nullptr || !row.from.selects(*from) || !row.to.selects(*to)) continue;
    if (!row.allow.empty() && std::ranges::find(row.allow, channel.method) == row.allow.end()) continue;
    Requirement requirement = requirement_of(row, from->name, to->name);
    requirement.id = row.id + ":" + channel.id;
    requirement.channel = channel.id;
    result.push_back(std::move(requirement));
  }
}

std::vector<Requirement> rows_applied(const Profile& profile, const Snapshot& snapshot) {
  std::vector<Requirement> result;
  const std::size_t segments = snapshot.segments.size();
  // Pairs that a row of that kind before has taken: [from][to].
  std::map<RequirementKind, std::vector<std::vector<bool>>> taken_by_kind;
  for (const ProfileRow& row : profile.rows) {
    if (row.kind == RequirementKind::channels) {
      add_channels(row, snapshot, result);
      continue;
    }
    if (row.kind == RequirementKind::practice) {
      result.push_back(practice_of(row));
      continue;
    }
    std::vector<std::vector<bool>>& taken = taken_by_kind[row.kind];
    taken.resize(segments, std::vector<bool>(std::max(segments, snapshot.devices.size()), false));
    const auto add = [&](std::size_t from, std::size_t to, const std::string& name) {
      if (taken[from][to]) return;
      taken[from][to] = true;
      result.push_back(requirement_of(row, snapshot.segments[from].name, name));
    };
    std::vector<std::size_t> targets;
    for (std::size_t to = 0; to < segments; ++to) {
      if (row.to.selects(snapshot.segments[to])) targets.push_back(to);
    }
    for (std::size_t from = 0; from < segments; ++from) {
      if (!row.from.selects(snapshot.segments[from])) continue;
      if (row.kind == RequirementKind::devices) {
        for (std::size_t d = 0; d < snapshot.devices.size(); ++d) add(from, d, snapshot.devices[d].name);
        continue;
      }
      for (const std::size_t to : targets) {
        if (to != from) add(from, to, snapshot.segments[to].name);
      }
    }
  }
  return result;
}

/// Remarks on an entry of the snapshot whose requirement is none of `all`: it counts for nothing.
template <typename Entry>
void check_named(const Entry& entry, const std::vector<Requirement>& all, DiagnosticSink& sink) {
  const auto is_meant = [&](const Requirement& each) { return speaks_of(entry.requirement, each); };
  if (std::ranges::any_of(all, is_meant)) return;
  std::vector<std::string> known;
  for (const Requirement& each : all) {
    const bool stated = each.kind == RequirementKind::attestation;
    known.insert(stated ? known.begin() : known.end(), stated ? each.clauses.front() : each.profile_id);
  }
  const std::string near = nearest_name(entry.requirement, known);
  sink.report(Code::record_of_no_requirement, entry.span,
              {entry.id, entry.requirement, near.empty() ? "-" : near});
}

/// Devices that an exception names are those of the snapshot, and its requirement is a practice.
void check_devices(const Exception& exception, const Snapshot& snapshot, const std::vector<Requirement>& all,
                   DiagnosticSink& sink) {
  std::vector<std::string> known;
  for (const SnapshotDevice& device : snapshot.devices) known.push_back(device.name);
  for (const std::string& name : exception.devices) {
    if (std::ranges::find(known, name) != known.end()) continue;
    const std::string near = nearest_name(name, known);
    sink.report(Code::unknown_device, exception.span, {name, near.empty() ? "-" : near});
  }
  const auto is_other = [&](const Requirement& each) {
    return speaks_of(exception.requirement, each) && !speaks_of(exception, each);
  };
  if (std::ranges::any_of(all, is_other))
    sink.report(Code::exception_devices_unfit, exception.span, {exception.id, exception.requirement});
}

/// Remarks on classes of segments that a policy speaks of and the snapshot has none of: what should be there
/// may be forgotten, and rows about the class say nothing.
void check_classes(const Profile& profile, const Snapshot& snapshot, DiagnosticSink& sink) {
  for (const SegmentMeaning& meaning : profile.segments) {
    const bool is_there = std::ranges::any_of(snapshot.segments, [&](const Segment& segment) {
      return segment.class_name == meaning.class_name || name_of(segment.segment_class) == meaning.class_name;
    });
    if (!is_there)
      sink.report(Code::policy_class_missing, {snapshot.file}, {profile.name, meaning.class_name});
  }
}

}  // namespace

std::vector<Requirement> compile(const Profile& profile, const Snapshot& snapshot) {
  std::vector<Requirement> result = rows_applied(profile, snapshot);
  for (Requirement& each : attestations_of(profile)) result.push_back(std::move(each));
  for (Requirement& each : result) each.approver = profile.approver;
  return result;
}

std::vector<Requirement> compile(const Policies& policies, const Snapshot& snapshot, DiagnosticSink& sink) {
  std::vector<Requirement> result;
  if (policies.policy) result = compile(*policies.policy, snapshot);
  if (policies.model) {
    std::set<std::string> taken;  // ids are one's own, unless the policy extends the model
    for (const Requirement& each : result) taken.insert(each.id);
    for (Requirement& each : compile(*policies.model, snapshot)) {
      if (taken.contains(each.id)) continue;
      if (policies.policy) each.approver = policies.policy->approver;
      result.push_back(std::move(each));
    }
  }
  for (const std::optional<Profile>* profile : {&policies.policy, &policies.model}) {
    if (*profile) check_classes(**profile, snapshot, sink);
  }
  for (const Exception& each : snapshot.exceptions) {
    check_named(each, result, sink);
    check_devices(each, snapshot, result, sink);
  }
  for (const Attestation& each : snapshot.attestations) check_named(each, result, sink);
  return result;
}

}  // namespace sekisho
