// What a change has done: the verdicts that are others than before.
#include <sekisho/report/display.hpp>
#include "report/text/verify_sections.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace sekisho::report {
namespace {

constexpr std::size_t changes_shown = 20;

struct Change {
  std::string id;
  const RequirementResult* before = nullptr;  // null: there was no such requirement
  const RequirementResult* after = nullptr;   // null: there is none any more
};

std::vector<Change> changes_of(const VerifyResult& before, const VerifyResult& after) {
  std::unordered_map<std::string_view, const RequirementResult*> old;
  for (const RequirementResult& each : before.requirements) old.emplace(each.requirement.id, &each);
  std::vector<Change> changes;
  for (const RequirementResult& each : after.requirements) {
    const auto found = old.find(each.requirement.id);
    const RequirementResult* was = found == old.end() ? nullptr : found->second;
    if (was == nullptr || was->verdict != each.verdict) changes.push_back({each.requirement.id, was, &each});
    if (found != old.end()) old.erase(found);
  }
  for (const RequirementResult& each : before.requirements) {
    if (old.contains(each.requirement.id)) changes.push_back({each.requirement.id, &each, nullptr});
  }
  return changes;
}

std::string verdict_words(const Page& page, const RequirementResult* result) {
  if (result == nullptr) return page.say(Phrase::watch_no_requirement);
  return page.paint(verdict_tone(result->verdict), fmt::format("{} {}", verdict_symbol(result->verdict),
                                                               page.say(verdict_phrase(result->verdict))));
}

}  // namespace

std::string verify_changes_text(const VerifyResult& before, const VerifyInput& after,
                                const TextOptions& options) {
  Page page(options);
  const std::vector<Change> changes = changes_of(before, *after.result);
  page.ruler();
  if (changes.empty()) {
    page.line(page.say(Phrase::watch_nothing_changed));
  } else {
    page.line(page.say(Phrase::watch_verdicts_changed, {std::to_string(changes.size())}));
  }
  const std::size_t shown = page.full() ? changes.size() : std::min(changes.size(), changes_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    page.line(fmt::format("  {}  {} → {}", printable(changes[i].id), verdict_words(page, changes[i].before),
                          verdict_words(page, changes[i].after)));
  }
  if (shown < changes.size())
    page.paragraph(2, page.say(Phrase::more_with_v, {std::to_string(changes.size() - shown)}), Tone::faint);
  if (page.full()) return page.take() + verify_text(after, options);
  page.line(summary_line(page, *after.result));
  return page.take();
}

}  // namespace sekisho::report
