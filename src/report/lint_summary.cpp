#include "report/lint_summary.hpp"

#include <map>

namespace sekisho::report {

bool is_open(const sekisho::Finding& finding) { return finding.suppressed.empty() && !finding.old; }

LintCounts counts_of(const LintResult& result) {
  LintCounts counts;
  for (const sekisho::Finding& finding : result.findings) {
    if (!finding.suppressed.empty()) {
      ++counts.suppressed;
    } else if (finding.old) {
      ++counts.old;
    } else {
      ++counts.by_severity[static_cast<std::size_t>(finding.severity)];
    }
  }
  return counts;
}

std::vector<std::string> fingerprints(const LintResult& result) {
  std::vector<std::string> all;
  std::map<std::string, int> seen;
  for (const sekisho::Finding& finding : result.findings) {
    std::string about = std::string(sekisho::name_of(finding.kind)) + "|" + finding.device + "|" +
                        finding.filter + "|" + finding.rule.text;
    if (finding.rule.text.empty()) {
      for (const std::string& argument : finding.message.arguments) about += "|" + argument;
    }
    const int occurrence = ++seen[about];
    all.push_back(about + "|" + std::to_string(occurrence));
  }
  return all;
}

}  // namespace sekisho::report
