// The names that IOS prints in the place of numbers, and the one spelling of each interface name.
#pragma once

#include <sekisho/base/address.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sekisho::config::ios {

/// `www`, `443`: TCP and UDP have names of their own.
[[nodiscard]] std::optional<std::uint16_t> parse_port(std::string_view text, std::uint8_t protocol_number);

/// A protocol name or number of an access list; `ip` and `ipv6` are not protocols.
[[nodiscard]] std::optional<std::uint8_t> parse_ios_protocol(std::string_view text, Family family);

struct IcmpName {
  std::uint8_t type = 0;
  std::optional<std::uint8_t> code;
};
[[nodiscard]] std::optional<IcmpName> parse_icmp_name(std::string_view text, Family family);

/// The full name of an interface: `gi0/1`, `Gig 0/1` and `GigabitEthernet0/1` are one. Types that are not
/// known keep their spelling.
[[nodiscard]] std::string interface_name(std::string_view text);

/// The type and the number of a full name: {"GigabitEthernet", "0/1.10"}.
[[nodiscard]] std::pair<std::string_view, std::string_view> split_interface_name(std::string_view name);

/// True when the text may be the name of an interface: letters, then a number; or Null0.
[[nodiscard]] bool looks_like_interface(std::string_view text);

}  // namespace sekisho::config::ios
