// The report of `explain` on a pair of segments as JSON, schema sekisho/explain/1. One packet is told as
// sekisho/trace/1, which has the same facts.
#include "report/json_values.hpp"

#include <sekisho/report/explain.hpp>

namespace sekisho::report {
namespace {

std::string_view kind_name(StoppedLine::Kind kind) {
  switch (kind) {
    case StoppedLine::Kind::rule: return "rule";
    case StoppedLine::Kind::no_route: return "no-route";
    case StoppedLine::Kind::nothing: return "nothing-behind";
  }
  return "";
}

}  // namespace

std::string explain_pair_json(const repair::PairExplanation& result, const JsonOptions& options) {
  Json json = json_head("explain", options);
  json["from"] = result.from;
  json["to"] = result.to;
  json["through"] = json_of(result.through);
  json["through_complete"] = result.through_complete;
  json["certain"] = result.certain;
  json["permits"] = Json::array();
  for (const BlamedRule& rule : result.permits) {
    Json each = json_of(rule);
    each["part"] = json_of(rule.part);
    each["part_complete"] = rule.part_complete;
    json["permits"].push_back(std::move(each));
  }
  json["stops"] = Json::array();
  for (const repair::StopPoint& stop : result.stops) {
    Json each;
    each["kind"] = kind_name(stop.kind);
    each["device"] = stop.device;
    each["rule"] = json_of(stop.source);
    each["part"] = json_of(stop.part);
    each["part_complete"] = stop.part_complete;
    each["share"] = stop.share;
    json["stops"].push_back(std::move(each));
  }
  return written(json);
}

}  // namespace sekisho::report
