// What hosts and devices say about themselves on the link, held against where they belong.
#pragma once

#include "evidence/finding_list.hpp"

#include <sekisho/evidence/confirm.hpp>

#include <vector>

namespace sekisho::evidence {

/// Adapters and names in two segments, addresses on foreign links, two adapters with one address, adapters
/// that the inventory does not have, IPv6 where there is none, servers of DHCP and routers that nobody knows.
void judge_neighbours(const Network& network, const std::vector<Capture>& captures, FindingList& findings);

}  // namespace sekisho::evidence
