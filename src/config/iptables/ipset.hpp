// Sets as alternatives of what their members ask of a packet (ipset(8)).
#pragma once

#include "config/iptables/conditions.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sekisho::config::iptables {

/// What `--match-set NAME src,dst` asks. `certain` is false where members come and go (timeouts, the target
/// SET) or could not be read; then `alternatives` is nothing: any packet may match.
struct SetMatch {
  std::optional<std::vector<Alternative>> alternatives;
  bool certain = true;
};

[[nodiscard]] SetMatch match_of_set(const std::string& name, const std::vector<std::string>& directions,
                                    const Surroundings& surroundings);

}  // namespace sekisho::config::iptables
