// What every verification does around the deciding: which requirements, and the result that holds them.
#pragma once

#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/policy/profile.hpp>

#include <string>
#include <vector>

namespace sekisho::pipeline {

/// Keeps the requirements that `only` names, by id or by the id of their profile row; reports names that fit
/// nothing.
[[nodiscard]] std::vector<Requirement> selected(std::vector<Requirement> all,
                                                const std::vector<std::string>& only, DiagnosticSink& sink);

/// A result that says what it is about and has no requirements yet.
[[nodiscard]] VerifyResult empty_result(const Snapshot& snapshot, const Profile& profile, const Date& date);

/// Counts the verdicts.
void count(VerifyResult& result);

}  // namespace sekisho::pipeline
