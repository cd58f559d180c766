// The types of values behind `set KEY`, as FortiOS writes them. Reading a value checks its form only:
// what it means, and what it is when it is not set, is the converter's business.
#pragma once

#include <sekisho/base/address.hpp>
#include <sekisho/base/packet.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho::config::fortios {

using Words = std::vector<std::string>;

/// `10.0.0.1 255.255.255.0` or `10.0.0.1/24`. The mask may have holes: the same key carries a
/// wildcard once the object's type says so.
struct IpMask {
  Address ip;
  Address mask;
};

/// `2001:db8::1/64`; host bits are kept.
struct Ip6Prefix {
  Address ip;
  int length = 128;
};

/// `443`, `8000-8080`, `513:512-1023`: destination, and source behind the colon.
struct PortPair {
  PortRange destination;
  std::optional<PortRange> source;
};

/// `12:30`.
struct TimeOfDay {
  int hour = 0;
  int minute = 0;
};

/// `00:00 2024/04/01`.
struct DateTime {
  TimeOfDay time;
  Date date;
};

// Each reads all words behind the key; false: they are no such value.
[[nodiscard]] bool read_value(const Words& words, std::optional<std::string>& value);
[[nodiscard]] bool read_value(const Words& words, std::vector<std::string>& value);
[[nodiscard]] bool read_value(const Words& words, std::optional<bool>& value);  // enable, disable
[[nodiscard]] bool read_value(const Words& words, std::optional<long long>& value);
[[nodiscard]] bool read_value(const Words& words, std::optional<Address>& value);
[[nodiscard]] bool read_value(const Words& words, std::optional<IpMask>& value);
[[nodiscard]] bool read_value(const Words& words, std::optional<Ip6Prefix>& value);
[[nodiscard]] bool read_value(const Words& words, std::vector<Ip6Prefix>& value);
[[nodiscard]] bool read_value(const Words& words, std::vector<PortPair>& value);
[[nodiscard]] bool read_value(const Words& words, std::optional<PortRange>& value);
[[nodiscard]] bool read_value(const Words& words, std::vector<AddressRange>& value);  // a, a-b, a/n
[[nodiscard]] bool read_value(const Words& words, std::optional<TimeOfDay>& value);
[[nodiscard]] bool read_value(const Words& words, std::optional<DateTime>& value);

/// Digits only, within the bounds.
[[nodiscard]] std::optional<long long> parse_number(std::string_view text, long long least, long long most);
[[nodiscard]] std::optional<PortRange> parse_ports(std::string_view text);

}  // namespace sekisho::config::fortios
