// The checks by kind of requirement, one file each; check.cpp picks one.
#pragma once

#include <sekisho/audit/check.hpp>

namespace sekisho::audit {

/// What no config shows: attested when somebody has stated it, else unproved (attestation.cpp).
[[nodiscard]] RequirementResult check_attestation(const Requirement& requirement, const Subject& subject);

/// How devices are set up and the network is kept on record (practices.cpp picks one of practices/).
[[nodiscard]] RequirementResult check_practice(const Requirement& requirement, const Subject& subject);

}  // namespace sekisho::audit
