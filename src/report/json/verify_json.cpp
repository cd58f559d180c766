// The report of `verify` as JSON, schema sekisho/verify/1.
#include "report/confirm_summary.hpp"
#include "report/json/repair_values.hpp"
#include "report/json_values.hpp"
#include "report/repairs.hpp"
#include "report/words.hpp"

#include <sekisho/evidence/on_wire.hpp>
#include <sekisho/report/verify.hpp>

#include <optional>

namespace sekisho::report {
namespace {

Json violation_json(const Violation& violation, const repair::RequirementRepair* repair, Language language) {
  Json json;
  json["flow"] = json_of(violation.sent);
  json["arrived"] = json_of(violation.arrived);
  json["disposition"] = name_of(violation.path.disposition);
  json["delivered_to"] = violation.path.delivered_to;
  json["end_device"] = violation.path.end_device;
  json["path"] = json_of_hops(violation.path.hops, language);
  json["answer"] = violation.answer ? json_of(*violation.answer, language) : Json();
  json["rules"] = Json::array();
  for (const BlamedRule& rule : violation.rules) json["rules"].push_back(json_of(rule));
  json["forbidden"] = json_of(violation.forbidden);
  json["forbidden_complete"] = violation.forbidden_complete;
  if (!violation.chain.empty()) json["chain"] = Json::array();
  for (const ChainStep& step : violation.chain) {
    json["chain"].push_back({{"from", step.from},
                             {"to", step.to},
                             {"flow", json_of(step.sent)},
                             {"path", json_of_hops(step.path.hops, language)}});
  }
  if (repair != nullptr) json["repair"] = json_of(*repair);
  return json;
}

Json wire_json(const evidence::OnWire& seen) {
  return {{"watched", seen.watched},
          {"flows", seen.flows},
          {"answered", seen.answered},
          {"against", seen.against},
          {"farthest", seen.farthest ? Json(name_of(*seen.farthest)) : Json()}};
}

/// What was looked at, in short: the report of `confirm` has it in full.
Json wire_json(const evidence::ConfirmResult& wire) {
  const ConfirmCounts counts = counts_of(wire);
  Json json;
  json["errors"] = counts.of(Severity::error);
  json["warnings"] = counts.of(Severity::warning);
  json["notes"] = counts.of(Severity::note);
  json["captures"] = Json::array();
  for (const capture::Survey& survey : wire.coverage.surveys) json["captures"].push_back(survey.file);
  json["unwatched"] = wire.coverage.unwatched;
  return json;
}

Json requirement_json(const VerifyInput& input, const RequirementResult& result,
                      const std::optional<evidence::OnWireIndex>& wire, Language language) {
  const Requirement& requirement = result.requirement;
  Json json;
  json["id"] = requirement.id;
  json["profile_id"] = requirement.profile_id;
  put_local(json, "title", requirement.title, language);
  json["clauses"] = requirement.clauses;
  json["kind"] = name_of(requirement.kind);
  if (requirement.kind == RequirementKind::practice) json["practice"] = name_of(requirement.practice);
  json["from"] = requirement.from;
  json["to"] = requirement.to;
  if (!requirement.channel.empty()) json["channel"] = requirement.channel;
  json["semantics"] = name_of(requirement.semantics);
  json["allowed_methods"] = requirement.allowed_methods;
  json["verdict"] = name_of(result.verdict);
  json["assurance"] = name_of(result.assurance);
  json["channels"] = result.channels;
  json["exception"] = result.exception.empty() ? Json() : Json(result.exception);
  json["attestation"] = result.attestation.empty() ? Json() : Json(result.attestation);
  if (const auto seen = wire ? wire->of(requirement) : std::nullopt) json["wire"] = wire_json(*seen);
  json["reasons"] = Json::array();
  for (const Reason& reason : result.reasons) json["reasons"].push_back(json_of(reason, language));
  json["violations"] = Json::array();
  for (const Violation& violation : result.violations)
    json["violations"].push_back(violation_json(violation, repair_of(input, result), language));
  return json;
}

Json segment_json(const Segment& segment, Language language) {
  Json json;
  json["name"] = segment.name;
  put_local(json, "label", segment.label, language);
  json["class"] =
      segment.class_name.empty() ? std::string(name_of(segment.segment_class)) : segment.class_name;
  json["outside"] = segment.outside;
  return json;
}

Json exception_json(const Exception& exception, const Date& today) {
  Json json;
  json["id"] = exception.id;
  json["requirement"] = exception.requirement;
  json["approver"] = exception.approver;
  json["reason"] = exception.reason;
  json["record"] = exception.record;
  json["approved"] = json_of_date(exception.approved);
  json["expires"] = json_of_date(exception.expires);
  json["expired"] = exception.expires && *exception.expires < today;
  return json;
}

Json attestation_json(const Attestation& attestation, const Date& today, Language language) {
  Json json;
  json["id"] = attestation.id;
  json["requirement"] = attestation.requirement;
  put_local(json, "statement", attestation.statement, language);
  json["stated_by"] = attestation.stated_by;
  json["document"] = attestation.document;
  json["expires"] = json_of_date(attestation.expires);
  json["expired"] = attestation.expires && *attestation.expires < today;
  return json;
}

Json summary_of(const VerifyResult& result) {
  Json json;
  json["proved"] = result.proved;
  json["violated"] = result.violated;
  json["unproved"] = result.unproved;
  json["excepted"] = result.excepted;
  json["attested"] = result.attested;
  return json;
}

}  // namespace

std::string verify_json(const VerifyInput& input, const JsonOptions& options) {
  const VerifyResult& result = *input.result;
  Json json = json_head("verify", options);
  json["snapshot"] = result.snapshot;
  put_local(json, "name", result.name, options.language);
  json["policy"] = result.policy;
  put_local(json, "policy_title", result.policy_title, options.language);
  json["model"] = result.model.empty() ? Json() : Json(result.model);
  put_local(json, "model_title", result.model_title, options.language);
  json["date"] = to_string(result.date);
  json["exit_status"] = exit_status_of(input);
  json["summary"] = summary_of(result);
  std::optional<evidence::OnWireIndex> wire;
  if (input.wire != nullptr) {
    wire.emplace(*input.wire);
    json["wire"] = wire_json(*input.wire);
  }
  json["requirements"] = Json::array();
  for (const RequirementResult& requirement : result.requirements) {
    json["requirements"].push_back(requirement_json(input, requirement, wire, options.language));
  }
  json["segments"] = Json::array();
  json["exceptions"] = Json::array();
  json["attestations"] = Json::array();
  if (input.snapshot != nullptr) {
    for (const Segment& segment : input.snapshot->segments) {
      json["segments"].push_back(segment_json(segment, options.language));
    }
    for (const Exception& exception : input.snapshot->exceptions) {
      json["exceptions"].push_back(exception_json(exception, result.date));
    }
    for (const Attestation& attestation : input.snapshot->attestations) {
      json["attestations"].push_back(attestation_json(attestation, result.date, options.language));
    }
  }
  json["files"] = Json::array();
  if (input.files != nullptr) {
    for (const config::FileReport& file : *input.files) {
      Json entry;
      entry["file"] = file.file;
      entry["language"] = file.language;
      entry["device"] = file.device;
      entry["lines"] = json_of_lines({&file, 1});
      json["files"].push_back(std::move(entry));
    }
  }
  return written(json, options.on_one_line);
}

}  // namespace sekisho::report
