#include "config/iptables/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace sekisho::config::iptables {
namespace {

struct NamedNumber {
  std::string_view name;
  std::uint16_t number;
};

/// Names of /etc/protocols (Debian's netbase) that the packet model does not know by itself.
constexpr std::array protocol_names{
    NamedNumber{"ipv6-icmp", 58},  NamedNumber{"icmp6", 58},
    NamedNumber{"ipencap", 4},     NamedNumber{"ipip", 94},
    NamedNumber{"igmp", 2},        NamedNumber{"egp", 8},
    NamedNumber{"igp", 9},         NamedNumber{"ipv6", 41},
    NamedNumber{"ipv6-route", 43}, NamedNumber{"ipv6-frag", 44},
    NamedNumber{"rsvp", 46},       NamedNumber{"gre", 47},
    NamedNumber{"esp", 50},        NamedNumber{"ah", 51},
    NamedNumber{"ipv6-nonxt", 59}, NamedNumber{"ipv6-opts", 60},
    NamedNumber{"eigrp", 88},      NamedNumber{"ospf", 89},
    NamedNumber{"etherip", 97},    NamedNumber{"encap", 98},
    NamedNumber{"pim", 103},       NamedNumber{"ipcomp", 108},
    NamedNumber{"vrrp", 112},      NamedNumber{"l2tp", 115},
    NamedNumber{"sctp", 132},      NamedNumber{"mobility-header", 135},
    NamedNumber{"udplite", 136},   NamedNumber{"dccp", 33},
};

/// The services of /etc/services that people write by name; iptables-save prints numbers.
constexpr std::array service_names{
    NamedNumber{"ftp-data", 20},      NamedNumber{"ftp", 21},
    NamedNumber{"ssh", 22},           NamedNumber{"telnet", 23},
    NamedNumber{"smtp", 25},          NamedNumber{"time", 37},
    NamedNumber{"whois", 43},         NamedNumber{"domain", 53},
    NamedNumber{"bootps", 67},        NamedNumber{"bootpc", 68},
    NamedNumber{"tftp", 69},          NamedNumber{"http", 80},
    NamedNumber{"www", 80},           NamedNumber{"kerberos", 88},
    NamedNumber{"pop3", 110},         NamedNumber{"sunrpc", 111},
    NamedNumber{"auth", 113},         NamedNumber{"nntp", 119},
    NamedNumber{"ntp", 123},          NamedNumber{"epmap", 135},
    NamedNumber{"netbios-ns", 137},   NamedNumber{"netbios-dgm", 138},
    NamedNumber{"netbios-ssn", 139},  NamedNumber{"imap2", 143},
    NamedNumber{"imap", 143},         NamedNumber{"snmp", 161},
    NamedNumber{"snmp-trap", 162},    NamedNumber{"bgp", 179},
    NamedNumber{"ldap", 389},         NamedNumber{"https", 443},
    NamedNumber{"microsoft-ds", 445}, NamedNumber{"submissions", 465},
    NamedNumber{"isakmp", 500},       NamedNumber{"syslog", 514},
    NamedNumber{"route", 520},        NamedNumber{"submission", 587},
    NamedNumber{"ldaps", 636},        NamedNumber{"rsync", 873},
    NamedNumber{"imaps", 993},        NamedNumber{"pop3s", 995},
    NamedNumber{"openvpn", 1194},     NamedNumber{"ms-sql-s", 1433},
    NamedNumber{"radius", 1812},      NamedNumber{"nfs", 2049},
    NamedNumber{"mysql", 3306},       NamedNumber{"ms-wbt-server", 3389},
    NamedNumber{"ipsec-nat-t", 4500}, NamedNumber{"sip", 5060},
    NamedNumber{"postgresql", 5432},  NamedNumber{"http-alt", 8080},
};

struct NamedIcmp {
  std::string_view name;
  std::uint8_t type;
  int code;  // -1: any
};

/// `iptables -p icmp -h`
constexpr std::array icmp_names{
    NamedIcmp{"echo-reply", 0, -1},
    NamedIcmp{"pong", 0, -1},
    NamedIcmp{"destination-unreachable", 3, -1},
    NamedIcmp{"network-unreachable", 3, 0},
    NamedIcmp{"host-unreachable", 3, 1},
    NamedIcmp{"protocol-unreachable", 3, 2},
    NamedIcmp{"port-unreachable", 3, 3},
    NamedIcmp{"fragmentation-needed", 3, 4},
    NamedIcmp{"source-route-failed", 3, 5},
    NamedIcmp{"network-unknown", 3, 6},
    NamedIcmp{"host-unknown", 3, 7},
    NamedIcmp{"network-prohibited", 3, 9},
    NamedIcmp{"host-prohibited", 3, 10},
    NamedIcmp{"TOS-network-unreachable", 3, 11},
    NamedIcmp{"TOS-host-unreachable", 3, 12},
    NamedIcmp{"communication-prohibited", 3, 13},
    NamedIcmp{"host-precedence-violation", 3, 14},
    NamedIcmp{"precedence-cutoff", 3, 15},
    NamedIcmp{"source-quench", 4, -1},
    NamedIcmp{"redirect", 5, -1},
    NamedIcmp{"network-redirect", 5, 0},
    NamedIcmp{"host-redirect", 5, 1},
    NamedIcmp{"TOS-network-redirect", 5, 2},
    NamedIcmp{"TOS-host-redirect", 5, 3},
    NamedIcmp{"echo-request", 8, -1},
    NamedIcmp{"ping", 8, -1},
    NamedIcmp{"router-advertisement", 9, -1},
    NamedIcmp{"router-solicitation", 10, -1},
    NamedIcmp{"time-exceeded", 11, -1},
    NamedIcmp{"ttl-exceeded", 11, -1},
    NamedIcmp{"ttl-zero-during-transit", 11, 0},
    NamedIcmp{"ttl-zero-during-reassembly", 11, 1},
    NamedIcmp{"parameter-problem", 12, -1},
    NamedIcmp{"ip-header-bad", 12, 0},
    NamedIcmp{"required-option-missing", 12, 1},
    NamedIcmp{"timestamp-request", 13, -1},
    NamedIcmp{"timestamp-reply", 14, -1},
    NamedIcmp{"address-mask-request", 17, -1},
    NamedIcmp{"address-mask-reply", 18, -1},
};

/// `ip6tables -p ipv6-icmp -h`
constexpr std::array icmpv6_names{
    NamedIcmp{"destination-unreachable", 1, -1},
    NamedIcmp{"no-route", 1, 0},
    NamedIcmp{"communication-prohibited", 1, 1},
    NamedIcmp{"beyond-scope", 1, 2},
    NamedIcmp{"address-unreachable", 1, 3},
    NamedIcmp{"port-unreachable", 1, 4},
    NamedIcmp{"failed-policy", 1, 5},
    NamedIcmp{"reject-route", 1, 6},
    NamedIcmp{"packet-too-big", 2, -1},
    NamedIcmp{"time-exceeded", 3, -1},
    NamedIcmp{"ttl-exceeded", 3, -1},
    NamedIcmp{"ttl-zero-during-transit", 3, 0},
    NamedIcmp{"ttl-zero-during-reassembly", 3, 1},
    NamedIcmp{"parameter-problem", 4, -1},
    NamedIcmp{"bad-header", 4, 0},
    NamedIcmp{"unknown-header-type", 4, 1},
    NamedIcmp{"unknown-option", 4, 2},
    NamedIcmp{"echo-request", 128, -1},
    NamedIcmp{"ping", 128, -1},
    NamedIcmp{"echo-reply", 129, -1},
    NamedIcmp{"pong", 129, -1},
    NamedIcmp{"mld-listener-query", 130, -1},
    NamedIcmp{"mld-listener-report", 131, -1},
    NamedIcmp{"mld-listener-done", 132, -1},
    NamedIcmp{"mld-listener-reduction", 132, -1},
    NamedIcmp{"router-solicitation", 133, -1},
    NamedIcmp{"router-advertisement", 134, -1},
    NamedIcmp{"neighbour-solicitation", 135, -1},
    NamedIcmp{"neighbor-solicitation", 135, -1},
    NamedIcmp{"neighbour-advertisement", 136, -1},
    NamedIcmp{"neighbor-advertisement", 136, -1},
    NamedIcmp{"redirect", 137, -1},
};

template <typename Names>
std::optional<std::uint16_t> number_of(const Names& names, std::string_view text) {
  for (const NamedNumber& each : names) {
    if (each.name == text) return each.number;
  }
  return std::nullopt;
}

template <typename Names>
std::optional<IcmpTypes> types_of(const Names& names, std::string_view text) {
  for (const NamedIcmp& each : names) {
    if (each.name != text) continue;
    IcmpTypes result;
    result.types = {each.type, each.type};
    if (each.code >= 0)
      result.codes = {static_cast<std::uint8_t>(each.code), static_cast<std::uint8_t>(each.code)};
    return result;
  }
  return std::nullopt;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  if (const auto number = parse_number(text, 65535)) return static_cast<std::uint16_t>(*number);
  return number_of(service_names, text);
}

}  // namespace

