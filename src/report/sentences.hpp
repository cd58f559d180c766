// What reports say in whole sentences, whatever their format.
#pragma once

#include <sekisho/report/phrase.hpp>
#include <sekisho/report/verify.hpp>

#include <string>

namespace sekisho::report {

/// The verdict of the run in one sentence.
[[nodiscard]] std::string headline(const VerifyResult& result, Language language);

/// What a kind of requirement says of its pair; the third argument is the semantics.
[[nodiscard]] Phrase head_phrase(RequirementKind kind);

/// `LGWAN接続系 (lg) → マイナンバー利用事務系 (mn)`. A requirement that is about no pair gives its title.
[[nodiscard]] std::string pair_words(const Requirement& requirement, const Snapshot* snapshot,
                                     Language language);
/// The same by bare names, `lg → mn`; empty when the requirement is about no pair.
[[nodiscard]] std::string pair_names(const Requirement& requirement);

/// The clauses in one line, safe to print; empty when there are none.
[[nodiscard]] std::string clause_words(const Requirement& requirement);

/// What is broken, on the example of the first violation.
[[nodiscard]] std::string violation_sentence(const RequirementResult& result, const Snapshot* snapshot,
                                             Language language);

/// A reason as the catalogue says it, safe to print.
[[nodiscard]] std::string reason_sentence(const Reason& reason, Language language);

/// How a path ended: where it was delivered, or where and why it stopped.
[[nodiscard]] std::string ending_of(const TracePath& path, const Snapshot* snapshot, Language language);

/// The exception of the snapshot that has this id, or null.
[[nodiscard]] const Exception* find_exception(const Snapshot* snapshot, const std::string& id);

/// Days from `today` to `expires`; negative when that day has passed. The day itself still counts: 0.
[[nodiscard]] int days_left(const Date& expires, const Date& today);
/// `2026-12-03 (12 days left)`.
[[nodiscard]] std::string expiry_words(const Date& expires, const Date& today, Language language);

}  // namespace sekisho::report
