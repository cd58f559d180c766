// The audit table (監査調書): a row per audit item with the columns that auditors file, and the words of the
// guideline for the judgement. An item for which the snapshot has no segment is 対象外.
#include "report/html/sections.hpp"
#include "report/repairs.hpp"
#include "report/sentences.hpp"
#include "report/wire_words.hpp"

#include <sekisho/report/display.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace sekisho::report::html {
namespace {

constexpr std::size_t findings_shown = 12;  // of one item; all are told in their own sections
constexpr std::size_t places_shown = 4;     // files and lines in the column of evidence

Element item_cell(const Context& context, const std::string& id, const LocalText& title) {
  return Element("td", {}, Element("b", {}, id), Element("br"), context.local(title));
}

const Clause* find_clause(const Context& context, const std::string& id) {
  if (context.input.policies == nullptr) return nullptr;
  for (const std::optional<Profile>* profile :
       {&context.input.policies->policy, &context.input.policies->model}) {
    const Clause* clause = *profile ? (*profile)->find_clause(id) : nullptr;
    if (clause != nullptr) return clause;
  }
  return nullptr;
}

/// The policy's own numbers and terms, or the ids where the profile says no more.
Element clauses_cell(const Context& context, const std::vector<std::string>& clauses) {
  Element list("ul", {{"class", "plain"}});
  for (const std::string& id : clauses) {
    const Clause* clause = find_clause(context, id);
    Element item("li");
    if (clause == nullptr) {
      item.add(id);
    } else {
      item.add(Element("b", {}, clause->number)).add(" " + context.local(clause->term));
    }
    list.add(std::move(item));
  }
  return Element("td", {}, std::move(list));
}

std::string how(const Context& context, const RequirementRow& row) {
  const Requirement& requirement = row.requirement();
  const std::string count = std::to_string(row.results.size());
  if (requirement.kind == RequirementKind::attestation) return context.say(Phrase::html_how_attested);
  if (requirement.kind == RequirementKind::relays) return context.say(Phrase::html_how_relays, {count});
  if (requirement.kind == RequirementKind::channels) return context.say(Phrase::html_how_channels, {count});
  if (requirement.kind == RequirementKind::practice) return context.say(Phrase::html_how_practice);
  if (!is_about_packets(requirement.kind)) return context.say(Phrase::html_how_other, {count});
  const bool session = requirement.semantics == Semantics::session;
  return context.say(session ? Phrase::html_how_sessions : Phrase::html_how_packets, {count});
}

/// Who has stated what a requirement rests on.
void add_attestations(const Context& context, const RequirementRow& row, Element& list) {
  if (context.input.snapshot == nullptr) return;
  std::set<std::string> told;
  for (const RequirementResult* result : row.results) {
    if (result->attestation.empty() || !told.insert(result->attestation).second) continue;
    for (const Attestation& each : context.input.snapshot->attestations) {
      if (each.id != result->attestation) continue;
      list.add(Element("li", {},
                       link_to("attestations", context.say(Phrase::html_attested_by,
                                                           {each.id, each.stated_by, each.document}))));
    }
  }
}

/// How strong the proofs are, and the lines that findings name.
Element evidence_cell(const Context& context, const RequirementRow& row) {
  Element list("ul", {{"class", "plain"}});
  std::map<Assurance, int, std::greater<>> strengths;
  for (const RequirementResult* result : row.results) {
    if (result->verdict == Verdict::proved) ++strengths[result->assurance];
  }
  for (const auto& [assurance, count] : strengths) {
    list.add(Element("li", {},
                     context.say(Phrase::html_assurances,
                                 {context.say(assurance_phrase(assurance)), std::to_string(count)})));
  }
  add_attestations(context, row, list);
  std::size_t shown = 0;
  for (const Finding& finding : context.findings) {
    if (finding.row != row.id || finding.span.file.empty()) continue;
    if (shown++ == places_shown) {
      list.add(Element("li", {}, "…"));
      break;
    }
    list.add(Element("li", {}, code(location(finding.span))));
  }
  return Element("td", {{"class", "wrap"}}, std::move(list));
}

/// What is found about one result: of a practice every place, else one sentence.
std::vector<std::string> findings_about(const Context& context, const RequirementResult& result) {
  if (result.requirement.kind != RequirementKind::practice) {
    return {result.verdict == Verdict::violated
                ? violation_sentence(result, context.input.snapshot, context.language)
                : context.say(Phrase::finding_unproved,
                              {pair_words(result.requirement, context.input.snapshot, context.language)})};
  }
  std::vector<std::string> findings;
  for (const Reason& reason : result.reasons) {
    const std::string device = reason.device.empty() ? "" : printable(reason.device) + ": ";
    findings.push_back(device + reason_sentence(reason, context.language));
  }
  return findings;
}

Element findings_cell(const Context& context, const RequirementRow& row) {
  Element list("ul", {{"class", "plain"}});
  std::size_t shown = 0;
  for (const RequirementResult* result : row.results) {
    if (result->verdict != Verdict::violated && result->verdict != Verdict::unproved) continue;
    for (const std::string& words : findings_about(context, *result)) {
      if (++shown <= findings_shown) list.add(Element("li", {}, link_to(context.anchor_of(*result), words)));
    }
  }
  if (shown > findings_shown)
    list.add(Element("li", {}, context.say(Phrase::html_and_more, {std::to_string(shown - findings_shown)})));
  return Element("td", {}, std::move(list));
}

/// Repairs where they were asked for, each once; general advice where there is none.
void add_repairs(const Context& context, const RequirementRow& row, Element& to) {
  std::set<std::vector<std::string>> told;
  for (const RequirementResult* result : row.results) {
    const repair::RequirementRepair* repair = repair_of(context.input, *result);
    if (repair == nullptr || !told.insert(repair_summary(*repair, context.language)).second) continue;
    to.add(Element("li", {}, repair_words(context, *repair)));
  }
}

Element improvements_cell(const Context& context, const RequirementRow& row) {
  std::set<BlamedRule::Role> roles;
  bool doubtful = false;
  for (const RequirementResult* result : row.results) {
    doubtful = doubtful || result->verdict == Verdict::unproved;
    if (result->verdict != Verdict::violated)
      continue;  // what is attested may get through and need not be mended
    const repair::RequirementRepair* repair = repair_of(context.input, *result);
    if (repair != nullptr && has_repair(*repair)) continue;
    for (const Violation& violation : result->violations) {
      for (const BlamedRule& rule : violation.rules) roles.insert(rule.role);
    }
  }
  Element list("ul", {{"class", "plain"}});
  add_repairs(context, row, list);
  for (const BlamedRule::Role role : roles) list.add(Element("li", {}, context.say(hint_phrase(role))));
  if (doubtful) list.add(Element("li", {}, context.say(Phrase::unproved_hint)));
  for (const std::size_t number : context.faults_of_row(row.id)) {
    list.add(Element("li", {},
                     link_to(Context::anchor_of_fault(number - 1),
                             context.say(Phrase::html_fault) + " " + std::to_string(number))));
  }
  return Element("td", {}, std::move(list));
}

Element exceptions_cell(const RequirementRow& row) {
  std::set<std::string> numbers;
  for (const RequirementResult* result : row.results) {
    if (!result->exception.empty()) numbers.insert(result->exception);
  }
  Element cell("td");
  for (const std::string& number : numbers) cell.add(link_to("exceptions", number)).add(" ");
  return cell;
}

/// What captures show of the row.
Element wire_cell(const Context& context, const RequirementRow& row) {
  std::vector<const Requirement*> requirements;
  for (const RequirementResult* result : row.results) requirements.push_back(&result->requirement);
  const std::string words = wire_words(*context.wire, requirements, context.language);
  const bool broken = is_broken_on_wire(*context.wire, requirements);
  return Element("td", {{"class", broken ? "bad" : ""}},
                 broken ? link_to("wire", words) : Element("span", {}, words));
}

Element audit_row(const Context& context, const RequirementRow& row) {
  Element tr("tr", {{"id", context.anchor_of_row(row.id)}});
  tr.add(item_cell(context, row.id, row.requirement().title));
  tr.add(clauses_cell(context, row.requirement().clauses));
  tr.add(Element("td", {}, judgement_mark(context, row.judgement())));
  tr.add(Element("td", {}, how(context, row)));
  tr.add(evidence_cell(context, row));
  if (context.wire) tr.add(wire_cell(context, row));
  tr.add(findings_cell(context, row));
  tr.add(improvements_cell(context, row));
  return tr.add(exceptions_cell(row));
}

Element not_applicable_mark(const Context& context) {
  return Element("span", {{"class", "verdict faint"}}, "— " + context.say(Phrase::html_not_applicable));
}

/// Rows of a profile that make no statement about this snapshot.
void add_not_applicable(const Context& context, const Profile& profile, Element& body) {
  for (const ProfileRow& each : profile.rows) {
    if (std::ranges::find(context.rows, each.id, &RequirementRow::id) != context.rows.end()) continue;
    Element tr("tr");
    tr.add(item_cell(context, each.id, each.title)).add(clauses_cell(context, each.clauses));
    tr.add(Element("td", {}, not_applicable_mark(context)));
    tr.add(Element("td", {}, context.say(Phrase::html_no_such_segment)));
    for (int empty = 0; empty < (context.wire ? 5 : 4); ++empty) tr.add(Element("td"));
    body.add(std::move(tr));
  }
}

/// The rows that check a clause, and the worst of their judgements; 対象外 with its reason when none does.
Element clause_row(const Context& context, const Clause& clause) {
  Element checks("ul", {{"class", "plain"}});
  std::optional<Judgement> worst;
  for (const RequirementRow& row : context.rows) {
    const std::vector<std::string>& cited = row.requirement().clauses;
    const bool cites = std::ranges::find(cited, clause.id) != cited.end() ||
                       std::ranges::find(clause.rows, row.id) != clause.rows.end();
    if (!cites) continue;
    worst = std::max(worst.value_or(Judgement::conforms), row.judgement());
    checks.add(Element("li", {}, link_to(context.anchor_of_row(row.id), row.id)));
  }
  if (!worst) {
    const std::string reason = context.local(clause.not_checkable);
    checks.add(Element("li", {}, reason.empty() ? context.say(Phrase::html_no_such_segment) : reason));
  }
  Element tr = row(Element("b", {}, clause.number), context.local(clause.term), context.local(clause.demand));
  tr.add(Element("td", {}, worst ? judgement_mark(context, *worst) : not_applicable_mark(context)));
  return tr.add(Element("td", {}, std::move(checks)));
}

/// Every clause of a profile, those too that nothing can check.
void add_clauses(const Context& context, const Profile& profile, Element& to) {
  if (profile.clauses.empty()) return;
  to.add(Element("h3", {}, context.say(Phrase::html_clauses) + ": " + context.local(profile.title)));
  Element list =
      table(context, {Phrase::html_clause_number, Phrase::html_clause_term, Phrase::html_clause_demand,
                      Phrase::column_judgement, Phrase::html_clause_checked_by});
  Element body("tbody");
  for (const Clause& clause : profile.clauses) body.add(clause_row(context, clause));
  to.add(list.add(std::move(body)));
}

/// The profiles of the snapshot; none when only some requirements were asked for, since the others are then
/// not missing but not examined.
std::vector<const Profile*> profiles_of(const Context& context) {
  std::vector<const Profile*> profiles;
  if (context.input.policies == nullptr || !context.input.complete) return profiles;
  for (const std::optional<Profile>* profile :
       {&context.input.policies->policy, &context.input.policies->model}) {
    if (*profile) profiles.push_back(&**profile);
  }
  return profiles;
}

}  // namespace

Element audit_section(const Context& context) {
  Element audit = section(context, "audit", Phrase::html_audit, "section-wide");
  std::vector<Phrase> heads{Phrase::column_item, Phrase::column_clauses, Phrase::column_judgement,
                            Phrase::html_how, Phrase::html_evidence};
  if (context.wire) heads.push_back(Phrase::html_on_wire);
  heads.insert(heads.end(),
               {Phrase::html_findings, Phrase::html_improvements, Phrase::html_exception_number});
  Element list = table(context, heads);
  Element body("tbody");
  for (const RequirementRow& each : context.rows) body.add(audit_row(context, each));
  for (const Profile* profile : profiles_of(context)) add_not_applicable(context, *profile, body);
  audit.add(list.add(std::move(body)));
  for (const Profile* profile : profiles_of(context)) add_clauses(context, *profile, audit);
  return audit;
}

}  // namespace sekisho::report::html
