// Registered communications: does what the organisation has sanctioned get through?
#pragma once

#include "checker_state.hpp"

#include <sekisho/proof/verdict.hpp>

namespace sekisho::proof {

/// Decides a requirement of kind `channels` about the channel that it names, which opens sessions from the
/// segment `from`. Each of its senders (a host with any of its addresses, an address or range, or the whole
/// segment), receivers and services must come together in a session. `proved`: for each combination one was
/// replayed, with its answer. `violated`: for some combination no packet may arrive, or no answer come back;
/// the violation's path shows where such a packet ends. A date past the channel's last day leaves it
/// `unproved`.
[[nodiscard]] RequirementResult decide_channel(Checker::State& state, const Requirement& requirement,
                                               SegmentIndex from);

}  // namespace sekisho::proof
