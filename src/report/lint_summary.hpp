// What all reports of `lint` count and say.
#pragma once

#include <sekisho/report/lint.hpp>

#include <array>
#include <cstddef>

namespace sekisho::report {

/// How many findings count: neither suppressed nor old. By severity: [note, warning, error].
struct LintCounts {
  std::array<std::size_t, 3> by_severity{};
  std::size_t suppressed = 0;
  std::size_t old = 0;

  [[nodiscard]] std::size_t of(Severity severity) const {
    return by_severity[static_cast<std::size_t>(severity)];
  }
};
[[nodiscard]] LintCounts counts_of(const LintResult& result);

/// True when it counts.
[[nodiscard]] bool is_open(const sekisho::Finding& finding);

}  // namespace sekisho::report
