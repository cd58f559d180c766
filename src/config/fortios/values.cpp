#include "config/fortios/values.hpp"

#include <charconv>
#include <limits>

namespace sekisho::config::fortios {
namespace {

std::optional<AddressRange> parse_range(std::string_view text) {
  if (text.find('/') != std::string_view::npos) {
    const std::optional<Prefix> prefix = Prefix::parse(text);
    if (!prefix) return std::nullopt;
    return AddressRange::of(*prefix);
  }
  const std::size_t dash = text.find('-');
  const std::optional<Address> first = Address::parse(text.substr(0, dash));
  if (!first) return std::nullopt;
  if (dash == std::string_view::npos) return AddressRange::of(*first);
  const std::optional<Address> last = Address::parse(text.substr(dash + 1));
  if (!last || last->family != first->family || last->bits < first->bits) return std::nullopt;
  return AddressRange{*first, *last};
}

std::optional<Ip6Prefix> parse_prefix6(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<Address> ip = Address::parse(text.substr(0, slash));
  if (!ip || ip->family != Family::v6) return std::nullopt;
  if (slash == std::string_view::npos) return Ip6Prefix{*ip, 128};
  const auto length = parse_number(text.substr(slash + 1), 0, 128);
  if (!length) return std::nullopt;
  return Ip6Prefix{*ip, static_cast<int>(*length)};
}

std::optional<TimeOfDay> parse_time(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  // 24:00 is written by some versions for the end of the day.
  const auto hour = parse_number(text.substr(0, colon), 0, 24);
  const auto minute = parse_number(text.substr(colon + 1, 2), 0, 59);
  if (!hour || !minute) return std::nullopt;
  return TimeOfDay{static_cast<int>(*hour), static_cast<int>(*minute)};
}

std::optional<Date> parse_date(std::string text) {
  for (char& c : text) {
    if (c == '/') c = '-';
  }
  return Date::parse(text);
}

}  // namespace

std::optional<long long> parse_number(std::string_view text, long long least, long long most) {
  long long number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end || number < least || number > most) return std::nullopt;
  return number;
}

std::optional<PortRange> parse_ports(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = parse_number(text.substr(0, dash), 0, 65535);
  if (!first) return std::nullopt;
  auto last = first;
  if (dash != std::string_view::npos) last = parse_number(text.substr(dash + 1), *first, 65535);
  if (!last) return std::nullopt;
  return PortRange{static_cast<std::uint16_t>(*first), static_cast<std::uint16_t>(*last)};
}

bool read_value(const Words& words, std::optional<std::string>& value) {
  if (words.size() != 1) return false;
  value = words.front();
  return true;
}

bool read_value(const Words& words, std::vector<std::string>& value) {
  if (words.empty()) return false;
  value = words;
  return true;
}

bool read_value(const Words& words, std::optional<bool>& value) {
  if (words.size() != 1) return false;
  if (words[0] != "enable" && words[0] != "disable") return false;
  value = words[0] == "enable";
  return true;
}

bool read_value(const Words& words, std::optional<long long>& value) {
  if (words.size() != 1) return false;
  const auto number = parse_number(words[0], 0, std::numeric_limits<std::uint32_t>::max());
  if (!number) return false;
  value = *number;
  return true;
}

bool read_value(const Words& words, std::optional<Address>& value) {
  if (words.size() != 1) return false;
  const auto address = Address::parse(words[0]);
  if (!address) return false;
  value = *address;
  return true;
}

bool read_value(const Words& words, std::optional<IpMask>& value) {
  std::string_view ip;
  std::optional<Address> mask;
  if (words.size() == 2) {
    ip = words[0];
    mask = Address::parse(words[1]);
  } else if (words.size() == 1) {
    const std::string_view text = words[0];
    const std::size_t slash = text.find('/');
    ip = text.substr(0, slash);
    std::optional<long long> length = 32;
    if (slash != std::string_view::npos) length = parse_number(text.substr(slash + 1), 0, 32);
    if (!length) return false;
    const Bits128 ones = low_ones(32) ^ low_ones(32 - static_cast<int>(*length));
    mask = Address::v4(static_cast<std::uint32_t>(ones));
  }
  const auto address = Address::parse(ip);
  if (!address || !mask || address->family != Family::v4 || mask->family != Family::v4) return false;
  value = IpMask{*address, *mask};
  return true;
}

bool read_value(const Words& words, std::optional<Ip6Prefix>& value) {
  if (words.size() != 1) return false;
  const auto prefix = parse_prefix6(words[0]);
  if (!prefix) return false;
  value = *prefix;
  return true;
}

bool read_value(const Words& words, std::vector<Ip6Prefix>& value) {
  std::vector<Ip6Prefix> read;
  for (const std::string& word : words) {
    const auto prefix = parse_prefix6(word);
    if (!prefix) return false;
    read.push_back(*prefix);
  }
  value = std::move(read);
  return !words.empty();
}

bool read_value(const Words& words, std::vector<PortPair>& value) {
  std::vector<PortPair> read;
  for (const std::string& word : words) {
    const std::string_view text = word;
    const std::size_t colon = text.find(':');
    const auto destination = parse_ports(text.substr(0, colon));
    if (!destination) return false;
    PortPair pair{*destination, std::nullopt};
    if (colon != std::string_view::npos) {
      pair.source = parse_ports(text.substr(colon + 1));
      if (!pair.source) return false;
    }
    read.push_back(pair);
  }
  value = std::move(read);
  return !words.empty();
}

bool read_value(const Words& words, std::optional<PortRange>& value) {
  if (words.size() != 1) return false;
  const auto ports = parse_ports(words[0]);
  if (!ports) return false;
  value = *ports;
  return true;
}

bool read_value(const Words& words, std::vector<AddressRange>& value) {
  std::vector<AddressRange> read;
  for (std::size_t i = 0; i < words.size(); ++i) {
    // `10.0.0.0 255.255.255.0` (policy routes of old versions) is one value of two words.
    std::optional<IpMask> pair;
    if (i + 1 < words.size() && read_value(Words{words[i], words[i + 1]}, pair)) {
      if (const auto length = netmask_length(pair->mask)) {
        read.push_back(AddressRange::of(Prefix::of(pair->ip, *length)));
        ++i;
        continue;
      }
    }
    // `10.0.0.0/255.255.255.0` as well.
    const std::size_t slash = words[i].find('/');
    if (slash != std::string::npos && words[i].find('.', slash) != std::string::npos) {
      if (!read_value(Words{words[i].substr(0, slash), words[i].substr(slash + 1)}, pair)) return false;
      const auto length = netmask_length(pair->mask);
      if (!length) return false;
      read.push_back(AddressRange::of(Prefix::of(pair->ip, *length)));
      continue;
    }
    const auto range = parse_range(words[i]);
    if (!range) return false;
    read.push_back(*range);
  }
  value = std::move(read);
  return !words.empty();
}

bool read_value(const Words& words, std::optional<TimeOfDay>& value) {
  if (words.size() != 1) return false;
  const auto time = parse_time(words[0]);
  if (!time) return false;
  value = *time;
  return true;
}

bool read_value(const Words& words, std::optional<DateTime>& value) {
  if (words.size() != 2) return false;
  const auto time = parse_time(words[0]);
  const auto date = parse_date(words[1]);
  if (!time || !date) return false;
  value = DateTime{*time, *date};
  return true;
}

}  // namespace sekisho::config::fortios
