#include "report/json/repair_values.hpp"

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

Json json_of_missed(const repair::MissedDenial& missed) {
  Json json;
  json["device"] = missed.device;
  json["rule"] = json_of(missed.permit);
  json["denial"] = json_of(missed.denial);
  json["miss"] = name_of(missed.miss);
  return json;
}

}  // namespace

Json json_of(const repair::RequirementRepair& repair) {
  Json json;
  json["missed"] = Json::array();
  for (const repair::MissedDenial& missed : repair.missed) json["missed"].push_back(json_of_missed(missed));
  json["proposals"] = Json::array();
  for (const repair::Proposal& proposal : repair.proposals)
    json["proposals"].push_back(json_of_proposal(proposal));
  json["ended_by"] = repair.ended_by.empty() ? Json(nullptr) : Json(repair.ended_by);
  json["obstacle"] =
      repair.obstacle == repair::Obstacle::none ? Json(nullptr) : Json(name_of(repair.obstacle));
  json["tried"] = repair.trials;
  return json;
}

}  // namespace sekisho::report
