// The report of `reach` as JSON, schema sekisho/reach/1.
#include "report/json_values.hpp"

#include <sekisho/report/reach.hpp>

namespace sekisho::report {

std::string reach_json(const ReachResult& result, const JsonOptions& options) {
  Json json = json_head("reach", options);
  json["from"] = result.from;
  json["to"] = result.to;
  json["semantics"] = name_of(result.semantics);
  json["empty"] = result.empty;
  json["may"] = json_of(result.may);
  json["may_complete"] = result.may_complete;
  json["must"] = json_of(result.must);
  json["must_complete"] = result.must_complete;
  return written(json);
}

}  // namespace sekisho::report
