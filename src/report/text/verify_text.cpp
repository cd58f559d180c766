// The report of `verify` as text: the order of its sections, its head and its foot.
//
// The reader is tired. The verdict comes first, then the picture of all pairs, then each thing to be
// mended with the lines to be mended, and what is in order comes last and folded.
#include <sekisho/report/display.hpp>
#include "report/paths.hpp"
#include "report/repairs.hpp"
#include "report/sentences.hpp"
#include "report/text/flow_cubes.hpp"
#include "report/text/verify_sections.hpp"
#include "report/words.hpp"

#include <sekisho/report/confirm.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sekisho::report {
namespace {

constexpr std::size_t reasons_shown = 6;

Tone tone_of(const VerifyResult& result) {
  if (result.violated > 0) return Tone::bad;
  return result.unproved > 0 || result.proved + result.excepted + result.attested == 0 ? Tone::doubt
                                                                                       : Tone::good;
}

/// Lines of all files in each class, and of those that stand in the way of proofs.
void write_line_counts(Page& page, const std::vector<config::FileReport>& files) {
  std::array<int, config::line_class_count> counts{};
  int lines = 0;
  for (const config::FileReport& file : files) {
    for (const config::LineClass line_class : file.lines) ++counts[static_cast<std::size_t>(line_class)];
    lines += static_cast<int>(file.lines.size());
  }
  const auto count = [&](config::LineClass line_class) {
    return std::to_string(counts[static_cast<std::size_t>(line_class)]);
  };
  page.paragraph(
      1, page.say(Phrase::footer_lines,
                  {std::to_string(files.size()), std::to_string(lines), count(config::LineClass::used),
                   count(config::LineClass::irrelevant), count(config::LineClass::approximated),
                   count(config::LineClass::unsupported), count(config::LineClass::invalid)}));
}

Phrase exit_phrase(int status) {
  return status == 0 ? Phrase::exit_meaning_0 : status == 1 ? Phrase::exit_meaning_1 : Phrase::exit_meaning_2;
}

}  // namespace

int exit_status_of(const VerifyResult& result) {
  if (result.violated > 0) return 1;
  return result.unproved > 0 ? 2 : 0;
}

int exit_status_of(const VerifyInput& input) {
  const int by_configs = exit_status_of(*input.result);
  if (input.wire == nullptr) return by_configs;
  const int by_captures = exit_status_of(*input.wire, Severity::error);
  if (by_configs == 1 || by_captures == 1) return 1;
  return std::max(by_configs, by_captures);
}

std::string summary_line(const Page& page, const VerifyResult& result) {
  struct Part {
    Verdict verdict;
    int count;
  };
  std::string text;
  for (const Part part : {Part{Verdict::proved, result.proved}, Part{Verdict::violated, result.violated},
                          Part{Verdict::unproved, result.unproved}, Part{Verdict::excepted, result.excepted},
                          Part{Verdict::attested, result.attested}}) {
    const std::string words = fmt::format("{} {} {}", verdict_symbol(part.verdict),
                                          page.say(verdict_phrase(part.verdict)), part.count);
    if (!text.empty()) text += page.say(Phrase::separator_dot);
    text += page.paint(part.count > 0 ? verdict_tone(part.verdict) : Tone::faint, words);
  }
  return text;
}

void write_requirement_head(Page& page, const VerifyInput& input, const RequirementResult& result) {
  const Requirement& requirement = result.requirement;
  page.line(page.paint(verdict_tone(result.verdict), verdict_symbol(result.verdict)) + " " +
            page.paint(Tone::strong, printable(requirement.id)));
  page.paragraph(2, printable(local(requirement.title, page.language())), Tone::strong);
  const Phrase kind = head_phrase(requirement.kind);
  const std::string clauses = clause_words(requirement);
  if (!requirement.from.empty() && !requirement.to.empty()) {
    page.paragraph(2, page.say(kind, {place_words(input.snapshot, requirement.from, page.language()),
                                      place_words(input.snapshot, requirement.to, page.language()),
                                      page.say(semantics_phrase(requirement.semantics))}));
  }
  if (!clauses.empty()) page.paragraph(2, page.say(Phrase::head_clauses, {clauses}), Tone::faint);
}

