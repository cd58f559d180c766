// The report of `confirm`: what was seen, what was wrong with it, and what was not looked at.
#pragma once

#include <sekisho/evidence/confirm.hpp>
#include <sekisho/report/options.hpp>

#include <string>

namespace sekisho::report {

struct ConfirmInput {
  const evidence::ConfirmResult* result = nullptr;
  const Snapshot* snapshot = nullptr;  // for labels; may be null
};

[[nodiscard]] std::string confirm_text(const ConfirmInput& input, const TextOptions& options);
[[nodiscard]] std::string confirm_json(const ConfirmInput& input, const JsonOptions& options);
/// One finding on one line, schema sekisho/confirm-finding/1.
[[nodiscard]] std::string confirm_finding_json(const evidence::Finding& finding, const JsonOptions& options);
/// One self-contained page, in the manner of the report of `verify`.
[[nodiscard]] std::string confirm_html(const ConfirmInput& input, const HtmlOptions& options);

/// 1 for a finding at or above the severity, else 2 when content could not be looked at, else 0.
[[nodiscard]] int exit_status_of(const evidence::ConfirmResult& result, Severity fail_on);

}  // namespace sekisho::report
