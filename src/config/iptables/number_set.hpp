// Sets of numbers (addresses of one family, ports, ICMP types) as sorted ranges that do not touch.
#pragma once

#include <sekisho/base/address.hpp>

#include <vector>

namespace sekisho::config::iptables {

class NumberSet {
 public:
  struct Range {
    Bits128 first = 0;
    Bits128 last = 0;
    friend bool operator==(const Range&, const Range&) = default;
  };

  NumberSet() = default;
  explicit NumberSet(Range range) : ranges_{range} {}
  /// The union of many ranges, in any order.
  static NumberSet of(std::vector<Range> ranges);

  [[nodiscard]] const std::vector<Range>& ranges() const { return ranges_; }
  [[nodiscard]] bool empty() const { return ranges_.empty(); }

  void add(Range range);
  void remove(Range range);
  void intersect(const NumberSet& other);
  /// What of `everything` is not in the set.
  [[nodiscard]] NumberSet complement(Range everything) const;

  friend bool operator==(const NumberSet&, const NumberSet&) = default;

 private:
  std::vector<Range> ranges_;
};

/// All addresses of a family.
[[nodiscard]] NumberSet::Range all_addresses(Family family);
inline constexpr NumberSet::Range all_ports{0, 65535};

}  // namespace sekisho::config::iptables
