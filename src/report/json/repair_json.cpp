// The report of `repair` as JSON, schema sekisho/repair/1.
#include "report/json/repair_values.hpp"
#include "report/json_values.hpp"

#include <sekisho/report/repair.hpp>

namespace sekisho::report {
namespace {

Json json_of_blamed(const BlamedRule& rule) {
  Json json = json_of(rule);
  json["part"] = json_of(rule.part);
  json["part_complete"] = rule.part_complete;
  return json;
}

Json json_of_requirement(const repair::RequirementRepair& each) {
  Json json;
  json["id"] = each.violated.requirement.id;
  json["from"] = each.violated.requirement.from;
  json["to"] = each.violated.requirement.to;
  json["rules"] = Json::array();
  for (const Violation& violation : each.violated.violations) {
    for (const BlamedRule& rule : violation.rules) json["rules"].push_back(json_of_blamed(rule));
  }
  json.update(json_of(each));
  return json;
}

}  // namespace

std::string repair_json(const repair::RepairResult& result, const JsonOptions& options) {
  Json json = json_head("repair", options);
  json["snapshot"] = result.before.snapshot;
  json["date"] = to_string(result.before.date);
  json["summary"] = {{"violated_before", result.before.violated}, {"violated_after", result.after.violated}};
  json["requirements"] = Json::array();
  for (const repair::RequirementRepair& each : result.requirements)
    json["requirements"].push_back(json_of_requirement(each));
  json["folder"] = result.folder;
  json["patch"] = result.patch;
  return written(json);
}

}  // namespace sekisho::report
