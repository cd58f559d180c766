// What an ordered list of rules permits when the first rule that matches decides.
#pragma once

#include <sekisho/packetset/packet_set.hpp>

#include <vector>

namespace sekisho {

struct MatchedRule {
  PacketSet packets;  // that the rule matches
  bool permit = false;
};

/// The packets whose first matching rule permits them. What no rule matches is not permitted.
///
/// Same set as subtracting and uniting rule by rule, but halves of the list are combined, so that most
/// operations work on small sets: a list of n rules costs O(log n) operations on sets of its own size
/// instead of n.
[[nodiscard]] PacketSet first_match(PacketSpace& space, const std::vector<MatchedRule>& rules);

}  // namespace sekisho
