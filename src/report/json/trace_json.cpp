// The report of `trace` as JSON, schema sekisho/trace/1.
#include "report/json_values.hpp"
#include "report/words.hpp"

#include <sekisho/report/trace.hpp>

namespace sekisho::report {
namespace {

Json paths_of(const Trace& found, Language language) {
  Json json = Json::array();
  for (const TracePath& path : found.paths) json.push_back(json_of(path, language));
  return json;
}

/// The hops of the way that the disposition speaks of.
Json hops_of(const Trace& found, Language language) {
  for (const TracePath& path : found.paths) {
    if (path.disposition == found.disposition()) return json_of_hops(path.hops, language);
  }
  return found.paths.empty() ? Json::array() : json_of_hops(found.paths.front().hops, language);
}

}  // namespace

std::string trace_json(const TraceResult& result, const JsonOptions& options) {
  Json json = json_head("trace", options);
  json["from"] = result.from;
  json["packet"] = json_of(result.packet);
  // An answer to an uncertain way is in return_paths; the packet as a whole was not delivered.
  const bool answered = result.answer && may_be_answered(result.forward.disposition());
  json["disposition"] = name_of(result.forward.disposition());
  json["return_disposition"] = answered ? Json(name_of(result.answer->disposition())) : Json();
  json["hops"] = hops_of(result.forward, options.language);
  json["paths"] = paths_of(result.forward, options.language);
  json["complete"] = result.forward.complete;
  json["return_paths"] = result.answer ? paths_of(*result.answer, options.language) : Json::array();
  json["return_complete"] = result.answer ? Json(result.answer->complete) : Json();
  return written(json);
}

}  // namespace sekisho::report
