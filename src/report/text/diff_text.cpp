// The report of `diff` as text: what it comes to, the verdicts that change, then what opens and what closes.
#include "report/cubes.hpp"
#include "report/sentences.hpp"
#include "report/text/diff_sections.hpp"
#include "report/words.hpp"

#include <sekisho/report/display.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::report {
namespace {

using namespace compare;
using namespace review;

std::string list_of(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + printable(name);
  return text;
}

std::string verdict_words(const Page& page, const RequirementResult* result) {
  if (result == nullptr) return page.say(Phrase::watch_no_requirement);
  return page.paint(verdict_tone(result->verdict), fmt::format("{} {}", verdict_symbol(result->verdict),
                                                               page.say(verdict_phrase(result->verdict))));
}

bool has_verdicts(const Comparison& comparison) { return comparison.before && comparison.after; }

bool is_same(const Comparison& comparison) {
  return comparison.pairs_compared && comparison.pairs.empty() && comparison.verdicts.empty() &&
         comparison.devices.empty() && comparison.segments.empty() && comparison.filters.empty() &&
         std::ranges::all_of(comparison.files,
                             [](const FileDifference& each) { return each.effect == FileEffect::none; });
}

Phrase headline_phrase(const Comparison& comparison) {
  switch (comparison.outcome()) {
    case Outcome::forbidden_opens: return Phrase::diff_headline_opens;
    case Outcome::doubt_arises: return Phrase::diff_headline_doubt;
    case Outcome::nothing_opens: break;
  }
  if (is_same(comparison)) return Phrase::diff_headline_same;
  return has_verdicts(comparison) ? Phrase::diff_headline_nothing : Phrase::diff_headline_no_policy;
}

void write_head(Page& page, const DiffInput& input) {
  const Comparison& comparison = *input.comparison;
  page.ends(page.say(Phrase::diff_title), page.say(Phrase::header_date, {to_string(comparison.date)}));
  page.paragraph(0, page.say(Phrase::diff_old, {printable(comparison.old_name)}), Tone::faint);
  page.paragraph(0, page.say(Phrase::diff_new, {printable(comparison.new_name)}), Tone::faint);
  page.ruler();
  page.line();
  page.paragraph(2, diff_headline(input, page.language()), tone_of(comparison.outcome()));
  page.line();
  page.paragraph(2, diff_summary(comparison, page.language()));
  if (!comparison.pairs_compared) page.paragraph(2, page.say(Phrase::diff_not_compared), Tone::doubt);
}

void write_foot(Page& page, const Comparison& comparison) {
  page.line();
  page.ruler();
  const int status = exit_status_of(comparison);
  page.paragraph(1, page.say(status == 0   ? Phrase::diff_exit_0
                             : status == 1 ? Phrase::diff_exit_1
                                           : Phrase::diff_exit_2));
}

}  // namespace

int exit_status_of(const Comparison& comparison) {
  switch (comparison.outcome()) {
    case Outcome::nothing_opens: return 0;
    case Outcome::forbidden_opens: return 1;
    case Outcome::doubt_arises: return 2;
  }
  return 2;
}

Tone tone_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::nothing_opens: return Tone::good;
    case Outcome::forbidden_opens: return Tone::bad;
    case Outcome::doubt_arises: return Tone::doubt;
  }
  return Tone::doubt;
}

std::string diff_summary(const Comparison& comparison, Language language) {
  const auto pairs_with = [&](std::optional<Flow> PairDifference::*flow) {
    return std::to_string(std::ranges::count_if(
        comparison.pairs, [&](const PairDifference& each) { return (each.*flow).has_value(); }));
  };
  return say(Phrase::diff_summary, language,
             {std::to_string(comparison.verdicts.size()), pairs_with(&PairDifference::opened),
              pairs_with(&PairDifference::closed), std::to_string(comparison.filters.size()),
              std::to_string(comparison.files.size())});
}

std::string diff_headline(const DiffInput& input, Language language) {
  const auto opening = std::ranges::count_if(input.comparison->verdicts, &VerdictChange::opens);
  return say(headline_phrase(*input.comparison), language, {std::to_string(opening)});
}

std::string verdict_change_words(const Page& page, const VerdictChange& change) {
  return verdict_words(page, change.before) + " → " + verdict_words(page, change.after);
}

std::string from_words(const DiffInput& input, const PairDifference& pair, Language language) {
  const bool is_new = input.after != nullptr && input.after->find_segment(pair.from) != nullptr;
  return place_words(is_new ? input.after : input.before, pair.from, language);
}

std::string to_words(const DiffInput& input, const PairDifference& pair, Language language) {
  if (pair.to_device) return say(Phrase::diff_device_itself, language, {printable(pair.to)});
  const bool is_new = input.after != nullptr && input.after->find_segment(pair.to) != nullptr;
  return place_words(is_new ? input.after : input.before, pair.to, language);
}

void write_names(Page& page, const DiffInput& input) {
  const Comparison& comparison = *input.comparison;
  if (comparison.devices.empty() && comparison.segments.empty()) return;
  page.line();
  const auto write = [&](Phrase phrase, const std::vector<std::string>& names) {
    if (!names.empty()) page.paragraph(2, page.say(phrase, {list_of(names)}));
  };
  write(Phrase::diff_devices_added, comparison.devices.added);
  write(Phrase::diff_devices_removed, comparison.devices.removed);
  write(Phrase::diff_segments_added, comparison.segments.added);
  write(Phrase::diff_segments_removed, comparison.segments.removed);
}

void write_verdict_changes(Page& page, const DiffInput& input) {
  const std::vector<VerdictChange>& changes = input.comparison->verdicts;
  if (changes.empty()) return;
  page.line();
  page.heading(page.say(Phrase::diff_verdicts_title, {std::to_string(changes.size())}));
  for (const VerdictChange& change : changes) {
    const Requirement& requirement =
        change.after != nullptr ? change.after->requirement : change.before->requirement;
    page.line(fmt::format("  {}  {}", page.paint(Tone::strong, printable(change.id)),
                          verdict_change_words(page, change)));
    page.paragraph(4, printable(local(requirement.title, page.language())), Tone::faint);
    if (change.is_other_verdict()) continue;
    page.paragraph(4, page.say(Phrase::diff_more_violated), Tone::bad);
    for (const CubeWords& words : words_of(change.new_packets))
      page.paragraph(6, line_of(words, page.language()));
    for (const Reason* reason : change.new_reasons)
      page.paragraph(6, reason_sentence(*reason, page.language()), Tone::plain, "- ");
  }
}

std::string diff_text(const DiffInput& input, const TextOptions& options) {
  Page page(options);
  if (options.detail == Detail::brief) {
    page.line(diff_summary(*input.comparison, page.language()));
    return page.take();
  }
  write_head(page, input);
  write_names(page, input);
  write_verdict_changes(page, input);
  write_pairs(page, input);
  write_filters(page, input);
  write_files(page, input);
  write_foot(page, *input.comparison);
  return page.take();
}

}  // namespace sekisho::report
