#include "policy/profile_reading.hpp"

#include <algorithm>

namespace sekisho::policy {

namespace {

bool is_empty(const LocalText& text) { return text.en.empty() && text.ja.empty(); }

void check_clause(const Profile& profile, const Clause& clause, DiagnosticSink& sink) {
  std::vector<std::string> known;
  for (const ProfileRow& row : profile.rows) known.push_back(row.id);
  for (const std::string& row : clause.rows) {
    if (std::ranges::find(known, row) == known.end())
      sink.report(Code::clause_of_unknown_row, clause.span, {clause.id, row, nearest_name(row, known)});
  }
  const bool checked = !profile.rows_of(clause).empty() || !is_empty(clause.attest);
  if (!checked && is_empty(clause.not_checkable)) {
    sink.report(Code::clause_not_checked, clause.span, {clause.id});
  } else if (checked && !is_empty(clause.not_checkable)) {
    sink.report(Code::clause_checked_after_all, clause.span, {clause.id});
  }
}

/// Clauses of other texts may be cited freely; those of this profile have to exist.
void check_citations(const Profile& profile, const ProfileRow& row, DiagnosticSink& sink) {
  std::vector<std::string> known;
  for (const Clause& clause : profile.clauses) known.push_back(clause.id);
  for (const std::string& cited : row.clauses) {
    const bool own =
        cited.starts_with(profile.name + "-") || cited.starts_with("guideline-" + profile.name + "/");
    if (own && std::ranges::find(known, cited) == known.end())
      sink.report(Code::row_cites_unknown_clause, row.span, {row.id, cited, nearest_name(cited, known)});
  }
}

}  // namespace

void check_profile(const Profile& profile, DiagnosticSink& sink) {
  // What a base leaves open is closed by those that extend it.
  if (profile.kind == ProfileKind::base) return;
  for (const Clause& clause : profile.clauses) check_clause(profile, clause, sink);
  for (const ProfileRow& row : profile.rows) check_citations(profile, row, sink);
}

}  // namespace sekisho::policy
