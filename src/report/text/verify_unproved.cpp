// What is not proved and why. A line that is not understood leaves many requirements unproved, so
// requirements with the same reasons are told together, unless everything is asked for.
#include <sekisho/report/display.hpp>
#include "report/paths.hpp"
#include "report/sentences.hpp"
#include "report/text/verify_sections.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace sekisho::report {
namespace {

struct Group {
  const RequirementResult* first = nullptr;
  std::vector<const RequirementResult*> results;
};

std::string key_of(const RequirementResult& result) {
  std::string key;
  for (const Reason& reason : result.reasons) {
    const Diagnostic& because = reason.because;
    key += fmt::format("{}\t{}\t{}\t{}\n", reason.device, name_of(because.code), to_string(because.span),
                       reason.text);
    for (const std::string& argument : because.arguments) key += argument + "\t";
  }
  return key;
}

/// Requirements with the same reasons, in the order in which their reasons first appear.
std::vector<Group> groups_of(const std::vector<const RequirementResult*>& unproved) {
  std::vector<Group> groups;
  std::map<std::string, std::size_t> index;
  for (const RequirementResult* result : unproved) {
    const auto [place, added] = index.try_emplace(key_of(*result), groups.size());
    if (added) groups.push_back({result, {}});
    groups[place->second].results.push_back(result);
  }
  return groups;
}

/// The lines that leave the most requirements unproved, when they are many: where to begin.
void write_obstacles(Page& page, const std::vector<const RequirementResult*>& unproved) {
  constexpr std::size_t shown = 10;
  struct Obstacle {
    const Reason* reason = nullptr;
    std::size_t requirements = 0;
  };
  std::map<std::pair<std::string, std::string>, Obstacle> by_line;
  for (const RequirementResult* result : unproved) {
    std::set<std::pair<std::string, std::string>> counted;
    for (const Reason& reason : result->reasons) {
      if (reason.because.span.line <= 0) continue;
      const std::pair key{reason.device, to_string(reason.because.span)};
      if (!counted.insert(key).second) continue;
      Obstacle& obstacle = by_line[key];
      if (obstacle.reason == nullptr) obstacle.reason = &reason;
      ++obstacle.requirements;
    }
  }
  std::vector<Obstacle> obstacles;
  for (const auto& [key, obstacle] : by_line) obstacles.push_back(obstacle);
  std::ranges::stable_sort(obstacles, std::ranges::greater(), &Obstacle::requirements);
  page.line();
  page.line("  " + page.paint(Tone::strong, page.say(Phrase::unproved_obstacles)));
  for (std::size_t i = 0; i < std::min(obstacles.size(), shown); ++i) {
    const Reason& reason = *obstacles[i].reason;
    const std::string count = page.say(Phrase::causes_count, {std::to_string(obstacles[i].requirements)});
    page.line(fmt::format("  {}  {}  {}", page.paint(Tone::doubt, pad_left(count, 8)),
                          printable(reason.device), page.paint(Tone::faint, location(reason.because.span))));
    if (!reason.text.empty()) page.line("            " + rule_line({{}, reason.text, {}}));
  }
}

void write_why(Page& page, const RequirementResult& result) {
  if (result.reasons.empty()) {
    page.paragraph(2, page.say(Phrase::unproved_without_reason), Tone::doubt);
    return;
  }
  page.line("  " + page.paint(Tone::strong, page.say(Phrase::unproved_reasons)));
  write_reasons(page, result.reasons, 4);
}

/// One line per requirement: id and the pair it is about.
void write_members(Page& page, const VerifyInput& input, const Group& group) {
  int widest = 0;
  for (const RequirementResult* result : group.results) {
    widest = std::max(widest, display_width(printable(result->requirement.id)));
  }
  widest = std::min(widest, page.width() / 2);
  for (const RequirementResult* result : group.results) {
    const Requirement& requirement = result->requirement;
    const std::string pair = pair_words(requirement, input.snapshot, page.language());
    const std::string id = pad(printable(requirement.id), widest);
    page.line(fmt::format("{} {}  {}", page.paint(Tone::doubt, "△"), id,
                          shorten(pair, std::max(10, page.width() - 4 - display_width(id)))));
  }
}

}  // namespace

void write_unproved(Page& page, const VerifyInput& input) {
  auto unproved = with_verdict(*input.result, Verdict::unproved);
  // What nobody has stated yet has a table of its own.
  std::erase_if(unproved, [](const RequirementResult* each) {
    return each->requirement.kind == RequirementKind::attestation;
  });
  if (unproved.empty()) return;
  const std::vector<Group> groups = groups_of(unproved);
  page.line();
  page.heading(page.say(Phrase::unproved_title, {std::to_string(unproved.size())}), Tone::doubt);
  page.paragraph(0, page.say(Phrase::unproved_hint));
  if (groups.size() > 2) write_obstacles(page, unproved);
  for (const Group& group : groups) {
    if (page.full() || group.results.size() == 1) {
      for (const RequirementResult* result : group.results) {
        page.line();
        write_requirement_head(page, input, *result);
        write_why(page, *result);
      }
      continue;
    }
    page.line();
    write_members(page, input, group);
    write_why(page, *group.first);
  }
}

}  // namespace sekisho::report
