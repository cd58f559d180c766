#include <sekisho/base/address.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>

namespace sekisho {
namespace {

constexpr int group_count = 8;  // 16-bit groups of an IPv6 address
using Groups = std::array<std::uint16_t, group_count>;

/// A decimal number without sign or leading zeros, at most `limit`.
std::optional<int> parse_decimal(std::string_view text, int limit) {
  if (text.empty() || text.size() > 9 || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (value > limit) return std::nullopt;
  return value;
}

/// Leading zeros are refused: some systems read 010 as octal (RFC 6943 section 3.1.1).
std::optional<std::uint32_t> parse_v4(std::string_view text) {
  std::uint32_t value = 0;
  for (int octet = 0; octet < 4; ++octet) {
    const std::size_t dot = octet < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) return std::nullopt;
    const std::optional<int> number = parse_decimal(text.substr(0, dot), 255);
    if (!number) return std::nullopt;
    value = value << 8 | static_cast<std::uint32_t>(*number);
    text.remove_prefix(octet < 3 ? dot + 1 : dot);
  }
  return value;
}

/// One to four hexadecimal digits.
std::optional<std::uint16_t> parse_group(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  std::uint16_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Appends the groups of `a:b:c` (nothing for empty text); the last may be an IPv4 address where
/// `ends_address`. Returns how many there are now, or -1 for text that is no such list or too long.
int parse_groups(std::string_view text, bool ends_address, Groups& groups, int count) {
  if (text.empty()) return count;
  while (true) {
    const std::size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    const bool last = colon == std::string_view::npos;
    if (last && ends_address && group.find('.') != std::string_view::npos) {
      const std::optional<std::uint32_t> v4 = parse_v4(group);
      if (!v4 || count + 2 > group_count) return -1;
      groups[static_cast<std::size_t>(count)] = static_cast<std::uint16_t>(*v4 >> 16);
      groups[static_cast<std::size_t>(count + 1)] = static_cast<std::uint16_t>(*v4 & 0xffff);
      return count + 2;
    }
    const std::optional<std::uint16_t> value = parse_group(group);
    if (!value || count + 1 > group_count) return -1;
    groups[static_cast<std::size_t>(count++)] = *value;
    if (last) return count;
    text.remove_prefix(colon + 1);
  }
}

/// RFC 4291 section 2.2: eight groups, or fewer around one `::` that stands for one group or more.
std::optional<Bits128> parse_v6(std::string_view text) {
  Groups groups{};
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    if (parse_groups(text, true, groups, 0) != group_count) return std::nullopt;
  } else {
    const int before = parse_groups(text.substr(0, gap), false, groups, 0);
    Groups tail{};
    const int after = parse_groups(text.substr(gap + 2), true, tail, 0);
    if (before < 0 || after < 0 || before + after >= group_count) return std::nullopt;
    std::copy_n(tail.begin(), after, groups.end() - after);
  }
  Bits128 bits = 0;
  for (const std::uint16_t group : groups) bits = bits << 16 | group;
  return bits;
}

std::string print_v4(std::uint32_t value) {
  return fmt::format("{}.{}.{}.{}", value >> 24, value >> 16 & 0xff, value >> 8 & 0xff, value & 0xff);
}

/// The first of the longest runs of two or more zero groups, as [first, last); empty when none.
std::pair<int, int> longest_zero_run(const Groups& groups, int count) {
  std::pair<int, int> best{0, 0};
  for (int i = 0; i < count;) {
    int end = i;
    while (end < count && groups[static_cast<std::size_t>(end)] == 0) ++end;
    if (end - i >= 2 && end - i > best.second - best.first) best = {i, end};
    i = end + 1;
  }
  return best;
}

/// RFC 5952 section 4, and section 5 for IPv4-mapped addresses (::ffff:192.0.2.1).
std::string print_v6(Bits128 bits) {
  Groups groups{};
  for (int i = 0; i < group_count; ++i) {
    groups[static_cast<std::size_t>(i)] = static_cast<std::uint16_t>(bits >> (112 - 16 * i) & 0xffff);
  }
  const bool mapped = bits >> 32 == 0xffff;
  const int count = mapped ? 6 : group_count;
  const auto [gap_first, gap_last] = longest_zero_run(groups, count);
  std::string text;
  for (int i = 0; i < count; ++i) {
    if (i == gap_first && gap_first < gap_last) {
      text += "::";
      i = gap_last - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    text += fmt::format("{:x}", groups[static_cast<std::size_t>(i)]);
  }
  if (mapped) text += ':' + print_v4(static_cast<std::uint32_t>(bits & 0xffff'ffff));
  return text;
}

/// Number of trailing zero bits, at most `limit`.
int trailing_zeros(Bits128 bits, int limit) {
  int count = 0;
  while (count < limit && (bits >> count & 1) == 0) ++count;
  return count;
}

/// The prefix that is exactly the range, where there is one.
std::optional<Prefix> prefix_of(const AddressRange& range) {
  const Bits128 differing = range.first.bits ^ range.last.bits;
  const bool block = (differing & (differing + 1)) == 0 && (range.first.bits & differing) == 0;
  if (!block) return std::nullopt;
  int host_bits = 0;
  while (host_bits < 128 && (differing >> host_bits & 1) != 0) ++host_bits;
  return Prefix::of(range.first, width(range.family()) - host_bits);
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
  if (text.find(':') != std::string_view::npos) {
    if (const std::optional<Bits128> bits = parse_v6(text)) return Address{Family::v6, *bits};
  } else if (const std::optional<std::uint32_t> value = parse_v4(text)) {
    return Address::v4(*value);
  }
  return std::nullopt;
}

std::string to_string(const Address& address) {
  return address.family == Family::v4 ? print_v4(static_cast<std::uint32_t>(address.bits))
                                      : print_v6(address.bits);
}

Prefix Prefix::of(const Address& address, int length) {
  const int bits = width(address.family);
  length = std::clamp(length, 0, bits);
  const Bits128 network_mask = low_ones(bits) & ~low_ones(bits - length);
  return {Address{address.family, address.bits & network_mask}, length};
}

std::optional<Prefix> Prefix::parse(std::string_view text, bool* had_host_bits) {
  const std::size_t slash = text.find('/');
  const std::optional<Address> address = Address::parse(text.substr(0, slash));
  if (!address) return std::nullopt;
  int length = width(address->family);
  if (slash != std::string_view::npos) {
    const std::optional<int> given = parse_decimal(text.substr(slash + 1), length);
    if (!given) return std::nullopt;
    length = *given;
  }
  const Prefix prefix = of(*address, length);
  if (had_host_bits != nullptr) *had_host_bits = prefix.network != *address;
  return prefix;
}

Address Prefix::last() const {
  return {network.family, network.bits | low_ones(width(network.family) - length)};
}

bool Prefix::contains(const Address& address) const {
  return address.family == family() && of(address, length).network == network;
}

bool Prefix::contains(const Prefix& other) const { return other.length >= length && contains(other.network); }

std::string to_string(const Prefix& prefix) {
  return fmt::format("{}/{}", to_string(prefix.network), prefix.length);
}

std::optional<int> netmask_length(const Address& netmask) {
  if (netmask.family != Family::v4) return std::nullopt;
  const Bits128 hosts = ~netmask.bits & low_ones(32);
  if ((hosts & (hosts + 1)) != 0) return std::nullopt;
  return 32 - trailing_zeros(netmask.bits, 32);
}

std::string to_string(const AddressRange& range) {
  if (range.first == range.last) return to_string(range.first);
  if (const std::optional<Prefix> prefix = prefix_of(range)) return to_string(*prefix);
  return to_string(range.first) + '-' + to_string(range.last);
}

std::vector<Prefix> prefixes_of(const AddressRange& range) {
  assert(range.first.family == range.last.family && range.first.bits <= range.last.bits);
  const int bits = width(range.family());
  std::vector<Prefix> prefixes;
  Bits128 next = range.first.bits;
  while (true) {
    // The largest block that starts at `next` and does not pass the end of the range.
    int host_bits = trailing_zeros(next, bits);
    while ((next | low_ones(host_bits)) > range.last.bits) --host_bits;
    prefixes.push_back({Address{range.family(), next}, bits - host_bits});
    const Bits128 end = next | low_ones(host_bits);
    if (end >= range.last.bits) return prefixes;
    next = end + 1;
  }
}

std::string to_string(const Wildcard& wildcard) {
  const Bits128 all = low_ones(width(wildcard.family()));
  const Bits128 open = ~wildcard.care & all;
  const Address value{wildcard.family(), wildcard.value.bits & wildcard.care & all};
  const bool contiguous = (open & (open + 1)) == 0;
  if (contiguous) return to_string(AddressRange{value, {value.family, value.bits | open}});
  return to_string(value) + ' ' + to_string(Address{value.family, open});
}

}  // namespace sekisho