std::optional<std::uint32_t> parse_number(std::string_view text, std::uint32_t greatest) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  }
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || value > greatest)
    return std::nullopt;
  return value;
}

std::vector<std::string> split_list(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::optional<std::optional<std::uint8_t>> parse_any_protocol(std::string_view text) {
  if (text == "all" || text == "0") return std::optional<std::uint8_t>();
  if (const auto number = parse_number(text, 255)) return std::optional(static_cast<std::uint8_t>(*number));
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (const auto number = number_of(protocol_names, lower))
    return std::optional(static_cast<std::uint8_t>(*number));
  if (const auto known = parse_protocol(lower)) return std::optional(*known);
  return std::nullopt;
}

std::optional<NumberSet::Range> parse_ports(std::string_view text) {
  if (const auto one = parse_port(text)) return NumberSet::Range{*one, *one};
  // A name of a service may hold a `-`, so the whole text was tried first.
  std::size_t cut = text.find(':');
  if (cut == std::string_view::npos) cut = text.find('-');
  if (cut == std::string_view::npos) return std::nullopt;
  const std::string_view low = text.substr(0, cut);
  const std::string_view high = text.substr(cut + 1);
  const auto first = low.empty() ? std::optional<std::uint16_t>(0) : parse_port(low);
  const auto last = high.empty() ? std::optional<std::uint16_t>(65535) : parse_port(high);
  if (!first || !last || *first > *last) return std::nullopt;
  return NumberSet::Range{*first, *last};
}

std::optional<IcmpTypes> parse_icmp(std::string_view text, Family family) {
  if (text == "any") return IcmpTypes{};
  const auto byte = [](std::string_view number) { return parse_number(number, 255); };
  const std::size_t slash = text.find('/');
  if (const auto type = byte(text.substr(0, slash))) {
    // In IPv4, type 255 is the wildcard (linux/netfilter_ipv4/ip_tables.h).
    if (family == Family::v4 && *type == 255 && slash == std::string_view::npos) return IcmpTypes{};
    IcmpTypes result;
    result.types = {static_cast<std::uint8_t>(*type), static_cast<std::uint8_t>(*type)};
    if (slash == std::string_view::npos) return result;
    const auto code = byte(text.substr(slash + 1));
    if (!code) return std::nullopt;
    result.codes = {static_cast<std::uint8_t>(*code), static_cast<std::uint8_t>(*code)};
    return result;
  }
  return family == Family::v4 ? types_of(icmp_names, text) : types_of(icmpv6_names, text);
}

std::optional<std::variant<NumberSet::Range, Wildcard>> parse_network(std::string_view text, Family family) {
  using Result = std::variant<NumberSet::Range, Wildcard>;
  const std::size_t slash = text.find('/');
  std::string head(text.substr(0, slash));
  if (head == "0" && family == Family::v4) head = "0.0.0.0";
  const auto address = Address::parse(head);
  if (!address || address->family != family) return std::nullopt;
  int length = width(family);
  if (slash != std::string_view::npos) {
    const std::string_view mask = text.substr(slash + 1);
    if (const auto number = parse_number(mask, static_cast<std::uint32_t>(width(family)))) {
      length = static_cast<int>(*number);
    } else {
      const auto care = Address::parse(mask);
      if (!care || care->family != family) return std::nullopt;
      // A mask is a prefix when its complement is one less than a power of two.
      const Bits128 host = ~care->bits & low_ones(width(family));
      if ((host & (host + 1)) != 0) return Result{Wildcard{{family, address->bits & care->bits}, care->bits}};
      length = 0;
      while (length < width(family) && low_ones(width(family) - length) != host) ++length;
    }
  }
  const Prefix prefix = Prefix::of(*address, length);
  return Result{NumberSet::Range{prefix.first().bits, prefix.last().bits}};
}

std::optional<NumberSet::Range> parse_range(std::string_view text, Family family) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) {
    const auto network = parse_network(text, family);
    if (!network || !std::holds_alternative<NumberSet::Range>(*network)) return std::nullopt;
    return std::get<NumberSet::Range>(*network);
  }
  const auto first = Address::parse(text.substr(0, dash));
  const auto last = Address::parse(text.substr(dash + 1));
  if (!first || !last || first->family != family || last->family != family || first->bits > last->bits)
    return std::nullopt;
  return NumberSet::Range{first->bits, last->bits};
}

std::optional<std::uint8_t> parse_flags(std::string_view text) {
  constexpr std::array names{NamedNumber{"FIN", tcp_flag::fin}, NamedNumber{"SYN", tcp_flag::syn},
                             NamedNumber{"RST", tcp_flag::rst}, NamedNumber{"PSH", tcp_flag::psh},
                             NamedNumber{"ACK", tcp_flag::ack}, NamedNumber{"URG", tcp_flag::urg},
                             NamedNumber{"ALL", 0x3f},          NamedNumber{"NONE", 0}};
  std::uint8_t flags = 0;
  for (const std::string& part : split_list(text)) {
    if (const auto number = parse_number(part, 0x3f); number && part.starts_with("0x")) {
      flags |= static_cast<std::uint8_t>(*number);
      continue;
    }
    const auto named = number_of(names, part);
    if (!named) return std::nullopt;
    flags |= static_cast<std::uint8_t>(*named);
  }
  return flags;
}

}  // namespace sekisho::config::iptables
