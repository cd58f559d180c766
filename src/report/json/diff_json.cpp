// The report of `diff` as JSON, schema sekisho/diff/1.
#include "report/json_values.hpp"

#include <sekisho/report/diff.hpp>

#include <string_view>

namespace sekisho::report {
namespace {

using namespace compare;

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::nothing_opens: return "nothing-opens";
    case Outcome::doubt_arises: return "doubt-arises";
    case Outcome::forbidden_opens: return "forbidden-opens";
  }
  return "";
}

Json names_json(const Names& names) { return {{"added", names.added}, {"removed", names.removed}}; }

void put_cubes(Json& json, const FlowCubes& cubes) {
  json["certain"] = json_of(cubes.certain);
  json["certain_complete"] = cubes.certain_complete;
  json["possible"] = json_of(cubes.possible);
  json["possible_complete"] = cubes.possible_complete;
}

Json example_json(const Example& example, Language language) {
  Json json;
  json["flow"] = json_of(example.sent);
  json["arrived"] = json_of(example.arrived);
  json["certain"] = example.certain;
  json["through"] = json_of(example.through, language);
  json["stopped"] = example.stopped ? json_of(*example.stopped, language) : Json();
  return json;
}

Json flow_json(const std::optional<Flow>& flow, Language language) {
  if (!flow) return {};
  Json json;
  put_cubes(json, flow->packets);
  json["own_addresses"] = flow->own_addresses;
  json["example"] = flow->example ? example_json(*flow->example, language) : Json();
  json["lines"] = Json::array();
  for (const PassingLine& line : flow->lines) {
    Json entry = json_of(line.rule);
    entry["changed"] = line.is_changed;
    json["lines"].push_back(std::move(entry));
  }
  return json;
}

Json verdict_json(const RequirementResult* result) {
  return result == nullptr ? Json() : Json(sekisho::name_of(result->verdict));
}

Json change_json(const VerdictChange& change, Language language) {
  const RequirementResult& known = change.after != nullptr ? *change.after : *change.before;
  Json json;
  json["id"] = change.id;
  put_local(json, "title", known.requirement.title, language);
  json["clauses"] = known.requirement.clauses;
  json["from"] = known.requirement.from;
  json["to"] = known.requirement.to;
  json["before"] = verdict_json(change.before);
  json["after"] = verdict_json(change.after);
  json["opens"] = change.opens();
  json["new_packets"] = json_of(change.new_packets);
  json["new_reasons"] = Json::array();
  for (const Reason* reason : change.new_reasons) json["new_reasons"].push_back(json_of(*reason, language));
  return json;
}

}  // namespace

std::string diff_json(const DiffInput& input, const JsonOptions& options) {
  const Comparison& comparison = *input.comparison;
  Json json = json_head("diff", options);
  json["old"] = comparison.old_name;
  json["new"] = comparison.new_name;
  json["date"] = to_string(comparison.date);
  json["outcome"] = name_of(comparison.outcome());
  json["exit_status"] = exit_status_of(comparison);
  json["devices"] = names_json(comparison.devices);
  json["segments"] = names_json(comparison.segments);
  json["pairs_compared"] = comparison.pairs_compared;
  json["with_verdicts"] = comparison.before.has_value() && comparison.after.has_value();
  json["verdicts"] = Json::array();
  for (const VerdictChange& change : comparison.verdicts)
    json["verdicts"].push_back(change_json(change, options.language));
  json["pairs"] = Json::array();
  for (const PairDifference& pair : comparison.pairs) {
    json["pairs"].push_back({{"from", pair.from},
                             {"to", pair.to},
                             {"to_device", pair.to_device},
                             {"opened", flow_json(pair.opened, options.language)},
                             {"closed", flow_json(pair.closed, options.language)}});
  }
  return written(json, options.on_one_line);
}

}  // namespace sekisho::report
