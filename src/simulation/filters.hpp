// Filters, rule by rule, and the stages made of them.
#pragma once

#include "simulation/passage.hpp"

namespace sekisho::simulation {

/// One outcome of a filter: the rule that decided (null: the default action).
struct Verdict {
  Action action = Action::deny;
  const Rule* rule = nullptr;
  bool certain = true;
};

/// First match. A rule that may match opens two outcomes; outcomes that come to the same are merged, and
/// when all come to the same the outcome is certain. `in` and `out`: null when not known, pointing to an
/// empty name when there is none.
[[nodiscard]] std::vector<Verdict> evaluate(const Filter& filter, const Packet& packet, const Date& date,
                                            const std::string* in, const std::string* out);

[[nodiscard]] Passages ingress_filter(const World& world, Passage passage);
[[nodiscard]] Passages forward_filter(const World& world, Passage passage);
[[nodiscard]] Passages egress_filter(const World& world, Passage passage);
[[nodiscard]] Passages local_filter(const World& world, Passage passage);

/// Anti-spoofing of the ingress interface (source_check.cpp).
[[nodiscard]] Passages source_check(const World& world, Passage passage);

/// Ends a passage as denied; where an unread line may permit, also lets it go on, and neither is
/// certain.
[[nodiscard]] Passages deny(const World& world, Passage passage, Note note);

}  // namespace sekisho::simulation
