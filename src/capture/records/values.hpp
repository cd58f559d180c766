// The values of flow records, from text.
#pragma once

#include <sekisho/base/address.hpp>
#include <sekisho/capture/frame.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace sekisho::capture {

/// Decimal digits and nothing else, at most `most`.
[[nodiscard]] std::optional<std::uint64_t> number_of(std::string_view text, std::uint64_t most);

/// Two hexadecimal digits.
[[nodiscard]] std::optional<std::uint8_t> hex_byte_of(std::string_view text);

/// Seconds with or without a fraction: `12.5`; at most what a Timestamp can hold.
[[nodiscard]] std::optional<std::chrono::nanoseconds> seconds_of(std::string_view text);

/// A moment in any of the ways of the formats: seconds since 1970 (`1700000000.25`), milliseconds since 1970
/// (13 digits), or a date and a time (`2026-11-21 09:30:00.25`, also with T between, and with an offset
/// `+0900` or `Z` behind). Without an offset it is taken for UTC.
[[nodiscard]] std::optional<Timestamp> time_of(std::string_view text);

/// An IP protocol by name, in the spelling of any of the formats, or by number. ICMP of IPv6 addresses is
/// ICMPv6 whatever it is called.
[[nodiscard]] std::optional<std::uint8_t> record_protocol_of(std::string_view text, Family family);

}  // namespace sekisho::capture
