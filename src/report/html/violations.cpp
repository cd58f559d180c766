// Each violated requirement with its packet, its path, the lines at fault and what to do; then the faults
// by kind, and on which devices else they are.
#include "report/cubes.hpp"
#include "report/html/sections.hpp"
#include "report/paths.hpp"
#include "report/repairs.hpp"
#include "report/sentences.hpp"

#include <sekisho/report/display.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace sekisho::report::html {
namespace {

constexpr std::size_t drawings_at_most = 20;  // a drawing each; beyond that only the first ones
constexpr std::size_t cubes_shown = 6;
constexpr std::size_t devices_shown = 40;  // whose owners have to be told

/// The lines of a rule below each other.
Element rule_text(const RuleSource& rule) {
  Element text("code");
  bool first = true;
  for (const std::string& line : rule_lines(rule)) {
    if (!first) text.add(Element("br"));
    first = false;
    text.add(line);
  }
  return text;
}

Element packet_facts(const Context& context, const Violation& violation) {
  Element facts("dl", {{"class", "facts"}});
  const auto fact = [&](Phrase name, const std::string& value) {
    facts.add(Element("dt", {}, context.say(name))).add(Element("dd", {}, code(value)));
  };
  fact(Phrase::witness_sent, flow_words(violation.sent));
  fact(Phrase::witness_arrived, same_header(violation.sent, violation.arrived)
                                    ? context.say(Phrase::witness_unchanged)
                                    : flow_words(violation.arrived));
  if (violation.answer) {
    const std::string ending = ending_of(*violation.answer, context.input.snapshot, context.language);
    const std::string devices = devices_on(*violation.answer);
    fact(Phrase::witness_answer,
         devices.empty() ? ending : context.say(Phrase::witness_answer_via, {ending, devices}));
  }
  return facts;
}

Element step_row(const Context& context, const TraceStep& step, Element hop_cells) {
  std::string action = action_words(step.action, context.language);
  if (!step.certain) action += "?";
  hop_cells.add(Element("td", {}, context.say(stage_phrase(step.stage))));
  hop_cells.add(Element("td", {}, action));
  Element rule("td", {{"class", "wrap"}});
  if (step.rule) {
    rule.add(Element("span", {{"class", "faint"}}, location(step.rule->span))).add(Element("br"));
    rule.add(code(rule_line(*step.rule)));
  }
  if (const std::string detail = detail_words(step, context.language); !detail.empty()) {
    if (step.rule) rule.add(Element("br"));
    rule.add(detail);
  }
  return hop_cells.add(std::move(rule));
}

Element path_table(const Context& context, const TracePath& path) {
  Element list = table(context, {Phrase::html_hop, Phrase::column_device, Phrase::html_interfaces,
                                 Phrase::html_stage, Phrase::html_action, Phrase::html_rule});
  Element body("tbody");
  std::size_t number = 0;
  for (const TraceHop& hop : path.hops) {
    const std::string in = hop.in.empty() ? context.say(Phrase::hop_starts_here) : hop.in;
    const std::string out = hop.out.empty() ? context.say(Phrase::hop_ends_here) : hop.out;
    const std::string span = std::to_string(std::max<std::size_t>(1, hop.steps.size()));
    Element first("tr");
    first.add(Element("td", {{"rowspan", span}, {"class", "number"}}, std::to_string(++number)));
    first.add(Element("td", {{"rowspan", span}}, Element("b", {}, hop.device)));
    first.add(Element("td", {{"rowspan", span}}, in + " → " + out));
    if (hop.steps.empty()) {
      body.add(first.add(Element("td", {{"colspan", "3"}}, "-")));
      continue;
    }
    for (const TraceStep& step : hop.steps) {
      body.add(step_row(context, step, std::move(first)));
      first = Element("tr");  // the other steps of the hop: its cells span them
    }
  }
  return list.add(std::move(body));
}

void add_missed_denials(const Context& context, const repair::RequirementRepair& repair,
                        const BlamedRule& rule, Element& to) {
  for (const repair::MissedDenial& missed : repair.missed) {
    if (missed.device == rule.device && missed.permit.span == rule.source.span)
      to.add(Element("div", {{"class", "doubt"}}, missed_words(missed, context.language)));
  }
}

/// `repair`: of the violated requirement, or null.
Element rules_table(const Context& context, const Violation& violation,
                    const repair::RequirementRepair* repair) {
  Element list =
      table(context, {Phrase::html_kind, Phrase::column_device, Phrase::column_line, Phrase::column_text});
  Element body("tbody");
  for (const BlamedRule& rule : violation.rules) {
    Element tr = row(context.say(role_phrase(rule.role)), rule.device, code(location(rule.source.span)));
    Element text("td", {{"class", "wrap"}}, rule_text(rule.source));
    if (repair != nullptr) add_missed_denials(context, *repair, rule, text);
    body.add(tr.add(std::move(text)));
  }
  return list.add(std::move(body));
}

void add_chain(const Context& context, const Violation& violation, Element& to) {
  if (violation.chain.empty()) return;
  to.add(Element("h4", {}, context.say(Phrase::chain_title)));
  Element list("ol");
  for (const ChainStep& step : violation.chain) {
    list.add(Element("li", {},
                     context.say(Phrase::chain_step, {context.place(step.from), context.place(step.to),
                                                      flow_words(step.sent), devices_on(step.path)})));
  }
  to.add(std::move(list));
}

void add_forbidden(const Context& context, const Violation& violation, Element& to) {
  if (violation.forbidden.empty()) return;
  to.add(Element("h4", {}, context.say(Phrase::forbidden_title)));
  Element list("ul");
  const std::vector<CubeWords> cubes = words_of(violation.forbidden);
  for (std::size_t i = 0; i < std::min(cubes.size(), cubes_shown); ++i)
    list.add(Element("li", {}, code(line_of(cubes[i], context.language))));
  if (!violation.forbidden_complete || cubes.size() > cubes_shown)
    list.add(Element("li", {}, context.say(Phrase::forbidden_more)));
  to.add(std::move(list));
}

void add_remedies(const Context& context, RequirementKind kind, const Violation& violation, Element& to) {
  to.add(Element("h4", {}, context.say(Phrase::hint_title)));
  Element list("ul");
  if (kind == RequirementKind::channels) {
    to.add(list.add(Element("li", {}, context.say(Phrase::hint_not_through))));
    return;
  }
  std::set<BlamedRule::Role> roles;
  for (const BlamedRule& rule : violation.rules) roles.insert(rule.role);
  for (const BlamedRule::Role role : roles) list.add(Element("li", {}, context.say(hint_phrase(role))));
  to.add(list.add(Element("li", {}, context.say(Phrase::hint_channel))));
}

void add_violation(const Context& context, const RequirementResult& result, const Violation& violation,
                   Element& to) {
  const RequirementKind kind = result.requirement.kind;
  const repair::RequirementRepair* repair = repair_of(context.input, result);
  add_chain(context, violation, to);
  to.add(Element("h4", {}, context.say(Phrase::witness_title))).add(packet_facts(context, violation));
  to.add(Element("h4", {}, context.say(Phrase::path_title)));
  if (violation.path.hops.empty()) {
    to.add(Element("p", {}, context.say(Phrase::path_without_device)));
  } else {
    to.add(path_table(context, violation.path));
  }
  to.add(Element("p", {}, "→ " + ending_of(violation.path, context.input.snapshot, context.language)));
  if (violation.rules.empty()) {
    if (kind != RequirementKind::channels) to.add(Element("p", {}, context.say(Phrase::blame_none)));
  } else {
    to.add(Element("h4", {}, context.say(Phrase::blame_title, {std::to_string(violation.rules.size())})));
    to.add(rules_table(context, violation, repair));
  }
  add_forbidden(context, violation, to);
  // What was tried out stands in the place of general advice.
  if (repair == nullptr || !has_repair(*repair)) add_remedies(context, kind, violation, to);
}

Element heading(const Context& context, const RequirementResult& result) {
  const Requirement& requirement = result.requirement;
  Element block("div");
  block.add(Element("h3", {}, judgement_mark(context, judgement_of(result.verdict)), "  " + requirement.id));
  block.add(Element("p", {}, context.local(requirement.title)));
  const auto faint = [&](const std::string& words) { block.add(Element("p", {{"class", "faint"}}, words)); };
  if (!requirement.from.empty() && !requirement.to.empty()) {
    faint(context.say(head_phrase(requirement.kind),
                      {context.place(requirement.from), context.place(requirement.to),
                       context.say(semantics_phrase(requirement.semantics))}));
  }
  if (const std::string clauses = clause_words(requirement); !clauses.empty())
    faint(context.say(Phrase::head_clauses, {clauses}));
  return block;
}

/// The lines at fault as one key: what has the same key is mended by the same edit.
std::string key_of(const RequirementResult& result) {
  std::string key;
  for (const Violation& violation : result.violations) {
    for (const BlamedRule& rule : violation.rules)
      key += fmt::format("{}\t{}\t{}\n", rule.device, to_string(rule.source.span), rule.source.text);
  }
  return key;
}

std::string unproved_of_row(const Context& context, const std::string& id) {
  for (const RequirementRow& each : context.rows) {
    if (each.id != id) continue;
    const auto count = std::ranges::count(each.results, Verdict::unproved, &RequirementResult::verdict);
    if (count > 0) return std::to_string(count);
  }
  return {};
}

std::string elsewhere(const Context& context, const Fault& fault) {
  const std::vector<std::string> devices = fault.devices();
  if (devices.size() > 1) {
    return context.say(Phrase::html_elsewhere_yes,
                       {std::to_string(devices.size()), context.listed(devices, devices_shown)});
  }
  const std::string doubtful = unproved_of_row(context, fault.places.front()->row);
  return doubtful.empty() ? context.say(Phrase::html_elsewhere_no)
                          : context.say(Phrase::html_elsewhere_doubt, {doubtful});
}

/// The line at fault; where nothing stands that should, what is missed.
Element fault_cell(const Context& context, const Finding& first) {
  if (first.text.empty() && first.reason != nullptr)
    return Element("td", {}, reason_sentence(*first.reason, context.language));
  return Element("td", {{"class", "wrap"}}, code(shorten(one_line(first.text), 160)));
}

Element faults_table(const Context& context) {
  Element list = table(context, {Phrase::html_number, Phrase::column_row, Phrase::html_kind,
                                 Phrase::html_fault, Phrase::column_line, Phrase::html_elsewhere});
  Element body("tbody");
  for (std::size_t i = 0; i < context.faults.size(); ++i) {
    const Fault& fault = context.faults[i];
    const Finding& first = *fault.places.front();
    Element places("td", {{"class", "wrap"}});
    for (const Finding* place : fault.places) {
      if (place != fault.places.front()) places.add(Element("br"));
      places.add(code(location(place->span)));
    }
    Element tr("tr", {{"id", Context::anchor_of_fault(i)}});
    tr.add(Element("td", {{"class", "number"}}, std::to_string(i + 1)));
    tr.add(Element("td", {{"class", "id"}}, link_to(context.anchor_of(first.first()), first.row)));
    tr.add(Element("td", {}, first.role ? context.say(role_phrase(*first.role)) : std::string()));
    tr.add(fault_cell(context, first));
    body.add(tr.add(std::move(places)).add(Element("td", {}, elsewhere(context, fault))));
  }
  return list.add(std::move(body));
}

}  // namespace

