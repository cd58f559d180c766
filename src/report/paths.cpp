#include "report/paths.hpp"

#include <sekisho/report/display.hpp>
#include "report/sentences.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::report {
namespace {

constexpr int stage_width = 16;
constexpr int action_width = 9;
constexpr int rule_indent = 4;  // of a rule below its stage

/// The rule of a step behind its place, on one line where it fits, else below it.
void write_rule(Page& page, const std::string& lead, int indent, const RuleSource& rule) {
  const std::string place = location(rule.span);
  const std::string text = rule_line(rule);
  const std::string line = fmt::format("{}{}  {}", lead, page.paint(Tone::faint, place), text);
  const int width = display_width(lead) + display_width(place) + 2 + display_width(text);
  if (width <= page.width()) {
    page.line(line);
    return;
  }
  page.line(lead + page.paint(Tone::faint, place));
  page.line(std::string(static_cast<std::size_t>(indent + rule_indent), ' ') + text);
}

void write_step(Page& page, const TraceStep& step, int indent) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  std::string action = action_words(step.action, page.language());
  if (!step.certain) action += "?";
  const std::string lead =
      margin + pad(page.say(stage_phrase(step.stage)), stage_width) + " " + pad(action, action_width) + " ";
  const std::string detail = detail_words(step, page.language());
  if (step.rule) {
    write_rule(page, lead, indent, *step.rule);
    if (!detail.empty()) page.paragraph(indent + rule_indent, detail, Tone::faint);
  } else {
    page.paragraph(indent, detail, Tone::plain, lead.substr(margin.size()));
  }
}

void write_hop(Page& page, const TraceHop& hop, std::size_t number, int indent) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  const std::string in = hop.in.empty() ? page.say(Phrase::hop_starts_here) : printable(hop.in);
  const std::string out = hop.out.empty() ? page.say(Phrase::hop_ends_here) : printable(hop.out);
  page.line(fmt::format("{}{}. {}   {} → {}", margin, number, page.paint(Tone::strong, printable(hop.device)),
                        in, out));
  for (const TraceStep& step : hop.steps) write_step(page, step, indent + 5);
  if (!same_header(hop.before, hop.after)) {
    const std::string lead = std::string(static_cast<std::size_t>(indent + 5), ' ');
    page.line(lead + page.paint(Tone::faint, page.say(Phrase::hop_rewritten, {flow_words(hop.after)})));
  }
}

}  // namespace

std::vector<std::string> rule_lines(const RuleSource& rule) {
  std::vector<std::string> lines;
  const std::string_view text =
      rule.text.empty() ? std::string_view(rule.label) : std::string_view(rule.text);
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    std::string line = printable(text.substr(start, end - start));
    const std::size_t last = line.find_last_not_of(' ');
    line.resize(last == std::string::npos ? 0 : last + 1);
    if (!line.empty()) lines.push_back(std::move(line));
    start = end + 1;
  }
  if (lines.empty()) lines.emplace_back("-");
  return lines;
}

std::string rule_line(const RuleSource& rule) {
  constexpr int longest = 66;
  const std::vector<std::string> lines = rule_lines(rule);
  const bool short_text = lines.size() == 1 && display_width(lines[0]) <= longest;
  if (short_text) return lines[0];
  if (!rule.label.empty()) return printable(rule.label);
  return lines.size() == 1 ? shorten(lines[0], longest) : lines[0] + " …";
}

void write_path(Page& page, const TracePath& path, const Snapshot* snapshot, int indent) {
  std::size_t number = 0;
  for (const TraceHop& hop : path.hops) write_hop(page, hop, ++number, indent);
  page.paragraph(indent, ending_of(path, snapshot, page.language()), disposition_tone(path.disposition),
                 "→ ");
}

std::string devices_on(const TracePath& path) {
  std::string text;
  for (const TraceHop& hop : path.hops) text += (text.empty() ? "" : " → ") + printable(hop.device);
  return text;
}

}  // namespace sekisho::report
