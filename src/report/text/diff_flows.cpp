// Pairs of places between which other packets get through than before.
#include "report/cubes.hpp"
#include "report/paths.hpp"
#include "report/sentences.hpp"
#include "report/text/diff_sections.hpp"
#include "report/text/flow_cubes.hpp"
#include "report/words.hpp"

#include <sekisho/report/display.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::report {
namespace {

using namespace compare;
using namespace review;

constexpr std::size_t lines_shown = 6;
constexpr std::size_t text_lines_shown = 12;  // of one construct

/// How the packet fares in a state in which it does not certainly get through.
void write_stop(Page& page, const DiffInput& input, const Example& example, Phrase when, bool opened) {
  const std::string lead = page.say(when) + "  ";
  if (!example.stopped) {
    page.paragraph(4, page.say(Phrase::diff_may_get_through), Tone::plain, lead);
    return;
  }
  const Snapshot* snapshot = opened ? input.before : input.after;
  page.paragraph(4, ending_of(*example.stopped, snapshot, page.language()), Tone::plain, lead);
  if (example.stopped->hops.empty() || example.stopped->hops.back().steps.empty()) return;
  const TraceStep& last = example.stopped->hops.back().steps.back();
  if (!last.rule) return;
  page.line(fmt::format("        {}", page.paint(Tone::faint, location(last.rule->span))));
  page.config_line(10, rule_line(*last.rule));
}

void write_example(Page& page, const DiffInput& input, const Example& example, bool opened) {
  page.line("  " + page.paint(Tone::strong, page.say(Phrase::diff_example)));
  page.paragraph(4, flow_words(example.sent), Tone::plain, page.say(Phrase::witness_sent) + "  ");
  if (!same_header(example.sent, example.arrived))
    page.paragraph(4, flow_words(example.arrived), Tone::plain, page.say(Phrase::witness_arrived) + "  ");
  const std::string way = example.certain ? page.say(Phrase::diff_gets_through, {devices_on(example.through)})
                                          : page.say(Phrase::diff_may_get_through);
  const Phrase when = opened ? Phrase::diff_before : Phrase::diff_after;
  const Phrase then = opened ? Phrase::diff_after : Phrase::diff_before;
  if (opened) write_stop(page, input, example, when, opened);
  page.paragraph(4, way, opened ? Tone::bad : Tone::plain, page.say(then) + "  ");
  if (!opened) write_stop(page, input, example, when, opened);
}

void write_line(Page& page, const PassingLine& line) {
  page.line(fmt::format("    {} {}  {}", "[" + page.say(role_phrase(line.rule.role)) + "]",
                        printable(line.rule.device),
                        page.paint(Tone::faint, location(line.rule.source.span))));
  std::vector<std::string> lines = rule_lines(line.rule.source);
  const bool cut = !page.full() && lines.size() > text_lines_shown;
  if (cut) lines.resize(text_lines_shown);
  for (const std::string& text : lines) page.config_line(8, text);
  if (cut) page.line("        …");
}

/// The lines that are new in that state; where there are none (a denial was taken away) all that it passes.
void write_lines(Page& page, const Flow& flow) {
  if (flow.lines.empty()) return;
  const bool any_changed = std::ranges::any_of(flow.lines, &PassingLine::is_changed);
  page.line("  " + page.paint(Tone::strong, page.say(any_changed ? Phrase::diff_changed_lines
                                                                 : Phrase::diff_passed_lines)));
  std::vector<const PassingLine*> lines;
  for (const PassingLine& line : flow.lines) {
    if (!any_changed || line.is_changed || page.full()) lines.push_back(&line);
  }
  // Filters are what a reader looks for; ways are there before and after.
  std::stable_partition(lines.begin(), lines.end(),
                        [](const PassingLine* line) { return line->rule.role != BlamedRule::Role::route; });
  std::size_t left_out = 0;
  std::size_t shown = 0;
  for (const PassingLine* line : lines) {
    if (!page.full() && shown == lines_shown) {
      ++left_out;
      continue;
    }
    ++shown;
    write_line(page, *line);
  }
  if (left_out > 0) page.paragraph(4, page.say(Phrase::more_with_v, {std::to_string(left_out)}), Tone::faint);
}

/// Senders with false addresses count where the policy says so: between ends of what newly is violated.
bool is_forbidden(const Comparison& comparison, const PairDifference& pair) {
  return std::ranges::any_of(comparison.verdicts, [&](const VerdictChange& change) {
    return change.opens() && change.after->requirement.from == pair.from &&
           change.after->requirement.to == pair.to;
  });
}

void write_flow_of(Page& page, const DiffInput& input, const PairDifference& pair,
                   const std::optional<Flow>& flow, bool opened) {
  if (!flow || (!page.full() && !is_told(*input.comparison, pair, opened))) return;
  page.line();
  page.heading(page.say(opened ? Phrase::diff_opened_title : Phrase::diff_closed_title,
                        {from_words(input, pair, page.language()), to_words(input, pair, page.language())}),
               opened ? Tone::bad : Tone::strong);
  write_flow(page, input, *flow, opened);
}

/// The pairs whose change takes false source addresses, in short: they tell little that the others do not.
void write_false_sources(Page& page, const Comparison& comparison, bool opened) {
  std::vector<std::string> names;
  for (const PairDifference& pair : comparison.pairs) {
    const std::optional<Flow>& flow = opened ? pair.opened : pair.closed;
    if (flow && !is_told(comparison, pair, opened))
      names.push_back(printable(pair.from) + " → " + printable(pair.to));
  }
  if (names.empty() || page.full()) return;
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  page.line();
  page.paragraph(2, page.say(Phrase::diff_false_sources, {std::to_string(names.size())}) + ": " + text,
                 Tone::faint);
}

}  // namespace

bool is_told(const Comparison& comparison, const PairDifference& pair, bool opened) {
  const std::optional<Flow>& flow = opened ? pair.opened : pair.closed;
  return flow && (flow->own_addresses || (opened && is_forbidden(comparison, pair)));
}

void write_flow(Page& page, const DiffInput& input, const Flow& flow, bool opened) {
  write_flow_cubes(page, flow.packets, 2);
  if (flow.example) write_example(page, input, *flow.example, opened);
  write_lines(page, flow);
}

void write_pairs(Page& page, const DiffInput& input) {
  const std::vector<PairDifference>& pairs = input.comparison->pairs;
  for (const bool opened : {true, false}) {
    for (const PairDifference& pair : pairs)
      write_flow_of(page, input, pair, opened ? pair.opened : pair.closed, opened);
    write_false_sources(page, *input.comparison, opened);
  }
}

}  // namespace sekisho::report
