// Clocks, logs and resolvers that the device follows, and services that it offers itself.
// Sources: Cisco IOS Basic System Management, Network Management, IP Addressing Services, and Configuration
// Fundamentals Command References.
#include "config/cisco_ios/settings.hpp"

#include <sekisho/base/code.hpp>

namespace sekisho::config::ios {
namespace {

/// `vrf NAME` among the words, or nothing.
std::string vrf_of(const std::vector<std::string>& words) {
  for (std::size_t at = 0; at + 1 < words.size(); ++at) {
    if (same_text(words[at], "vrf") || same_text(words[at], "use-vrf")) return words[at + 1];
  }
  return {};
}

/// The server of `ntp server [vrf V] [ip|ipv6] SERVER ...` and its kin, from word `at` on.
std::string server_of(const std::vector<std::string>& words) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto is = [&](std::string_view word) { return same_text(words[at], word); };
    if (is("vrf")) {
      ++at;
    } else if (!is("ip") && !is("ipv6") && !is("host")) {
      return words[at];
    }
  }
  return {};
}

void remember_server(IosReader& reader, const Arguments& arguments, FactKind kind) {
  const std::vector<std::string> words = names_from(arguments, arguments.index(0));
  const std::string server = server_of(words);
  if (!server.empty()) remember(reader, arguments, {kind, server, {}, {}, vrf_of(words)});
}

void time_server(IosReader& reader, const Arguments& arguments) {
  remember_server(reader, arguments, FactKind::time_server);
}

void log_server(IosReader& reader, const Arguments& arguments) {
  remember_server(reader, arguments, FactKind::log_server);
}

/// `ip name-server [vrf V] A [A ...]`.
void name_servers(IosReader& reader, const Arguments& arguments) {
  const std::vector<std::string> words = names_from(arguments, arguments.index(0));
  const std::string vrf = vrf_of(words);
  for (const std::string& word : words) {
    if (!same_text(word, "vrf") && word != vrf)
      remember(reader, arguments, {FactKind::name_server, word, {}, {}, vrf});
  }
}

template <const char* Name>
void offers(IosReader& reader, const Arguments& arguments) {
  remember(reader, arguments, {FactKind::service, Name, {}, {}, {}});
}
constexpr char finger[] = "finger";
constexpr char small_servers[] = "small-servers";
constexpr char bootp[] = "bootp";
constexpr char identd[] = "identd";
constexpr char remote_shell[] = "rsh";
constexpr char ftp[] = "ftp";
constexpr char tftp[] = "tftp";
constexpr char smart_install[] = "smart-install";

/// Not called `bind`: a call with a std::string would be one of std::bind.
/// `arp [vrf V] A M arpa`, `ipv6 neighbor A INTERFACE M`, `ip source binding M vlan N A interface I`.
void note_neighbour(IosReader& reader, const Arguments& arguments, std::size_t address, std::size_t mac,
                    std::string interface = {}) {
  const std::string value = to_string(arguments.address(address)) + ' ' + arguments.text(mac);
  remember(reader, arguments, {FactKind::bound_neighbour, value, {}, std::move(interface), {}});
}

/// `permit ip host A mac host M` of an `arp access-list`.
const IosMode& arp_list_mode() {
  static const IosMode mode("arp access list",
                            {Spell::used("permit ip host <ipv4> mac host <word> ...",
                                         [](IosReader& reader, const Arguments& arguments) {
                                           note_neighbour(reader, arguments, 0, 1);
                                         })},
                            Spell::irrelevant("..."));
  return mode;
}

const IosMode& dns_view_mode() {
  static const IosMode mode("dns view",
                            {Spell::used("domain name-server <text>", name_servers),
                             Spell::used("dns forwarder <text>", name_servers)},
                            Spell::irrelevant("..."));
  return mode;
}

void nothing(IosReader&, const Arguments&) {}

