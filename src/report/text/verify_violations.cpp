// The violated requirements: what is broken, the packet that shows it, its path, all rules at fault
// and what to do.
#include <sekisho/report/display.hpp>
#include "report/cubes.hpp"
#include "report/paths.hpp"
#include "report/repairs.hpp"
#include "report/sentences.hpp"
#include "report/text/repair_sections.hpp"
#include "report/text/verify_sections.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace sekisho::report {
namespace {

constexpr std::size_t violations_shown = 2;  // of one requirement
constexpr std::size_t rule_lines_shown = 12;

/// Relays: the sessions that lead there, one after the other.
void write_chain(Page& page, const VerifyInput& input, const Violation& violation) {
  if (violation.chain.empty()) return;
  page.line("  " + page.paint(Tone::strong, page.say(Phrase::chain_title)));
  for (std::size_t i = 0; i < violation.chain.size(); ++i) {
    const ChainStep& step = violation.chain[i];
    const std::string number = std::to_string(i + 1) + ". ";
    page.paragraph(4,
                   page.say(Phrase::chain_step, {place_words(input.snapshot, step.from, page.language()),
                                                 place_words(input.snapshot, step.to, page.language()),
                                                 flow_words(step.sent), devices_on(step.path)}),
                   Tone::plain, number);
  }
  page.line();
}

void write_witness(Page& page, const VerifyInput& input, const Violation& violation) {
  page.line("  " + page.paint(Tone::strong, page.say(Phrase::witness_title)));
  page.paragraph(4, flow_words(violation.sent), Tone::plain, page.say(Phrase::witness_sent) + "  ");
  const std::string arrived = same_header(violation.sent, violation.arrived)
                                  ? page.say(Phrase::witness_unchanged)
                                  : flow_words(violation.arrived);
  page.paragraph(4, arrived, Tone::plain, page.say(Phrase::witness_arrived) + "  ");
  if (violation.answer) {
    const std::string ending = ending_of(*violation.answer, input.snapshot, page.language());
    const std::string devices = devices_on(*violation.answer);
    const std::string answer =
        devices.empty() ? ending : page.say(Phrase::witness_answer_via, {ending, devices});
    page.paragraph(4, answer, Tone::plain, page.say(Phrase::witness_answer) + "  ");
  }
  page.line();
  page.line("  " + page.paint(Tone::strong, page.say(Phrase::path_title)));
  write_path(page, violation.path, input.snapshot, 4);
}

void write_blame(Page& page, const Violation& violation, const repair::RequirementRepair* repair) {
  page.line();
  if (violation.rules.empty()) {
    page.paragraph(2, page.say(Phrase::blame_none), Tone::doubt);
    return;
  }
  page.line("  " + page.paint(Tone::strong,
                              page.say(Phrase::blame_title, {std::to_string(violation.rules.size())})));
  for (const BlamedRule& rule : violation.rules) {
    page.line(fmt::format("    {} {}  {}",
                          page.paint(Tone::bad, "[" + page.say(role_phrase(rule.role)) + "]"),
                          printable(rule.device), page.paint(Tone::faint, location(rule.source.span))));
    std::vector<std::string> lines = rule_lines(rule.source);
    const std::size_t left_out = lines.size() > rule_lines_shown ? lines.size() - rule_lines_shown : 0;
    if (!page.full() && left_out > 0) lines.resize(rule_lines_shown);
    for (const std::string& line : lines) page.config_line(8, line);
    if (!page.full() && left_out > 0) page.line("        …");
    if (repair != nullptr) write_missed_denials(page, *repair, rule, 8);
  }
}

void write_forbidden(Page& page, const Violation& violation) {
  if (violation.forbidden.empty()) return;
  page.line();
  page.line("  " + page.paint(Tone::strong, page.say(Phrase::forbidden_title)));
  const std::size_t limit = page.full() ? violation.forbidden.size() : 4;
  std::size_t shown = 0;
  bool complete = violation.forbidden_complete;
  for (const CubeWords& words : words_of(violation.forbidden)) {
    if (!page.full() && shown >= limit) {
      complete = false;
      break;
    }
    page.paragraph(4, line_of(words, page.language()));
    ++shown;
  }
  if (!complete) page.paragraph(4, page.say(Phrase::forbidden_more), Tone::faint);
}

void write_hints(Page& page, const Violation& violation) {
  std::set<BlamedRule::Role> roles;
  for (const BlamedRule& rule : violation.rules) roles.insert(rule.role);
  page.line();
  page.line("  " + page.paint(Tone::strong, page.say(Phrase::hint_title)));
  for (const BlamedRule::Role role : roles) page.paragraph(4, page.say(hint_phrase(role)), Tone::plain, "- ");
  page.paragraph(4, page.say(Phrase::hint_channel), Tone::plain, "- ");
}

/// The lines at fault as one key: two violations with the same key are mended by the same edit.
std::string key_of(const RequirementResult& result) {
  std::string key;
  for (const Violation& violation : result.violations) {
    for (const BlamedRule& rule : violation.rules) {
      key += fmt::format("{}\t{}\t{}\n", rule.device, to_string(rule.source.span), rule.source.text);
    }
  }
  return key;
}

void write_violation(Page& page, const VerifyInput& input, const RequirementResult& result,
                     const Violation& violation) {
  const repair::RequirementRepair* repair = repair_of(input, result);
  page.line();
  write_chain(page, input, violation);
  write_witness(page, input, violation);
  if (result.requirement.kind == RequirementKind::channels) {
    page.line();
    page.line("  " + page.paint(Tone::strong, page.say(Phrase::hint_title)));
    page.paragraph(4, page.say(Phrase::hint_not_through), Tone::plain, "- ");
    return;
  }
  write_blame(page, violation, repair);
  write_forbidden(page, violation);
  if (repair == nullptr || !has_repair(*repair)) write_hints(page, violation);
}

/// Instead of general advice: what ends it, tried out; or why nothing was found.
void write_repair_of(Page& page, const VerifyInput& input, const RequirementResult& result) {
  const repair::RequirementRepair* repair = repair_of(input, result);
  if (repair == nullptr) return;
  page.line();
  page.line("  " + page.paint(Tone::strong, page.say(repair_title(*repair))));
  write_repair(page, *repair, input.snapshot, false);
}

}  // namespace

