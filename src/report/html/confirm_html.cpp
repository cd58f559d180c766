// The report of `confirm` as one HTML page: verdict, findings, crossings over time, what was looked at.
#include "report/confirm_summary.hpp"
#include "report/html/stylesheet.hpp"
#include "report/markup.hpp"
#include "report/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace sekisho::report {
namespace {

using evidence::Crossing;

constexpr int label_width = 260;
constexpr int line_width = 860;
constexpr int row_height = 22;

std::string_view css_class(Tone tone) {
  if (tone == Tone::bad) return "bad";
  return tone == Tone::good ? "good" : "doubt";
}

class ConfirmHtml {
 public:
  ConfirmHtml(const ConfirmInput& input, const HtmlOptions& options)
      : result_(*input.result), snapshot_(input.snapshot), options_(options), counts_(counts_of(result_)) {}

  std::string write() {
    Element body("body");
    const std::string handling =
        options_.handling_label.empty() ? words(Phrase::html_label) : options_.handling_label;
    body.add(Element("div", {{"class", "handling"}}, Element("span", {}, handling)));
    body.add(cover()).add(summary()).add(findings()).add(timeline()).add(coverage());
    Element page("html", {{"xmlns", "http://www.w3.org/1999/xhtml"},
                          {"lang", options_.language == Language::ja ? "ja" : "en"}});
    page.add(head()).add("\n").add(std::move(body));
    return "<!DOCTYPE html>\n" + page.text() + "\n";
  }

 private:
  [[nodiscard]] std::string words(Phrase phrase, const std::vector<std::string>& arguments = {}) const {
    return say(phrase, options_.language, arguments);
  }
  [[nodiscard]] std::string place(const std::string& name) const {
    return place_words(snapshot_, name, options_.language);
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
    const std::string tone(css_class(headline_tone(counts_)));
    return Element("section", {{"id", "summary"}},
                   Element("p", {{"class", "headline " + tone}}, headline(counts_, options_.language)),
                   Element("p", {}, words(Phrase::confirm_presence)));
  }

  [[nodiscard]] Element findings() const {
    Element section("section", {{"id", "findings"}}, Element("h2", {}, words(Phrase::confirm_findings)));
    if (result_.findings.empty()) section.add(Element("p", {}, words(Phrase::confirm_none)));
    for (const evidence::Finding& finding : result_.findings) section.add(block(finding)).add("\n");
    return section;
  }

  [[nodiscard]] Element block(const evidence::Finding& finding) const {
    const bool bad = finding.severity == Severity::error;
    Element block("div", {{"class", bad ? "finding" : "finding doubt-block"}});
    block.add(
        Element("h3", {},
                Element("span", {{"class", bad ? "bad" : "doubt"}}, words(severity_phrase(finding.severity))),
                " ", sentence(finding.message.code, finding.message.arguments, options_.language),
                " [" + std::string(name_of(finding.kind)) + "]"));
    Element seen("ul");
    for (const evidence::SeenFlow& each : finding.seen)
      seen.add(Element("li", {}, seen_words(finding, each, options_.language)));
    if (!finding.seen.empty()) block.add(std::move(seen));
    if (finding.flows > finding.seen.size())
      block.add(Element(
          "p", {},
          words(Phrase::confirm_flows, {std::to_string(finding.flows), std::to_string(finding.packets)})));
    add_rules(block, permitting_phrase(finding), finding.permitting);
    add_rules(block, Phrase::confirm_blocking, finding.blocking);
    return block.add(Element("p", {}, words(Phrase::confirm_hint, {words(hint_phrase(finding.kind))})));
  }

  void add_rules(Element& block, Phrase title, const std::vector<evidence::NamedRule>& rules) const {
    if (rules.empty()) return;
    block.add(Element("p", {}, words(title)));
    Element list("ul");
    for (const evidence::NamedRule& rule : rules)
      list.add(Element("li", {}, rule.device + " " + location(rule.source.span) + " ",
                       Element("code", {}, rule_line(rule.source))));
    block.add(std::move(list));
  }

  /// A line per pair of segments, a bar per session.
  [[nodiscard]] Element timeline() const {
    Element section("section", {{"id", "timeline"}});
    if (result_.crossings.empty()) return section;
    section.add(Element("h2", {}, words(Phrase::confirm_timeline)));
    std::map<std::pair<std::string, std::string>, std::vector<const Crossing*>> pairs;
    capture::Timestamp first = result_.crossings.front().first;
    capture::Timestamp last = result_.crossings.front().last;
    for (const Crossing& each : result_.crossings) {
      pairs[{each.from, each.to}].push_back(&each);
      first = std::min(first, each.first);
      last = std::max(last, each.last);
    }
    const int height = row_height * (static_cast<int>(pairs.size()) + 1);
    Element svg("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                        {"class", "network"},
                        {"viewBox", fmt::format("0 0 {} {}", label_width + line_width + 20, height)}});
    const double span = std::max(1.0, static_cast<double>((last - first).count()));
    const auto at = [&](capture::Timestamp time) {
      return label_width + static_cast<double>((time - first).count()) / span * line_width;
    };
    int y = 4;
    for (const auto& [pair, crossings] : pairs) {
      svg.add(Element("text", {{"x", "6"}, {"y", std::to_string(y + 13)}, {"class", "band-class"}},
                      place(pair.first) + " → " + place(pair.second)));
      for (const Crossing* each : crossings) svg.add(bar(*each, at(each->first), at(each->last), y));
      y += row_height;
    }
    svg.add(Element(
        "text", {{"x", std::to_string(label_width)}, {"y", std::to_string(y + 13)}, {"class", "band-class"}},
        capture::utc_text(first) + " – " + capture::utc_text(last)));
    return section.add(std::move(svg))
        .add(Element("p", {{"class", "faint"}}, words(Phrase::confirm_timeline_key)));
  }

  [[nodiscard]] static Element bar(const Crossing& crossing, double from, double to, int y) {
    const char* colour = crossing.forbidden ? "#a40e26" : crossing.sanctioned ? "#0a6b3d" : "#57606a";
    const bool tried = crossing.outcome == evidence::Outcome::tried;
    return Element("rect", {{"x", fmt::format("{:.1f}", from)},
                            {"y", std::to_string(y + 3)},
                            {"width", fmt::format("{:.1f}", std::max(3.0, to - from))},
                            {"height", std::to_string(row_height - 8)},
                            {"fill", tried ? "none" : colour},
                            {"stroke", colour}});
  }

  [[nodiscard]] Element coverage() const {
    Element list("ul");
    for (const std::string& each : coverage_sentences(result_, snapshot_, options_.language))
      list.add(Element("li", {}, each));
    return Element("section", {{"id", "coverage"}}, Element("h2", {}, words(Phrase::confirm_coverage)),
                   std::move(list));
  }

  const evidence::ConfirmResult& result_;
  const Snapshot* snapshot_;
  const HtmlOptions& options_;
  ConfirmCounts counts_;
};

}  // namespace

std::string confirm_html(const ConfirmInput& input, const HtmlOptions& options) {
  return ConfirmHtml(input, options).write();
}

}  // namespace sekisho::report
