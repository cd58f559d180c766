// The report of `profiles` as text.
#include <sekisho/report/display.hpp>
#include "report/page.hpp"
#include "report/words.hpp"

#include <sekisho/report/profiles.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::report {
namespace {

bool is_empty(const LocalText& text) { return text.en.empty() && text.ja.empty(); }

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + printable(word);
  return text;
}

std::string count_words(const Page& page, const Profile& profile) {
  const ProfileCounts counts = counts_of(profile);
  return page.say(Phrase::profiles_counts,
                  {std::to_string(counts.clauses), std::to_string(counts.requirements),
                   std::to_string(counts.attestations), std::to_string(counts.not_checkable)});
}

/// A word and what it says of the profile, when there is something to say.
void write_field(Page& page, Phrase name, const std::string& value) {
  if (!value.empty()) page.paragraph(2, value, Tone::plain, page.say(name) + "  ");
}

void write_list_of(Page& page, const std::vector<Profile>& profiles, ProfileKind kind, Phrase title) {
  if (std::ranges::none_of(profiles, [&](const Profile& each) { return each.kind == kind; })) return;
  page.line();
  page.heading(page.say(title));
  for (const Profile& profile : profiles) {
    if (profile.kind != kind) continue;
    page.line();
    page.line(fmt::format("  {}  {}", page.paint(Tone::strong, pad(printable(profile.name), 14)),
                          printable(local(profile.title, page.language()))));
    const std::string edition = printable(local(profile.edition, page.language()));
    if (!edition.empty()) page.paragraph(18, edition, Tone::faint);
    page.paragraph(18, count_words(page, profile), Tone::faint);
  }
}

void write_head(Page& page, const Profile& profile) {
  page.ends(fmt::format("{}  {}", printable(profile.name), printable(local(profile.title, page.language()))),
            printable(local(profile.edition, page.language())));
  page.ruler();
  page.paragraph(2, count_words(page, profile));
  std::vector<std::string> bases;
  for (const ProfileReference& each : profile.extends) bases.push_back(each.name);
  write_field(page, Phrase::profiles_extends, joined(bases));
  write_field(page, Phrase::profiles_approver, joined(profile.approver.titles));
}

void write_segments(Page& page, const Profile& profile) {
  if (profile.segments.empty()) return;
  page.line();
  page.heading(page.say(Phrase::profiles_segments));
  page.line();
  for (const SegmentMeaning& each : profile.segments) {
    page.paragraph(2, printable(local(each.meaning, page.language())), Tone::plain,
                   page.paint(Tone::strong, pad(printable(each.class_name), 14)) + "  ");
    if (!each.includes.empty())
      page.paragraph(18, page.say(Phrase::profiles_includes, {joined(each.includes)}), Tone::faint);
    if (!each.excludes.empty())
      page.paragraph(18, page.say(Phrase::profiles_excludes, {joined(each.excludes)}), Tone::faint);
  }
}

void write_clause(Page& page, const Profile& profile, const Clause& clause) {
  page.line();
  page.line(fmt::format("  {}  {}  {}", page.paint(Tone::strong, printable(clause.id)),
                        printable(clause.number), page.paint(Tone::faint, joined(clause.checks))));
  page.paragraph(4, fmt::format("{}: {}", printable(local(clause.term, page.language())),
                                printable(local(clause.demand, page.language()))));
  std::vector<std::string> rows;
  for (const ProfileRow* row : profile.rows_of(clause)) rows.push_back(row->id);
  if (!rows.empty()) page.paragraph(4, joined(rows), Tone::good, page.say(Phrase::profiles_by_rows) + "  ");
  if (!is_empty(clause.attest)) {
    page.line("    " + page.paint(Tone::doubt, page.say(Phrase::profiles_by_statement)) + "  " +
              printable(clause.attestation_id));
    page.paragraph(10, printable(local(clause.attest, page.language())));
  }
  if (!is_empty(clause.not_checkable)) {
    page.paragraph(4, printable(local(clause.not_checkable, page.language())), Tone::faint,
                   page.say(Phrase::profiles_not_checked) + "  ");
  }
}

void write_row(Page& page, const ProfileRow& row) {
  page.line();
  page.line("  " + page.paint(Tone::strong, printable(row.id)));
  page.paragraph(4, printable(local(row.title, page.language())));
  if (row.kind == RequirementKind::practice) {
    page.paragraph(4, page.say(Phrase::profiles_practice, {std::string(name_of(row.practice))}), Tone::faint);
    if (!row.clauses.empty())
      page.paragraph(4, page.say(Phrase::head_clauses, {joined(row.clauses)}), Tone::faint);
    return;
  }
  std::vector<std::string> except = row.from.except.empty() ? row.to.except : row.from.except;
  std::string to = joined(row.to.classes);
  if (row.kind == RequirementKind::devices) to = page.say(Phrase::profiles_devices);
  std::string pair = fmt::format("{} → {}", joined(row.from.classes), to);
  if (!except.empty()) pair += page.say(Phrase::profiles_except, {joined(except)});
  page.paragraph(4, pair, Tone::faint);
  page.paragraph(4, page.say(semantics_phrase(row.semantics)), Tone::faint);
  if (!row.allow.empty())
    page.paragraph(4, page.say(Phrase::profiles_allow, {joined(row.allow)}), Tone::faint);
  if (!row.clauses.empty())
    page.paragraph(4, page.say(Phrase::head_clauses, {joined(row.clauses)}), Tone::faint);
  if (!is_empty(row.confirm))
    page.paragraph(4, page.say(Phrase::profiles_confirm, {printable(local(row.confirm, page.language()))}));
}

void write_whole(Page& page, const Profile& profile) {
  write_head(page, profile);
  write_segments(page, profile);
  if (!profile.clauses.empty()) {
    page.line();
    page.heading(page.say(Phrase::profiles_clauses, {std::to_string(profile.clauses.size())}));
    for (const Clause& each : profile.clauses) write_clause(page, profile, each);
  }
  page.line();
  page.heading(page.say(Phrase::profiles_rows, {std::to_string(profile.rows.size())}));
  for (const ProfileRow& each : profile.rows) write_row(page, each);
}

}  // namespace

ProfileCounts counts_of(const Profile& profile) {
  ProfileCounts counts{profile.clauses.size(), profile.rows.size(), 0, 0};
  for (const Clause& each : profile.clauses) {
    if (!is_empty(each.attest)) ++counts.attestations;
    if (!is_empty(each.not_checkable)) ++counts.not_checkable;
  }
  return counts;
}

std::string profile_list_text(const std::vector<Profile>& profiles, const TextOptions& options) {
  Page page(options);
  page.ends(page.say(Phrase::profiles_title), std::to_string(profiles.size()));
  write_list_of(page, profiles, ProfileKind::policy, Phrase::profiles_policies);
  write_list_of(page, profiles, ProfileKind::model, Phrase::profiles_models);
  write_list_of(page, profiles, ProfileKind::base, Phrase::profiles_bases);
  return page.take();
}

std::string profiles_text(const std::vector<Profile>& profiles, const TextOptions& options) {
  Page page(options);
  for (std::size_t i = 0; i < profiles.size(); ++i) {
    if (i > 0) page.line();
    write_whole(page, profiles[i]);
  }
  return page.take();
}

}  // namespace sekisho::report
