#include <sekisho/base/packet.hpp>

#include <sekisho/base/mac.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>

namespace sekisho {
namespace {

struct NamedProtocol {
  std::uint8_t number;
  std::string_view name;
};

constexpr std::uint8_t udplite = 136;

// IANA "Assigned Internet Protocol Numbers", in lower case.
constexpr std::array named_protocols{
    NamedProtocol{protocol::icmp, "icmp"},     NamedProtocol{protocol::igmp, "igmp"},
    NamedProtocol{protocol::ipip, "ipip"},     NamedProtocol{protocol::tcp, "tcp"},
    NamedProtocol{protocol::udp, "udp"},       NamedProtocol{protocol::dccp, "dccp"},
    NamedProtocol{protocol::ipv6, "ipv6"},     NamedProtocol{protocol::gre, "gre"},
    NamedProtocol{protocol::esp, "esp"},       NamedProtocol{protocol::ah, "ah"},
    NamedProtocol{protocol::icmpv6, "icmpv6"}, NamedProtocol{protocol::eigrp, "eigrp"},
    NamedProtocol{protocol::ospf, "ospf"},     NamedProtocol{protocol::pim, "pim"},
    NamedProtocol{protocol::vrrp, "vrrp"},     NamedProtocol{protocol::sctp, "sctp"},
    NamedProtocol{udplite, "udplite"},
};

/// A number of `text`, all of it decimal digits; nothing above `limit`.
std::optional<int> decimal(std::string_view text, int limit) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (value > limit) return std::nullopt;
  return value;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string flag_letters(std::uint8_t flags) {
  constexpr std::string_view letters = "FSRPAUEC";  // from the lowest bit
  if (flags == 0) return "none";
  std::string text;
  for (std::size_t bit = 0; bit < letters.size(); ++bit) {
    if ((flags >> bit & 1) != 0) text += letters[bit];
  }
  return text;
}

std::string endpoint(const Address& address, std::uint16_t port, bool with_port) {
  const std::string text = to_string(address);
  if (!with_port) return text;
  return address.family == Family::v6 ? fmt::format("[{}]:{}", text, port) : fmt::format("{}:{}", text, port);
}

std::string_view state_name(ConnectionState state) {
  switch (state) {
    case ConnectionState::fresh: return "new";
    case ConnectionState::established: return "established";
    case ConnectionState::related: return "related";
    case ConnectionState::untracked: return "untracked";
    case ConnectionState::invalid: return "invalid";
  }
  return "";
}

}  // namespace

bool has_ports(std::uint8_t protocol_number) {
  return protocol_number == protocol::tcp || protocol_number == protocol::udp ||
         protocol_number == protocol::sctp || protocol_number == udplite || protocol_number == protocol::dccp;
}

std::string protocol_name(std::uint8_t protocol_number) {
  const auto* row = std::ranges::find(named_protocols, protocol_number, &NamedProtocol::number);
  return row != named_protocols.end() ? std::string(row->name) : std::to_string(protocol_number);
}

std::optional<std::uint8_t> parse_protocol(std::string_view text) {
  const auto* row = std::ranges::find_if(
      named_protocols, [&](const NamedProtocol& known) { return equal_ignoring_case(known.name, text); });
  if (row != named_protocols.end()) return row->number;
  const std::optional<int> number = decimal(text, 255);
  if (!number) return std::nullopt;
  return static_cast<std::uint8_t>(*number);
}

std::string to_string(const PortRange& ports) {
  return ports.first == ports.last ? std::to_string(ports.first)
                                   : fmt::format("{}-{}", ports.first, ports.last);
}

std::string to_string(const Packet& packet) {
  const bool with_ports = has_ports(packet.protocol);
  std::string text = fmt::format("{} -> {} {}", endpoint(packet.source, packet.source_port, with_ports),
                                 endpoint(packet.destination, packet.destination_port, with_ports),
                                 protocol_name(packet.protocol));
  if (packet.protocol == protocol::tcp) text += fmt::format(" [{}]", flag_letters(packet.tcp_flags));
  if (packet.protocol == protocol::icmp || packet.protocol == protocol::icmpv6) {
    text += fmt::format(" type {} code {}", packet.icmp_type, packet.icmp_code);
  }
  if (packet.state != ConnectionState::fresh) text += fmt::format(" {}", state_name(packet.state));
  if (packet.vlan != 0) text += fmt::format(" vlan {}", packet.vlan);
  if (packet.source_mac != 0 || packet.destination_mac != 0) {
    text += fmt::format(" mac {} -> {}", mac_text(packet.source_mac), mac_text(packet.destination_mac));
  }
  return text;
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::optional<int> year = decimal(text.substr(0, 4), 9999);
  const std::optional<int> month = decimal(text.substr(5, 2), 12);
  const std::optional<int> day = decimal(text.substr(8, 2), 31);
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day calendar{std::chrono::year{*year},
                                             std::chrono::month{static_cast<unsigned>(*month)},
                                             std::chrono::day{static_cast<unsigned>(*day)}};
  if (!calendar.ok()) return std::nullopt;
  return Date{*year, *month, *day};
}

Date Date::today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
}

std::string to_string(const Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

}  // namespace sekisho
