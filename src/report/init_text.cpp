// The report of `init` as text: how far the draft got, what was found, what to confirm first.
#include "report/page.hpp"
#include "report/words.hpp"

#include <sekisho/report/display.hpp>
#include <sekisho/report/init.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace sekisho::report {
namespace {

using draft::Draft;
using draft::DraftLink;
using draft::DraftSegment;

constexpr std::size_t rows_shown = 12;

void write_more(Page& page, std::size_t hidden) {
  if (hidden > 0) page.paragraph(4, page.say(Phrase::more_with_v, {std::to_string(hidden)}), Tone::faint);
}

std::size_t rows_of(const Page& page, std::size_t all) {
  return page.full() ? all : std::min(all, rows_shown);
}

void write_verdict(Page& page, const InitInput& input) {
  const Draft& draft = *input.draft;
  const std::size_t to_confirm = draft.to_confirm();
  page.paragraph(0, page.say(Phrase::init_verdict, {std::to_string(to_confirm)}), Tone::strong);
  const auto sure = static_cast<std::size_t>(std::ranges::count(draft.links, true, &DraftLink::confirmed));
  page.paragraph(2, page.say(Phrase::init_counts,
                             {std::to_string(draft.devices.size()), std::to_string(draft.links.size()),
                              std::to_string(sure), std::to_string(draft.segments.size()),
                              std::to_string(draft.left_out.size())}));
}

void write_devices(Page& page, const Draft& draft) {
  std::map<std::string, std::size_t> languages;
  for (const draft::DraftDevice& device : draft.devices) ++languages[device.language];
  std::string text;
  for (const auto& [language, count] : languages)
    text += (text.empty() ? "" : page.say(Phrase::separator_dot)) +
            fmt::format("{} {}", printable(language), count);
  page.line("  " + text);
}

void write_segments(Page& page, const Draft& draft) {
  if (draft.segments.empty()) return;
  page.line();
  page.heading(page.say(Phrase::init_segments));
  for (const DraftSegment& each : draft.segments) {
    const Segment& segment = each.segment;
    std::string addresses = segment.rest ? "rest" : "";
    constexpr std::size_t prefixes_shown = 3;
    for (std::size_t i = 0; i < std::min(segment.prefixes.size(), prefixes_shown); ++i)
      addresses += (i > 0 ? ", " : "") + to_string(segment.prefixes[i]);
    if (segment.prefixes.size() > prefixes_shown) addresses += ", ...";
    const Tone tone = segment.segment_class == SegmentClass::custom ? Tone::doubt : Tone::plain;
    page.line(fmt::format("  {}  {}  {}", pad(printable(segment.name), 14),
                          page.paint(tone, pad(printable(segment.class_name), 18)), addresses));
    if (!each.because.empty()) {
      const Diagnostic& why = each.because.front();
      page.paragraph(6, printable(sentence(why.code, why.arguments, page.language())), Tone::faint);
    }
  }
}

void write_links(Page& page, const Draft& draft) {
  std::vector<const DraftLink*> guessed;
  for (const DraftLink& link : draft.links) {
    if (!link.confirmed) guessed.push_back(&link);
  }
  if (guessed.empty()) return;
  page.line();
  page.heading(page.say(Phrase::init_links, {std::to_string(guessed.size())}));
  for (std::size_t i = 0; i < rows_of(page, guessed.size()); ++i) {
    std::string ends;
    for (const InterfaceRef& end : guessed[i]->ends)
      ends += (ends.empty() ? "" : " -- ") + printable(end.device + ":" + end.interface);
    page.line("  " + ends);
    for (const Diagnostic& why : guessed[i]->because)
      page.paragraph(6, printable(sentence(why.code, why.arguments, page.language())), Tone::faint);
  }
  write_more(page, guessed.size() - rows_of(page, guessed.size()));
}

void write_open(Page& page, const Draft& draft) {
  if (draft.open.empty()) return;
  page.line();
  page.heading(page.say(Phrase::init_open, {std::to_string(draft.open.size())}), Tone::doubt);
  for (std::size_t i = 0; i < rows_of(page, draft.open.size()); ++i) {
    const Diagnostic& question = draft.open[i];
    page.paragraph(2, printable(sentence(question.code, question.arguments, page.language())), Tone::plain,
                   "? ");
    if (!question.span.file.empty()) page.line("    " + page.paint(Tone::faint, location(question.span)));
  }
  write_more(page, draft.open.size() - rows_of(page, draft.open.size()));
}

void write_what_to_do(Page& page, const InitInput& input) {
  page.line();
  page.heading(page.say(Phrase::init_next));
  const std::string file = input.snapshot_file.empty() ? "SNAPSHOT" : printable(input.snapshot_file);
  for (const Phrase step : {Phrase::init_step_questions, Phrase::init_step_marks, Phrase::init_step_channels,
                            Phrase::init_step_verify})
    page.paragraph(2, page.say(step, {file}), Tone::plain, "- ");
}

}  // namespace

std::string init_text(const InitInput& input, const TextOptions& options) {
  Page page(options);
  write_verdict(page, input);
  if (options.detail == Detail::brief) return page.take();
  write_devices(page, *input.draft);
  write_open(page, *input.draft);
  write_segments(page, *input.draft);
  write_links(page, *input.draft);
  write_what_to_do(page, input);
  return page.take();
}

}  // namespace sekisho::report
