// The report of `repair` as JSON, schema sekisho/repair/1.
#include "report/json_values.hpp"

#include <sekisho/report/repair.hpp>

namespace sekisho::report {
namespace {

Json json_of_change(const repair::Change& change) {
  Json json;
  json["kind"] = name_of(change.kind);
  json["device"] = change.device;
  json["rule"] = json_of(change.at);
  json["edits"] = Json::array();
  for (const repair::TextEdit& edit : change.edits) {
    json["edits"].push_back(
        Json{{"file", edit.file}, {"line", edit.line}, {"removed", edit.removed}, {"added", edit.added}});
  }
  json["commands"] = change.commands;
  json["undo"] = change.undo;
  return json;
}

Json json_of_proposal(const repair::Proposal& proposal) {
  Json json;
  json["changes"] = Json::array();
  for (const repair::Change& change : proposal.changes) json["changes"].push_back(json_of_change(change));
  json["stops"] = Json::array();
  for (const repair::StoppedTraffic& stopped : proposal.stops) {
    json["stops"].push_back(Json{{"from", stopped.from},
                                 {"to", stopped.to},
                                 {"packets", json_of(stopped.cubes)},
                                 {"complete", stopped.complete}});
  }
  json["conditional_channels"] = proposal.conditional_channels;
  json["ends"] = proposal.ends;
  json["lines"] = proposal.lines;
  return json;
}

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
  json["proposals"] = Json::array();
  for (const repair::Proposal& proposal : each.proposals)
    json["proposals"].push_back(json_of_proposal(proposal));
  json["ended_by"] = each.ended_by.empty() ? Json(nullptr) : Json(each.ended_by);
  json["obstacle"] = each.obstacle == repair::Obstacle::none ? Json(nullptr) : Json(name_of(each.obstacle));
  json["tried"] = each.trials;
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