IosRows followed_rows() {
  return {
      Spell::used("ntp server <text>", time_server),
      Spell::used("no ntp server ...", forget),
      Spell::used("ntp peer <text>", time_server),
      Spell::used("no ntp peer ...", forget),
      Spell::used("sntp server <text>", time_server),
      Spell::used("no sntp server ...", forget),
      Spell::used("sntp broadcast client",
                  [](IosReader& reader, const Arguments& arguments) {
                    remember(reader, arguments, {FactKind::time_server, "broadcast", {}, {}, {}});
                  }),
      Spell::used("no sntp broadcast client", forget),
      Spell::used("no ntp", forget),
      Spell::used("no sntp", forget),
      // A bare word behind `logging` is a server unless it is one of these.
      Spell::irrelevant("logging console|monitor|buffered|trap|on|history|userinfo|count|facility|buginf|"
                        "cns-events|esm|exception|persistent|snmp-authfail|synchronous|alarm|enable|"
                        "smartlog|snmp-trap|xml"),
      Spell::used("logging host <text>", log_server),
      Spell::used("no logging host ...", forget),
      Spell::used("logging server <text>", log_server),
      Spell::used("no logging server ...", forget),
      Spell::used("logging <word> [vrf <word>]", log_server),
      Spell::used("logging <ipv4> ...", log_server),
      Spell::used("logging <ipv6> ...", log_server),
      Spell::used("no logging <ipv4> ...", forget),
      Spell::used("no logging <ipv6> ...", forget),
      Spell::used("no logging on", forget),
      Spell::used("no logging trap", forget),
      Spell::used("logging on", [](IosReader& reader,
                                   const Arguments&) { std::erase(reader.config.refused, "logging on "); }),
      Spell::used(
          "logging trap ...",
          [](IosReader& reader, const Arguments&) { std::erase(reader.config.refused, "logging trap "); }),
      Spell::used("ip name-server <text>", name_servers),
      Spell::used("no ip name-server ...", forget),
      Spell::enters("ip dns view ...", dns_view_mode, nothing),
      Spell::used("no ip dns view ...", nothing),
  };
}

IosRows offered_rows() {
  return {
      Spell::used("service finger", offers<finger>),
      Spell::used("no service finger", forget),
      Spell::used("ip finger ...", offers<finger>),
      Spell::used("no ip finger ...", forget),
      Spell::used("service tcp-small-servers ...", offers<small_servers>),
      Spell::used("no service tcp-small-servers ...", forget),
      Spell::used("service udp-small-servers ...", offers<small_servers>),
      Spell::used("no service udp-small-servers ...", forget),
      Spell::used("ip bootp server", offers<bootp>),
      Spell::used("no ip bootp server", forget),
      Spell::used("ip dhcp bootp ignore",
                  [](IosReader& reader, const Arguments&) {
                    reader.config.refused.emplace_back("ip bootp server ");
                  }),
      Spell::used(
          "no ip dhcp bootp ignore",
          [](IosReader& reader, const Arguments&) { std::erase(reader.config.refused, "ip bootp server "); }),
      Spell::used("ip identd", offers<identd>),
      Spell::used("no ip identd", forget),
      Spell::used("ip rcmd rsh-enable", offers<remote_shell>),
      Spell::used("no ip rcmd rsh-enable", forget),
      Spell::used("ip rcmd rcp-enable", offers<remote_shell>),
      Spell::used("no ip rcmd rcp-enable", forget),
      Spell::used("ftp-server enable", offers<ftp>),
      Spell::used("no ftp-server enable", forget),
      Spell::irrelevant("ftp-server ..."),
      Spell::used("tftp-server <text>", offers<tftp>),
      Spell::used("no tftp-server ...", forget),
      Spell::used("vstack", offers<smart_install>),
      Spell::used("no vstack", forget),
      Spell::irrelevant("vstack ..."),
  };
}

IosRows neighbour_rows() {
  return {
      Spell::used(
          "arp <ipv4> <word> ...",
          [](IosReader& reader, const Arguments& arguments) { note_neighbour(reader, arguments, 0, 1); }),
      Spell::used(
          "arp vrf <word> <ipv4> <word> ...",
          [](IosReader& reader, const Arguments& arguments) { note_neighbour(reader, arguments, 1, 2); }),
      Spell::used("no arp ...", forget),
      Spell::enters("arp access-list <word>", arp_list_mode, nothing),
      Spell::used("no arp access-list ...", nothing),
      Spell::used("ip source binding <word> vlan <number> <ipv4> interface <text>",
                  [](IosReader& reader, const Arguments& arguments) {
                    std::size_t at = arguments.index(3);
                    note_neighbour(reader, arguments, 2, 0, take_interface_name(arguments.statement(), at));
                  }),
      Spell::used("no ip source binding ...", forget),
      Spell::used(
          "ipv6 neighbor <ipv6> <text>",
          [](IosReader& reader, const Arguments& arguments) {
            std::size_t at = arguments.index(1);
            const std::string interface = take_interface_name(arguments.statement(), at);
            const std::string mac(arguments.statement().word(at));
            remember(
                reader, arguments,
                {FactKind::bound_neighbour, to_string(arguments.address(0)) + ' ' + mac, {}, interface, {}});
          }),
      Spell::used("no ipv6 neighbor ...", forget),
  };
}

}  // namespace

IosRows service_rows() {
  IosRows rows = followed_rows();
  for (const auto part : {offered_rows, neighbour_rows}) {
    for (const IosRow& row : part()) rows.push_back(row);
  }
  return rows;
}

}  // namespace sekisho::config::ios
