// Names: Cisco IOS Security Command Reference, "access-list (IP extended)", tables of TCP and UDP port
// names and ICMP message types; "permit (IPv6)" for ICMPv6. Interface types: Cisco IOS Interface and
// Hardware Component Command Reference, "interface", and the Catalyst 9000 command references.
#include "config/cisco_ios/names.hpp"

#include "config/reading/pattern.hpp"
#include "config/syntax/statement.hpp"

#include <sekisho/base/packet.hpp>

#include <algorithm>
#include <array>

namespace sekisho::config::ios {
namespace {

struct NamedPort {
  std::string_view name;
  std::uint16_t port;
};

constexpr std::array tcp_ports{
    NamedPort{"bgp", 179},
    NamedPort{"chargen", 19},
    NamedPort{"cmd", 514},
    NamedPort{"connectedapps-plain", 15001},
    NamedPort{"connectedapps-tls", 15002},
    NamedPort{"daytime", 13},
    NamedPort{"discard", 9},
    NamedPort{"domain", 53},
    NamedPort{"drip", 3949},
    NamedPort{"echo", 7},
    NamedPort{"exec", 512},
    NamedPort{"finger", 79},
    NamedPort{"ftp", 21},
    NamedPort{"ftp-data", 20},
    NamedPort{"gopher", 70},
    NamedPort{"hostname", 101},
    NamedPort{"ident", 113},
    NamedPort{"irc", 194},
    NamedPort{"klogin", 543},
    NamedPort{"kshell", 544},
    NamedPort{"login", 513},
    NamedPort{"lpd", 515},
    NamedPort{"msrpc", 135},
    NamedPort{"nntp", 119},
    NamedPort{"onep-plain", 15001},
    NamedPort{"onep-tls", 15002},
    NamedPort{"pim-auto-rp", 496},
    NamedPort{"pop2", 109},
    NamedPort{"pop3", 110},
    NamedPort{"smtp", 25},
    NamedPort{"sunrpc", 111},
    NamedPort{"syslog", 514},
    NamedPort{"tacacs", 49},
    NamedPort{"tacacs-ds", 49},
    NamedPort{"talk", 517},
    NamedPort{"telnet", 23},
    NamedPort{"time", 37},
    NamedPort{"uucp", 540},
    NamedPort{"whois", 43},
    NamedPort{"www", 80},
};

constexpr std::array udp_ports{
    NamedPort{"biff", 512},        NamedPort{"bootpc", 68},
    NamedPort{"bootps", 67},       NamedPort{"discard", 9},
    NamedPort{"dnsix", 195},       NamedPort{"domain", 53},
    NamedPort{"echo", 7},          NamedPort{"isakmp", 500},
    NamedPort{"mobile-ip", 434},   NamedPort{"nameserver", 42},
    NamedPort{"netbios-dgm", 138}, NamedPort{"netbios-ns", 137},
    NamedPort{"netbios-ss", 139},  NamedPort{"non500-isakmp", 4500},
    NamedPort{"ntp", 123},         NamedPort{"pim-auto-rp", 496},
    NamedPort{"rip", 520},         NamedPort{"ripv6", 521},
    NamedPort{"snmp", 161},        NamedPort{"snmptrap", 162},
    NamedPort{"sunrpc", 111},      NamedPort{"syslog", 514},
    NamedPort{"tacacs", 49},       NamedPort{"tacacs-ds", 49},
    NamedPort{"talk", 517},        NamedPort{"tftp", 69},
    NamedPort{"time", 37},         NamedPort{"who", 513},
    NamedPort{"xdmcp", 177},
};

struct NamedProtocol {
  std::string_view name;
  std::uint8_t number;
};

constexpr std::uint8_t igrp = 9;
constexpr std::uint8_t kry_nos = 94;
constexpr std::uint8_t ipcomp = 108;

constexpr std::array v4_protocols{
    NamedProtocol{"ahp", protocol::ah},    NamedProtocol{"eigrp", protocol::eigrp},
    NamedProtocol{"esp", protocol::esp},   NamedProtocol{"gre", protocol::gre},
    NamedProtocol{"icmp", protocol::icmp}, NamedProtocol{"igmp", protocol::igmp},
    NamedProtocol{"igrp", igrp},           NamedProtocol{"ipinip", protocol::ipip},
    NamedProtocol{"nos", kry_nos},         NamedProtocol{"ospf", protocol::ospf},
    NamedProtocol{"pcp", ipcomp},          NamedProtocol{"pim", protocol::pim},
    NamedProtocol{"tcp", protocol::tcp},   NamedProtocol{"udp", protocol::udp},
    NamedProtocol{"sctp", protocol::sctp},
};

constexpr std::array v6_protocols{
    NamedProtocol{"ahp", protocol::ah},
    NamedProtocol{"esp", protocol::esp},
    NamedProtocol{"hbh", 0},
    NamedProtocol{"icmp", protocol::icmpv6},
    NamedProtocol{"pcp", ipcomp},
    NamedProtocol{"sctp", protocol::sctp},
    NamedProtocol{"tcp", protocol::tcp},
    NamedProtocol{"udp", protocol::udp},
};

struct NamedIcmp {
  std::string_view name;
  std::uint8_t type;
  int code;  // -1: any
};

constexpr std::array icmp_names{
    NamedIcmp{"administratively-prohibited", 3, 13},
    NamedIcmp{"alternate-address", 6, -1},
    NamedIcmp{"conversion-error", 31, -1},
    NamedIcmp{"dod-host-prohibited", 3, 10},
    NamedIcmp{"dod-net-prohibited", 3, 9},
    NamedIcmp{"echo", 8, -1},
    NamedIcmp{"echo-reply", 0, -1},
    NamedIcmp{"general-parameter-problem", 12, 0},
    NamedIcmp{"host-isolated", 3, 8},
    NamedIcmp{"host-precedence-unreachable", 3, 14},
    NamedIcmp{"host-redirect", 5, 1},
    NamedIcmp{"host-tos-redirect", 5, 3},
    NamedIcmp{"host-tos-unreachable", 3, 12},
    NamedIcmp{"host-unknown", 3, 7},
    NamedIcmp{"host-unreachable", 3, 1},
    NamedIcmp{"information-reply", 16, -1},
    NamedIcmp{"information-request", 15, -1},
    NamedIcmp{"mask-reply", 18, -1},
    NamedIcmp{"mask-request", 17, -1},
    NamedIcmp{"mobile-redirect", 32, -1},
    NamedIcmp{"net-redirect", 5, 0},
    NamedIcmp{"net-tos-redirect", 5, 2},
    NamedIcmp{"net-tos-unreachable", 3, 11},
    NamedIcmp{"net-unreachable", 3, 0},
    NamedIcmp{"network-unknown", 3, 6},
    NamedIcmp{"no-room-for-option", 12, 2},
    NamedIcmp{"option-missing", 12, 1},
    NamedIcmp{"packet-too-big", 3, 4},
    NamedIcmp{"parameter-problem", 12, -1},
    NamedIcmp{"port-unreachable", 3, 3},
    NamedIcmp{"precedence-unreachable", 3, 15},
    NamedIcmp{"protocol-unreachable", 3, 2},
    NamedIcmp{"reassembly-timeout", 11, 1},
    NamedIcmp{"redirect", 5, -1},
    NamedIcmp{"router-advertisement", 9, -1},
    NamedIcmp{"router-solicitation", 10, -1},
    NamedIcmp{"source-quench", 4, -1},
    NamedIcmp{"source-route-failed", 3, 5},
    NamedIcmp{"time-exceeded", 11, -1},
    NamedIcmp{"timestamp-reply", 14, -1},
    NamedIcmp{"timestamp-request", 13, -1},
    NamedIcmp{"traceroute", 30, -1},
    NamedIcmp{"ttl-exceeded", 11, 0},
    NamedIcmp{"unreachable", 3, -1},
};

constexpr std::array icmpv6_names{
    NamedIcmp{"beyond-scope", 1, 2},
    NamedIcmp{"destination-unreachable", 1, -1},
    NamedIcmp{"dhaad-reply", 145, -1},
    NamedIcmp{"dhaad-request", 144, -1},
    NamedIcmp{"echo-reply", 129, -1},
    NamedIcmp{"echo-request", 128, -1},
    NamedIcmp{"header", 4, 0},
    NamedIcmp{"hop-limit", 3, 0},
    NamedIcmp{"mld-query", 130, -1},
    NamedIcmp{"mld-reduction", 132, -1},
    NamedIcmp{"mld-report", 131, -1},
    NamedIcmp{"mldv2-report", 143, -1},
    NamedIcmp{"mpd-advertisement", 147, -1},
    NamedIcmp{"mpd-solicitation", 146, -1},
    NamedIcmp{"nd-na", 136, -1},
    NamedIcmp{"nd-ns", 135, -1},
    NamedIcmp{"next-header", 4, 1},
    NamedIcmp{"no-admin", 1, 1},
    NamedIcmp{"no-route", 1, 0},
    NamedIcmp{"packet-too-big", 2, -1},
    NamedIcmp{"parameter-option", 4, 2},
    NamedIcmp{"parameter-problem", 4, -1},
    NamedIcmp{"port-unreachable", 1, 4},
    NamedIcmp{"reassembly-timeout", 3, 1},
    NamedIcmp{"redirect", 137, -1},
    NamedIcmp{"renum-command", 138, 0},
    NamedIcmp{"renum-result", 138, 1},
    NamedIcmp{"renum-seq-number", 138, 255},
    NamedIcmp{"router-advertisement", 134, -1},
    NamedIcmp{"router-renumbering", 138, -1},
    NamedIcmp{"router-solicitation", 133, -1},
    NamedIcmp{"time-exceeded", 3, -1},
    NamedIcmp{"unreachable", 1, -1},
};

struct InterfaceType {
  std::string_view name;
  std::string_view shortest;  // shortest abbreviation that means this type
};

// In the order in which abbreviations are tried.
constexpr std::array interface_types{
    InterfaceType{"Ethernet", "e"},
    InterfaceType{"FastEthernet", "f"},
    InterfaceType{"GigabitEthernet", "g"},
    InterfaceType{"TenGigabitEthernet", "t"},
    InterfaceType{"TwentyFiveGigE", "twe"},
    InterfaceType{"TwentyFiveGigabitEthernet", "twentyfivegigabitethernet"},
    InterfaceType{"TwoGigabitEthernet", "tw"},
    InterfaceType{"FiveGigabitEthernet", "fiv"},
    InterfaceType{"FiftyGigE", "fif"},
    InterfaceType{"FiftyGigabitEthernet", "fiftygigabitethernet"},
    InterfaceType{"FortyGigabitEthernet", "fo"},
    InterfaceType{"HundredGigE", "hu"},
    InterfaceType{"HundredGigabitEthernet", "hundredgigabitethernet"},
    InterfaceType{"FourHundredGigE", "fou"},
    InterfaceType{"AppGigabitEthernet", "ap"},
    InterfaceType{"Port-channel", "po"},
    InterfaceType{"Vlan", "vl"},
    InterfaceType{"Loopback", "l"},
    InterfaceType{"Tunnel", "tu"},
    InterfaceType{"Dialer", "di"},
    InterfaceType{"Serial", "s"},
    InterfaceType{"BVI", "bv"},
    InterfaceType{"BDI", "bd"},
    InterfaceType{"BRI", "br"},
    InterfaceType{"ATM", "at"},
    InterfaceType{"Async", "as"},
    InterfaceType{"Cellular", "ce"},
    InterfaceType{"Multilink", "mu"},
    InterfaceType{"Null", "nu"},
    InterfaceType{"NVI", "nvi"},
    InterfaceType{"Virtual-Template", "virtual-t"},
    InterfaceType{"Virtual-Access", "virtual-a"},
    InterfaceType{"Virtual-PPP", "virtual-p"},
    InterfaceType{"VirtualPortGroup", "virtualp"},
    InterfaceType{"Dot11Radio", "do"},
    InterfaceType{"Wlan-GigabitEthernet", "wlan-g"},
    InterfaceType{"wlan-ap", "wlan-a"},
    InterfaceType{"Embedded-Service-Engine", "em"},
    InterfaceType{"Service-Engine", "service"},
    InterfaceType{"Integrated-Service-Engine", "in"},
    InterfaceType{"POS", "pos"},
    InterfaceType{"TokenRing", "to"},
    InterfaceType{"Fddi", "fd"},
    InterfaceType{"Hssi", "hs"},
    InterfaceType{"LISP", "li"},
    InterfaceType{"nve", "nve"},
    InterfaceType{"vasileft", "vasil"},
    InterfaceType{"vasiright", "vasir"},
    InterfaceType{"ucse", "uc"},
};

template <typename Table>
std::optional<std::uint16_t> port_of(const Table& table, std::string_view name) {
  const auto row =
      std::ranges::find_if(table, [&](const NamedPort& port) { return same_text(port.name, name); });
  if (row == table.end()) return std::nullopt;
  return row->port;
}

template <typename Table>
std::optional<std::uint8_t> protocol_of(const Table& table, std::string_view name) {
  const auto row =
      std::ranges::find_if(table, [&](const NamedProtocol& known) { return same_text(known.name, name); });
  if (row == table.end()) return std::nullopt;
  return row->number;
}

template <typename Table>
std::optional<IcmpName> icmp_of(const Table& table, std::string_view name) {
  const auto row =
      std::ranges::find_if(table, [&](const NamedIcmp& known) { return same_text(known.name, name); });
  if (row == table.end()) return std::nullopt;
  IcmpName found{row->type, std::nullopt};
  if (row->code >= 0) found.code = static_cast<std::uint8_t>(row->code);
  return found;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<std::uint16_t> parse_port(std::string_view text, std::uint8_t protocol_number) {
  if (const std::optional<long> number = parse_number(text)) {
    if (*number > 65535) return std::nullopt;
    return static_cast<std::uint16_t>(*number);
  }
  const std::optional<std::uint16_t> tcp = port_of(tcp_ports, text);
  const std::optional<std::uint16_t> udp = port_of(udp_ports, text);
  return protocol_number == protocol::udp ? (udp ? udp : tcp) : (tcp ? tcp : udp);
}

std::optional<std::uint8_t> parse_ios_protocol(std::string_view text, Family family) {
  if (const std::optional<long> number = parse_number(text)) {
    if (*number > 255) return std::nullopt;
    return static_cast<std::uint8_t>(*number);
  }
  return family == Family::v4 ? protocol_of(v4_protocols, text) : protocol_of(v6_protocols, text);
}

std::optional<IcmpName> parse_icmp_name(std::string_view text, Family family) {
  return family == Family::v4 ? icmp_of(icmp_names, text) : icmp_of(icmpv6_names, text);
}

std::pair<std::string_view, std::string_view> split_interface_name(std::string_view name) {
  std::size_t end = 0;
  while (end < name.size() && !is_digit(name[end])) ++end;
  // Types that hold a digit themselves.
  if (starts_like(name, "Dot11Radio")) end = std::string_view("Dot11Radio").size();
  std::string_view type = name.substr(0, end);
  while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
  return {type, name.substr(end)};
}

std::string interface_name(std::string_view text) {
  const auto [type, number] = split_interface_name(text);
  for (const InterfaceType& known : interface_types) {
    if (same_text(known.name, type)) return std::string(known.name).append(number);
  }
  for (const InterfaceType& known : interface_types) {
    if (type.size() >= known.shortest.size() && starts_like(known.name, type)) {
      return std::string(known.name).append(number);
    }
  }
  return std::string(type).append(number);
}

bool looks_like_interface(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) return false;
  const auto [type, number] = split_interface_name(text);
  if (number.empty() || !is_digit(number.front())) return false;
  return std::ranges::all_of(number,
                             [](char c) { return is_digit(c) || c == '/' || c == '.' || c == ':'; }) &&
         std::ranges::all_of(type, [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

}  // namespace sekisho::config::ios
