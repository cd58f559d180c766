#include "report/html/context.hpp"

#include <algorithm>

namespace sekisho::report::html {

Context::Context(const VerifyInput& given, const HtmlOptions& wanted)
    : input(given),
      result(*given.result),
      options(wanted),
      language(wanted.language),
      rows(rows_of(*given.result)),
      findings(findings_of(given)),
      faults(faults_of(findings)) {
  if (given.wire != nullptr) wire.emplace(*given.wire);
  // Where as many requirements hang on two faults, a route is what most rarely has to be mended.
  const auto weight = [](const Fault& fault) {
    std::size_t requirements = 0;
    for (const Finding* place : fault.places) requirements += place->results.size();
    return std::pair(requirements, fault.places.front()->role != BlamedRule::Role::route);
  };
  std::ranges::stable_sort(faults, std::ranges::greater(), weight);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    row_anchors_[rows[i].id] = "audit-" + std::to_string(i + 1);
    for (const RequirementResult* each : rows[i].results) anchors_[each] = row_anchors_[rows[i].id];
  }
  for (std::size_t i = 0; i < result.requirements.size(); ++i) {
    const RequirementResult& each = result.requirements[i];
    const Judgement judgement = judgement_of(each.verdict);
    const std::string number = std::to_string(i + 1);
    if (judgement == Judgement::violated) anchors_[&each] = "violation-" + number;
    if (judgement == Judgement::to_confirm) anchors_[&each] = "unproved-" + number;
    if (judgement == Judgement::excepted) anchors_[&each] = "exceptions";
  }
}

std::string Context::listed(const std::vector<std::string>& names, std::size_t limit) const {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), limit); ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > limit) text += ", " + say(Phrase::html_and_more, {std::to_string(names.size() - limit)});
  return text;
}

std::string Context::anchor_of(const RequirementResult& each) const { return anchors_.at(&each); }

std::string Context::anchor_of_row(const std::string& row) const { return row_anchors_.at(row); }

std::vector<std::size_t> Context::faults_of_row(const std::string& row) const {
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < faults.size(); ++i) {
    if (faults[i].places.front()->row == row) numbers.push_back(i + 1);
  }
  return numbers;
}

Element link_to(const std::string& anchor, const std::string& text) {
  return Element("a", {{"href", "#" + anchor}}, text);
}

Element code(const std::string& text) { return Element("code", {}, text); }

Element table(const Context& context, const std::vector<Phrase>& heads) {
  Element tr("tr");
  for (const Phrase head : heads) tr.add(Element("th", {}, context.say(head)));
  return Element("table", {}, Element("thead", {}, std::move(tr)));
}

std::string_view judgement_symbol(Judgement judgement) {
  switch (judgement) {
    case Judgement::conforms: return "○";
    case Judgement::excepted: return "※";
    case Judgement::to_confirm: return "△";
    case Judgement::violated: return "×";
  }
  return "";
}

std::string_view tone_class(Judgement judgement) {
  switch (judgement) {
    case Judgement::conforms: return "good";
    case Judgement::violated: return "bad";
    case Judgement::excepted:
    case Judgement::to_confirm: return "doubt";
  }
  return "";
}

Element judgement_mark(const Context& context, Judgement judgement) {
  return Element("span", {{"class", "verdict " + std::string(tone_class(judgement))}},
                 std::string(judgement_symbol(judgement)) + " " + context.say(judgement_phrase(judgement)));
}

Element section(const Context& context, const char* id, Phrase title, const char* style) {
  return Element("section", {{"id", id}, {"class", style}}, Element("h2", {}, context.say(title)));
}

}  // namespace sekisho::report::html
