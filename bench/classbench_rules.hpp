// Filters of any length that look like the one a ClassBench parameter file was taken from.
#pragma once

#include "acl_rules.hpp"
#include "classbench_seed.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sekisho::bench {

/// `count` rules, no two with the same conditions; fewer when the statistics do not yield as many. The
/// same arguments give the same rules everywhere.
///
/// What the file does not say: six rules of ten permit. Rules with longer prefixes stand first, as those
/// behind a wider rule would mean nothing. Where more rules are wanted than were counted, addresses come from
/// as many trees of prefixes as the count goes in; one tree has not enough different ones.
[[nodiscard]] std::vector<AclRule> classbench_rules(const ClassbenchSeed& seed, std::size_t count,
                                                    std::uint64_t random_seed);

}  // namespace sekisho::bench
