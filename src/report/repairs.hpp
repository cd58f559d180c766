// What reports say of repairs, whatever their format.
#pragma once

#include <sekisho/report/phrase.hpp>
#include <sekisho/report/verify.hpp>

#include <string>
#include <vector>

namespace sekisho::report {

/// The repair of a violated requirement; null when none was asked for.
[[nodiscard]] const repair::RequirementRepair* repair_of(const VerifyInput& input,
                                                         const RequirementResult& result);

/// True when something is violated and nobody has asked for its repair.
[[nodiscard]] bool can_ask_for_repairs(const VerifyInput& input);

/// The proposal that ends the violation: its own best one, or that of the requirement whose repair ended it,
/// too; null when there is none.
[[nodiscard]] const repair::Proposal* best_proposal(const repair::RepairResult& repairs,
                                                    const repair::RequirementRepair& repair);

/// True when some change ends the violation.
[[nodiscard]] bool has_repair(const repair::RequirementRepair& repair);

/// The heading above a repair: that it was verified, or that nothing was found.
[[nodiscard]] Phrase repair_title(const repair::RequirementRepair& repair);

[[nodiscard]] Phrase change_phrase(repair::ChangeKind kind);

/// `fw-lg: take this rule out  rulesets/fw-lg.conf:120`.
[[nodiscard]] std::string change_words(const repair::Change& change, Language language);

/// Why there is no proposal.
[[nodiscard]] std::string obstacle_words(const repair::RequirementRepair& repair, Language language);

/// The denial that a line at fault only just misses.
[[nodiscard]] std::string missed_words(const repair::MissedDenial& missed, Language language);

/// The repair in short, for tables: each change of the best proposal, which other repair ends it, or why
/// there is none.
[[nodiscard]] std::vector<std::string> repair_summary(const repair::RequirementRepair& repair,
                                                      Language language);

}  // namespace sekisho::report
