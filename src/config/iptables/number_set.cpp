#include "config/iptables/number_set.hpp"

#include <algorithm>

namespace sekisho::config::iptables {

NumberSet NumberSet::of(std::vector<Range> ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return a.first < b.first; });
  NumberSet result;
  for (const Range& each : ranges) {
    std::vector<Range>& merged = result.ranges_;
    const bool apart =
        merged.empty() || (merged.back().last < each.first && merged.back().last + 1 < each.first);
    if (apart) {
      merged.push_back(each);
    } else {
      merged.back().last = std::max(merged.back().last, each.last);
    }
  }
  return result;
}

void NumberSet::add(Range range) {
  std::vector<Range> result;
  for (const Range& each : ranges_) {
    const bool before = each.last < range.first && each.last + 1 < range.first;
    const bool behind = range.last < each.first && range.last + 1 < each.first;
    if (before || behind) {
      result.push_back(each);
    } else {
      range = {std::min(range.first, each.first), std::max(range.last, each.last)};
    }
  }
  result.insert(std::upper_bound(result.begin(), result.end(), range,
                                 [](const Range& a, const Range& b) { return a.first < b.first; }),
                range);
  ranges_ = std::move(result);
}

void NumberSet::remove(Range range) {
  std::vector<Range> result;
  for (const Range& each : ranges_) {
    if (each.last < range.first || range.last < each.first) {
      result.push_back(each);
      continue;
    }
    if (each.first < range.first) result.push_back({each.first, range.first - 1});
    if (range.last < each.last) result.push_back({range.last + 1, each.last});
  }
  ranges_ = std::move(result);
}

void NumberSet::intersect(const NumberSet& other) {
  std::vector<Range> result;
  auto a = ranges_.begin();
  auto b = other.ranges_.begin();
  while (a != ranges_.end() && b != other.ranges_.end()) {
    const Range both{std::max(a->first, b->first), std::min(a->last, b->last)};
    if (both.first <= both.last) result.push_back(both);
    if (a->last < b->last) {
      ++a;
    } else {
      ++b;
    }
  }
  ranges_ = std::move(result);
}

NumberSet NumberSet::complement(Range everything) const {
  NumberSet result(everything);
  for (const Range& each : ranges_) result.remove(each);
  return result;
}

NumberSet::Range all_addresses(Family family) { return {0, low_ones(width(family))}; }

}  // namespace sekisho::config::iptables
