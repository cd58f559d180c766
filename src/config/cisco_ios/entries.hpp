// Access list entries with their object groups resolved, as vendor-neutral matches. Filters, NAT, policy
// routing and access classes all ask here.
#pragma once

#include "config/cisco_ios/convert.hpp"

#include <vector>

namespace sekisho::config::ios {

/// One entry: what it matches, and the entry itself.
struct Entry {
  const Ace* ace = nullptr;
  Match match;
  Schedule schedule;
};

/// The entries of a list in order. Entries of `evaluate` are left to the caller. Names that are not
/// defined are reported.
[[nodiscard]] std::vector<Entry> entries_of(Conversion& conversion, const AccessList& list);

/// The match of one entry.
[[nodiscard]] Match match_of(Conversion& conversion, const Ace& ace, AclKind kind);

[[nodiscard]] Schedule schedule_of(Conversion& conversion, const Ace& ace);

/// `ACL seq 10`
[[nodiscard]] std::string label_of(const AccessList& list, const Ace& ace);

/// The list of that name, or null.
[[nodiscard]] const AccessList* find_list(const IosConfig& config, const std::string& name);

/// The same match with source and destination exchanged, for the way back.
[[nodiscard]] Match mirrored(const Match& match);

/// False when no packet can match both, as far as their addresses tell.
[[nodiscard]] bool may_overlap(const Match& a, const Match& b);

}  // namespace sekisho::config::ios
