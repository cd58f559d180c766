// What the snapshot has on record for one requirement.
#pragma once

#include <sekisho/audit/check.hpp>

namespace sekisho::audit {

/// Attested when an attestation that counts names the requirement of `result`; its id and where it stands
/// are put into the result. Else the reasons say why those that name it do not count.
/// Returns whether it is attested.
bool attest(RequirementResult& result, const Subject& subject);

/// Excepted when an exception in force names the requirement of `result` as a whole (without ends or
/// services); else the reasons say why those that name it do not count. Returns whether it is excepted.
bool except(RequirementResult& result, const Subject& subject);

}  // namespace sekisho::audit
