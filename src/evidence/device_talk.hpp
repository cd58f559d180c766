// What switches and routers say to their neighbours (LLDP, CDP, spanning tree), held against where they have
// ports.
#pragma once

#include "evidence/finding_list.hpp"

#include <sekisho/evidence/confirm.hpp>

#include <vector>

namespace sekisho::evidence {

/// Devices of the snapshot heard on links where they have no port, and one spanning tree heard in two
/// segments that no device carries both of: something joins them that the snapshot does not know.
void judge_device_talk(const Network& network, const std::vector<Capture>& captures, FindingList& findings);

}  // namespace sekisho::evidence
