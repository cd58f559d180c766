// The report of `diff` as JSON, schema sekisho/diff/1.
#include "report/json_values.hpp"

#include <sekisho/report/diff.hpp>

#include <string_view>

namespace sekisho::report {
namespace {

using namespace compare;
using namespace review;

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::nothing_opens: return "nothing-opens";
    case Outcome::doubt_arises: return "doubt-arises";
    case Outcome::forbidden_opens: return "forbidden-opens";
  }
  return "";
}

std::string_view name_of(Equality equality) {
  switch (equality) {
    case Equality::equal: return "equal";
    case Equality::unequal: return "unequal";
    case Equality::unproved: return "unproved";
  }
  return "";
}

Json names_json(const Names& names) { return {{"added", names.added}, {"removed", names.removed}}; }

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

std::string_view name_of(FilterKind kind) {
  switch (kind) {
    case FilterKind::list: return "list";
    case FilterKind::policies: return "policies";
    case FilterKind::local: return "local";
  }
  return "";
}

std::string_view name_of(FileEffect effect) {
  switch (effect) {
    case FileEffect::none: return "none";
    case FileEffect::unclear: return "unclear";
    case FileEffect::settings: return "settings";
    case FileEffect::passing: return "passing";
  }
  return "";
}

std::string_view name_of(DevicePart part) {
  switch (part) {
    case DevicePart::filters: return "filters";
    case DevicePart::interfaces: return "interfaces";
    case DevicePart::routes: return "routes";
    case DevicePart::translation: return "translation";
    case DevicePart::management: return "management";
    case DevicePart::other: return "other";
  }
  return "";
}

Json decisions_json(const std::vector<FilterDecisionLine>& decisions) {
  Json json = Json::array();
  for (const FilterDecisionLine& each : decisions) {
    Json entry = json_of(each.source);
    entry["device"] = each.device;
    entry["permits"] = each.permits;
    entry["certain"] = each.certain;
    json.push_back(std::move(entry));
  }
  return json;
}

Json filter_flow_json(const std::optional<FilterFlow>& flow) {
  if (!flow) return {};
  Json json;
  put_cubes(json, flow->packets);
  json["example"] = flow->example ? json_of(*flow->example) : Json();
  json["before"] = decisions_json(flow->before);
  json["after"] = decisions_json(flow->after);
  return json;
}

Json filter_json(const FilterDifference& difference) {
  Json json;
  json["device"] = difference.device;
  json["kind"] = name_of(difference.kind);
  json["name"] = difference.name;
  json["where"] = difference.where;
  json["added"] = difference.is_added;
  json["removed"] = difference.is_removed;
  json["bound_before"] = difference.bound_before;
  json["bound_after"] = difference.bound_after;
  json["opened"] = filter_flow_json(difference.opened);
  json["closed"] = filter_flow_json(difference.closed);
  return json;
}

Json file_json(const FileDifference& difference) {
  Json json;
  json["device"] = difference.device;
  json["old_file"] = difference.old_file;
  json["new_file"] = difference.new_file;
  json["removed"] = difference.removed;
  json["added"] = difference.added;
  json["effect"] = name_of(difference.effect);
  json["parts"] = Json::array();
  for (const DevicePart part : difference.parts) json["parts"].push_back(name_of(part));
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
  json["filters"] = Json::array();
  for (const FilterDifference& each : comparison.filters) json["filters"].push_back(filter_json(each));
  json["files"] = Json::array();
  for (const FileDifference& each : comparison.files) json["files"].push_back(file_json(each));
  return written(json, options.on_one_line);
}

std::string filter_comparison_json(const FilterComparison& comparison, const JsonOptions& options) {
  Json json = json_head("diff-filters", options);
  json["old"] = comparison.old_name;
  json["new"] = comparison.new_name;
  json["old_filter"] = comparison.old_filter;
  json["new_filter"] = comparison.new_filter;
  json["date"] = to_string(comparison.date);
  json["equality"] = name_of(comparison.equality);
  json["exit_status"] = exit_status_of(comparison);
  json["families"] = Json::array();
  if (comparison.ipv4) json["families"].push_back("ipv4");
  if (comparison.ipv6) json["families"].push_back("ipv6");
  json["new_sessions_only"] = comparison.new_sessions_only;
  json["opened"] = filter_flow_json(comparison.opened);
  json["closed"] = filter_flow_json(comparison.closed);
  json["reasons"] = Json::array();
  for (const Reason& reason : comparison.reasons)
    json["reasons"].push_back(json_of(reason, options.language));
  return written(json, options.on_one_line);
}

}  // namespace sekisho::report
