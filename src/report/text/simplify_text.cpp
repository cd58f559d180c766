// What `simplify` did, as text.
#include "report/page.hpp"
#include "report/words.hpp"

#include <sekisho/report/display.hpp>
#include <sekisho/report/simplify.hpp>

#include <fmt/format.h>

namespace sekisho::report {

std::string simplify_text(const Simplified& result, const TextOptions& options) {
  Page page(options);
  page.line(page.paint(Tone::strong, page.say(Phrase::simplify_headline, {std::to_string(result.before),
                                                                          std::to_string(result.after)})));
  if (!result.proved) {
    page.paragraph(0, page.say(Phrase::simplify_unproved, {printable(result.doubt)}), Tone::doubt);
    return page.take();
  }
  page.paragraph(0, page.say(Phrase::simplify_proved));
  if (options.detail == Detail::brief) return page.take();
  for (const SimplifyStep& step : result.steps) {
    page.line(fmt::format("  {}  {}  {}", printable(step.filter), page.paint(Tone::faint, name_of(step.kind)),
                          one_line(step.rule.text)));
    if (!step.into.empty()) page.line("    → " + one_line(step.into));
  }
  if (!result.remarks.empty()) {
    page.line();
    page.paragraph(0, page.say(Phrase::simplify_remarks));
    for (const RuleSource& remark : result.remarks) page.line("  " + one_line(remark.text));
  }
  return page.take();
}

}  // namespace sekisho::report
