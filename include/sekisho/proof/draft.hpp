// What a verdict on a draft is worth.
#pragma once

#include <sekisho/proof/verdict.hpp>

namespace sekisho {

/// Withdraws what a draft (Snapshot::is_draft) cannot bear. A link or segment that is missing or wrong may
/// hide a path, so nothing is `proved`, and nothing is `excepted`, which means that all the rest is proved:
/// both become `unproved` without assurance. What somebody attests stays, and so does a violation, since
/// somebody has to look at it. In every case the draft, and the unconfirmed segments that the requirement is
/// about, are the first reasons.
void withdraw_for_draft(RequirementResult& result, const Snapshot& snapshot);

}  // namespace sekisho
