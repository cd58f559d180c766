// The sections at the end: exceptions in force and, folded, what is proved.
#include <sekisho/report/display.hpp>
#include "report/sentences.hpp"
#include "report/text/verify_sections.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace sekisho::report {
namespace {

void write_exception(Page& page, const VerifyInput& input, const RequirementResult& result) {
  write_requirement_head(page, input, result);
  const Exception* exception = find_exception(input.snapshot, result.exception);
  page.paragraph(4, printable(result.exception), Tone::plain, page.say(Phrase::exception_id) + "  ");
  if (exception == nullptr) return;
  const auto field = [&](Phrase name, const std::string& value) {
    if (!value.empty()) page.paragraph(4, printable(value), Tone::plain, page.say(name) + "  ");
  };
  field(Phrase::exception_reason, exception->reason);
  field(Phrase::exception_approver, exception->approver);
  field(Phrase::exception_record, exception->record);
  const std::string until = exception->expires
                                ? expiry_words(*exception->expires, input.result->date, page.language())
                                : page.say(Phrase::exception_no_expiry);
  page.paragraph(4, until, exception->expires ? Tone::plain : Tone::doubt,
                 page.say(Phrase::exception_until) + "  ");
}

/// Proved requirements of one row of the profile.
struct Group {
  std::string profile_id;
  const Requirement* first = nullptr;
  std::map<Assurance, int, std::greater<>> counts;
  int total = 0;
};

std::vector<Group> groups_of(const std::vector<const RequirementResult*>& proved) {
  std::vector<Group> groups;
  for (const RequirementResult* result : proved) {
    const Requirement& requirement = result->requirement;
    const std::string& id = requirement.profile_id.empty() ? requirement.id : requirement.profile_id;
    auto group = std::ranges::find(groups, id, &Group::profile_id);
    if (group == groups.end()) {
      groups.push_back({id, &requirement, {}, 0});
      group = std::prev(groups.end());
    }
    ++group->counts[result->assurance];
    ++group->total;
  }
  return groups;
}

void write_folded(Page& page, const std::vector<const RequirementResult*>& proved) {
  for (const Group& group : groups_of(proved)) {
    std::string levels;
    for (const auto& [assurance, count] : group.counts) {
      levels += fmt::format("{}{} {}", levels.empty() ? "" : page.say(Phrase::separator_dot),
                            page.say(assurance_phrase(assurance)), count);
    }
    page.line(fmt::format("  {} {}", page.paint(Tone::good, "○"),
                          page.paint(Tone::strong, printable(group.profile_id))));
    page.paragraph(4, printable(local(group.first->title, page.language())));
    page.paragraph(4, levels, Tone::faint);
  }
  page.paragraph(2, page.say(Phrase::proved_folded), Tone::faint);
}

void write_each(Page& page, const VerifyInput& input, const std::vector<const RequirementResult*>& proved) {
  bool first = true;
  for (const RequirementResult* result : proved) {
    if (!first) page.line();
    first = false;
    write_requirement_head(page, input, *result);
    page.paragraph(2, page.say(Phrase::proved_level, {page.say(assurance_phrase(result->assurance))}));
    if (!result->channels.empty()) {
      std::string channels;
      for (const std::string& id : result->channels)
        channels += (channels.empty() ? "" : ", ") + printable(id);
      page.paragraph(2, page.say(Phrase::proved_channels, {channels}), Tone::faint);
    }
    write_reasons(page, result->reasons, 4);
  }
}

}  // namespace

void write_exceptions(Page& page, const VerifyInput& input) {
  const auto excepted = with_verdict(*input.result, Verdict::excepted);
  if (excepted.empty()) return;
  page.line();
  page.heading(page.say(Phrase::exceptions_title, {std::to_string(excepted.size())}), Tone::doubt);
  bool first = true;
  for (const RequirementResult* result : excepted) {
    if (!first) page.line();
    first = false;
    write_exception(page, input, *result);
  }
}

void write_proved(Page& page, const VerifyInput& input) {
  const auto proved = with_verdict(*input.result, Verdict::proved);
  if (proved.empty()) return;
  page.line();
  page.heading(page.say(Phrase::proved_title, {std::to_string(proved.size())}), Tone::good);
  if (page.full()) {
    write_each(page, input, proved);
  } else {
    write_folded(page, proved);
  }
}

}  // namespace sekisho::report