namespace {

void write_packets(Page& page, const ReasonPackets& packets, int indent) {
  write_flow_cubes(page, packets.cubes, indent);
  if (packets.example)
    page.paragraph(indent, flow_words(*packets.example), Tone::plain, page.say(Phrase::diff_example) + "  ");
}

}  // namespace

void write_reasons(Page& page, const std::vector<Reason>& reasons, int indent) {
  const std::size_t shown = page.full() ? reasons.size() : std::min(reasons.size(), reasons_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    const Reason& reason = reasons[i];
    const std::string place = location(reason.because.span);
    std::string where = printable(reason.device);
    if (!place.empty()) where += (where.empty() ? "" : "  ") + page.paint(Tone::faint, place);
    const std::string margin(static_cast<std::size_t>(indent), ' ');
    if (!where.empty()) page.line(margin + "- " + where);
    if (!reason.text.empty()) {
      for (const std::string& line : rule_lines({{}, reason.text, {}})) page.config_line(indent + 4, line);
    }
    const std::string words = reason_sentence(reason, page.language());
    if (where.empty()) {
      page.paragraph(indent, words, Tone::plain, "- ");
    } else {
      page.paragraph(indent + 2, words, Tone::plain, "→ ");
    }
    if (reason.packets) write_packets(page, *reason.packets, indent + 4);
  }
  if (shown < reasons.size()) {
    page.paragraph(indent, page.say(Phrase::more_with_v, {std::to_string(reasons.size() - shown)}),
                   Tone::faint);
  }
}

void write_header(Page& page, const VerifyInput& input) {
  const VerifyResult& result = *input.result;
  const std::string name = printable(local(result.name, page.language()));
  page.ends(page.say(Phrase::header_title) + (name.empty() ? "" : "  " + name),
            page.say(Phrase::header_date, {to_string(result.date)}));
  const std::string title = printable(local(result.policy_title, page.language()));
  const std::string policy = title.empty() || title == result.policy
                                 ? printable(result.policy)
                                 : fmt::format("{} ({})", title, result.policy);
  page.paragraph(0, page.say(Phrase::header_policy, {policy}));
  if (!result.model.empty()) {
    const std::string model = printable(local(result.model_title, page.language()));
    page.paragraph(0,
                   page.say(Phrase::header_model, {fmt::format("{} ({})", model, printable(result.model))}));
  }
  page.paragraph(0, page.say(Phrase::header_snapshot, {printable(result.snapshot)}), Tone::faint);
  page.ruler();
  page.line();
  page.paragraph(2, headline(result, page.language()), tone_of(result));
  page.line();
  page.line("  " + summary_line(page, result));
}

void write_footer(Page& page, const VerifyInput& input) {
  page.line();
  page.ruler();
  if (input.files != nullptr && !input.files->empty()) write_line_counts(page, *input.files);
  const int status = exit_status_of(input);
  page.paragraph(1, page.say(exit_phrase(status)));
  if (can_ask_for_repairs(input)) page.paragraph(1, page.say(Phrase::repair_how_to_get), Tone::faint);
  if (page.full()) {
    page.paragraph(1, page.say(Phrase::footer_seconds, {fmt::format("{:.2f}", input.result->seconds)}),
                   Tone::faint);
  }
}

std::string verify_text(const VerifyInput& input, const TextOptions& options) {
  Page page(options);
  if (options.detail == Detail::brief) {
    page.line(summary_line(page, *input.result));
    return page.take();
  }
  write_header(page, input);
  write_wire(page, input);
  write_matrices(page, input);
  write_causes(page, input);
  write_violations(page, input);
  write_unproved(page, input);
  write_attestations(page, input);
  write_exceptions(page, input);
  write_proved(page, input);
  write_footer(page, input);
  return page.take();
}

}  // namespace sekisho::report
