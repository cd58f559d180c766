// Verdicts before and after a change.
#pragma once

#include <sekisho/review/comparison.hpp>

#include <vector>

namespace sekisho::review {

/// The requirements whose verdict changed or under which new violations appeared: those of `after` in their
/// order, then those that are gone. Points into both results. What is new in a violated requirement is told
/// from VerifyOptions::cube_limit cubes of each violation; where these do not say it all, the rest counts as
/// new.
[[nodiscard]] std::vector<VerdictChange> verdict_changes(const VerifyResult& before,
                                                         const VerifyResult& after);

/// Fills VerdictChange::new_rules. `before` and `after`: the results of the requirements that were violated
/// and under which more is violated, with the part of every blamed line (VerifyOptions::blamed_cube_limit);
/// of lines whose part is not complete something is taken to be new.
void tell_new_rules(std::vector<VerdictChange>& changes, const VerifyResult& before,
                    const VerifyResult& after);

}  // namespace sekisho::review
