// Access to the device itself: terminal lines, HTTP, SNMP.
#include "config/cisco_ios/names.hpp"
#include "config/cisco_ios/reader.hpp"

#include <algorithm>

namespace sekisho::config::ios {
namespace {

void ignore(IosReader&, const Arguments&) {}

void open_vty(IosReader& reader, const Arguments& arguments) {
  VtyLines lines;
  lines.line = arguments.line();
  reader.config.vty.push_back(lines);
}

AccessClass access_class(const Arguments& arguments, std::size_t capture, Family family) {
  return {arguments.text(capture), arguments.line(), family};
}

/// Lines of all kinds: how the terminal looks, who logs in, what goes out from it.
IosRows terminal_rows() {
  IosRows rows;
  for (const char* pattern : {"absolute-timeout ...",
                              "access-class <word> out ...",
                              "accounting ...",
                              "activation-character ...",
                              "authorization ...",
                              "autobaud",
                              "autocommand ...",
                              "autohangup",
                              "autoselect ...",
                              "buffer-length ...",
                              "callback ...",
                              "data-character-bits ...",
                              "databits ...",
                              "disconnect-character ...",
                              "dispatch-character ...",
                              "domain-lookup",
                              "editing",
                              "escape-character ...",
                              "exec",
                              "exec-banner",
                              "exec-character-bits ...",
                              "exec-timeout ...",
                              "flowcontrol ...",
                              "full-help",
                              "help",
                              "history ...",
                              "hold-character ...",
                              "insecure",
                              "international",
                              "ip netmask-format ...",
                              "ip tcp ...",
                              "length ...",
                              "location ...",
                              "lockable",
                              "logging ...",
                              "login ...",
                              "login",
                              "logout-warning ...",
                              "media-type ...",
                              "modem ...",
                              "monitor ...",
                              "motd-banner",
                              "no-more ...",
                              "notify",
                              "padding ...",
                              "parity ...",
                              "password ...",
                              "privilege ...",
                              "prompt ...",
                              "refuse-message ...",
                              "rotary ...",
                              "rxspeed ...",
                              "script ...",
                              "session-disconnect-warning ...",
                              "session-limit ...",
                              "session-timeout ...",
                              "special-character-bits ...",
                              "speed ...",
                              "start-character ...",
                              "stop-character ...",
                              "stopbits ...",
                              "telnet ...",
                              "terminal-type ...",
                              "terminal-queue ...",
                              "timeout ...",
                              "transport output ...",
                              "transport preferred ...",
                              "txspeed ...",
                              "usb-inactivity-timeout ...",
                              "vacant-message ...",
                              "vty-async",
                              "width ...",
                              "x25 ...",
                              "stopbits",
                              "sec-ssh ..."}) {
    rows.push_back(Spell::irrelevant(pattern));
  }
  return rows;
}

const IosMode& terminal_mode() {
  static const IosMode mode("line", [] {
    IosRows rows = terminal_rows();
    rows.push_back(Spell::irrelevant("transport input ..."));
    rows.push_back(Spell::irrelevant("access-class ..."));
    return rows;
  }());
  return mode;
}

const IosMode& vty_mode() {
  static const IosMode mode("line vty", [] {
    IosRows rows = terminal_rows();
    rows.push_back(
        Spell::used("access-class <word> in ...", [](IosReader& reader, const Arguments& arguments) {
          reader.config.vty.back().access_class = access_class(arguments, 0, Family::v4);
        }));
    rows.push_back(
        Spell::used("ipv6 access-class <word> in", [](IosReader& reader, const Arguments& arguments) {
          reader.config.vty.back().access_class6 = access_class(arguments, 0, Family::v6);
        }));
    rows.push_back(Spell::irrelevant("ipv6 access-class <word> out"));
    rows.push_back(Spell::used("no access-class ...", [](IosReader& reader, const Arguments&) {
      reader.config.vty.back().access_class.reset();
    }));
    rows.push_back(Spell::used("transport input <text>", [](IosReader& reader, const Arguments& arguments) {
      std::vector<std::string> protocols;
      const Statement& statement = arguments.statement();
      for (std::size_t at = arguments.index(0); at < statement.size(); ++at) {
        protocols.emplace_back(statement.word(at));
      }
      reader.config.vty.back().transports = protocols;
    }));
    rows.push_back(Spell::used("no transport input ...", [](IosReader& reader, const Arguments&) {
      reader.config.vty.back().transports = std::vector<std::string>{};
    }));
    return rows;
  }());
  return mode;
}

/// `snmp-server community X [view V] [ro|rw] [ipv6 LIST] [LIST]`.
void snmp_community(IosReader& reader, const Arguments& arguments) {
  const Statement& statement = arguments.statement();
  AccessClass v4{{}, arguments.line(), Family::v4};  // no list: open to all who know the community
  AccessClass v6{{}, arguments.line(), Family::v6};
  for (std::size_t at = arguments.index(0) + 1; at < statement.size(); ++at) {
    const std::string_view word = statement.word(at);
    if (same_text(word, "view")) {
      ++at;
    } else if (same_text(word, "ipv6")) {
      v6.list = statement.word(++at);
    } else if (!same_text(word, "ro") && !same_text(word, "rw")) {
      v4.list = word;
    }
  }
  reader.config.snmp_access.push_back(v4);
  reader.config.snmp_access.push_back(v6);
}

}  // namespace

IosRows management_rows() {
  return {
      Spell::enters("line vty <number> [<number>]", vty_mode, open_vty),
      Spell::enters("line <text>", terminal_mode, ignore),
      Spell::used("no line vty ...", ignore),
      Spell::used("ip http access-class [ipv4] <word>",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.config.http_access.push_back(access_class(arguments, 1, Family::v4));
                  }),
      Spell::used("ip http access-class ipv6 <word>",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.config.http_access.push_back(access_class(arguments, 0, Family::v6));
                  }),
      Spell::irrelevant("ip http ..."),
      Spell::used("snmp-server community <text>", snmp_community),
      Spell::irrelevant("snmp-server ..."),
      Spell::used(
          "hostname <word>",
          [](IosReader& reader, const Arguments& arguments) { reader.config.hostname = arguments.text(0); }),
      // Names with blanks are refused by the device; the first word is what it would show.
      Spell::used(
          "hostname <text>",
          [](IosReader& reader, const Arguments& arguments) { reader.config.hostname = arguments.text(0); }),
      Spell::used(
          "version <text>",
          [](IosReader& reader, const Arguments& arguments) { reader.config.version = arguments.text(0); }),
      // UDP broadcasts that `ip helper-address` forwards.
      Spell::used("ip forward-protocol udp",
                  [](IosReader& reader, const Arguments&) { reader.config.forward_udp = true; }),
      Spell::used("ip forward-protocol udp <word>",
                  [](IosReader& reader, const Arguments& arguments) {
                    if (const auto port = parse_port(arguments.word(0), protocol::udp)) {
                      reader.config.forwarded_udp.push_back(*port);
                    }
                  }),
      Spell::used("no ip forward-protocol udp",
                  [](IosReader& reader, const Arguments&) { reader.config.forward_udp = false; }),
      Spell::used("no ip forward-protocol udp <word>",
                  [](IosReader& reader, const Arguments& arguments) {
                    if (const auto port = parse_port(arguments.word(0), protocol::udp)) {
                      reader.config.forwarded_udp_off.push_back(*port);
                    }
                  }),
      Spell::irrelevant("ip forward-protocol ..."),
  };
}

}  // namespace sekisho::config::ios
