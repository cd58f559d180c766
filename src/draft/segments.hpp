// Segments: places of one class together, with their addresses.
#pragma once

#include "draft/places.hpp"

#include <vector>

namespace sekisho::draft {

struct FoundSegments {
  std::vector<DraftSegment> segments;  // inside first, each in the order of the classes
  Reasons open;
};

/// Guesses the class of each place and puts places together. Prefixes of different segments are disjoint, one
/// segment at most has the rest, and a place whose addresses are not known is a question.
[[nodiscard]] FoundSegments find_segments(const Site& site, const std::vector<Place>& places);

}  // namespace sekisho::draft
