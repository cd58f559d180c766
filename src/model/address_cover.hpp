// Whether addresses lie within prefixes.
#pragma once

#include <sekisho/base/address.hpp>

#include <vector>

namespace sekisho {

/// True when every address of `range` is in one of `prefixes`.
[[nodiscard]] bool is_covered(const AddressRange& range, const std::vector<Prefix>& prefixes);

/// True when some address is in both.
[[nodiscard]] bool intersects(const AddressRange& a, const AddressRange& b);

}  // namespace sekisho
