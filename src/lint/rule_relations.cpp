// Findings about how rules stand to each other: src/lint/rules finds the relations, here they get their
// words.
#include "lint/findings.hpp"
#include "lint/rules/mergeable.hpp"

#include <sekisho/packetset/packet_set.hpp>

namespace sekisho::lint {
namespace {

Code code_of(const RuleRelation& relation, const Rule& rule) {
  switch (relation.kind) {
    case FindingKind::shadowed:
      if (rule.action == Action::deny) return Code::lint_shadowed_deny;
      return rule.action == Action::permit && !rule.translate ? Code::lint_shadowed_permit
                                                              : Code::lint_shadowed_other;
    case FindingKind::duplicate: return Code::lint_duplicate;
    case FindingKind::unreachable: return Code::lint_matches_nothing;
    case FindingKind::generalization: return Code::lint_generalization;
    case FindingKind::correlation: return Code::lint_correlation;
    case FindingKind::mergeable: return Code::lint_mergeable;
    default: break;
  }
  if (relation.by_end) return Code::lint_redundant_end;
  return relation.by.back() > relation.rule ? Code::lint_redundant_later : Code::lint_redundant_earlier;
}

Severity severity_of(FindingKind kind) {
  return kind == FindingKind::shadowed || kind == FindingKind::unreachable ? Severity::warning
                                                                           : Severity::note;
}

Finding told(const Device& device, const ListedFilter& listed, const RuleRelation& relation) {
  const std::vector<Rule>& rules = listed.filter.rules;
  const Rule& rule = rules[relation.rule];
  Finding result = finding(relation.kind, severity_of(relation.kind), device, listed.name, rule.source,
                           code_of(relation, rule), {std::to_string(relation.by.size() + relation.more_by)});
  for (const RuleIndex by : relation.by) result.by.push_back(rules[by].source);
  if (relation.by_end && listed.filter.default_source.span.line > 0)
    result.by.push_back(listed.filter.default_source);
  result.more_by = relation.more_by;
  if (relation.example)
    result.example = {relation.example->packet, relation.example->ingress, relation.example->egress};
  return result;
}

/// Permits that packets could pass, if any came.
void find_idle(const Subject& subject, const Device& device, const ListedFilter& listed,
               const std::vector<RuleIndex>& rules, std::vector<Finding>& out) {
  for (const RuleIndex index : rules) {
    const Rule& rule = listed.filter.rules[index];
    if (rule.action != Action::permit || is_implied(rule, listed.filter)) continue;
    if (activity_on(rule.schedule, subject.options.date) == Activity::inactive) continue;
    if (subject.crossings.is_idle(rule.source))
      out.push_back(finding(FindingKind::unreachable, Severity::note, device, listed.name, rule.source,
                            Code::lint_idle_permit));
  }
}

}  // namespace

void find_rule_relations(const Subject& subject, const Device& device, const ListedFilter& listed,
                         std::vector<Finding>& out) {
  const Fates fates = fates_of(listed.filter, listed.end);
  const Date& date = subject.options.date;
  try {
    const std::unique_ptr<RuleQuestions> questions = questions_about(listed.filter, fates, date);
    const std::vector<RuleRelation> relations = analyse_rules(listed.filter, fates, *questions, date);
    for (const RuleRelation& relation : relations) {
      if (!is_implied(listed.filter.rules[relation.rule], listed.filter))
        out.push_back(told(device, listed, relation));
    }
    const std::vector<RuleIndex> rules = staying(listed.filter, relations);
    if (listed.forwards) find_idle(subject, device, listed, rules, out);
    for (const RuleRelation& relation : mergeable_rules(listed.filter, rules, rule_shape_of(device.language)))
      out.push_back(told(device, listed, relation));
  } catch (const PacketSetTooLarge&) {
    out.push_back(finding(FindingKind::correlation, Severity::warning, device, listed.name,
                          listed.filter.rules.front().source, Code::lint_too_large, {listed.name}));
  }
}

}  // namespace sekisho::lint
