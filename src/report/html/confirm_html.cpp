// The report of `confirm` as one HTML page: verdict, findings, crossings over time, what was looked at.
#include "report/confirm_summary.hpp"
#include "report/html/stylesheet.hpp"
#include "report/html/wire.hpp"
#include "report/markup.hpp"

namespace sekisho::report {
namespace {

class ConfirmHtml {
 public:
  ConfirmHtml(const ConfirmInput& input, const HtmlOptions& options)
      : input_(input), result_(*input.result), options_(options), counts_(counts_of(result_)) {}

  std::string write() {
    Element body("body");
    const std::string handling =
        options_.handling_label.empty() ? words(Phrase::html_label) : options_.handling_label;
    body.add(Element("div", {{"class", "handling"}}, Element("span", {}, handling)));
    body.add(cover()).add(summary());
    body.add(section("findings", Phrase::confirm_findings, html::wire_findings(input_, options_.language)));
    if (!result_.crossings.empty())
      body.add(section("timeline", Phrase::confirm_timeline, html::wire_timeline(input_, options_.language)));
    body.add(section("coverage", Phrase::confirm_coverage, html::wire_coverage(input_, options_.language)));
    Element page("html", {{"xmlns", "http://www.w3.org/1999/xhtml"},
                          {"lang", options_.language == Language::ja ? "ja" : "en"}});
    page.add(head()).add("\n").add(std::move(body));
    return "<!DOCTYPE html>\n" + page.text() + "\n";
  }

 private:
  [[nodiscard]] std::string words(Phrase phrase, const std::vector<std::string>& arguments = {}) const {
    return say(phrase, options_.language, arguments);
  }
  [[nodiscard]] Element section(const char* id, Phrase title, Element content) const {
    return Element("section", {{"id", id}}, Element("h2", {}, words(title)), std::move(content));
  }

  [[nodiscard]] Element head() const {
    return Element("head", {}, Element("meta", {{"charset", "utf-8"}}),
                   Element("meta", {{"name", "viewport"}, {"content", "width=device-width"}}),
                   Element("meta", {{"name", "generator"}, {"content", "Sekisho " + options_.version}}),
                   Element("title", {}, words(Phrase::confirm_title)), Element::style(html::stylesheet()));
  }

  [[nodiscard]] Element cover() const {
    return Element("header", {{"class", "cover"}}, Element("h1", {}, words(Phrase::confirm_title)),
                   Element("p", {{"class", "city"}}, local(result_.name, options_.language)),
                   Element("p", {{"class", "faint"}}, words(Phrase::html_as_of, {to_string(result_.date)})));
  }

  [[nodiscard]] Element summary() const {
    const std::string tone(html::tone_class(headline_tone(counts_)));
    Element section("section", {{"id", "summary"}},
                    Element("p", {{"class", "headline " + tone}}, headline(counts_, options_.language)),
                    Element("p", {}, words(Phrase::confirm_presence)));
    if (!result_.coverage.unwatched.empty())
      section.add(Element("p", {}, unwatched_sentence(result_, input_.snapshot, options_.language)));
    return section;
  }

  const ConfirmInput& input_;
  const evidence::ConfirmResult& result_;
  const HtmlOptions& options_;
  ConfirmCounts counts_;
};

}  // namespace

std::string confirm_html(const ConfirmInput& input, const HtmlOptions& options) {
  return ConfirmHtml(input, options).write();
}

}  // namespace sekisho::report
