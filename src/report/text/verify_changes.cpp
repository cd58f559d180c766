// What a change has done: the verdicts that are others than before.
#include <sekisho/report/display.hpp>
#include <sekisho/review/verdicts.hpp>
#include "report/text/diff_sections.hpp"
#include "report/text/verify_sections.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace sekisho::report {
namespace {

constexpr std::size_t changes_shown = 20;

std::vector<review::VerdictChange> changes_of(const VerifyResult& before, const VerifyResult& after) {
  std::vector<review::VerdictChange> changes = review::verdict_changes(before, after);
  std::erase_if(changes, [](const review::VerdictChange& each) { return !each.is_other_verdict(); });
  return changes;
}

}  // namespace

std::string verify_changes_text(const VerifyResult& before, const VerifyInput& after,
                                const TextOptions& options) {
  Page page(options);
  const std::vector<review::VerdictChange> changes = changes_of(before, *after.result);
  page.ruler();
  if (changes.empty()) {
    page.line(page.say(Phrase::watch_nothing_changed));
  } else {
    page.line(page.say(Phrase::watch_verdicts_changed, {std::to_string(changes.size())}));
  }
  const std::size_t shown = page.full() ? changes.size() : std::min(changes.size(), changes_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    page.line(fmt::format("  {}  {}", printable(changes[i].id), verdict_change_words(page, changes[i])));
  }
  if (shown < changes.size())
    page.paragraph(2, page.say(Phrase::more_with_v, {std::to_string(changes.size() - shown)}), Tone::faint);
  if (page.full()) return page.take() + verify_text(after, options);
  page.line(summary_line(page, *after.result));
  return page.take();
}

}  // namespace sekisho::report
