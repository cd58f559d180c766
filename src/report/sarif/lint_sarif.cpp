// The report of `lint` as SARIF 2.1.0: one rule per kind of finding, the lines responsible as related
// locations.
#include "report/lint_summary.hpp"
#include "report/sarif/locations.hpp"
#include "report/words.hpp"

#include <sekisho/dump/model_file.hpp>
#include <sekisho/report/display.hpp>
#include <sekisho/report/phrase.hpp>

namespace sekisho::report {
namespace {

Json related(const sekisho::Finding& finding, const std::string& root) {
  Json locations = Json::array();
  for (const RuleSource& by : finding.by) {
    if (by.span.file.empty()) continue;
    Json location;
    location["id"] = locations.size() + 1;
    location["physicalLocation"] = sarif::physical_location(by.span, root);
    location["message"]["text"] = sarif::escaped(printable(by.label.empty() ? by.text : by.label));
    locations.push_back(std::move(location));
  }
  return locations;
}

Json result_of(const sekisho::Finding& finding, const std::string& fingerprint, const SarifOptions& options) {
  Json json;
  json["ruleId"] = sekisho::name_of(finding.kind);
  json["ruleIndex"] = static_cast<std::size_t>(finding.kind);
  json["level"] = name_of(finding.severity);
  json["message"]["text"] =
      sarif::escaped(printable(sentence(finding.message.code, finding.message.arguments, options.language)));
  if (!finding.rule.span.file.empty()) {
    Json location;
    location["physicalLocation"] = sarif::physical_location(finding.rule.span, options.root);
    json["locations"] = Json::array({location});
  }
  json["relatedLocations"] = related(finding, options.root);
  json["partialFingerprints"]["configLine/v1"] = sha256_hex(fingerprint).substr(0, 32);
  json["baselineState"] = finding.old ? "unchanged" : "new";
  if (!finding.suppressed.empty())
    json["suppressions"] = Json::array(
        {{{"kind", "external"}, {"status", "accepted"}, {"justification", printable(finding.suppressed)}}});
  return json;
}

}  // namespace

std::string lint_sarif(const LintInput& input, const SarifOptions& options) {
  Json run;
  Json& driver = run["tool"]["driver"];
  driver["name"] = "Sekisho";
  driver["version"] = options.version;
  driver["rules"] = Json::array();
  for (const FindingKind kind : all_finding_kinds())
    driver["rules"].push_back({{"id", sekisho::name_of(kind)}, {"name", sekisho::name_of(kind)}});
  run["automationDetails"]["id"] = "sekisho/lint/";
  run["originalUriBaseIds"]["SRCROOT"]["description"]["text"] =
      sarif::escaped(say(Phrase::sarif_root, options.language));
  run["results"] = Json::array();
  const std::vector<std::string> ids = fingerprints(*input.result);
  for (std::size_t i = 0; i < ids.size(); ++i)
    run["results"].push_back(result_of(input.result->findings[i], ids[i], options));
  Json document;
  document["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
  document["version"] = "2.1.0";
  document["runs"] = Json::array({std::move(run)});
  return written(document);
}

}  // namespace sekisho::report
