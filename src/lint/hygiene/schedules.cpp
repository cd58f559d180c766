// What is over: schedules of rules, exceptions of the snapshot; and rules that are switched off.
#include "lint/findings.hpp"

#include <sekisho/model/records.hpp>

namespace sekisho::lint {

void find_schedules(const Subject& subject, const Device& device, const ListedFilter& listed,
                    std::vector<Finding>& out) {
  for (const Rule& rule : listed.filter.rules) {
    if (rule.schedule.never) {
      out.push_back(finding(FindingKind::disabled_rule, Severity::note, device, listed.name, rule.source,
                            Code::lint_disabled_rule));
    } else if (rule.schedule.end && *rule.schedule.end < subject.options.date) {
      out.push_back(finding(FindingKind::expired, Severity::warning, device, listed.name, rule.source,
                            Code::lint_expired_rule, {rule.schedule.name, to_string(*rule.schedule.end)}));
    }
  }
}

void find_expired_exceptions(const Subject& subject, std::vector<Finding>& out) {
  for (const Exception& exception : subject.network.snapshot.exceptions) {
    if (in_force(exception.expires, subject.options.date)) continue;
    Finding found;
    found.kind = FindingKind::expired;
    found.severity = Severity::warning;
    found.rule.span = exception.span;
    found.message = {
        Code::lint_expired_exception, exception.span, {exception.id, to_string(*exception.expires)}};
    out.push_back(std::move(found));
  }
}

}  // namespace sekisho::lint
