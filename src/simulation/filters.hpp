// The stages that are made of filters.
#pragma once

#include "simulation/passage.hpp"

namespace sekisho::simulation {

[[nodiscard]] Passages ingress_filter(const World& world, Passage passage);
[[nodiscard]] Passages forward_filter(const World& world, Passage passage);
[[nodiscard]] Passages egress_filter(const World& world, Passage passage);
[[nodiscard]] Passages local_filter(const World& world, Passage passage);
/// What the device itself sends.
[[nodiscard]] Passages own_filter(const World& world, Passage passage);

/// Anti-spoofing of the ingress interface (source_check.cpp).
[[nodiscard]] Passages source_check(const World& world, Passage passage);

/// Ends a passage as denied; where an unread line may permit, also lets it go on, and neither is
/// certain.
[[nodiscard]] Passages deny(const World& world, Passage passage, Note note);

}  // namespace sekisho::simulation
