// The report of `lint`: findings about rules, objects and devices.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/lint/lint.hpp>
#include <sekisho/report/options.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sekisho::report {

struct LintInput {
  const LintResult* result = nullptr;
  std::vector<std::string> inputs;     // the snapshot, or the configs
  Severity shown = Severity::warning;  // text: findings below are counted only
};

/// Stays the same while the rule does, wherever it moves in its file: kind, device, filter and the lines
/// themselves. Findings that share it are told apart by their order.
[[nodiscard]] std::vector<std::string> fingerprints(const LintResult& result);

[[nodiscard]] std::string lint_text(const LintInput& input, const TextOptions& options);
[[nodiscard]] std::string lint_json(const LintInput& input, const JsonOptions& options);
[[nodiscard]] std::string lint_sarif(const LintInput& input, const SarifOptions& options);

/// The fingerprints in a report of `lint --format json`; a failure says what is wrong with the text.
[[nodiscard]] Result<std::vector<std::string>> read_lint_baseline(std::string_view json);

}  // namespace sekisho::report
