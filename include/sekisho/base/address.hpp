// IPv4 and IPv6 addresses, prefixes, ranges and wildcards as plain values.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

// 128 bits are enough for either family; an IPv4 address uses the low 32.
__extension__ typedef unsigned __int128 Bits128;

enum class Family : std::uint8_t { v4, v6 };

/// Address width of a family in bits: 32 or 128.
[[nodiscard]] constexpr int width(Family family) { return family == Family::v4 ? 32 : 128; }

/// All-ones of `length` low bits; `length` in 0..128.
[[nodiscard]] constexpr Bits128 low_ones(int length) {
  return length >= 128 ? ~Bits128{0} : (Bits128{1} << length) - 1;
}

struct Address {
  Family family = Family::v4;
  Bits128 bits = 0;

  static constexpr Address v4(std::uint32_t value) { return {Family::v4, value}; }

  /// Reads dotted-quad IPv4 or RFC 4291 section 2.2 IPv6 text (embedded IPv4 included, no zone id).
  /// Nothing when the text is anything else.
  static std::optional<Address> parse(std::string_view text);

  friend constexpr auto operator<=>(const Address&, const Address&) = default;
};

/// fe80::/10: an address of the link, the same network on every one (RFC 4291 section 2.5.6). Unlike those of
/// IPv4, which number tunnels to clouds, routers forward no packet to these.
[[nodiscard]] constexpr bool is_ipv6_link_local(const Address& address) {
  return address.family == Family::v6 && address.bits >> 118 == 0x3fa;
}
/// The same, or 169.254.0.0/16 (RFC 3927).
[[nodiscard]] constexpr bool is_link_local(const Address& address) {
  return is_ipv6_link_local(address) || (address.family == Family::v4 && address.bits >> 16 == 0xa9fe);
}

/// Dotted quad, or IPv6 in the canonical form of RFC 5952.
[[nodiscard]] std::string to_string(const Address& address);

/// A prefix; bits behind `length` are zero by construction.
struct Prefix {
  Address network;
  int length = 0;

  /// The prefix of `length` bits that holds `address`; `length` is clamped to the family's width.
  static Prefix of(const Address& address, int length);
  static Prefix everything(Family family) { return {Address{family, 0}, 0}; }

  /// Reads `a.b.c.d/n`, `x::y/n`, or a bare address (host prefix). Host bits are cleared;
  /// `had_host_bits`, where given, tells whether any were set.
  static std::optional<Prefix> parse(std::string_view text, bool* had_host_bits = nullptr);

  [[nodiscard]] Family family() const { return network.family; }
  [[nodiscard]] Address first() const { return network; }
  [[nodiscard]] Address last() const;
  [[nodiscard]] bool contains(const Address& address) const;
  [[nodiscard]] bool contains(const Prefix& other) const;
  [[nodiscard]] bool overlaps(const Prefix& other) const { return contains(other) || other.contains(*this); }

  friend constexpr auto operator<=>(const Prefix&, const Prefix&) = default;
};

[[nodiscard]] std::string to_string(const Prefix& prefix);

/// Length of a contiguous IPv4 netmask (255.255.255.0 -> 24); nothing when it has holes.
[[nodiscard]] std::optional<int> netmask_length(const Address& netmask);

/// An inclusive range of addresses of one family, `first <= last`.
struct AddressRange {
  Address first;
  Address last;

  static AddressRange of(const Prefix& prefix) { return {prefix.first(), prefix.last()}; }
  static AddressRange of(const Address& address) { return {address, address}; }

  [[nodiscard]] Family family() const { return first.family; }
  [[nodiscard]] bool contains(const Address& address) const {
    return address.family == family() && first.bits <= address.bits && address.bits <= last.bits;
  }

  friend constexpr auto operator<=>(const AddressRange&, const AddressRange&) = default;
};

/// `10.0.0.1`, `10.0.0.0/8` where the range is a prefix, else `first-last`.
[[nodiscard]] std::string to_string(const AddressRange& range);

/// The fewest prefixes that together are exactly the range, in address order.
[[nodiscard]] std::vector<Prefix> prefixes_of(const AddressRange& range);

/// Addresses that agree with `value` wherever `care` has a one. IOS wildcard masks are the
/// complement of `care`; holes are allowed (Cisco IOS Security Configuration Guide, "IP Access List
/// Overview", wildcard masks).
struct Wildcard {
  Address value;
  Bits128 care = 0;

  [[nodiscard]] Family family() const { return value.family; }
  [[nodiscard]] bool contains(const Address& address) const {
    return address.family == value.family && ((address.bits ^ value.bits) & care) == 0;
  }

  friend constexpr auto operator<=>(const Wildcard&, const Wildcard&) = default;
};

[[nodiscard]] std::string to_string(const Wildcard& wildcard);

}  // namespace sekisho
