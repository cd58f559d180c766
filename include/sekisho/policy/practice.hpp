// Practices: what a policy demands of how devices are set up and the network is kept on record, each decided
// by a check of its own in src/audit.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace sekisho {

enum class Practice : std::uint8_t {
#define SEKISHO_PRACTICE(enumerator, name) enumerator,
#include <sekisho/policy/practices.def>
#undef SEKISHO_PRACTICE
};

[[nodiscard]] std::string_view name_of(Practice practice);  // "time-servers", ...
[[nodiscard]] const std::vector<Practice>& all_practices();

}  // namespace sekisho
