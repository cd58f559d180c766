// The repair of a violation: the best proposal in full, with what to type, how to undo it and what else
// stops, and the others in short.
#include "report/repairs.hpp"
#include "report/cubes.hpp"
#include "report/html/sections.hpp"
#include "report/paths.hpp"

#include <sekisho/report/display.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sekisho::report::html {
namespace {

using repair::Change;
using repair::Proposal;
using repair::RequirementRepair;

Element commands(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + printable(line);
  return Element("td", {}, Element("pre", {}, text));
}

Element change_block(const Context& context, const Change& change) {
  Element block("div");
  block.add(Element("p", {}, change_words(change, context.language)));
  block.add(Element("p", {{"class", "faint"}}, code(rule_line(change.at))));
  Element head("tr", {}, Element("th", {}, context.say(Phrase::repair_commands, {change.device})),
               Element("th", {}, context.say(Phrase::repair_undo)));
  Element typed("tr", {}, commands(change.commands), commands(change.undo));
  return block.add(Element("table", {{"class", "commands"}}, Element("thead", {}, std::move(head)),
                           Element("tbody", {}, std::move(typed))));
}

/// What else stops; registered communications that then hang on conditions; what ends besides.
void add_effects(const Context& context, const RequirementRepair& repair, const Proposal& proposal,
                 Element& to) {
  Element list("ul");
  if (proposal.stops.empty()) list.add(Element("li", {}, context.say(Phrase::repair_stops_nothing)));
  for (const repair::StoppedTraffic& each : proposal.stops) {
    Element cubes("ul");
    for (const CubeWords& words : words_of(each.cubes))
      cubes.add(Element("li", {}, code(line_of(words, context.language))));
    if (!each.complete) cubes.add(Element("li", {}, "…"));
    list.add(Element(
        "li", {},
        context.say(Phrase::repair_stops) + ": " + context.place(each.from) + " → " + context.place(each.to),
        std::move(cubes)));
  }
  if (!proposal.conditional_channels.empty()) {
    list.add(Element("li", {},
                     context.say(Phrase::repair_conditional,
                                 {fmt::format("{}", fmt::join(proposal.conditional_channels, ", "))})));
  }
  std::vector<std::string> others = proposal.ends;
  std::erase(others, repair.violated.requirement.id);
  if (!others.empty()) {
    list.add(Element("li", {},
                     context.say(Phrase::repair_also_ends, {fmt::format("{}", fmt::join(others, ", "))})));
  }
  to.add(std::move(list));
}

void add_other_proposals(const Context& context, const RequirementRepair& repair, Element& to) {
  if (repair.proposals.size() < 2) return;
  Element list("ul");
  for (std::size_t i = 1; i < repair.proposals.size(); ++i) {
    Element item("li");
    for (const Change& change : repair.proposals[i].changes) {
      item.add(Element("div", {}, change_words(change, context.language), Element("br"),
                       code(fmt::format("{}", fmt::join(change.commands, " ; ")))));
    }
    list.add(std::move(item));
  }
  to.add(Element("p", {}, context.say(Phrase::repair_other_proposals))).add(std::move(list));
}

const RequirementResult* find_result(const Context& context, const std::string& id) {
  for (const RequirementResult& each : context.result.requirements) {
    if (each.requirement.id == id) return &each;
  }
  return nullptr;
}

}  // namespace

Element repair_words(const Context& context, const RequirementRepair& repair) {
  Element list("ul", {{"class", "plain"}});
  const RequirementResult* other = repair.ended_by.empty() ? nullptr : find_result(context, repair.ended_by);
  for (const std::string& words : repair_summary(repair, context.language)) {
    list.add(other == nullptr ? Element("li", {}, words)
                              : Element("li", {}, link_to(context.anchor_of(*other), words)));
  }
  return list;
}

Element repair_block(const Context& context, const RequirementRepair& repair) {
  const bool has_one = has_repair(repair);
  Element block("div", {{"class", has_one ? "repair" : "repair no-repair"}},
                Element("h4", {}, context.say(repair_title(repair))));
  if (repair.proposals.empty()) return block.add(repair_words(context, repair));
  const Proposal& best = repair.proposals.front();
  for (const Change& change : best.changes) block.add(change_block(context, change));
  add_effects(context, repair, best, block);
  add_other_proposals(context, repair, block);
  if (best.conditional_channels.empty())
    block.add(Element("p", {{"class", "faint"}}, context.say(Phrase::repair_verified_how)));
  return block;
}

}  // namespace sekisho::report::html
