// The report of `reach` as text.
#include "report/cubes.hpp"
#include "report/words.hpp"

#include <sekisho/report/reach.hpp>

#include <fmt/format.h>

namespace sekisho::report {
namespace {

Phrase headline_of(const ReachResult& result) {
  if (result.empty) return Phrase::reach_nothing;
  return result.must.empty() ? Phrase::reach_maybe : Phrase::reach_certain;
}

void write_cubes(Page& page, Phrase title, const std::vector<Cube>& cubes, bool complete) {
  page.line();
  page.heading(page.say(title));
  if (cubes.empty()) page.paragraph(2, page.say(Phrase::reach_none));
  for (const CubeWords& words : words_of(cubes)) page.paragraph(2, line_of(words, page.language()));
  if (!complete) page.paragraph(2, page.say(Phrase::reach_incomplete), Tone::doubt);
}

}  // namespace

std::string reach_text(const ReachResult& result, const Snapshot* snapshot, const TextOptions& options) {
  Page page(options);
  const std::string from = place_words(snapshot, result.from, page.language());
  const std::string to = place_words(snapshot, result.to, page.language());
  const Tone tone = result.empty ? Tone::good : result.must.empty() ? Tone::doubt : Tone::strong;
  page.paragraph(0, page.say(Phrase::reach_title, {from, to}), Tone::strong);
  page.paragraph(
      0, page.say(result.semantics == Semantics::packet ? Phrase::reach_packet : Phrase::reach_session),
      Tone::faint);
  page.ruler();
  page.paragraph(2, page.say(headline_of(result)), tone);
  if (options.detail == Detail::brief || result.empty) return page.take();
  const bool exact = result.may == result.must && result.may_complete && result.must_complete;
  if (exact) {
    write_cubes(page, Phrase::reach_exactly, result.may, true);
  } else {
    write_cubes(page, Phrase::reach_must, result.must, result.must_complete);
    write_cubes(page, Phrase::reach_may, result.may, result.may_complete);
  }
  page.line();
  page.paragraph(2, page.say(exact ? Phrase::reach_note_exact : Phrase::reach_note), Tone::faint);
  return page.take();
}

}  // namespace sekisho::report
