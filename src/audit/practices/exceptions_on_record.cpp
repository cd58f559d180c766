// The register of exceptions (例外措置) as papers: every entry says who approved it, as the policy wants it,
// why, on which record and until when. Whether one covers something today is for the requirement that it
// names: an entry that has expired, or is not approved yet, is no fault of the register.
#include "audit/practices/practices.hpp"

#include <sekisho/policy/on_record.hpp>

namespace sekisho::audit {

void check_exceptions_on_record(const Subject& subject, Findings& findings) {
  for (const Exception& exception : subject.snapshot().exceptions) {
    const std::optional<Diagnostic> objection = objection_to(exception, findings.requirement(), subject.date);
    if (!objection) continue;
    const bool is_matter_of_time = objection->code == Code::reason_exception_not_yet ||
                                   objection->code == Code::reason_exception_expired;
    if (is_matter_of_time) {
      findings.remark(objection->code, objection->arguments, objection->span);
    } else {
      findings.fails(objection->code, objection->arguments, objection->span);
    }
  }
}

}  // namespace sekisho::audit
