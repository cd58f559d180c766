// The report of `repair` as text.
#include "report/cubes.hpp"
#include "report/paths.hpp"
#include "report/sentences.hpp"
#include "report/words.hpp"

#include <sekisho/report/display.hpp>
#include <sekisho/report/repair.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace sekisho::report {
namespace {

using repair::Change;
using repair::ChangeKind;
using repair::Obstacle;
using repair::Proposal;
using repair::RequirementRepair;

constexpr std::size_t rules_shown = 6;  // of the blame
constexpr std::size_t cubes_shown = 2;  // of the part of a rule

Phrase phrase_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::remove_rule: return Phrase::repair_kind_remove_rule;
    case ChangeKind::insert_deny: return Phrase::repair_kind_insert_deny;
    case ChangeKind::narrow_rule: return Phrase::repair_kind_narrow_rule;
    case ChangeKind::bind_filter: return Phrase::repair_kind_bind_filter;
    case ChangeKind::remove_route: return Phrase::repair_kind_remove_route;
    case ChangeKind::change_vlans: return Phrase::repair_kind_change_vlans;
    case ChangeKind::close_port: return Phrase::repair_kind_close_port;
  }
  return Phrase::repair_kind_remove_rule;
}

bool has_repair(const RequirementRepair& each) { return !each.proposals.empty() || !each.ended_by.empty(); }

class Writer {
 public:
  Writer(Page& page, const Snapshot* snapshot) : page_(page), snapshot_(snapshot) {}

  void write(const RequirementRepair& each) {
    page_.paragraph(
        0, each.violated.requirement.id + "  " + local(each.violated.requirement.title, page_.language()),
        Tone::strong);
    page_.paragraph(2, violation_words(each.violated));
    if (!each.ended_by.empty()) {
      page_.paragraph(2, page_.say(Phrase::repair_ended_by, {each.ended_by}), Tone::good);
      return;
    }
    for (const Violation& violation : each.violated.violations) write_blame(violation);
    if (each.proposals.empty()) {
      page_.line();
      page_.paragraph(2, obstacle_words(each), Tone::doubt);
      return;
    }
    const std::size_t shown = page_.full() ? each.proposals.size() : 1;
    for (std::size_t i = 0; i < shown; ++i) write_proposal(each, i);
    if (shown < each.proposals.size()) {
      page_.line();
      page_.paragraph(2, page_.say(Phrase::more_with_v, {std::to_string(each.proposals.size() - shown)}),
                      Tone::faint);
    }
  }

 private:
  [[nodiscard]] std::string violation_words(const RequirementResult& violated) const {
    if (!violated.violations.empty()) return violation_sentence(violated, snapshot_, page_.language());
    std::string words;
    for (const Reason& reason : violated.reasons)
      words += (words.empty() ? "" : "\n") + reason_sentence(reason, page_.language());
    return words;
  }

  [[nodiscard]] std::string obstacle_words(const RequirementRepair& each) const {
    switch (each.obstacle) {
      case Obstacle::not_about_packets: return page_.say(Phrase::repair_not_about_packets);
      case Obstacle::must_get_through: return page_.say(Phrase::repair_must_get_through);
      case Obstacle::only_sanctioned: return page_.say(Phrase::repair_only_sanctioned);
      case Obstacle::none:
      case Obstacle::no_known_edit: break;
    }
    return page_.say(Phrase::repair_no_known_edit, {std::to_string(each.trials)});
  }

  void write_blame(const Violation& violation) {
    if (violation.rules.empty()) return;
    page_.line();
    page_.line("  " + page_.paint(Tone::strong, page_.say(Phrase::repair_blame)));
    const std::size_t shown =
        page_.full() ? violation.rules.size() : std::min(violation.rules.size(), rules_shown);
    for (std::size_t i = 0; i < shown; ++i) {
      const BlamedRule& rule = violation.rules[i];
      page_.line(fmt::format("    {} {}  {}",
                             page_.paint(Tone::bad, "[" + page_.say(role_phrase(rule.role)) + "]"),
                             printable(rule.device), page_.paint(Tone::faint, location(rule.source.span))));
      page_.paragraph(8, rule_line(rule.source));
      write_cubes(rule.part, rule.part_complete, 10, cubes_shown);
    }
    if (shown < violation.rules.size()) {
      page_.paragraph(4, page_.say(Phrase::more_with_v, {std::to_string(violation.rules.size() - shown)}),
                      Tone::faint);
    }
  }

