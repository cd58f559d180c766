// Why a verdict is what it is, reason by reason: the same table whether something is broken or not known.
#include "report/cubes.hpp"
#include "report/html/sections.hpp"
#include "report/paths.hpp"
#include "report/sentences.hpp"

#include <sekisho/report/display.hpp>

#include <algorithm>

namespace sekisho::report::html {
namespace {

constexpr std::size_t text_shown = 160;  // characters of a config line

void add_cubes(const Context& context, Phrase word, const std::vector<Cube>& cubes, bool complete,
               Element& to) {
  for (const CubeWords& words : words_of(cubes))
    to.add(Element("br")).add(context.say(word) + " ").add(code(line_of(words, context.language)));
  if (!complete) to.add(Element("br")).add(context.say(Phrase::forbidden_more));
}

Element reason_cell(const Context& context, const Reason& reason) {
  Element cell("td", {}, reason_sentence(reason, context.language));
  if (!reason.packets) return cell;
  const FlowCubes& cubes = reason.packets->cubes;
  add_cubes(context, Phrase::diff_certain, cubes.certain, cubes.certain_complete, cell);
  add_cubes(context, Phrase::diff_possible, cubes.possible, cubes.possible_complete, cell);
  if (reason.packets->example)
    cell.add(Element("br"))
        .add(context.say(Phrase::diff_example) + " ")
        .add(code(flow_words(*reason.packets->example)));
  return cell;
}

}  // namespace

Element reasons_table(const Context& context, const std::vector<Reason>& reasons) {
  const bool any_text = std::ranges::any_of(reasons, [](const Reason& each) { return !each.text.empty(); });
  std::vector<Phrase> heads{Phrase::column_device, Phrase::column_line};
  if (any_text) heads.push_back(Phrase::column_text);
  heads.push_back(Phrase::html_reason_line);
  Element list = table(context, heads);
  Element body("tbody");
  for (const Reason& reason : reasons) {
    Element tr = row(reason.device, code(location(reason.because.span)));
    if (any_text) tr.add(Element("td", {}, code(shorten(one_line(reason.text), text_shown))));
    body.add(tr.add(reason_cell(context, reason)));
  }
  return list.add(std::move(body));
}

}  // namespace sekisho::report::html
