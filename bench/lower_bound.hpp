// The bare minimum beside which the time of a bench is seen: the same bytes read and cut into words, and
// nothing done with them.
#pragma once

#include "figures.hpp"

#include <string>
#include <vector>

namespace sekisho::bench {

struct LowerBound {
  double seconds_reading = 0;
  double seconds_splitting = 0;

  void add_to(Figures& figures) const {
    figures.add("bound_seconds_reading", seconds_reading);
    figures.add("bound_seconds_splitting", seconds_splitting);
  }
};

/// Reads the files, which have been read before: they come from memory.
[[nodiscard]] LowerBound measure_lower_bound(const std::vector<std::string>& paths);

}  // namespace sekisho::bench
