// The words of a rule in the Stanford dataset.
#pragma once

#include "stanford_dataset.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace sekisho::bench::stanford {

inline constexpr std::size_t rule_words = 11;

/// The rule that `rule_words` words describe: action, protocols, source, its wildcard and ports, destination,
/// its wildcard and ports. Nothing when a word is not as it should be.
[[nodiscard]] std::optional<Rule> read_rule(std::span<const std::string_view, rule_words> words);

}  // namespace sekisho::bench::stanford
