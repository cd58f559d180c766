// The report of `simplify` as JSON, schema sekisho/simplify/1.
#include "report/json_values.hpp"

#include <sekisho/report/simplify.hpp>

namespace sekisho::report {

std::string simplify_json(const Simplified& result, const JsonOptions& options) {
  Json json = json_head("simplify", options);
  json["proved"] = result.proved;
  json["doubt"] = result.doubt;
  json["rules"] = {{"before", result.before}, {"after", result.after}};
  json["steps"] = Json::array();
  for (const SimplifyStep& step : result.steps) {
    Json entry{{"filter", step.filter}, {"kind", sekisho::name_of(step.kind)}, {"rule", json_of(step.rule)}};
    if (!step.into.empty()) entry["into"] = step.into;
    json["steps"].push_back(std::move(entry));
  }
  json["remarks"] = Json::array();
  for (const RuleSource& remark : result.remarks) json["remarks"].push_back(json_of(remark));
  return written(json);
}

}  // namespace sekisho::report
