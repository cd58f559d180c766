// The sample results with every text that comes from a config, a snapshot or a profile made hostile.
#pragma once

#include "sample_results.hpp"

#include <string>

namespace sekisho::test {

struct HostileCase {
  VerifyResult result;
  Snapshot snapshot;
};

inline HostileCase hostile_case(const std::string& text) {
  HostileCase made{sample_verdicts(), sample_snapshot()};
  made.result.name = {text, text};
  made.result.policy = text;
  made.result.policy_title = {text, text};
  made.result.snapshot = text;
  for (RequirementResult& each : made.result.requirements) {
    each.requirement.id = text + each.requirement.id;
    each.requirement.profile_id = text + each.requirement.profile_id;
    each.requirement.title = {text, text};
    each.requirement.clauses = {text};
    for (Reason& reason : each.reasons) reason = {text, reason.because, text};
    for (Violation& violation : each.violations) {
      for (BlamedRule& rule : violation.rules) {
        rule.device = text;
        rule.source = {{text, rule.source.span.line, 1, 0}, text, text};
      }
      for (TraceHop& hop : violation.path.hops) {
        hop.device = hop.in = hop.out = text;
        for (TraceStep& step : hop.steps) {
          step.action = step.detail = text;
          if (step.rule) step.rule->text = step.rule->label = text;
        }
      }
    }
  }
  for (Segment& segment : made.snapshot.segments) segment.label = {text, text};
  for (Exception& exception : made.snapshot.exceptions) {
    exception.reason = exception.approver = exception.record = text;
  }
  return made;
}

}  // namespace sekisho::test
