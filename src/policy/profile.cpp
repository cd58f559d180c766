#include <sekisho/policy/profile.hpp>

#include <algorithm>

namespace sekisho {

bool SegmentSelector::selects(const Segment& segment) const {
  const auto matches = [&](const std::string& word) {
    if (word == "any") return true;
    if (word == "inside") return !segment.outside;
    if (word == "outside") return segment.outside;
    return word == segment.class_name;
  };
  return std::ranges::any_of(classes, matches) && std::ranges::none_of(except, matches);
}

const ProfileRow* Profile::find_row(std::string_view id) const {
  const auto found = std::ranges::find(rows, id, &ProfileRow::id);
  return found == rows.end() ? nullptr : &*found;
}

const Clause* Profile::find_clause(std::string_view id) const {
  const auto found = std::ranges::find(clauses, id, &Clause::id);
  return found == clauses.end() ? nullptr : &*found;
}

std::vector<const ProfileRow*> Profile::rows_of(const Clause& clause) const {
  std::vector<const ProfileRow*> result;
  for (const ProfileRow& row : rows) {
    if (std::ranges::find(row.clauses, clause.id) != row.clauses.end()) result.push_back(&row);
  }
  return result;
}

std::string Policies::name() const {
  if (policy && model) return policy->name + "+" + model->name;
  return leading().name;
}

}  // namespace sekisho
