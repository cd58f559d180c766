// The report of `diff`: what a change opens, what it closes, and which verdicts it changes.
#pragma once

#include <sekisho/compare/comparison.hpp>
#include <sekisho/report/options.hpp>

#include <string>

namespace sekisho::report {

/// What a report on a comparison is written from; the snapshots, where given, lend their labels.
struct DiffInput {
  const compare::Comparison* comparison = nullptr;
  const Snapshot* before = nullptr;
  const Snapshot* after = nullptr;
};

[[nodiscard]] std::string diff_text(const DiffInput& input, const TextOptions& options);
[[nodiscard]] std::string diff_json(const DiffInput& input, const JsonOptions& options);

/// 1 when something forbidden opens, else 2 when something becomes doubtful, else 0 (docs/diff.md).
[[nodiscard]] int exit_status_of(const compare::Comparison& comparison);

}  // namespace sekisho::report
