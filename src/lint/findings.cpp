#include "lint/findings.hpp"

#include <algorithm>

namespace sekisho::lint {

Finding finding(FindingKind kind, Severity severity, const Device& device, std::string filter,
                const RuleSource& rule, Code code, std::vector<std::string> arguments) {
  Finding result;
  result.kind = kind;
  result.severity = severity;
  result.device = device.name;
  result.filter = std::move(filter);
  result.rule = rule;
  result.message = {code, rule.span, std::move(arguments)};
  return result;
}

void grade(Finding& finding, const Subject& subject, Severity by_form) {
  finding.severity = by_form;
  if (!subject.has_segments()) return;
  finding.severity = Severity::note;
  const std::vector<Segment>& segments = subject.network.snapshot.segments;
  for (const Crossing& crossing : subject.crossings.of(finding.rule)) {
    const Segment& from = segments[crossing.from];
    const Segment& to = segments[crossing.to];
    finding.opens.push_back(from.name + " -> " + to.name);
    const bool my_number =
        (from.segment_class == SegmentClass::my_number) != (to.segment_class == SegmentClass::my_number);
    finding.severity = std::max(finding.severity, my_number ? Severity::error : Severity::warning);
  }
}

}  // namespace sekisho::lint
