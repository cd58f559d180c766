#include "header_conditions.hpp"

#include <algorithm>

namespace sekisho::bench {

namespace {

std::uint64_t pair_key(HeaderConditions::Id a, HeaderConditions::Id b) {
  return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
}

}  // namespace

HeaderConditions::HeaderConditions(PacketSpace& space) : sets_{space.none(), space.family(Family::v4)} {}

HeaderConditions::Id HeaderConditions::number_of(const PacketSet& packets) {
  const auto known = std::find(sets_.begin(), sets_.end(), packets);
  const auto id = static_cast<Id>(known - sets_.begin());
  if (known == sets_.end()) sets_.push_back(packets);
  return id;
}

HeaderConditions::Id HeaderConditions::both(Id a, Id b) {
  if (a == b || b == always) return a;
  if (a == always) return b;
  if (a == never || b == never) return never;
  const std::uint64_t key = pair_key(a, b);
  if (const auto known = both_.find(key); known != both_.end()) return known->second;
  return both_[key] = number_of(sets_[a] & sets_[b]);
}

HeaderConditions::Id HeaderConditions::either(Id a, Id b) {
  if (a == b || b == never) return a;
  if (a == never) return b;
  if (a == always || b == always) return always;
  const std::uint64_t key = pair_key(a, b);
  if (const auto known = either_.find(key); known != either_.end()) return known->second;
  return either_[key] = number_of(sets_[a] | sets_[b]);
}

}  // namespace sekisho::bench
