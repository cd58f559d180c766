// Destinations that no router tells apart.
//
// The prefixes of all routing tables together cut the addresses into elementary intervals, on each of
// which every router does one thing. Intervals on which every router does the same are one class: there
// are as many classes as there are behaviours, fewer than intervals and far fewer than addresses, and one
// walk over the network answers for all destinations of a class. (H. Yang, S. Lam, "Real-time
// verification of network properties using atomic predicates", ICNP 2013, finds them by set operations;
// destinations alone need only sorting.)
#pragma once

#include "stanford_dataset.hpp"

namespace sekisho::bench::stanford {

using ClassId = std::uint32_t;

/// Of a router without a route for a destination: the packet is dropped.
inline constexpr TargetId no_target = ~TargetId{0};

struct DestinationClasses {
  struct Interval {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    ClassId destinations = 0;
  };
  std::vector<Interval> intervals;             // all addresses, ascending; neighbours differ in class
  std::vector<std::vector<TargetId>> targets;  // of each class: what each router does
  std::vector<std::uint64_t> sizes;            // of each class: how many addresses it has

  [[nodiscard]] std::size_t count() const { return targets.size(); }
};

/// Sorts the ends of the prefixes: n log n for n routes, and a step per class and router.
[[nodiscard]] DestinationClasses classes_of(const Network& network);

}  // namespace sekisho::bench::stanford
