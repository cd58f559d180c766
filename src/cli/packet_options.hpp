// The packet that `trace` sends or `explain` is about, from its options.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/base/packet.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace CLI {  // NOLINT(readability-identifier-naming): the name of the third party
class App;
}

namespace sekisho::cli {

/// The options as written; empty: not given.
struct PacketArguments {
  std::string source;
  std::string destination;
  std::string protocol;
  std::string source_port;
  std::string destination_port;
  std::string icmp_type;
  std::string icmp_code;
  std::string flags;
  std::string vlan;
  std::string source_mac;
  std::string destination_mac;
};

/// The options of addresses, protocol and ports.
void add_header_options(CLI::App& app, PacketArguments& arguments, Language language);

/// TCP flags as letters (`S`, `SA`, `FPU`; `none` or `-` for none of them).
[[nodiscard]] std::optional<std::uint8_t> parse_flags(std::string_view text);

/// The packet, with what a host would send where nothing is said: TCP starts a session (SYN) from port
/// 40000, ICMP is an echo request. `command` is named in messages.
[[nodiscard]] Packet packet_of(const PacketArguments& arguments, const std::string& command,
                               DiagnosticSink& sink);

}  // namespace sekisho::cli
