#include "cli/packet_options.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/base/mac.hpp>

#include "cli/settings.hpp"
#include "cli/value_options.hpp"

#include <sekisho/report/phrase.hpp>

namespace sekisho::cli {
namespace {

constexpr std::uint16_t ephemeral_port = 40000;
constexpr std::uint8_t echo_request_v4 = 8;    // RFC 792
constexpr std::uint8_t echo_request_v6 = 128;  // RFC 4443
constexpr int highest_vlan = 4094;

bool is_icmp(std::uint8_t number) { return number == protocol::icmp || number == protocol::icmpv6; }

/// An address that must be there.
Address address_of(const char* option, const std::string& text, const std::string& command,
                   DiagnosticSink& sink) {
  if (text.empty()) {
    sink.report(Code::missing_argument, {}, {option, command});
    return {};
  }
  const std::optional<Address> address = Address::parse(text);
  if (!address) sink.report(Code::bad_option_value, {}, {option, text, "10.1.2.3, 2001:db8::1"});
  return address.value_or(Address{});
}

/// A number that may be there, within 0..last.
int number_of(const char* option, const std::string& text, int fallback, int last, DiagnosticSink& sink) {
  return text.empty() ? fallback : read_number(option, text, 0, last, sink);
}

/// Without --proto: TCP, or ICMP when one of its fields is given.
std::uint8_t protocol_of(const PacketArguments& arguments, Family family, DiagnosticSink& sink) {
  const std::uint8_t icmp = family == Family::v6 ? protocol::icmpv6 : protocol::icmp;
  if (arguments.protocol.empty()) {
    const bool asks_icmp = !arguments.icmp_type.empty() || !arguments.icmp_code.empty();
    return asks_icmp ? icmp : protocol::tcp;
  }
  const std::optional<std::uint8_t> number = parse_protocol(arguments.protocol);
  if (!number) {
    sink.report(Code::bad_option_value, {},
                {"--proto", arguments.protocol, "tcp, udp, icmp, icmpv6, esp, ..., 0-255"});
  }
  return number.value_or(protocol::tcp);
}

/// Options that the packet's protocol has no field for.
void check_fields(const PacketArguments& arguments, std::uint8_t number, DiagnosticSink& sink) {
  const auto refuse = [&](const char* option, const std::string& value, bool fits) {
    if (!value.empty() && !fits)
      sink.report(Code::option_not_for_protocol, {}, {option, protocol_name(number)});
  };
  refuse("--sport", arguments.source_port, has_ports(number));
  refuse("--dport", arguments.destination_port, has_ports(number));
  refuse("--icmp-type", arguments.icmp_type, is_icmp(number));
  refuse("--icmp-code", arguments.icmp_code, is_icmp(number));
  refuse("--flags", arguments.flags, number == protocol::tcp);
  if (has_ports(number) && arguments.destination_port.empty()) {
    sink.report(Code::option_needed_for_protocol, {}, {"--dport", protocol_name(number)});
  }
}

std::uint64_t mac_of(const char* option, const std::string& text, DiagnosticSink& sink) {
  if (text.empty()) return 0;
  const std::optional<std::uint64_t> mac = parse_mac(text);
  if (!mac) sink.report(Code::bad_option_value, {}, {option, text, "00:11:22:33:44:55"});
  return mac.value_or(0);
}

void set_transport(Packet& packet, const PacketArguments& arguments, DiagnosticSink& sink) {
  if (has_ports(packet.protocol)) {
    packet.source_port =
        static_cast<std::uint16_t>(number_of("--sport", arguments.source_port, ephemeral_port, 65535, sink));
    packet.destination_port =
        static_cast<std::uint16_t>(number_of("--dport", arguments.destination_port, 0, 65535, sink));
  }
  if (is_icmp(packet.protocol)) {
    const std::uint8_t echo = packet.protocol == protocol::icmpv6 ? echo_request_v6 : echo_request_v4;
    packet.icmp_type =
        static_cast<std::uint8_t>(number_of("--icmp-type", arguments.icmp_type, echo, 255, sink));
    packet.icmp_code = static_cast<std::uint8_t>(number_of("--icmp-code", arguments.icmp_code, 0, 255, sink));
  }
  if (packet.protocol == protocol::tcp) {
    const std::optional<std::uint8_t> flags =
        arguments.flags.empty() ? tcp_flag::syn : parse_flags(arguments.flags);
    if (!flags)
      sink.report(Code::bad_option_value, {}, {"--flags", arguments.flags, "S, SA, A, FA, R, ..., none"});
    packet.tcp_flags = flags.value_or(tcp_flag::syn);
  }
}

}  // namespace

void add_header_options(CLI::App& app, PacketArguments& arguments, Language language) {
  using report::Phrase;
  const auto option = [&](const char* name, std::string& value, const char* type, Phrase phrase) {
    add_value(app, name, value, type, report::say(phrase, language));
  };
  option("--src", arguments.source, "ADDRESS", Phrase::help_src);
  option("--dst", arguments.destination, "ADDRESS", Phrase::help_dst);
  option("--proto", arguments.protocol, "PROTOCOL", Phrase::help_proto);
  option("--dport", arguments.destination_port, "PORT", Phrase::help_dport);
  option("--sport", arguments.source_port, "PORT", Phrase::help_sport);
}

std::optional<std::uint8_t> parse_flags(std::string_view text) {
  if (text == "none" || text == "-") return 0;
  constexpr std::string_view letters = "FSRPAUEC";  // from the lowest bit, RFC 9293 section 3.1
  std::uint8_t flags = 0;
  for (const char c : text) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const std::size_t bit = letters.find(upper);
    if (bit == std::string_view::npos) return std::nullopt;
    flags = static_cast<std::uint8_t>(flags | 1U << bit);
  }
  if (text.empty()) return std::nullopt;
  return flags;
}

Packet packet_of(const PacketArguments& arguments, const std::string& command, DiagnosticSink& sink) {
  Packet packet;
  packet.source = address_of("--src", arguments.source, command, sink);
  packet.destination = address_of("--dst", arguments.destination, command, sink);
  if (sink.has_errors()) return packet;
  if (packet.source.family != packet.destination.family) {
    sink.report(Code::families_differ, {}, {arguments.source, arguments.destination});
  }
  packet.protocol = protocol_of(arguments, packet.family(), sink);
  if (sink.has_errors()) return packet;
  check_fields(arguments, packet.protocol, sink);
  set_transport(packet, arguments, sink);
  packet.vlan = static_cast<std::uint16_t>(number_of("--vlan", arguments.vlan, 0, highest_vlan, sink));
  packet.source_mac = mac_of("--src-mac", arguments.source_mac, sink);
  packet.destination_mac = mac_of("--dst-mac", arguments.destination_mac, sink);
  return packet;
}

}  // namespace sekisho::cli
