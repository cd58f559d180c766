// Values of options: protocols, ports, ICMP types, addresses, by number and by name.
#pragma once

#include "config/iptables/number_set.hpp"

#include <sekisho/base/packet.hpp>
#include <sekisho/model/filter.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sekisho::config::iptables {

/// A protocol by number or by its name of /etc/protocols; "all" and 0 are every protocol (an empty inner
/// optional). Nothing: no protocol.
[[nodiscard]] std::optional<std::optional<std::uint8_t>> parse_any_protocol(std::string_view text);

/// `22`, `ssh`, `1024:65535`, `:1023`, `1024:`, and `-` in place of the `:` as ipset writes it.
[[nodiscard]] std::optional<NumberSet::Range> parse_ports(std::string_view text);

/// `any`, `8`, `3/4`, `echo-request`: alternatives of types and codes as iptables-extensions(8) has them
/// under icmp and icmp6.
struct IcmpTypes {
  ByteRange types;
  ByteRange codes;
};
[[nodiscard]] std::optional<IcmpTypes> parse_icmp(std::string_view text, Family family);

/// `10.0.0.0/8`, `10.0.0.1`, `10.0.0.1/255.0.255.255` (a mask with holes), `0/0`.
[[nodiscard]] std::optional<std::variant<NumberSet::Range, Wildcard>> parse_network(std::string_view text,
                                                                                    Family family);

/// `10.0.0.1-10.0.0.9`, one address, or a prefix.
[[nodiscard]] std::optional<NumberSet::Range> parse_range(std::string_view text, Family family);

/// The flags of `--tcp-flags SYN,ACK`: names, ALL, NONE.
[[nodiscard]] std::optional<std::uint8_t> parse_flags(std::string_view text);

/// A number 0 to `greatest`, decimal or with 0x in front.
[[nodiscard]] std::optional<std::uint32_t> parse_number(std::string_view text, std::uint32_t greatest);

/// The parts between commas.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text, char separator = ',');

}  // namespace sekisho::config::iptables
