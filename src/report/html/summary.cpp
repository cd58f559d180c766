// The first page: what was examined, what was found, what is to be done. For readers who read no further.
#include "report/html/sections.hpp"
#include "report/sentences.hpp"

#include <sekisho/report/display.hpp>

namespace sekisho::report::html {
namespace {

constexpr std::size_t faults_shown = 5;
constexpr std::size_t devices_shown = 4;

Judgement overall(const VerifyResult& result) {
  if (result.violated > 0) return Judgement::violated;
  if (result.unproved > 0 || result.proved + result.excepted + result.attested == 0)
    return Judgement::to_confirm;
  return result.excepted > 0 ? Judgement::excepted : Judgement::conforms;
}

Element count_box(const Context& context, Verdict verdict, int count) {
  const std::string tone = count == 0 ? "zero" : std::string(tone_class(judgement_of(verdict)));
  return Element("div", {{"class", tone}},
                 std::string(verdict_symbol(verdict)) + " " + context.say(verdict_phrase(verdict)),
                 Element("b", {}, std::to_string(count)));
}

Element examined(const Context& context) {
  std::size_t lines = 0;
  std::size_t files = 0;
  if (context.input.files != nullptr) {
    files = context.input.files->size();
    for (const config::FileReport& file : *context.input.files) lines += file.lines.size();
  }
  const std::size_t devices = context.input.snapshot == nullptr ? 0 : context.input.snapshot->devices.size();
  const std::string title = context.local(context.result.policy_title);
  return Element("p", {},
                 context.say(Phrase::html_examined,
                             {std::to_string(devices), std::to_string(files), std::to_string(lines),
                              std::to_string(context.result.requirements.size()),
                              title.empty() ? context.result.policy : title}));
}

/// A fault in one line: where it is and its text, or what is broken where no line can be named.
std::string fault_words(const Context& context, const Fault& fault) {
  const Finding& first = *fault.places.front();
  const std::string devices = context.listed(fault.devices(), devices_shown);
  if (first.text.empty() && first.reason != nullptr)
    return (devices.empty() ? "" : devices + "  ") + reason_sentence(*first.reason, context.language);
  if (first.text.empty()) return violation_sentence(first.first(), context.input.snapshot, context.language);
  const std::string text = shorten(one_line(first.text), 90);
  std::string role;
  if (first.role) role = context.say(role_phrase(*first.role)) + " ";
  return (devices.empty() ? "" : devices + "  ") + role + text;
}

Element to_do(const Context& context) {
  Element todo("div");
  todo.add(Element("h3", {}, context.say(Phrase::html_to_do_title)));
  if (context.faults.empty()) {
    todo.add(Element("p", {}, context.say(Phrase::html_nothing_to_mend)));
  } else {
    todo.add(Element("p", {}, context.say(Phrase::html_mend_first)));
    Element list("ol");
    for (std::size_t i = 0; i < std::min(context.faults.size(), faults_shown); ++i) {
      std::size_t requirements = 0;
      for (const Finding* place : context.faults[i].places) requirements += place->results.size();
      const std::string& row = context.faults[i].places.front()->row;
      list.add(Element("li", {},
                       link_to(Context::anchor_of_fault(i),
                               context.say(Phrase::html_mend_item, {fault_words(context, context.faults[i]),
                                                                    row, std::to_string(requirements)}))));
    }
    todo.add(std::move(list));
    if (context.faults.size() > faults_shown) {
      todo.add(Element(
          "p", {{"class", "faint"}},
          context.say(Phrase::html_more_faults, {std::to_string(context.faults.size() - faults_shown)})));
    }
  }
  if (context.result.unproved > 0) {
    todo.add(Element("p", {},
                     Element("a", {{"href", "#unproved"}},
                             context.say(Phrase::html_confirm, {std::to_string(context.result.unproved)}))));
  }
  if (const int near = entries_near_expiry(context); near > 0) {
    todo.add(Element(
        "p", {},
        Element("a", {{"href", "#registers"}},
                context.say(Phrase::html_expiring, {std::to_string(near), std::to_string(soon_days)}))));
  }
  return todo;
}

}  // namespace

Element summary_section(const Context& context) {
  const VerifyResult& result = context.result;
  const Judgement judgement = overall(result);
  Element summary = section(context, "summary", Phrase::html_summary, "");
  summary.add(Element("div", {{"class", "headline " + std::string(tone_class(judgement))}},
                      Element("span", {{"class", "symbol"}}, std::string(judgement_symbol(judgement))),
                      Element("span", {}, headline(result, context.language))));
  summary.add(Element("div", {{"class", "counts"}}, count_box(context, Verdict::proved, result.proved),
                      count_box(context, Verdict::violated, result.violated),
                      count_box(context, Verdict::unproved, result.unproved),
                      count_box(context, Verdict::excepted, result.excepted),
                      count_box(context, Verdict::attested, result.attested)));
  if (context.wire) {
    summary.add(Element("h3", {}, link_to("wire", context.say(Phrase::wire_head))));
    summary.add(wire_headline(context));
  }
  summary.add(to_do(context));
  summary.add(Element("h3", {}, context.say(Phrase::html_examined_title)));
  summary.add(examined(context));
  summary.add(Element("p", {}, context.say(Phrase::html_method)));
  return summary;
}

}  // namespace sekisho::report::html
