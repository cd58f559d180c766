// The report of `lint` as text, in the manner of a compiler: what is wrong, the line, the lines responsible.
#include "report/lint_summary.hpp"
#include "report/page.hpp"
#include "report/words.hpp"

#include <sekisho/report/display.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace sekisho::report {
namespace {

constexpr std::size_t most_opened = 4;  // pairs of segments shown of one finding

class LintPage {
 public:
  LintPage(const LintInput& input, const TextOptions& options)
      : input_(input), page_(options), counts_(counts_of(*input.result)) {}

  std::string write() {
    page_.line(page_.paint(Tone::strong, headline()));
    page_.line(page_.say(Phrase::lint_looked_at,
                         {std::to_string(input_.result->filters), std::to_string(input_.result->rules)}));
    if (page_.options().detail == Detail::brief) return page_.take();
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
      if (severity < shown()) continue;
      for (const sekisho::Finding& finding : input_.result->findings) {
        if (finding.severity == severity && is_open(finding)) write_finding(finding);
      }
    }
    write_not_shown();
    return page_.take();
  }

 private:
  [[nodiscard]] Severity shown() const { return page_.full() ? Severity::note : input_.shown; }

  [[nodiscard]] std::string headline() const {
    return page_.say(Phrase::lint_headline, {std::to_string(counts_.of(Severity::error)),
                                             std::to_string(counts_.of(Severity::warning)),
                                             std::to_string(counts_.of(Severity::note))});
  }

  void write_finding(const sekisho::Finding& finding) {
    page_.line();
    const std::string severity = page_.say(severity_phrase(finding.severity));
    page_.paragraph(
        0,
        fmt::format("{} [{}]",
                    printable(sentence(finding.message.code, finding.message.arguments, page_.language())),
                    sekisho::name_of(finding.kind)),
        Tone::plain, page_.paint(severity_tone(finding.severity), severity + ": "));
    std::string place = location(finding.rule.span);
    if (!finding.device.empty()) place += "  " + printable(finding.device);
    if (!finding.filter.empty()) place += "  " + printable(finding.filter);
    page_.line("  " + page_.paint(Tone::faint, "-->") + " " + place);
    write_lines(finding.rule, Tone::strong);
    if (!finding.by.empty()) {
      page_.line("  " + page_.paint(Tone::faint, page_.say(Phrase::lint_by)));
      for (const RuleSource& by : finding.by) write_lines(by, Tone::plain);
      if (finding.more_by > 0)
        page_.line("      " + page_.say(Phrase::lint_more_by, {std::to_string(finding.more_by)}));
    }
    if (finding.example) write_example(*finding.example);
    write_opened(finding.opens);
  }

  /// The lines of a rule with their number; without text, nothing.
  void write_lines(const RuleSource& rule, Tone tone) {
    const std::string number = rule.span.line > 0 ? std::to_string(rule.span.line) : "";
    std::string first = fmt::format("{:>6} | ", number);
    std::size_t begin = 0;
    const std::string text = rule.text.empty() ? rule.label : rule.text;
    const bool is_default = rule.label == default_label;
    while (begin < text.size()) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      std::string line = page_.paint(tone, printable(text.substr(begin, end - begin)));
      if (is_default) line += " " + page_.paint(Tone::faint, page_.say(Phrase::lint_by_default));
      page_.line(page_.paint(Tone::faint, first) + line);
      first = fmt::format("{:>6} | ", "");
      begin = end + 1;
    }
  }

  void write_example(const FindingExample& example) {
    std::string text = flow_words(example.packet);
    if (!example.ingress.empty() || !example.egress.empty())
      text += fmt::format("  ({} → {})", example.ingress.empty() ? "*" : printable(example.ingress),
                          example.egress.empty() ? "*" : printable(example.egress));
    page_.line("  " + page_.paint(Tone::faint, page_.say(Phrase::lint_example)) + " " + text);
  }

  void write_opened(const std::vector<std::string>& opens) {
    if (opens.empty()) return;
    std::string text;
    for (std::size_t i = 0; i < std::min(opens.size(), most_opened); ++i)
      text += (i == 0 ? "" : ", ") + printable(opens[i]);
    if (opens.size() > most_opened)
      text += " " + page_.say(Phrase::lint_more_by, {std::to_string(opens.size() - most_opened)});
    page_.paragraph(2, text, Tone::plain, page_.paint(Tone::faint, page_.say(Phrase::lint_opens)) + " ");
  }

  /// What is counted and not shown: notes by kind, suppressed and old findings.
  void write_not_shown() {
    std::map<std::string_view, std::size_t> hidden;
    for (const sekisho::Finding& finding : input_.result->findings) {
      if (is_open(finding) && finding.severity < shown()) ++hidden[sekisho::name_of(finding.kind)];
    }
    if (!hidden.empty()) {
      std::string text;
      for (const auto& [kind, count] : hidden)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", kind, count);
      page_.line();
      page_.paragraph(0, page_.say(Phrase::lint_not_shown, {text}));
    }
    if (counts_.suppressed > 0 || counts_.old > 0) {
      page_.line();
      page_.line(
          page_.say(Phrase::lint_silent, {std::to_string(counts_.suppressed), std::to_string(counts_.old)}));
    }
  }

  const LintInput& input_;
  Page page_;
  LintCounts counts_;
};

}  // namespace

std::string lint_text(const LintInput& input, const TextOptions& options) {
  return LintPage(input, options).write();
}

}  // namespace sekisho::report
