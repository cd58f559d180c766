#include "draft/address_claims.hpp"

#include <algorithm>

namespace sekisho::draft {
namespace {

/// What is left of `prefix` when `taken`, which lies inside it, is cut out: one prefix for each bit between.
void add_rest(const Prefix& prefix, const Prefix& taken, std::vector<Prefix>& rest) {
  for (int length = prefix.length + 1; length <= taken.length; ++length) {
    const Bits128 bit = Bits128{1} << (width(taken.family()) - length);
    const Address other{taken.family(), taken.network.bits ^ bit};
    rest.push_back(Prefix::of(other, length));
  }
}

}  // namespace

std::optional<std::size_t> AddressClaims::claim(const Prefix& prefix, std::size_t segment) {
  std::optional<std::size_t> owner;
  std::vector<Prefix> pieces{prefix};
  for (const Claim& other : claims_) {
    if (other.segment == segment || !other.prefix.overlaps(prefix)) continue;
    owner = other.segment;
    std::vector<Prefix> left;
    for (const Prefix& piece : pieces) {
      if (!piece.overlaps(other.prefix)) {
        left.push_back(piece);
      } else if (!other.prefix.contains(piece)) {
        add_rest(piece, other.prefix, left);
      }
    }
    pieces = std::move(left);
  }
  for (const Prefix& piece : pieces) claims_.push_back({piece, segment});
  return owner;
}

bool AddressClaims::is_others(const Prefix& prefix, std::size_t segment) const {
  return std::ranges::any_of(
      claims_, [&](const Claim& claim) { return claim.segment != segment && claim.prefix.overlaps(prefix); });
}

std::vector<Prefix> AddressClaims::prefixes_of(std::size_t segment) const {
  std::vector<Prefix> own;
  for (const Claim& claim : claims_) {
    if (claim.segment == segment) own.push_back(claim.prefix);
  }
  std::ranges::sort(own);  // a prefix stands right before those inside it
  std::vector<Prefix> kept;
  for (const Prefix& prefix : own) {
    if (kept.empty() || !kept.back().contains(prefix)) kept.push_back(prefix);
  }
  return kept;
}

}  // namespace sekisho::draft
