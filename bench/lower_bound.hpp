// The bare minimum beside which the time of a bench is seen: the same bytes read and cut into words, and
// nothing done with them.
#pragma once

#include "figures.hpp"

#include <string>
#include <vector>

namespace sekisho::bench {

struct LowerBound {
  Duration reading;
  Duration splitting;

  void add_to(Figures& figures) const {
    figures.add_duration(reading, "bound_reading");
    figures.add_duration(splitting, "bound_splitting");
  }
};

/// Reads the files, which have been read before: they come from memory.
[[nodiscard]] LowerBound measure_lower_bound(const std::vector<std::string>& paths);

}  // namespace sekisho::bench
