// The report of `verify`: verdict first, then why, then what to do.
#pragma once

#include <sekisho/config/parse.hpp>
#include <sekisho/evidence/confirm.hpp>
#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/policy/profile.hpp>
#include <sekisho/repair/repair.hpp>
#include <sekisho/report/options.hpp>

#include <string>
#include <vector>

namespace sekisho::report {

/// A file that the verdicts rest on.
struct InputFile {
  std::string path;
  std::string sha256;  // of its bytes, in hex; empty: it could not be read
};

/// What a report on verdicts is written from. The verdicts alone are enough; with the snapshot the
/// report knows labels and registers, with the files how the configs were understood, with the policies
/// what their clauses say and which of their rows the snapshot has nothing for, with the repairs how each
/// violation can be ended, with captures what was seen of each requirement on the wire.
struct VerifyInput {
  const VerifyResult* result = nullptr;
  const Snapshot* snapshot = nullptr;
  const std::vector<config::FileReport>* files = nullptr;
  const std::vector<InputFile>* inputs = nullptr;
  const Policies* policies = nullptr;
  const repair::RepairResult* repairs = nullptr;  // of the same snapshot
  const evidence::ConfirmResult* wire = nullptr;  // captures held against the same requirements
  bool complete = true;                           // false: only some requirements were asked for
};

[[nodiscard]] std::string verify_text(const VerifyInput& input, const TextOptions& options);
[[nodiscard]] std::string verify_json(const VerifyInput& input, const JsonOptions& options);

/// After a change: which verdicts are others than before, then the summary; with Detail::full the whole
/// report instead of the summary.
[[nodiscard]] std::string verify_changes_text(const VerifyResult& before, const VerifyInput& after,
                                              const TextOptions& options);

/// One self-contained page for auditors, printable on A4: no script, nothing loaded from elsewhere. It is
/// well-formed XML too.
[[nodiscard]] std::string verify_html(const VerifyInput& input, const HtmlOptions& options);

/// SARIF 2.1.0: findings on the config lines they are about, for code review tools.
[[nodiscard]] std::string verify_sarif(const VerifyInput& input, const SarifOptions& options);

/// JUnit XML for build servers: violated is a failure, unproved an error, an exception in force skipped.
[[nodiscard]] std::string verify_junit(const VerifyInput& input, Language language);
/// GitHub-flavoured Markdown, short enough for a comment on a pull request.
[[nodiscard]] std::string verify_markdown(const VerifyInput& input, Language language);

/// 1 when something is violated, else 2 when something is unproved, else 0 (docs: exit status).
[[nodiscard]] int exit_status_of(const VerifyResult& result);
/// The same of a whole report: errors on the wire count as violations, content that could not be looked at
/// as unproved.
[[nodiscard]] int exit_status_of(const VerifyInput& input);

}  // namespace sekisho::report
