// The report of `lint` as JSON, schema sekisho/lint/1, and read back as a baseline.
#include "report/json_values.hpp"
#include "report/lint_summary.hpp"
#include "report/words.hpp"

namespace sekisho::report {
namespace {

Json json_of(const FindingExample& example) {
  Json json = report::json_of(example.packet);
  if (!example.ingress.empty()) json["in"] = example.ingress;
  if (!example.egress.empty()) json["out"] = example.egress;
  return json;
}

Json json_of(const sekisho::Finding& finding, const std::string& fingerprint, Language language) {
  Json json;
  json["kind"] = sekisho::name_of(finding.kind);
  json["severity"] = name_of(finding.severity);
  json["device"] = finding.device;
  json["filter"] = finding.filter;
  json["rule"] = report::json_of(finding.rule);
  json["by"] = Json::array();
  for (const RuleSource& by : finding.by) json["by"].push_back(report::json_of(by));
  if (finding.more_by > 0) json["more_by"] = finding.more_by;
  json["code"] = sekisho::name_of(finding.message.code);
  json["message"] = sentence(finding.message.code, finding.message.arguments, language);
  if (finding.example) json["example"] = json_of(*finding.example);
  if (!finding.opens.empty()) json["opens"] = finding.opens;
  if (!finding.suppressed.empty()) json["suppressed"] = finding.suppressed;
  json["old"] = finding.old;
  json["fingerprint"] = fingerprint;
  return json;
}

}  // namespace

std::string lint_json(const LintInput& input, const JsonOptions& options) {
  const LintCounts counts = counts_of(*input.result);
  const std::vector<std::string> ids = fingerprints(*input.result);
  Json json = json_head("lint", options);
  json["inputs"] = input.inputs;
  json["summary"] = {{"errors", counts.of(Severity::error)},
                     {"warnings", counts.of(Severity::warning)},
                     {"notes", counts.of(Severity::note)},
                     {"suppressed", counts.suppressed},
                     {"old", counts.old},
                     {"filters", input.result->filters},
                     {"rules", input.result->rules}};
  json["findings"] = Json::array();
  for (std::size_t i = 0; i < ids.size(); ++i)
    json["findings"].push_back(json_of(input.result->findings[i], ids[i], options.language));
  return written(json);
}

Result<std::vector<std::string>> read_lint_baseline(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || json.value("schema", "") != "sekisho/lint/1" || !json.contains("findings"))
    return Failure{"not a report of lint as JSON (schema sekisho/lint/1)"};
  std::vector<std::string> result;
  for (const Json& finding : json["findings"]) {
    if (!finding.is_object() || !finding.contains("fingerprint") || !finding["fingerprint"].is_string())
      return Failure{"a finding without a fingerprint"};
    result.push_back(finding["fingerprint"].get<std::string>());
  }
  return result;
}

}  // namespace sekisho::report
