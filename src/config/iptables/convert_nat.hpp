// Targets of the table nat as rewrites.
#pragma once

#include "config/iptables/conditions.hpp"

#include <sekisho/model/filter.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho::config::iptables {

/// One thing that a translating target may do.
struct Translation {
  Rewrite rewrite;
  std::optional<std::string> interface;  // only for packets by this interface: the one they came in by where
                                         // the destination is rewritten, else the one they leave by
  bool certain = true;
};

/// What SNAT, DNAT, MASQUERADE, REDIRECT or NETMAP does. `at_source`: the chain is for POSTROUTING or INPUT,
/// which NETMAP asks. Remarks on what it cannot read.
[[nodiscard]] std::vector<Translation> translations_of(const ReadRule& rule, const Place& place,
                                                       bool at_source, const Surroundings& surroundings);

}  // namespace sekisho::config::iptables
