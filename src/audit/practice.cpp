#include "audit/checks.hpp"
#include "audit/practices/practices.hpp"
#include "audit/statements.hpp"

#include <sekisho/policy/on_record.hpp>

#include <optional>

namespace sekisho::audit {
namespace {

void look_at(const Requirement& requirement, const Subject& subject, Findings& findings) {
  switch (requirement.practice) {
#define SEKISHO_PRACTICE(enumerator, name) \
  case Practice::enumerator:               \
    return check_##enumerator(subject, findings);
#include <sekisho/policy/practices.def>
#undef SEKISHO_PRACTICE
  }
}

/// Exceptions of single devices. One that does not count is named with its reason.
void except_devices(const Subject& subject, Findings& findings) {
  for (const Exception& each : subject.snapshot().exceptions) {
    if (each.devices.empty() || !speaks_of(each, findings.requirement())) continue;
    if (const std::optional<Diagnostic> objection =
            objection_to(each, findings.requirement(), subject.date)) {
      findings.remark(objection->code, objection->arguments, objection->span);
    } else {
      findings.except(each);
    }
  }
}

}  // namespace

RequirementResult check_practice(const Requirement& requirement, const Subject& subject) {
  Findings findings(requirement);
  look_at(requirement, subject, findings);
  except_devices(subject, findings);
  RequirementResult result = std::move(findings).result();
  if (result.verdict == Verdict::proved || result.verdict == Verdict::excepted) return result;
  // What configs do not tell may be stated; what they tell otherwise is a deviation that needs an exception.
  if (result.verdict == Verdict::unproved && attest(result, subject)) return result;
  except(result, subject);
  return result;
}

}  // namespace sekisho::audit
