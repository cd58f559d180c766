// What captures show beside the verdicts: whether anything was seen that must not be, and of which
// requirement.
#include "report/confirm_summary.hpp"
#include "report/text/verify_sections.hpp"

#include <sekisho/report/display.hpp>

#include <fmt/format.h>

namespace sekisho::report {
namespace {

constexpr std::size_t errors_shown = 8;

}  // namespace

void write_wire(Page& page, const VerifyInput& input) {
  if (input.wire == nullptr) return;
  const ConfirmCounts counts = counts_of(*input.wire);
  page.line();
  page.heading(page.say(Phrase::wire_head));
  page.paragraph(2, headline(counts, page.language()), headline_tone(counts));
  std::size_t errors = 0;
  for (const evidence::Finding& finding : input.wire->findings) {
    if (finding.severity < Severity::error) continue;
    if (++errors > errors_shown && !page.full()) continue;
    const std::string text = printable(finding_sentence(finding, page.language()));
    page.paragraph(2, fmt::format("{} [{}]", text, name_of(finding.kind)), Tone::plain, "- ");
  }
  if (errors > errors_shown && !page.full())
    page.line("  " + page.say(Phrase::more_with_v, {std::to_string(errors - errors_shown)}));
  if (!input.wire->coverage.unwatched.empty())
    page.paragraph(2, unwatched_sentence(*input.wire, input.snapshot, page.language()));
  page.paragraph(2, page.say(Phrase::wire_in_full), Tone::faint);
}

}  // namespace sekisho::report
