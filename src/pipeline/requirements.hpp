// What every verification does around the deciding: which requirements, and the result that holds them.
#pragma once

#include <sekisho/audit/check.hpp>
#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/policy/profile.hpp>

#include <string>
#include <vector>

namespace sekisho::pipeline {

/// Keeps the requirements that `only` names, by id, by the id of their profile row or by a clause; reports
/// names that fit nothing.
[[nodiscard]] std::vector<Requirement> selected(std::vector<Requirement> all,
                                                const std::vector<std::string>& only, DiagnosticSink& sink);

/// A result that says what it is about and has no requirements yet.
[[nodiscard]] VerifyResult empty_result(const Snapshot& snapshot, const Policies& policies, const Date& date);

/// Decides requirements of every kind: those about packets by the pool, the others by the audit.
/// The results are in the order of the requirements.
[[nodiscard]] std::vector<RequirementResult> decide(const std::vector<Requirement>& requirements,
                                                    CheckerPool& pool, const audit::Subject& subject,
                                                    const Progress& progress);

/// Counts the verdicts.
void count(VerifyResult& result);

}  // namespace sekisho::pipeline
