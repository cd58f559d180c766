// Repairs as JSON: the same keys in the reports of `repair` and of `verify --repair`.
#pragma once

#include "report/json_values.hpp"

#include <sekisho/repair/repair.hpp>

namespace sekisho::report {

/// `missed`, `proposals`, `ended_by`, `obstacle` and `tried` of one violation.
[[nodiscard]] Json json_of(const repair::RequirementRepair& repair);

}  // namespace sekisho::report
