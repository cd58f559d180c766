#include "report/repairs.hpp"

#include "report/paths.hpp"
#include "report/words.hpp"

#include <sekisho/report/display.hpp>

#include <fmt/format.h>

namespace sekisho::report {

using repair::ChangeKind;
using repair::Miss;
using repair::Obstacle;
using repair::RequirementRepair;

namespace {

const RequirementRepair* find(const repair::RepairResult& repairs, const std::string& id) {
  for (const RequirementRepair& each : repairs.requirements) {
    if (each.violated.requirement.id == id) return &each;
  }
  return nullptr;
}

}  // namespace

const RequirementRepair* repair_of(const VerifyInput& input, const RequirementResult& result) {
  return input.repairs == nullptr ? nullptr : find(*input.repairs, result.requirement.id);
}

bool can_ask_for_repairs(const VerifyInput& input) {
  return input.repairs == nullptr && input.result->violated > 0;
}

const repair::Proposal* best_proposal(const repair::RepairResult& repairs, const RequirementRepair& repair) {
  const RequirementRepair* own = repair.ended_by.empty() ? &repair : find(repairs, repair.ended_by);
  return own == nullptr || own->proposals.empty() ? nullptr : &own->proposals.front();
}

bool has_repair(const RequirementRepair& repair) {
  return !repair.proposals.empty() || !repair.ended_by.empty();
}

Phrase repair_title(const RequirementRepair& repair) {
  return has_repair(repair) ? Phrase::repair_verified_title : Phrase::html_improvements;
}

Phrase change_phrase(ChangeKind kind) {
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

std::string change_words(const repair::Change& change, Language language) {
  return fmt::format("{}: {}  {}", printable(change.device), say(change_phrase(change.kind), language),
                     location(change.at.span));
}

std::string obstacle_words(const RequirementRepair& repair, Language language) {
  switch (repair.obstacle) {
    case Obstacle::not_about_packets: return say(Phrase::repair_not_about_packets, language);
    case Obstacle::must_get_through: return say(Phrase::repair_must_get_through, language);
    case Obstacle::only_sanctioned: return say(Phrase::repair_only_sanctioned, language);
    case Obstacle::none:
    case Obstacle::no_known_edit: break;
  }
  return say(Phrase::repair_no_known_edit, language, {std::to_string(repair.trials)});
}

std::string missed_words(const repair::MissedDenial& missed, Language language) {
  const auto sentence = [&](Phrase phrase) {
    return say(phrase, language, {rule_line(missed.denial), location(missed.denial.span)});
  };
  switch (missed.miss) {
    case Miss::order: return sentence(Phrase::repair_missed_order);
    case Miss::source: return sentence(Phrase::repair_missed_source);
    case Miss::destination: return sentence(Phrase::repair_missed_destination);
    case Miss::service: return sentence(Phrase::repair_missed_service);
  }
  return {};
}

std::vector<std::string> repair_summary(const RequirementRepair& repair, Language language) {
  if (!repair.ended_by.empty())
    return {say(Phrase::repair_with_that_of, language, {printable(repair.ended_by)})};
  if (repair.proposals.empty()) return {obstacle_words(repair, language)};
  std::vector<std::string> words;
  for (const repair::Change& change : repair.proposals.front().changes)
    words.push_back(change_words(change, language));
  return words;
}

}  // namespace sekisho::report
