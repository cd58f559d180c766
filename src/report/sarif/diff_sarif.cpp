// The report of `diff` as SARIF 2.1.0: of the verdicts on the new state, those that the change is to blame
// for.
#include "report/sarif/sarif_report.hpp"

#include <sekisho/report/diff.hpp>

#include <algorithm>

namespace sekisho::report {
namespace {

using namespace compare;
using namespace review;

/// Of a violation, the lines that let something new through; of a violated practice, the new reasons. What
/// was there before is nothing new.
RequirementResult new_part(const VerdictChange& change) {
  RequirementResult result = *change.after;
  if (change.is_other_verdict()) return result;
  if (!change.new_rules.empty()) {
    for (std::size_t i = 0; i < result.violations.size(); ++i) {
      const std::vector<BlamedRule>& all = change.after->violations[i].rules;
      result.violations[i].rules.clear();
      for (const BlamedRule& rule : all) {
        if (std::ranges::find(change.new_rules, &rule) != change.new_rules.end())
          result.violations[i].rules.push_back(rule);
      }
    }
    std::erase_if(result.violations, [](const Violation& violation) { return violation.rules.empty(); });
  }
  if (change.new_reasons.empty()) return result;
  result.reasons.clear();
  for (const Reason* reason : change.new_reasons) result.reasons.push_back(*reason);
  return result;
}

}  // namespace

std::string diff_sarif(const DiffInput& input, const SarifOptions& options) {
  const Comparison& comparison = *input.comparison;
  VerifyResult opened;
  opened.snapshot = comparison.new_name;
  opened.date = comparison.date;
  if (comparison.after) {
    opened.name = comparison.after->name;
    opened.policy = comparison.after->policy;
    opened.policy_title = comparison.after->policy_title;
    opened.model = comparison.after->model;
    opened.model_title = comparison.after->model_title;
  }
  for (const VerdictChange& change : comparison.verdicts) {
    if (change.opens()) opened.requirements.push_back(new_part(change));
  }
  opened.violated = static_cast<int>(opened.requirements.size());
  return sarif::text_of({&opened, input.after}, options, "diff");
}

}  // namespace sekisho::report
