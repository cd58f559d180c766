// The report of `trace` as JSON, schema sekisho/trace/1.
#include "report/json_values.hpp"

#include <sekisho/report/trace.hpp>

namespace sekisho::report {
namespace {

Json paths_of(const Trace& found) {
  Json json = Json::array();
  for (const TracePath& path : found.paths) json.push_back(json_of(path));
  return json;
}

}  // namespace

std::string trace_json(const TraceResult& result, const JsonOptions& options) {
  Json json = json_head("trace", options);
  json["from"] = result.from;
  json["packet"] = json_of(result.packet);
  json["disposition"] = name_of(result.forward.disposition());
  json["return_disposition"] = result.answer ? Json(name_of(result.answer->disposition())) : Json();
  json["hops"] = result.forward.paths.empty() ? Json::array() : json_of_hops(result.forward.paths.front().hops);
  json["paths"] = paths_of(result.forward);
  json["complete"] = result.forward.complete;
  json["return_paths"] = result.answer ? paths_of(*result.answer) : Json::array();
  json["return_complete"] = result.answer ? Json(result.answer->complete) : Json();
  return written(json);
}

}  // namespace sekisho::report
