// Findings that the snapshot says are known.
#include "lint/findings.hpp"

#include <sekisho/model/records.hpp>

#include <algorithm>

namespace sekisho::lint {
namespace {

bool is_about(const Suppression& suppression, const Finding& finding) {
  return suppression.finding == name_of(finding.kind) &&
         (suppression.device.empty() || suppression.device == finding.device) &&
         finding.rule.text.find(suppression.rule) != std::string::npos;
}

Finding about(const Suppression& suppression, Code code, std::string argument) {
  Finding found;
  found.kind = code == Code::lint_unknown_kind ? FindingKind::undefined_reference : FindingKind::expired;
  found.severity = Severity::warning;
  found.rule.span = suppression.span;
  found.message = {code, suppression.span, {suppression.finding, std::move(argument)}};
  return found;
}

}  // namespace

void suppress(const Subject& subject, std::vector<Finding>& findings) {
  std::vector<std::string> kinds;
  for (const FindingKind kind : all_finding_kinds()) kinds.emplace_back(name_of(kind));
  std::vector<Finding> about_suppressions;
  for (const Suppression& suppression : subject.network.snapshot.suppressions) {
    if (!find_finding_kind(suppression.finding)) {
      about_suppressions.push_back(
          about(suppression, Code::lint_unknown_kind, nearest_name(suppression.finding, kinds)));
    } else if (!in_force(suppression.expires, subject.options.date)) {
      about_suppressions.push_back(
          about(suppression, Code::lint_expired_suppression, to_string(*suppression.expires)));
    } else {
      for (Finding& finding : findings) {
        if (finding.suppressed.empty() && is_about(suppression, finding))
          finding.suppressed = suppression.reason;
      }
    }
  }
  findings.insert(findings.end(), about_suppressions.begin(), about_suppressions.end());
}

}  // namespace sekisho::lint
