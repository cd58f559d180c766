// Building the permit set of a filter, measured.
#pragma once

#include "acl_rules.hpp"
#include "figures.hpp"

#include <vector>

namespace sekisho::bench {

/// Encodes, combines and counts; gives the number of permitted headers, seconds, bytes and nodes.
[[nodiscard]] Figures measure_permit_set(const std::vector<AclRule>& rules);

}  // namespace sekisho::bench
