// Hosts that administrators gave names to.
#pragma once

#include "draft/site.hpp"

#include <vector>

namespace sekisho::draft {

/// Address objects of a single host or a few, that lie in one of the segments; sanitizers first. Each address
/// is in one host at most: the first name counts, since names of one host differ between devices.
[[nodiscard]] std::vector<DraftHost> find_hosts(const Site& site, const std::vector<DraftSegment>& segments);

}  // namespace sekisho::draft