void write_evidence(Page& page, const VerifyInput& input, const RequirementResult& result) {
  page.paragraph(2, violation_sentence(result, input.snapshot, page.language()));
  write_reasons(page, result.reasons, 2);
  for (const Violation& violation : result.violations) write_violation(page, input, result, violation);
  write_repair_of(page, input, result);
}

void write_violations(Page& page, const VerifyInput& input) {
  const auto violated = with_verdict(*input.result, Verdict::violated);
  std::map<std::string, std::string> told;  // key of the lines at fault -> requirement that showed them
  for (std::size_t i = 0; i < violated.size(); ++i) {
    const RequirementResult& result = *violated[i];
    page.line();
    page.heading(page.say(Phrase::violation_number, {std::to_string(i + 1), std::to_string(violated.size())}),
                 Tone::bad);
    write_requirement_head(page, input, result);
    page.line();
    page.paragraph(2, violation_sentence(result, input.snapshot, page.language()));
    write_reasons(page, result.reasons, 2);
    const std::string key = key_of(result);
    const auto [earlier, is_new] = told.try_emplace(key, result.requirement.id);
    if (!is_new && !key.empty() && !page.full()) {
      page.paragraph(2, flow_words(result.violations.front().sent), Tone::plain,
                     page.say(Phrase::witness_sent) + "  ");
      page.paragraph(2, page.say(Phrase::same_causes, {printable(earlier->second)}), Tone::faint);
      write_repair_of(page, input, result);
      continue;
    }
    const std::size_t shown =
        page.full() ? result.violations.size() : std::min(result.violations.size(), violations_shown);
    for (std::size_t v = 0; v < shown; ++v) write_violation(page, input, result, result.violations[v]);
    if (shown < result.violations.size()) {
      page.paragraph(2, page.say(Phrase::more_with_v, {std::to_string(result.violations.size() - shown)}),
                     Tone::faint);
    }
    write_repair_of(page, input, result);
  }
}

}  // namespace sekisho::report