  void write_cubes(const std::vector<Cube>& cubes, bool complete, int indent, std::size_t limit) {
    std::vector<CubeWords> all = words_of(cubes);
    if (!page_.full() && all.size() > limit) {
      all.resize(limit);
      complete = false;
    }
    for (const CubeWords& words : all) page_.paragraph(indent, line_of(words, page_.language()), Tone::faint);
    if (!complete) page_.paragraph(indent, "…", Tone::faint);
  }

  void write_proposal(const RequirementRepair& each, std::size_t number) {
    const Proposal& proposal = each.proposals[number];
    page_.line();
    std::string title = page_.say(Phrase::repair_proposal,
                                  {std::to_string(number + 1), std::to_string(each.proposals.size())});
    if (number == 0) title += page_.say(Phrase::repair_in_patch);
    page_.line("  " + page_.paint(Tone::good, title));
    for (const Change& change : proposal.changes) write_change(change);
    write_stops(proposal);
    if (!proposal.conditional_channels.empty()) {
      page_.paragraph(4,
                      page_.say(Phrase::repair_conditional,
                                {fmt::format("{}", fmt::join(proposal.conditional_channels, ", "))}),
                      Tone::doubt);
    }
    std::vector<std::string> others = proposal.ends;
    std::erase(others, each.violated.requirement.id);
    if (!others.empty())
      page_.paragraph(4, page_.say(Phrase::repair_also_ends, {fmt::format("{}", fmt::join(others, ", "))}));
  }

  void write_change(const Change& change) {
    page_.paragraph(4, fmt::format("{}: {}  {}", printable(change.device), page_.say(phrase_of(change.kind)),
                                   location(change.at.span)));
    page_.paragraph(8, rule_line(change.at), Tone::faint);
    write_commands(page_.say(Phrase::repair_commands, {change.device}), change.commands, Tone::strong);
    write_commands(page_.say(Phrase::repair_undo), change.undo, Tone::faint);
  }

  void write_commands(const std::string& title, const std::vector<std::string>& commands, Tone tone) {
    page_.line("    " + page_.paint(tone, title));
    for (const std::string& command : commands) page_.line("      " + printable(command));
  }

  void write_stops(const Proposal& proposal) {
    if (proposal.stops.empty()) {
      page_.paragraph(4, page_.say(Phrase::repair_stops_nothing));
      return;
    }
    page_.line("    " + page_.paint(Tone::doubt, page_.say(Phrase::repair_stops)));
    for (const repair::StoppedTraffic& each : proposal.stops) {
      page_.paragraph(6, place_words(snapshot_, each.from, page_.language()) + " → " +
                             place_words(snapshot_, each.to, page_.language()));
      write_cubes(each.cubes, each.complete, 8, each.cubes.size());
    }
  }

  Page& page_;
  const Snapshot* snapshot_;
};

}  // namespace

std::string repair_text(const repair::RepairResult& result, const Snapshot* snapshot,
                        const std::string& patch_file, const TextOptions& options) {
  Page page(options);
  const std::string& name = local(result.before.name, page.language());
  page.paragraph(0, page.say(Phrase::repair_title, {name.empty() ? result.before.snapshot : name}),
                 Tone::strong);
  page.ruler();
  if (result.requirements.empty()) {
    page.paragraph(2, page.say(Phrase::repair_nothing), Tone::good);
    return page.take();
  }
  const auto repaired = static_cast<std::size_t>(
      std::count_if(result.requirements.begin(), result.requirements.end(), has_repair));
  page.paragraph(2,
                 page.say(Phrase::repair_summary,
                          {std::to_string(repaired), std::to_string(result.requirements.size())}),
                 repaired == result.requirements.size() ? Tone::good : Tone::doubt);
  if (options.detail == Detail::brief) return page.take();
  Writer writer(page, snapshot);
  for (std::size_t i = 0; i < result.requirements.size(); ++i) {
    page.line();
    page.heading(page.say(Phrase::repair_violation,
                          {std::to_string(i + 1), std::to_string(result.requirements.size())}),
                 Tone::bad);
    writer.write(result.requirements[i]);
  }
  if (result.patch.empty()) return page.take();
  page.line();
  page.paragraph(0,
                 patch_file.empty() ? page.say(Phrase::repair_patch_hint)
                                    : page.say(Phrase::repair_patch_use, {patch_file, result.folder}),
                 Tone::faint);
  return page.take();
}

int exit_status_of(const repair::RepairResult& result) {
  return std::all_of(result.requirements.begin(), result.requirements.end(), has_repair) ? 0 : 1;
}

}  // namespace sekisho::report
