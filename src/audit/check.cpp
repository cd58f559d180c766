#include "audit/checks.hpp"

#include <cassert>

namespace sekisho::audit {

RequirementResult check(const Requirement& requirement, const Subject& subject) {
  switch (requirement.kind) {
    case RequirementKind::practice: return check_practice(requirement, subject);
    case RequirementKind::attestation: return check_attestation(requirement, subject);
    case RequirementKind::separation:
    case RequirementKind::devices:
    case RequirementKind::relays:
    case RequirementKind::channels: break;
  }
  assert(false && "requirements about packets are decided by proof/checker.hpp");
  RequirementResult undecided;
  undecided.requirement = requirement;
  return undecided;
}

}  // namespace sekisho::audit
