// What differs from the configs that were approved, as findings.
#pragma once

#include "audit/practices/findings.hpp"

#include <sekisho/compare/difference.hpp>

namespace sekisho::audit {

/// What the changes of a device's configs do: to its filters, and line by line. They fail where packets pass
/// otherwise or settings are others. Where nothing is known to be, somebody has to look at the text: unknown.
void tell_changes(const Device& device, const ApprovedState& state, const compare::StateDifference& changed,
                  Findings& findings);

/// Which packets get through the network that did not as approved, and which no longer do. Senders with false
/// addresses do not count: filters tell of them.
void tell_other_ways(const Subject& subject, const compare::StateDifference& changed, Findings& findings);

}  // namespace sekisho::audit
