// The report of `confirm` as text: the verdict, each finding with its frames and lines, what was looked at.
#include "report/confirm_summary.hpp"
#include "report/paths.hpp"

#include <sekisho/report/display.hpp>

#include <fmt/format.h>

namespace sekisho::report {
namespace {

constexpr std::size_t most_seen = 3;   // flows shown of one finding
constexpr std::size_t most_rules = 4;  // config lines shown of one finding

class ConfirmPage {
 public:
  ConfirmPage(const ConfirmInput& input, const TextOptions& options)
      : input_(input), result_(*input.result), page_(options), counts_(counts_of(result_)) {}

  std::string write() {
    const std::string name = printable(local(result_.name, page_.language()));
    page_.ends(page_.say(Phrase::confirm_title) + (name.empty() ? "" : "  " + name), to_string(result_.date));
    page_.paragraph(0, headline(counts_, page_.language()), headline_tone(counts_));
    page_.paragraph(0, page_.say(Phrase::confirm_presence), Tone::faint);
    if (page_.options().detail == Detail::brief) return page_.take();
    for (const evidence::Finding& finding : result_.findings) {
      if (finding.severity > Severity::note || page_.full()) write_finding(finding);
    }
    if (!page_.full() && counts_.of(Severity::note) > 0) {
      page_.line();
      page_.line(page_.say(Phrase::confirm_notes_hidden, {std::to_string(counts_.of(Severity::note))}));
    }
    page_.line();
    page_.heading(page_.say(Phrase::confirm_coverage));
    for (const std::string& each : coverage_sentences(result_, input_.snapshot, page_.language()))
      page_.paragraph(2, each, Tone::plain, "- ");
    return page_.take();
  }

 private:
  void write_finding(const evidence::Finding& finding) {
    page_.line();
    const std::string text = printable(finding_sentence(finding, page_.language()));
    page_.paragraph(
        0, fmt::format("{} [{}]", text, name_of(finding.kind)), Tone::plain,
        page_.paint(severity_tone(finding.severity), page_.say(severity_phrase(finding.severity)) + ": "));
    const std::size_t shown = page_.full() ? finding.seen.size() : std::min(most_seen, finding.seen.size());
    for (std::size_t i = 0; i < shown; ++i)
      page_.paragraph(2, seen_words(finding, finding.seen[i], page_.language()), Tone::faint, "--> ");
    if (finding.flows > shown)
      page_.line("  " + page_.say(Phrase::confirm_flows,
                                  {std::to_string(finding.flows), std::to_string(finding.packets)}));
    write_rules(permitting_phrase(finding), finding.permitting);
    write_rules(Phrase::confirm_blocking, finding.blocking);
    if (!finding.clauses.empty()) {
      std::string clauses;
      for (const std::string& clause : finding.clauses)
        clauses += (clauses.empty() ? "" : ", ") + printable(clause);
      page_.paragraph(2, page_.say(Phrase::confirm_clauses, {clauses}));
    }
    page_.paragraph(2, page_.say(Phrase::confirm_hint, {page_.say(hint_phrase(finding.kind))}));
  }

  void write_rules(Phrase head, const std::vector<evidence::NamedRule>& rules) {
    if (rules.empty()) return;
    page_.line("  " + page_.say(head));
    const std::size_t shown = page_.full() ? rules.size() : std::min(most_rules, rules.size());
    for (std::size_t i = 0; i < shown; ++i) {
      page_.paragraph(4, fmt::format("{}  {}", printable(rules[i].device), location(rules[i].source.span)));
      page_.config_line(6, rule_line(rules[i].source));
    }
    if (shown < rules.size())
      page_.line("    " + page_.say(Phrase::more_with_v, {std::to_string(rules.size() - shown)}));
  }

  const ConfirmInput& input_;
  const evidence::ConfirmResult& result_;
  Page page_;
  ConfirmCounts counts_;
};

}  // namespace

std::string confirm_text(const ConfirmInput& input, const TextOptions& options) {
  return ConfirmPage(input, options).write();
}

}  // namespace sekisho::report
