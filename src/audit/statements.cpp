#include "audit/statements.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/policy/on_record.hpp>

#include <optional>
#include <utility>

namespace sekisho::audit {

bool attest(RequirementResult& result, const Subject& subject) {
  std::vector<Reason> objections;
  for (const Attestation& each : subject.snapshot().attestations) {
    if (!speaks_of(each.requirement, result.requirement)) continue;
    if (std::optional<Diagnostic> objection = objection_to(each, subject.date)) {
      objections.push_back({"", std::move(*objection), ""});
      continue;
    }
    result.verdict = Verdict::attested;
    result.attestation = each.id;
    result.reasons = {{"", {Code::reason_attested, each.span, {each.id, each.stated_by, each.document}}, ""}};
    return true;
  }
  for (Reason& each : objections) result.reasons.push_back(std::move(each));
  return false;
}

bool except(RequirementResult& result, const Subject& subject) {
  for (const Exception& each : subject.snapshot().exceptions) {
    const bool whole =
        each.from.segment.empty() && each.to.segment.empty() && each.services.empty() && each.devices.empty();
    if (!whole || !speaks_of(each, result.requirement)) continue;
    if (std::optional<Diagnostic> objection = objection_to(each, result.requirement, subject.date)) {
      result.reasons.push_back({"", std::move(*objection), ""});
      continue;
    }
    result.verdict = Verdict::excepted;
    result.exception = each.id;
    result.reasons = {
        {"", {Code::reason_exception_in_force, each.span, {each.id, to_string(*each.expires)}}, ""}};
    return true;
  }
  return false;
}

}  // namespace sekisho::audit
