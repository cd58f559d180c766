// Addresses as they stand on the wire.
#pragma once

#include <sekisho/base/address.hpp>
#include <sekisho/capture/bytes.hpp>

namespace sekisho::content {

/// The next four bytes.
[[nodiscard]] inline Address read_v4(capture::Cursor& in) { return Address::v4(in.u32()); }

/// The next sixteen bytes.
[[nodiscard]] inline Address read_v6(capture::Cursor& in) {
  const Bits128 high = in.u64();
  return {Family::v6, high << 64 | in.u64()};
}

}  // namespace sekisho::content
