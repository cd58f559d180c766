// Findings about how rules stand to each other: src/lint/rules finds the relations, here they get their
// words.
#include "lint/findings.hpp"
#include "lint/rules/mergeable.hpp"

#include <sekisho/packetset/packet_set.hpp>

#include <algorithm>

namespace sekisho::lint {
namespace {

Code code_of(const RuleRelation& relation, const Rule& rule, bool translates) {
  switch (relation.kind) {
    case FindingKind::overlapping: return Code::lint_nat_overlapping;
    case FindingKind::never_used: return Code::lint_nat_matches_nothing;
    case FindingKind::shadowed:
      if (translates) return Code::lint_nat_shadowed;
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
  const bool has_no_effect =
      kind == FindingKind::shadowed || kind == FindingKind::unreachable || kind == FindingKind::never_used;
  return has_no_effect ? Severity::warning : Severity::note;
}

/// What a relation is called where rules translate: nothing is decided there, and one rule is wider than
/// another as often as they cross.
FindingKind kind_of_translation(FindingKind kind) {
  switch (kind) {
    case FindingKind::generalization:
    case FindingKind::correlation: return FindingKind::overlapping;
    case FindingKind::unreachable: return FindingKind::never_used;
    default: return kind;
  }
}

/// Where packets come to the end of a filter. The implicit rule of a list without a line of its own is said
/// to stand at the list's first entry, whose text it is not.
RuleSource end_of(const Filter& filter) {
  RuleSource end = filter.default_source;
  const bool is_entry = std::ranges::any_of(filter.rules, [&](const Rule& rule) {
    return rule.source.span == end.span && !is_implied(rule, filter);
  });
  if (is_entry) end.text.clear();
  return end;
}

/// The end of the list said aloud: `deny ip any any`, `-j RETURN`. Administrators are told to write it.
bool is_end_said_aloud(const RuleRelation& relation, const Rule& rule) {
  return relation.kind == FindingKind::redundant && relation.by_end && relation.by.empty() &&
         takes_everything(rule);
}

/// True when the relation is between rules of which it is not even sure that they take a packet before
/// others: NAT that a reader describes as possible (helper addresses, tracked addresses).
bool is_about_possible_translations(const ListedFilter& listed, const RuleRelation& relation) {
  if (!listed.translates) return false;
  if (relation.kind != FindingKind::correlation && relation.kind != FindingKind::generalization) return false;
  const std::vector<Rule>& rules = listed.filter.rules;
  return !rules[relation.rule].match.certain ||
         std::ranges::any_of(relation.by, [&](RuleIndex by) { return !rules[by].match.certain; });
}

Finding told(const Device& device, const ListedFilter& listed, RuleRelation relation) {
  const std::vector<Rule>& rules = listed.filter.rules;
  const Rule& rule = rules[relation.rule];
  if (listed.translates) relation.kind = kind_of_translation(relation.kind);
  Finding result = finding(relation.kind, severity_of(relation.kind), device, listed.name, rule.source,
                           code_of(relation, rule, listed.translates),
                           {std::to_string(relation.by.size() + relation.more_by)});
  for (const RuleIndex by : relation.by) result.by.push_back(rules[by].source);
  if (relation.by_end && listed.filter.default_source.span.line > 0)
    result.by.push_back(end_of(listed.filter));
  result.more_by = relation.more_by;
  if (relation.example)
    result.example = {relation.example->packet, relation.example->ingress, relation.example->egress};
  return result;
}

/// Permits that packets could pass, and translations that could be made, if any came.
void find_idle(const Subject& subject, const Device& device, const ListedFilter& listed,
               const std::vector<RuleIndex>& rules, std::vector<Finding>& out) {
  for (const RuleIndex index : rules) {
    const Rule& rule = listed.filter.rules[index];
    if (rule.action != Action::permit || is_implied(rule, listed.filter)) continue;
    if (activity_on(rule.schedule, subject.options.date) == Activity::inactive) continue;
    if (!subject.crossings.is_idle(rule.source)) continue;
    if (listed.translates && !rule.translate) continue;  // an exemption
    out.push_back(finding(listed.translates ? FindingKind::never_used : FindingKind::unreachable,
                          Severity::note, device, listed.name, rule.source,
                          listed.translates ? Code::lint_nat_idle : Code::lint_idle_permit));
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
      const Rule& rule = listed.filter.rules[relation.rule];
      if (is_implied(rule, listed.filter) || is_end_said_aloud(relation, rule) ||
          is_about_possible_translations(listed, relation)) {
        continue;
      }
      out.push_back(told(device, listed, relation));
    }
    const std::vector<RuleIndex> rules = staying(listed.filter, relations);
    if (listed.forwards || listed.translates) find_idle(subject, device, listed, rules, out);
    for (const RuleRelation& relation : mergeable_rules(listed.filter, rules, rule_shape_of(device.language)))
      out.push_back(told(device, listed, relation));
  } catch (const PacketSetTooLarge&) {
    out.push_back(finding(FindingKind::correlation, Severity::warning, device, listed.name,
                          listed.filter.rules.front().source, Code::lint_too_large, {listed.name}));
  }
}

}  // namespace sekisho::lint
