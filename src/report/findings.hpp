// Findings: the config lines that a result is about, each told once however many requirements name it.
//
// Reports that point at lines (SARIF), number their findings (HTML) or stay short (Markdown) are written
// from this list, so that they agree on what a finding is.
#pragma once

#include "report/words.hpp"

#include <sekisho/report/verify.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho::report {

/// Results with that verdict, in their order.
[[nodiscard]] std::vector<const RequirementResult*> with_verdict(const VerifyResult& result, Verdict verdict);

/// The statements that one row of the profile makes of the snapshot, in their order.
struct RequirementRow {
  std::string id;  // of the row; that of the requirement where it comes from no row
  std::vector<const RequirementResult*> results;

  [[nodiscard]] const Requirement& requirement() const { return results.front()->requirement; }
  /// The worst of its results.
  [[nodiscard]] Judgement judgement() const;
};

/// Rows in the order of their first requirement.
[[nodiscard]] std::vector<RequirementRow> rows_of(const VerifyResult& result);

/// One line (or, where none is named, the row itself) and what is found on it under one row.
struct Finding {
  std::string row;
  Judgement judgement = Judgement::violated;  // never `conforms`
  std::vector<const RequirementResult*> results;
  std::optional<BlamedRule::Role> role;  // lines at fault only
  std::string device;
  Span span;         // empty file: no line is named
  std::string text;  // of the line
  const Reason* reason = nullptr;
  const Violation* violation = nullptr;  // the first that names the line

  [[nodiscard]] const RequirementResult& first() const { return *results.front(); }
};

/// Violated: the lines at fault, or the reasons where none is named. Unproved: the lines in the way.
/// Excepted: the exception's entry in the snapshot. In the order of the requirements.
[[nodiscard]] std::vector<Finding> findings_of(const VerifyInput& input);

/// The text of a config line without what differs between devices that have the same fault: sequence
/// and policy numbers in front, runs of spaces, letters' case.
[[nodiscard]] std::string normalised(std::string_view line);

/// The same fault on one device or several: same row, same role, same normalised line. A missing filter
/// is one fault whatever the interface is called.
struct Fault {
  std::vector<const Finding*> places;
  [[nodiscard]] std::vector<std::string> devices() const;  // each once, in order
};

/// Violated findings grouped into faults, in the order of their first finding.
[[nodiscard]] std::vector<Fault> faults_of(const std::vector<Finding>& findings);

}  // namespace sekisho::report
