#include "report/text/repair_sections.hpp"

#include "report/cubes.hpp"
#include "report/paths.hpp"
#include "report/repairs.hpp"
#include "report/words.hpp"

#include <sekisho/report/display.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sekisho::report {
namespace {

using repair::Change;
using repair::Proposal;
using repair::RequirementRepair;

class ProposalWriter {
 public:
  ProposalWriter(Page& page, const Snapshot* snapshot, bool has_patch)
      : page_(page), snapshot_(snapshot), has_patch_(has_patch) {}

  void write(const RequirementRepair& repair) {
    const std::size_t shown = page_.full() ? repair.proposals.size() : 1;
    for (std::size_t i = 0; i < shown; ++i) write_proposal(repair, i);
    if (shown < repair.proposals.size()) {
      page_.line();
      page_.paragraph(2, page_.say(Phrase::more_with_v, {std::to_string(repair.proposals.size() - shown)}),
                      Tone::faint);
    }
  }

 private:
  void write_proposal(const RequirementRepair& repair, std::size_t number) {
    const Proposal& proposal = repair.proposals[number];
    page_.line();
    std::string title = page_.say(Phrase::repair_proposal,
                                  {std::to_string(number + 1), std::to_string(repair.proposals.size())});
    if (number == 0 && has_patch_) title += page_.say(Phrase::repair_in_patch);
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
    std::erase(others, repair.violated.requirement.id);
    if (!others.empty())
      page_.paragraph(4, page_.say(Phrase::repair_also_ends, {fmt::format("{}", fmt::join(others, ", "))}));
  }

  void write_change(const Change& change) {
    page_.paragraph(4, change_words(change, page_.language()));
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
      write_cubes(page_, each.cubes, each.complete, 8, each.cubes.size());
    }
  }

  Page& page_;
  const Snapshot* snapshot_;
  bool has_patch_;
};

}  // namespace

void write_repair(Page& page, const RequirementRepair& repair, const Snapshot* snapshot, bool has_patch) {
  if (!repair.ended_by.empty()) {
    page.paragraph(2, page.say(Phrase::repair_ended_by, {repair.ended_by}), Tone::good);
  } else if (repair.proposals.empty()) {
    page.line();
    page.paragraph(2, obstacle_words(repair, page.language()), Tone::doubt);
  } else {
    ProposalWriter(page, snapshot, has_patch).write(repair);
  }
}

void write_missed_denials(Page& page, const RequirementRepair& repair, const BlamedRule& rule, int indent) {
  for (const repair::MissedDenial& missed : repair.missed) {
    if (missed.device == rule.device && missed.permit.span == rule.source.span)
      page.paragraph(indent, missed_words(missed, page.language()), Tone::doubt);
  }
}

void write_cubes(Page& page, const std::vector<Cube>& cubes, bool complete, int indent, std::size_t limit) {
  std::vector<CubeWords> all = words_of(cubes);
  if (!page.full() && all.size() > limit) {
    all.resize(limit);
    complete = false;
  }
  for (const CubeWords& words : all) page.paragraph(indent, line_of(words, page.language()), Tone::faint);
  if (!complete) page.paragraph(indent, "…", Tone::faint);
}

}  // namespace sekisho::report
