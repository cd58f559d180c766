#include <sekisho/compare/verdicts.hpp>

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace sekisho::compare {

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

}  // namespace

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

}  // namespace sekisho::compare
