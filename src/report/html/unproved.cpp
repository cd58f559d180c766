// What could not be decided, and the lines that stand in the way. Requirements with the same reasons stand
// together: one line that is not understood leaves many unproved.
#include "report/html/sections.hpp"
#include "report/paths.hpp"
#include "report/sentences.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/report/display.hpp>

#include <fmt/format.h>

#include <map>

namespace sekisho::report::html {
namespace {

std::string key_of(const RequirementResult& result, Language language) {
  std::string key;
  for (const Reason& reason : result.reasons) {
    key += fmt::format("{}\t{}\t{}\t{}\n", reason.device, to_string(reason.because.span), reason.text,
                       reason_sentence(reason, language));
  }
  return key;
}

}  // namespace

Element unproved_section(const Context& context) {
  Element unproved = section(context, "unproved", Phrase::html_unproved, "");
  const auto results = with_verdict(context.result, Verdict::unproved);
  if (results.empty()) return unproved.add(Element("p", {}, context.say(Phrase::html_none_unproved)));
  unproved.add(Element("p", {}, context.say(Phrase::unproved_hint)));
  std::vector<std::vector<const RequirementResult*>> groups;
  std::map<std::string, std::size_t> index;
  for (const RequirementResult* result : results) {
    const auto [place, added] = index.try_emplace(key_of(*result, context.language), groups.size());
    if (added) groups.emplace_back();
    groups[place->second].push_back(result);
  }
  for (const auto& group : groups) {
    Element block("div", {{"class", "finding doubt-block"}});
    for (const RequirementResult* result : group) {
      block.add(Element("p", {{"id", context.anchor_of(*result)}},
                        judgement_mark(context, judgement_of(result->verdict)), "  ",
                        Element("b", {}, result->requirement.id),
                        "  " + pair_words(result->requirement, context.input.snapshot, context.language)));
    }
    block.add(group.front()->reasons.empty() ? Element("p", {}, context.say(Phrase::unproved_without_reason))
                                             : reasons_table(context, group.front()->reasons));
    unproved.add(std::move(block));
  }
  return unproved;
}

}  // namespace sekisho::report::html
