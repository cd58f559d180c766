#include <sekisho/review/verdicts.hpp>

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace sekisho::review {

namespace {

constexpr std::size_t cubes_shown = 16;

/// The forbidden packets of a result as far as its cubes tell them.
struct Forbidden {
  PacketSet packets;
  bool complete = true;
};

Forbidden forbidden_of(const RequirementResult& result, PacketSpace& space) {
  Forbidden forbidden{space.none(), true};
  for (const Violation& violation : result.violations) {
    for (const Cube& cube : violation.forbidden) forbidden.packets |= space.packets(cube);
    forbidden.complete = forbidden.complete && violation.forbidden_complete;
  }
  return forbidden;
}

bool same_reason(const Reason& a, const Reason& b) {
  // Lines move when others are added above them: what is said counts, not where.
  return a.device == b.device && a.because.code == b.because.code && a.text == b.text &&
         a.because.arguments == b.because.arguments;
}

std::vector<const Reason*> new_reasons(const RequirementResult& before, const RequirementResult& after) {
  std::vector<const Reason*> result;
  for (const Reason& reason : after.reasons) {
    const auto is_it = [&](const Reason& each) { return same_reason(each, reason); };
    if (std::ranges::none_of(before.reasons, is_it)) result.push_back(&reason);
  }
  return result;
}

/// Violated before and after: what of it is new.
void find_new_violations(VerdictChange& change) {
  if (!is_about_packets(change.after->requirement.kind)) {
    change.new_reasons = new_reasons(*change.before, *change.after);
    return;
  }
  if (change.after->requirement.kind == RequirementKind::channels) return;  // what does not get through
  PacketSpace space;
  const Forbidden old_ones = forbidden_of(*change.before, space);
  const Forbidden new_ones = forbidden_of(*change.after, space);
  const PacketSet more = new_ones.packets - old_ones.packets;
  if (!more.empty()) {
    change.new_packets = more.cubes(cubes_shown).cubes;
  } else if (!new_ones.complete && old_ones.complete) {
    change.new_packets = new_ones.packets.cubes(cubes_shown).cubes;  // what the cubes leave out is not known
  }
}

const RequirementResult* result_of(const VerifyResult& result, std::string_view id) {
  const auto found = std::ranges::find_if(
      result.requirements, [&](const RequirementResult& each) { return each.requirement.id == id; });
  return found == result.requirements.end() ? nullptr : &*found;
}

/// What a line lets through of a result's violations; what is not known is not complete.
Forbidden part_of(const BlamedRule& line, const RequirementResult& result, PacketSpace& space) {
  Forbidden part{space.none(), true};
  for (const Violation& violation : result.violations) {
    for (const BlamedRule& each : violation.rules) {
      const bool is_it = each.device == line.device && each.role == line.role &&
                         each.source.text == line.source.text && each.source.label == line.source.label;
      if (!is_it) continue;
      for (const Cube& cube : each.part) part.packets |= space.packets(cube);
      part.complete = part.complete && each.part_complete;
    }
  }
  return part;
}

}  // namespace

void tell_new_rules(std::vector<VerdictChange>& changes, const VerifyResult& before,
                    const VerifyResult& after) {
  for (VerdictChange& change : changes) {
    const RequirementResult* was = result_of(before, change.id);
    const RequirementResult* is = result_of(after, change.id);
    if (change.new_packets.empty() || was == nullptr || is == nullptr) continue;
    PacketSpace space;
    for (const Violation& violation : change.after->violations) {
      for (const BlamedRule& line : violation.rules) {
        const Forbidden now = part_of(line, *is, space);
        const Forbidden then = part_of(line, *was, space);
        if (!now.complete || !now.packets.subset_of(then.packets)) change.new_rules.push_back(&line);
      }
    }
  }
}

bool VerdictChange::opens() const {
  if (after == nullptr || after->verdict != Verdict::violated) return false;
  return is_other_verdict() || !new_packets.empty() || !new_reasons.empty();
}

std::vector<VerdictChange> verdict_changes(const VerifyResult& before, const VerifyResult& after) {
  std::unordered_map<std::string_view, const RequirementResult*> old;
  for (const RequirementResult& each : before.requirements) old.emplace(each.requirement.id, &each);
  std::vector<VerdictChange> changes;
  for (const RequirementResult& each : after.requirements) {
    const auto found = old.find(each.requirement.id);
    VerdictChange change;
    change.id = each.requirement.id;
    change.before = found == old.end() ? nullptr : found->second;
    change.after = &each;
    if (found != old.end()) old.erase(found);
    if (!change.is_other_verdict() && each.verdict == Verdict::violated) find_new_violations(change);
    if (change.is_other_verdict() || change.opens()) changes.push_back(std::move(change));
  }
  for (const RequirementResult& each : before.requirements) {
    if (!old.contains(each.requirement.id)) continue;
    VerdictChange change;
    change.id = each.requirement.id;
    change.before = &each;
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace sekisho::review
