// A few sets of packets by number.
//
// Networks have few distinct filters, and packets pass few different combinations of them. A walk over a
// network meets the same intersections and unions again and again; here each is computed once, and the
// walk handles numbers. Equal sets have one number.
#pragma once

#include <sekisho/packetset/packet_set.hpp>

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace sekisho::bench {

class HeaderConditions {
 public:
  using Id = std::uint32_t;
  static constexpr Id never = 0;   // no packet
  static constexpr Id always = 1;  // every IPv4 packet

  explicit HeaderConditions(PacketSpace& space);

  /// The number of a set of IPv4 packets. Looks through the sets so far.
  [[nodiscard]] Id number_of(const PacketSet& packets);
  [[nodiscard]] const PacketSet& packets(Id id) const { return sets_[id]; }

  [[nodiscard]] Id both(Id a, Id b);
  [[nodiscard]] Id either(Id a, Id b);

  [[nodiscard]] std::size_t count() const { return sets_.size(); }

 private:
  std::vector<PacketSet> sets_;
  std::unordered_map<std::uint64_t, Id> both_;  // by the two numbers, the smaller one on top
  std::unordered_map<std::uint64_t, Id> either_;
};

}  // namespace sekisho::bench
