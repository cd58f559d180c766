// The report of `confirm` as JSON, schema sekisho/confirm/1.
#include "report/confirm_summary.hpp"
#include "report/json/survey_values.hpp"
#include "report/json_values.hpp"
#include "report/tunnel_values.hpp"

namespace sekisho::report {
namespace {

Json json_of(const evidence::SeenFlow& seen) {
  Json json;
  json["file"] = seen.file;
  json["point"] = seen.point;
  json["interface"] = seen.interface;
  json["flow"] = seen.packet == Packet{} ? Json() : report::json_of(seen.packet);
  json["vlans"] = seen.vlans;
  json["tunnel"] = tunnel_json(
      {seen.tunnel, seen.tunnel_id, seen.inner_vlan, seen.tunnel_ends ? &*seen.tunnel_ends : nullptr});
  json["outcome"] = name_of(seen.outcome);
  json["in_records"] = seen.in_records;
  json["first_frame"] = seen.first_frame;
  json["last_frame"] = seen.last_frame;
  json["first_answer"] = seen.first_answer;
  json["packets"] = seen.packets;
  json["first"] = capture::utc_text(seen.first);
  json["last"] = capture::utc_text(seen.last);
  return json;
}

Json json_of(const std::vector<evidence::NamedRule>& rules) {
  Json json = Json::array();
  for (const evidence::NamedRule& rule : rules) {
    Json each = report::json_of(rule.source);
    each["device"] = rule.device;
    json.push_back(std::move(each));
  }
  return json;
}

Json json_of(const evidence::Finding& finding, Language language) {
  Json json;
  json["kind"] = name_of(finding.kind);
  json["severity"] = name_of(finding.severity);
  json["outcome"] = finding.outcome ? Json(name_of(*finding.outcome)) : Json();
  json["code"] = sekisho::name_of(finding.message.code);
  json["message"] = finding_sentence(finding, language);
  json["flow"] = finding.packet ? report::json_of(*finding.packet) : Json();
  json["from"] = finding.from;
  json["to"] = finding.to;
  json["requirement"] = finding.requirement;
  json["clauses"] = finding.clauses;
  json["channel"] = finding.channel;
  json["flows"] = finding.flows;
  json["packets"] = finding.packets;
  json["seen"] = Json::array();
  for (const evidence::SeenFlow& seen : finding.seen) json["seen"].push_back(json_of(seen));
  json["blocking"] = json_of(finding.blocking);
  json["permitting"] = json_of(finding.permitting);
  return json;
}

Json json_of(const evidence::Coverage& coverage) {
  Json json;
  json["captures"] = Json::array();
  for (const capture::Survey& survey : coverage.surveys) json["captures"].push_back(report::json_of(survey));
  json["places"] = Json::array();
  for (const evidence::CapturedAt& at : coverage.places)
    json["places"].push_back({{"file", at.file},
                              {"point", at.point},
                              {"placed", at.placed},
                              {"segments", at.segments},
                              {"flows", at.flows}});
  json["flows"] = coverage.flows;
  json["local"] = coverage.local;
  json["explained"] = coverage.explained;
  json["ambiguous"] = coverage.ambiguous;
  json["in_tunnels"] = coverage.in_tunnels;
  json["through_tunnels"] = coverage.through_tunnels;
  json["too_large"] = coverage.too_large;
  json["condensed"] = coverage.condensed;
  json["channels"] = Json::array();
  for (const evidence::ChannelSeen& channel : coverage.channels)
    json["channels"].push_back(
        {{"id", channel.id}, {"flows", channel.flows}, {"answered", channel.answered}});
  json["rules_counted"] = coverage.rules_counted;
  json["filters"] = Json::array();
  for (const evidence::FilterUse& use : coverage.filters)
    json["filters"].push_back({{"device", use.device},
                               {"filter", use.filter},
                               {"lines", use.lines},
                               {"watched", use.watched},
                               {"seen", use.watched - use.unseen.size()}});
  json["unwatched"] = coverage.unwatched;
  return json;
}

}  // namespace

std::string confirm_finding_json(const evidence::Finding& finding, const JsonOptions& options) {
  Json json = json_head("confirm-finding", options);
  json.update(json_of(finding, options.language));
  return written(json, true);
}

std::string confirm_json(const ConfirmInput& input, const JsonOptions& options) {
  const evidence::ConfirmResult& result = *input.result;
  const ConfirmCounts counts = counts_of(result);
  Json json = json_head("confirm", options);
  json["snapshot"] = result.snapshot;
  put_local(json, "name", result.name, options.language);
  json["date"] = to_string(result.date);
  json["summary"] = {{"errors", counts.of(Severity::error)},
                     {"warnings", counts.of(Severity::warning)},
                     {"notes", counts.of(Severity::note)}};
  json["findings"] = Json::array();
  for (const evidence::Finding& finding : result.findings)
    json["findings"].push_back(json_of(finding, options.language));
  json["coverage"] = json_of(result.coverage);
  return written(json, options.on_one_line);
}

}  // namespace sekisho::report
