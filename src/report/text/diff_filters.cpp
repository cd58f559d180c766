// Filters that are not what they were, and whether two filters are equal.
#include "report/paths.hpp"
#include "report/sentences.hpp"
#include "report/text/diff_sections.hpp"
#include "report/text/flow_cubes.hpp"
#include "report/text/verify_sections.hpp"
#include "report/words.hpp"

#include <sekisho/report/display.hpp>

#include <fmt/format.h>

namespace sekisho::report {
namespace {

using namespace compare;

constexpr std::size_t places_shown = 6;

std::string list_of(const std::vector<std::string>& names, std::size_t limit) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < limit; ++i)
    text += (text.empty() ? "" : ", ") + printable(names[i]);
  return names.size() > limit ? text + ", …" : text;
}

std::string bound_words(const Page& page, const std::vector<std::string>& bindings) {
  if (bindings.empty()) return page.say(Phrase::diff_filter_unbound);
  return page.say(Phrase::diff_filter_bound, {list_of(bindings, bindings.size())});
}

void write_bindings(Page& page, const FilterDifference& difference) {
  if (difference.kind != FilterKind::list) return;
  if (difference.is_added) {
    page.paragraph(4, page.say(Phrase::diff_filter_added) + ": " + bound_words(page, difference.bound_after));
  } else if (difference.is_removed) {
    page.paragraph(4,
                   page.say(Phrase::diff_filter_removed) + ": " + bound_words(page, difference.bound_before));
  } else if (difference.bound_before == difference.bound_after) {
    page.paragraph(4, bound_words(page, difference.bound_after), Tone::faint);
  } else {
    page.paragraph(4, bound_words(page, difference.bound_before), Tone::plain,
                   page.say(Phrase::diff_before) + "  ");
    page.paragraph(4, bound_words(page, difference.bound_after), Tone::plain,
                   page.say(Phrase::diff_after) + "  ");
  }
}

void write_decisions(Page& page, Phrase when, const std::vector<FilterDecisionLine>& decisions) {
  for (const FilterDecisionLine& each : decisions) {
    const std::string action = action_words(each.permits ? "permit" : "deny", page.language());
    std::string text = action + (each.certain ? "" : "?") + "  ";
    const bool has_line = !each.source.text.empty() || !each.source.label.empty();
    text += has_line ? rule_line(each.source) : page.say(Phrase::diff_no_filter);
    page.paragraph(6, text, Tone::plain, page.say(when) + "  ");
    if (each.source.span.line > 0) page.paragraph(14, location(each.source.span), Tone::faint);
  }
}

}  // namespace

std::string filter_words(const FilterDifference& difference, Language language) {
  std::string text = printable(difference.device) + " ";
  const std::string where = list_of(difference.where, places_shown);
  switch (difference.kind) {
    case FilterKind::list: return text + printable(difference.name);
    case FilterKind::policies: return text + say(Phrase::diff_policies_between, language, {where});
    case FilterKind::local: return text + say(Phrase::diff_local_filter, language) + " (" + where + ")";
  }
  return text;
}

void write_filter_flow(Page& page, const FilterFlow& flow) {
  write_flow_cubes(page, flow.packets, 2);
  if (!flow.example) return;
  page.paragraph(4, flow_words(*flow.example), Tone::plain, page.say(Phrase::diff_example) + "  ");
  write_decisions(page, Phrase::diff_before, flow.before);
  write_decisions(page, Phrase::diff_after, flow.after);
}

void write_filter(Page& page, const FilterDifference& difference) {
  write_bindings(page, difference);
  if (difference.opened) {
    page.line("  " + page.paint(Tone::strong, page.say(Phrase::diff_filter_permits)));
    write_filter_flow(page, *difference.opened);
  }
  if (difference.closed) {
    page.line("  " + page.paint(Tone::strong, page.say(Phrase::diff_filter_denies)));
    write_filter_flow(page, *difference.closed);
  }
}

void write_filters(Page& page, const DiffInput& input) {
  const std::vector<FilterDifference>& filters = input.comparison->filters;
  if (filters.empty()) return;
  page.line();
  page.heading(page.say(Phrase::diff_filters_title, {std::to_string(filters.size())}));
  for (const FilterDifference& difference : filters) {
    page.line();
    page.paragraph(1, filter_words(difference, page.language()), Tone::strong);
    write_filter(page, difference);
  }
}

int exit_status_of(const FilterComparison& comparison) {
  switch (comparison.equality) {
    case Equality::equal: return 0;
    case Equality::unequal: return 1;
    case Equality::unproved: return 2;
  }
  return 2;
}

namespace {

Phrase headline_of(Equality equality) {
  switch (equality) {
    case Equality::equal: return Phrase::diff_headline_equal;
    case Equality::unequal: return Phrase::diff_headline_unequal;
    case Equality::unproved: return Phrase::diff_headline_maybe_equal;
  }
  return Phrase::diff_headline_maybe_equal;
}

Tone tone_of(Equality equality) {
  switch (equality) {
    case Equality::equal: return Tone::good;
    case Equality::unequal: return Tone::bad;
    case Equality::unproved: return Tone::doubt;
  }
  return Tone::doubt;
}

}  // namespace

std::string filter_comparison_text(const FilterComparison& comparison, const TextOptions& options) {
  Page page(options);
  const std::string headline = page.say(headline_of(comparison.equality));
  if (options.detail == Detail::brief) {
    page.paragraph(0, headline, tone_of(comparison.equality));
    return page.take();
  }
  page.ends(page.say(Phrase::diff_title), page.say(Phrase::header_date, {to_string(comparison.date)}));
  const auto side = [&](Phrase phrase, const std::string& name, const std::string& filter) {
    page.paragraph(0, page.say(phrase, {printable(name) + "  " + printable(filter)}), Tone::faint);
  };
  side(Phrase::diff_old, comparison.old_name, comparison.old_filter);
  side(Phrase::diff_new, comparison.new_name, comparison.new_filter);
  page.ruler();
  page.line();
  page.paragraph(2, headline, tone_of(comparison.equality));
  if (comparison.ipv4 != comparison.ipv6)
    page.paragraph(2, page.say(Phrase::diff_one_family, {comparison.ipv4 ? "IPv4" : "IPv6"}), Tone::faint);
  if (!comparison.ipv4 && !comparison.ipv6) page.paragraph(2, page.say(Phrase::diff_no_family), Tone::doubt);
  if (comparison.new_sessions_only) page.paragraph(2, page.say(Phrase::diff_new_sessions), Tone::faint);
  if (comparison.opened) {
    page.line();
    page.heading(page.say(Phrase::diff_only_new));
    write_filter_flow(page, *comparison.opened);
  }
  if (comparison.closed) {
    page.line();
    page.heading(page.say(Phrase::diff_only_old));
    write_filter_flow(page, *comparison.closed);
  }
  if (!comparison.reasons.empty()) {
    page.line();
    page.heading(page.say(Phrase::diff_in_doubt));
    write_reasons(page, comparison.reasons, 2);
  }
  return page.take();
}

}  // namespace sekisho::report
