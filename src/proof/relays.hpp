// Stepping stones: no chain of sessions leads from one segment to another without a sanitizer in it.
#pragma once

#include "checker_state.hpp"

#include <sekisho/proof/verdict.hpp>

#include <vector>

namespace sekisho::proof {

/// Decides a requirement of kind `relays` about sessions from segment `from` to segment `to`, over any number
/// of hosts between. `proved`: no chain of sessions that may be opened exists. `violated`: a chain exists of
/// which each session was replayed, and the hosts between are the same or share a broadcast domain.
[[nodiscard]] RequirementResult decide_relays(Checker::State& state, const Requirement& requirement,
                                              SegmentIndex from, SegmentIndex to);

/// The segments that chains from `from` may get to, `from` itself included and first: none of them `to` when
/// the requirement is proved in that scope.
[[nodiscard]] std::vector<SegmentIndex> possible_openers(Checker::State& state,
                                                         const Requirement& requirement, SegmentIndex from,
                                                         RoutingScope scope);

}  // namespace sekisho::proof
