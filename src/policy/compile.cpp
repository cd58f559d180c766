// From a profile's rows to requirements about pairs of this snapshot.
#include <sekisho/policy/profile.hpp>

#include <set>
#include <string>
#include <tuple>
#include <utility>

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
  requirement.span = row.span;
  return requirement;
}

}  // namespace

std::vector<Requirement> compile(const Profile& profile, const Snapshot& snapshot) {
  std::vector<Requirement> result;
  std::set<std::tuple<RequirementKind, std::string, std::string>> taken;
  for (const ProfileRow& row : profile.rows) {
    const auto add = [&](const std::string& from, const std::string& to) {
      if (taken.insert({row.kind, from, to}).second) result.push_back(requirement_of(row, from, to));
    };
    for (const Segment& from : snapshot.segments) {
      if (!row.from.selects(from)) continue;
      if (row.kind == RequirementKind::devices) {
        for (const SnapshotDevice& device : snapshot.devices) add(from.name, device.name);
        continue;
      }
      for (const Segment& to : snapshot.segments) {
        if (to.name != from.name && row.to.selects(to)) add(from.name, to.name);
      }
    }
  }
  return result;
}

}  // namespace sekisho
