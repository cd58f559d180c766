// What to mend first: the config lines that break requirements, those that break the most on top.
#include <sekisho/report/display.hpp>
#include "report/paths.hpp"
#include "report/text/verify_sections.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace sekisho::report {
namespace {

constexpr std::size_t causes_shown = 10;

struct Cause {
  const BlamedRule* rule = nullptr;
  std::vector<std::string> requirements;
};

/// Each blamed line once, with the violated requirements that name it.
std::vector<Cause> causes_of(const VerifyResult& result) {
  std::map<std::tuple<std::string, std::string, int, std::string>, Cause> by_line;
  for (const RequirementResult* violated : with_verdict(result, Verdict::violated)) {
    for (const Violation& violation : violated->violations) {
      for (const BlamedRule& rule : violation.rules) {
        const RuleSource& source = rule.source;
        Cause& cause = by_line[{rule.device, source.span.file, source.span.line, source.text}];
        cause.rule = &rule;
        if (std::ranges::find(cause.requirements, violated->requirement.id) == cause.requirements.end()) {
          cause.requirements.push_back(violated->requirement.id);
        }
      }
    }
  }
  std::vector<Cause> causes;
  for (auto& [line, cause] : by_line) causes.push_back(std::move(cause));
  std::ranges::stable_sort(causes, std::ranges::greater(),
                           [](const Cause& c) { return c.requirements.size(); });
  return causes;
}

}  // namespace

void write_causes(Page& page, const VerifyInput& input) {
  const std::vector<Cause> causes = causes_of(*input.result);
  // One violation carries its own list; this one pays where a line breaks several requirements.
  if (with_verdict(*input.result, Verdict::violated).size() < 2 || causes.empty()) return;
  page.line();
  page.heading(page.say(Phrase::causes_title), Tone::bad);
  page.line();
  const std::size_t shown = page.full() ? causes.size() : std::min(causes.size(), causes_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    const Cause& cause = causes[i];
    const RuleSource& source = cause.rule->source;
    const std::string count = page.say(Phrase::causes_count, {std::to_string(cause.requirements.size())});
    page.line(fmt::format("  {}  {}  {}  {}", page.paint(Tone::bad, pad_left(count, 6)),
                          page.say(role_phrase(cause.rule->role)), printable(cause.rule->device),
                          page.paint(Tone::faint, location(source.span))));
    page.line("          " + rule_line(source));
  }
  if (shown < causes.size()) {
    page.paragraph(2, page.say(Phrase::more_with_v, {std::to_string(causes.size() - shown)}), Tone::faint);
  }
}

}  // namespace sekisho::report
