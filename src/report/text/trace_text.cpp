// The report of `trace` as text.
#include "report/paths.hpp"
#include "report/words.hpp"

#include <sekisho/report/trace.hpp>

#include <algorithm>

namespace sekisho::report {
namespace {

constexpr std::size_t paths_shown = 4;

void write_paths(Page& page, const Trace& found, Phrase title, const Snapshot* snapshot) {
  const std::size_t shown = page.full() ? found.paths.size() : std::min(found.paths.size(), paths_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    const TracePath& path = found.paths[i];
    page.line();
    std::string heading = page.say(title, {std::to_string(i + 1), std::to_string(found.paths.size())});
    if (!path.certain) heading += page.say(Phrase::trace_uncertain_mark);
    page.heading(heading);
    write_path(page, path, snapshot, 2);
  }
  if (shown < found.paths.size()) {
    page.line();
    page.paragraph(2, page.say(Phrase::more_with_v, {std::to_string(found.paths.size() - shown)}),
                   Tone::faint);
  }
  if (!found.complete) page.paragraph(2, page.say(Phrase::trace_incomplete), Tone::doubt);
}

bool any_uncertain(const Trace& found) {
  return std::ranges::any_of(found.paths, [](const TracePath& path) { return !path.certain; });
}

}  // namespace

std::string trace_text(const TraceResult& result, const Snapshot* snapshot, const TextOptions& options) {
  Page page(options);
  const Disposition forward = result.forward.disposition();
  page.paragraph(0, page.say(Phrase::trace_title, {place_words(snapshot, result.from, page.language())}),
                 Tone::strong);
  page.paragraph(0, flow_words(result.packet));
  page.ruler();
  page.paragraph(2, page.say(disposition_phrase(forward)), disposition_tone(forward),
                 page.say(Phrase::trace_result));
  if (result.answer) {
    const Disposition back = result.answer->disposition();
    page.paragraph(2, page.say(disposition_phrase(back)), disposition_tone(back),

                   page.say(may_be_answered(forward) ? Phrase::trace_answer : Phrase::trace_answer_if));
  } else {
    page.paragraph(2, page.say(Phrase::trace_no_answer), Tone::faint, page.say(Phrase::trace_answer));
  }
  if (options.detail == Detail::brief) return page.take();
  write_paths(page, result.forward, Phrase::trace_path, snapshot);
  if (result.answer) write_paths(page, *result.answer, Phrase::trace_answer_path, snapshot);
  if (any_uncertain(result.forward) || (result.answer && any_uncertain(*result.answer))) {
    page.line();
    page.paragraph(2, page.say(Phrase::trace_uncertain_note), Tone::faint);
  }
  return page.take();
}

}  // namespace sekisho::report