Element violations_section(const Context& context) {
  Element violations = section(context, "violations", Phrase::html_violations, "section-page");
  const auto violated = with_verdict(context.result, Verdict::violated);
  if (violated.empty()) return violations.add(Element("p", {}, context.say(Phrase::html_none_violated)));
  violations.add(Element("h3", {}, context.say(Phrase::html_faults))).add(faults_table(context));
  if (can_ask_for_repairs(context.input))
    violations.add(Element("p", {{"class", "faint"}}, context.say(Phrase::repair_how_to_get)));
  std::map<std::string, const RequirementResult*> told;
  std::size_t drawings = 0;
  for (const RequirementResult* result : violated) {
    Element block("div", {{"class", "finding"}, {"id", context.anchor_of(*result)}},
                  heading(context, *result));
    block.add(Element(
        "p", {}, Element("b", {}, violation_sentence(*result, context.input.snapshot, context.language))));
    if (!result->reasons.empty()) block.add(reasons_table(context, result->reasons));
    const std::string key = key_of(*result);
    const auto [earlier, is_new] = told.try_emplace(key, result);
    if (!is_new && !key.empty()) {
      block.add(packet_facts(context, result->violations.front()));
      block.add(Element("p", {},
                        link_to(context.anchor_of(*earlier->second),
                                context.say(Phrase::html_same_causes, {earlier->second->requirement.id}))));
    } else {
      if (drawings++ < drawings_at_most) block.add(path_drawing(context, *result));
      for (const Violation& violation : result->violations) add_violation(context, *result, violation, block);
    }
    if (const repair::RequirementRepair* repair = repair_of(context.input, *result); repair != nullptr)
      block.add(repair_block(context, *repair));
    violations.add(std::move(block));
  }
  return violations;
}

}  // namespace sekisho::report::html
