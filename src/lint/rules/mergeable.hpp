// Rules that could be one.
#pragma once

#include "lint/rules/rule_analysis.hpp"

#include <vector>

namespace sekisho::lint {

/// What one rule of a language can hold: `one_value`: one prefix or address per side, one range of ports
/// (IOS, iptables); `lists`: several of each (FortiOS policies).
enum class RuleShape : std::uint8_t { one_value, lists };
[[nodiscard]] RuleShape rule_shape_of(const std::string& language);

/// Pairs among `rules` (ascending) that decide alike, with nothing between them that decides otherwise, and
/// differ in one thing only, of which one rule of that shape can say both: the two halves of a prefix, or
/// ranges of ports that touch; any sources, destinations or services where rules hold lists. Each as the
/// later rule, with the earlier one in `by`. What they record, their schedule and their interfaces are the
/// same.
[[nodiscard]] std::vector<RuleRelation> mergeable_rules(const Filter& filter,
                                                        const std::vector<RuleIndex>& rules, RuleShape shape);

/// The one rule, with the source of `a`; nothing when they are not mergeable.
[[nodiscard]] std::optional<Rule> merged(const Rule& a, const Rule& b, RuleShape shape);

}  // namespace sekisho::lint
