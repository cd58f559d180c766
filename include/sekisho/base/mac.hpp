// MAC addresses (EUI-48) as numbers: the first octet on the wire is the highest of the 48 bits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sekisho {

/// Reads 12 hexadecimal digits, in pairs or more with `:`, `-` or `.` between: 02:00:5e:10:00:01,
/// 0200.5e10.0001.
[[nodiscard]] std::optional<std::uint64_t> parse_mac(std::string_view text);

/// `02:00:5e:10:00:01`.
[[nodiscard]] std::string mac_text(std::uint64_t mac);

/// True for group addresses, broadcast among them (IEEE 802-2014 section 8.2.2).
[[nodiscard]] constexpr bool is_group_mac(std::uint64_t mac) { return (mac >> 40 & 1) != 0; }

}  // namespace sekisho
