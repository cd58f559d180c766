// The report of `profiles` as JSON, schema sekisho/profiles/1.
#include "report/json_values.hpp"
#include "report/words.hpp"

#include <sekisho/report/profiles.hpp>

namespace sekisho::report {
namespace {

Json row_json(const ProfileRow& row, Language language) {
  Json json;
  json["id"] = row.id;
  put_local(json, "title", row.title, language);
  json["kind"] = name_of(row.kind);
  if (row.kind == RequirementKind::practice) json["practice"] = name_of(row.practice);
  json["semantics"] = name_of(row.semantics);
  json["from"] = row.from.classes;
  json["to"] = row.to.classes;
  json["except"] = row.from.except.empty() ? row.to.except : row.from.except;
  json["allow"] = row.allow;
  json["clauses"] = row.clauses;
  put_local(json, "confirm", row.confirm, language);
  return json;
}

Json clause_json(const Profile& profile, const Clause& clause, Language language) {
  Json json;
  json["id"] = clause.id;
  json["clause"] = clause.number;
  put_local(json, "term", clause.term, language);
  put_local(json, "demand", clause.demand, language);
  json["check"] = clause.checks;
  json["requirements"] = Json::array();
  for (const ProfileRow* row : profile.rows_of(clause)) json["requirements"].push_back(row->id);
  const bool stated = !local(clause.attest, language).empty();
  json["attestation"] = stated ? Json(clause.attestation_id) : Json();
  put_local(json, "attest", clause.attest, language);
  put_local(json, "not_checkable", clause.not_checkable, language);
  return json;
}

Json segment_json(const SegmentMeaning& segment, Language language) {
  Json json;
  json["class"] = segment.class_name;
  put_local(json, "meaning", segment.meaning, language);
  json["includes"] = segment.includes;
  json["excludes"] = segment.excludes;
  return json;
}

Json head_json(const Profile& profile, Language language) {
  Json json;
  json["name"] = profile.name;
  json["kind"] = name_of(profile.kind);
  put_local(json, "title", profile.title, language);
  put_local(json, "edition", profile.edition, language);
  json["extends"] = Json::array();
  for (const ProfileReference& each : profile.extends) json["extends"].push_back(each.name);
  json["approvers"] = profile.approver.titles;
  const ProfileCounts counts = counts_of(profile);
  json["counts"] = {{"clauses", counts.clauses},
                    {"requirements", counts.requirements},
                    {"attestations", counts.attestations},
                    {"not_checkable", counts.not_checkable}};
  return json;
}

Json whole_json(const Profile& profile, Language language) {
  Json json = head_json(profile, language);
  json["segments"] = Json::array();
  for (const SegmentMeaning& each : profile.segments)
    json["segments"].push_back(segment_json(each, language));
  json["clauses"] = Json::array();
  for (const Clause& each : profile.clauses) json["clauses"].push_back(clause_json(profile, each, language));
  json["requirements"] = Json::array();
  for (const ProfileRow& each : profile.rows) json["requirements"].push_back(row_json(each, language));
  return json;
}

}  // namespace

std::string profile_list_json(const std::vector<Profile>& profiles, const JsonOptions& options) {
  Json json = json_head("profiles", options);
  json["profiles"] = Json::array();
  for (const Profile& each : profiles) json["profiles"].push_back(head_json(each, options.language));
  return written(json);
}

std::string profiles_json(const std::vector<Profile>& profiles, const JsonOptions& options) {
  Json json = json_head("profiles", options);
  json["profiles"] = Json::array();
  for (const Profile& each : profiles) json["profiles"].push_back(whole_json(each, options.language));
  return written(json);
}

}  // namespace sekisho::report
