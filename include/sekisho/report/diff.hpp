// The report of `diff`: what a change opens, what it closes, and which verdicts it changes.
#pragma once

#include <sekisho/compare/equivalence.hpp>
#include <sekisho/report/options.hpp>
#include <sekisho/review/comparison.hpp>

#include <string>

namespace sekisho::report {

/// What a report on a comparison is written from; the snapshots, where given, lend their labels.
struct DiffInput {
  const review::Comparison* comparison = nullptr;
  const Snapshot* before = nullptr;
  const Snapshot* after = nullptr;
};

[[nodiscard]] std::string diff_text(const DiffInput& input, const TextOptions& options);
[[nodiscard]] std::string diff_json(const DiffInput& input, const JsonOptions& options);

/// GitHub-flavoured Markdown, short enough for a comment on a pull request.
[[nodiscard]] std::string diff_markdown(const DiffInput& input, Language language);
/// SARIF 2.1.0 of what the policy forbids and the change opens; nothing that was violated before.
[[nodiscard]] std::string diff_sarif(const DiffInput& input, const SarifOptions& options);

/// 1 when something forbidden opens, else 2 when something becomes doubtful, else 0 (docs/diff.md).
[[nodiscard]] int exit_status_of(const review::Comparison& comparison);

/// The answer to whether two filters are equal.
[[nodiscard]] std::string filter_comparison_text(const compare::FilterComparison& comparison,
                                                 const TextOptions& options);
[[nodiscard]] std::string filter_comparison_json(const compare::FilterComparison& comparison,
                                                 const JsonOptions& options);

/// 0 when they are, 1 when they are not, 2 when it cannot be told.
[[nodiscard]] int exit_status_of(const compare::FilterComparison& comparison);

}  // namespace sekisho::report
