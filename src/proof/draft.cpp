#include <sekisho/base/code.hpp>
#include <sekisho/proof/draft.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace sekisho {
namespace {

/// Where to look: the line that says draft, else the first unconfirmed item.
Span place_of(const Snapshot& snapshot) {
  if (snapshot.draft.line > 0) return snapshot.draft;
  const auto link = std::ranges::find(snapshot.links, false, &Link::confirmed);
  if (link != snapshot.links.end()) return link->span;
  const auto segment = std::ranges::find(snapshot.segments, false, &Segment::confirmed);
  return segment != snapshot.segments.end() ? segment->span : Span{};
}

}  // namespace

void withdraw_for_draft(RequirementResult& result, const Snapshot& snapshot) {
  if (!snapshot.is_draft()) return;
  std::vector<Reason> reasons;
  reasons.push_back(
      {"", {Code::reason_draft, place_of(snapshot), {std::to_string(snapshot.unconfirmed())}}, ""});
  for (const Segment& segment : snapshot.segments) {
    const bool concerned =
        segment.name == result.requirement.from ||
        (result.requirement.kind != RequirementKind::devices && segment.name == result.requirement.to);
    if (concerned && !segment.confirmed)
      reasons.push_back({"", {Code::reason_unconfirmed_segment, segment.span, {segment.name}}, ""});
  }
  result.reasons.insert(result.reasons.begin(), reasons.begin(), reasons.end());
  if (result.verdict != Verdict::proved && result.verdict != Verdict::excepted) return;
  result.verdict = Verdict::unproved;
  result.assurance = Assurance::none;
  result.for_want_of_answers = false;
  result.exception.clear();
}

}  // namespace sekisho
