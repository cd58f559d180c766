#include "report/wire_words.hpp"

#include "report/confirm_summary.hpp"

#include <algorithm>

namespace sekisho::report {
namespace {

/// The requirements of a row, added up.
struct RowOnWire {
  std::size_t of_flows = 0;  // requirements that flows tell of
  std::size_t watched = 0;
  std::size_t talked = 0;  // something was seen between their ends
  evidence::OnWire sum;
};

RowOnWire added_up(const evidence::OnWireIndex& index, const std::vector<const Requirement*>& requirements) {
  RowOnWire row;
  for (const Requirement* requirement : requirements) {
    const auto seen = index.of(*requirement);
    if (!seen) continue;
    ++row.of_flows;
    row.watched += seen->watched ? 1 : 0;
    row.talked += seen->flows > 0 ? 1 : 0;
    row.sum.flows += seen->flows;
    row.sum.answered += seen->answered;
    row.sum.against += seen->against;
    if (seen->farthest)
      row.sum.farthest = std::max(row.sum.farthest.value_or(*seen->farthest), *seen->farthest);
  }
  return row;
}

std::string what_was_seen(const RowOnWire& row, bool channels, Language language) {
  const std::string flows = std::to_string(row.sum.flows);
  if (row.sum.farthest)
    return say(Phrase::wire_against, language,
               {std::to_string(row.sum.against), say(outcome_phrase(*row.sum.farthest), language)});
  if (row.sum.flows == 0) return say(Phrase::wire_silent, language);
  if (!channels) return say(Phrase::wire_nothing_against, language, {flows});
  return say(Phrase::wire_channel_seen, language, {flows, std::to_string(row.sum.answered)});
}

}  // namespace

std::string wire_words(const evidence::OnWireIndex& index,
                       const std::vector<const Requirement*>& requirements, Language language) {
  const RowOnWire row = added_up(index, requirements);
  if (row.of_flows == 0) return "";
  if (row.watched == 0 && row.sum.flows == 0 && !row.sum.farthest)
    return say(Phrase::wire_not_watched, language);
  const bool channels = requirements.front()->kind == RequirementKind::channels;
  std::string words = what_was_seen(row, channels, language);
  if (row.of_flows == 1) return words;
  const Phrase part = channels ? Phrase::wire_channels_seen : Phrase::wire_watched_in_part;
  const std::size_t count = channels ? row.talked : row.watched;
  words += say(Phrase::separator_dot, language) +
           say(part, language, {std::to_string(count), std::to_string(row.of_flows)});
  return words;
}

bool is_broken_on_wire(const evidence::OnWireIndex& index,
                       const std::vector<const Requirement*>& requirements) {
  return added_up(index, requirements).sum.farthest.has_value();
}

}  // namespace sekisho::report
