// From a profile's rows to requirements about pairs of this snapshot.
#include <sekisho/policy/profile.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
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
  requirement.span = row.span;
  return requirement;
}

}  // namespace

std::vector<Requirement> compile(const Profile& profile, const Snapshot& snapshot) {
  std::vector<Requirement> result;
  const std::size_t segments = snapshot.segments.size();
  // Pairs that a row of that kind before has taken: [from][to].
  std::map<RequirementKind, std::vector<std::vector<bool>>> taken_by_kind;
  for (const ProfileRow& row : profile.rows) {
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

}  // namespace sekisho
