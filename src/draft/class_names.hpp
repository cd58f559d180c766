// What segments of each class are called in a draft.
#pragma once

#include <sekisho/model/snapshot.hpp>

#include <string_view>

namespace sekisho::draft {

struct ClassNames {
  std::string_view name;  // of the segment: `mn`
  std::string_view ja;    // labels
  std::string_view en;
  bool one_segment = false;  // all places of the class are one segment
};

/// The names for a class; for `custom` (class unknown) those of a network of which nothing is known.
[[nodiscard]] const ClassNames& class_names(SegmentClass segment_class);

}  // namespace sekisho::draft
