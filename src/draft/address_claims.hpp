// Which segment an address is in: an address is in one at most.
#pragma once

#include <sekisho/base/address.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace sekisho::draft {

class AddressClaims {
 public:
  /// Gives to `segment` what no other segment has of a prefix. The segment that has some of it already, where
  /// there is one.
  std::optional<std::size_t> claim(const Prefix& prefix, std::size_t segment);

  /// True when some segment other than `segment` has an address of the prefix.
  [[nodiscard]] bool is_others(const Prefix& prefix, std::size_t segment) const;

  /// The prefixes of a segment, without those inside others of it, in order of addresses.
  [[nodiscard]] std::vector<Prefix> prefixes_of(std::size_t segment) const;

 private:
  struct Claim {
    Prefix prefix;
    std::size_t segment = 0;
  };
  std::vector<Claim> claims_;  // of different segments: disjoint
};

}  // namespace sekisho::draft
