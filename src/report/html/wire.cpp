#include "report/html/wire.hpp"

#include "report/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace sekisho::report::html {
namespace {

using evidence::Crossing;

constexpr int label_width = 260;
constexpr int line_width = 860;
constexpr int row_height = 22;

class WireParts {
 public:
  WireParts(const ConfirmInput& input, Language language)
      : result_(*input.result), snapshot_(input.snapshot), language_(language) {}

  [[nodiscard]] Element findings() const {
    Element all("div");
    if (result_.findings.empty()) all.add(Element("p", {}, words(Phrase::confirm_none)));
    for (const evidence::Finding& finding : result_.findings) all.add(block(finding)).add("\n");
    return all;
  }

  /// A line per pair of segments, a bar per session.
  [[nodiscard]] Element timeline() const {
    Element picture("div");
    if (result_.crossings.empty()) return picture;
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
        time_words(first) + " – " + time_words(last)));
    return picture.add(std::move(svg))
        .add(Element("p", {{"class", "faint"}}, words(Phrase::confirm_timeline_key)));
  }

  [[nodiscard]] Element coverage() const {
    Element list("ul");
    for (const std::string& each : coverage_sentences(result_, snapshot_, language_))
      list.add(Element("li", {}, each));
    return list;
  }

 private:
  [[nodiscard]] Element block(const evidence::Finding& finding) const {
    const bool bad = finding.severity == Severity::error;
    const bool note = finding.severity == Severity::note;
    Element block("div", {{"class", bad ? "finding" : note ? "finding note-block" : "finding doubt-block"}});
    block.add(Element("h3", {},
                      Element("span",
                              {{"class", bad    ? "bad"
                                         : note ? "faint"
                                                : "doubt"}},
                              words(severity_phrase(finding.severity))),
                      " ", finding_sentence(finding, language_),
                      " [" + std::string(name_of(finding.kind)) + "]"));
    Element seen("ul");
    for (const evidence::SeenFlow& each : finding.seen)
      seen.add(Element("li", {}, seen_words(finding, each, language_)));
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

  [[nodiscard]] std::string words(Phrase phrase, const std::vector<std::string>& arguments = {}) const {
    return say(phrase, language_, arguments);
  }
  [[nodiscard]] std::string place(const std::string& name) const {
    return place_words(snapshot_, name, language_);
  }

  const evidence::ConfirmResult& result_;
  const Snapshot* snapshot_;
  Language language_;
};

}  // namespace

std::string_view tone_class(Tone tone) {
  if (tone == Tone::bad) return "bad";
  return tone == Tone::good ? "good" : "doubt";
}

Element wire_findings(const ConfirmInput& input, Language language) {
  return WireParts(input, language).findings();
}

Element wire_timeline(const ConfirmInput& input, Language language) {
  return WireParts(input, language).timeline();
}

Element wire_coverage(const ConfirmInput& input, Language language) {
  return WireParts(input, language).coverage();
}

}  // namespace sekisho::report::html
