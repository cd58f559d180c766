#include "audit/checks.hpp"
#include "audit/statements.hpp"

#include <sekisho/base/code.hpp>

namespace sekisho::audit {

RequirementResult check_attestation(const Requirement& requirement, const Subject& subject) {
  RequirementResult result;
  result.requirement = requirement;
  if (attest(result, subject) || except(result, subject)) return result;
  if (result.reasons.empty()) {
    const std::string& name =
        requirement.clauses.empty() ? requirement.profile_id : requirement.clauses.front();
    result.reasons.push_back({"", {Code::reason_not_attested, {}, {name}}, ""});
  }
  return result;
}

}  // namespace sekisho::audit
