// Rule analysis of filters, and hygiene of objects and devices: docs/lint.md.
#pragma once

#include <sekisho/lint/finding.hpp>
#include <sekisho/model/network.hpp>
#include <sekisho/routing/tables.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace sekisho {

struct LintOptions {
  Date date;
  int jobs = 0;  // threads, where a check verifies; 0: as many as there are processors
};

struct LintResult {
  std::vector<Finding> findings;  // by device, file and line
  std::size_t filters = 0;        // looked at
  std::size_t rules = 0;          // in them
};

/// What is wrong, needless or doubtful in the devices of a network. With routes (one per device) and
/// segments, findings about what gets through are graded by what really does; without them (nullptr, configs
/// alone), by form. Results do not depend on `jobs`.
[[nodiscard]] LintResult lint_network(const Network& network, const std::vector<DeviceRoutes>* routes,
                                      const LintOptions& options);

}  // namespace sekisho
