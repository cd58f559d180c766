// The report of `verify` as one HTML page: the order of its sections, its head and the label on every page.
//
// No script at all: what a reader opens are links within the page. The text is XHTML, so that an XML parser
// can check it, and a browser reads it as HTML.
#include "report/html/sections.hpp"
#include "report/html/stylesheet.hpp"

#include <array>

namespace sekisho::report {
namespace {

using html::Context;

struct SectionEntry {
  const char* anchor;
  Phrase title;
  Element (*make)(const Context&);
};

constexpr std::array sections{
    SectionEntry{"#summary", Phrase::html_summary, html::summary_section},
    SectionEntry{"#matrix", Phrase::html_matrix, html::matrix_section},
    SectionEntry{"#drawing", Phrase::html_drawing, html::drawing_section},
    SectionEntry{"#violations", Phrase::html_violations, html::violations_section},
    SectionEntry{"#unproved", Phrase::html_unproved, html::unproved_section},
    SectionEntry{"#audit", Phrase::html_audit, html::audit_section},
    SectionEntry{"#wire", Phrase::wire_head, html::wire_section},
    SectionEntry{"#registers", Phrase::html_registers, html::registers_section},
    SectionEntry{"#appendix", Phrase::html_appendix, html::appendix_section},
};

std::vector<SectionEntry> sections_of(const Context& context) {
  std::vector<SectionEntry> wanted(sections.begin(), sections.end());
  if (!context.wire)
    std::erase_if(wanted, [](const SectionEntry& each) { return each.make == html::wire_section; });
  return wanted;
}

std::string handling_label(const Context& context) {
  const std::string& wanted = context.options.handling_label;
  return wanted.empty() ? context.say(Phrase::html_label) : wanted;
}

Element cover(const Context& context) {
  const VerifyResult& result = context.result;
  const std::string title = context.local(result.policy_title);
  Element head("header", {{"class", "cover"}}, Element("h1", {}, context.say(Phrase::header_title)));
  head.add(Element("p", {{"class", "city"}}, context.local(result.name)));
  const std::string model = result.model.empty()
                                ? std::string()
                                : " | " + context.local(result.model_title) + " (" + result.model + ")";
  return head.add(Element("p", {{"class", "faint"}},
                          (title.empty() ? result.policy : title + " (" + result.policy + ")") + model +
                              " | " + context.say(Phrase::html_as_of, {to_string(result.date)})));
}

Element contents(const Context& context) {
  Element list("ol");
  for (const SectionEntry& each : sections_of(context))
    list.add(Element("li", {}, Element("a", {{"href", each.anchor}}, context.say(each.title))));
  return Element("nav", {}, Element("h4", {}, context.say(Phrase::html_contents)), std::move(list));
}

Element head_of(const Context& context) {
  const std::string name = context.local(context.result.name);
  return Element("head", {}, Element("meta", {{"charset", "utf-8"}}),
                 Element("meta", {{"name", "viewport"}, {"content", "width=device-width"}}),
                 Element("meta", {{"name", "generator"}, {"content", "Sekisho " + context.options.version}}),
                 Element("title", {}, context.say(Phrase::header_title) + (name.empty() ? "" : " " + name)),
                 Element::style(html::stylesheet()));
}

}  // namespace

std::string verify_html(const VerifyInput& input, const HtmlOptions& options) {
  const Context context(input, options);
  Element body("body");
  body.add(Element("div", {{"class", "handling"}}, Element("span", {}, handling_label(context)))).add("\n");
  body.add(cover(context)).add(contents(context));
  for (const SectionEntry& each : sections_of(context)) body.add("\n").add(each.make(context));
  Element page("html", {{"xmlns", "http://www.w3.org/1999/xhtml"},
                        {"lang", options.language == Language::ja ? "ja" : "en"}});
  page.add(head_of(context)).add("\n").add(std::move(body));
  return "<!DOCTYPE html>\n" + page.text() + "\n";
}

}  // namespace sekisho::report
