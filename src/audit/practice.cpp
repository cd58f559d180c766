#include "audit/checks.hpp"
#include "audit/practices/practices.hpp"
#include "audit/statements.hpp"

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

}  // namespace

RequirementResult check_practice(const Requirement& requirement, const Subject& subject) {
  Findings findings(requirement);
  look_at(requirement, subject, findings);
  RequirementResult result = std::move(findings).result();
  if (result.verdict == Verdict::proved) return result;
  // What configs do not tell may be stated; what they tell otherwise is a deviation that needs an exception.
  if (result.verdict == Verdict::unproved && attest(result, subject)) return result;
  except(result, subject);
  return result;
}

}  // namespace sekisho::audit
