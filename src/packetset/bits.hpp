// Arithmetic on 128 bits that the standard library has for 64 only.
#pragma once

#include <sekisho/base/address.hpp>

#include <bit>

namespace sekisho::detail {

/// Zeros below the lowest one of a value; 128 for zero.
[[nodiscard]] inline int trailing_zeros(Bits128 value) {
  const auto low = static_cast<std::uint64_t>(value);
  return low != 0 ? std::countr_zero(low) : 64 + std::countr_zero(static_cast<std::uint64_t>(value >> 64));
}

}  // namespace sekisho::detail
