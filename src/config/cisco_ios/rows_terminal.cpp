// Terminal lines: who may open a session on the console, the auxiliary port and the virtual terminals, and
// how.
#include "config/cisco_ios/settings.hpp"

#include <algorithm>
#include <array>

namespace sekisho::config::ios {
namespace {

/// How the terminal looks, what goes out from it, who is accounted for.
constexpr std::array irrelevant_patterns{"access-class <word> out ...",
                                         "ipv6 access-class <word> out",
                                         "absolute-timeout ...",
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
                                         "exec-banner",
                                         "exec-character-bits ...",
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
                                         "logout-warning ...",
                                         "media-type ...",
                                         "modem ...",
                                         "monitor ...",
                                         "motd-banner",
                                         "no-more ...",
                                         "notify",
                                         "padding ...",
                                         "parity ...",
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
                                         "sec-ssh ..."};

TerminalLines& lines(IosReader& reader) { return reader.config.terminals[reader.terminal]; }

/// Lines that are opened twice are the same lines.
void open_lines(IosReader& reader, const Arguments& arguments) {
  std::string name;
  for (const std::string& word : words_from(arguments, 0)) name += (name.empty() ? "" : " ") + word;
  std::vector<TerminalLines>& all = reader.config.terminals;
  const auto found = std::ranges::find(all, name, &TerminalLines::name);
  reader.terminal = static_cast<std::size_t>(found - all.begin());
  if (found != all.end()) return;
  TerminalLines added;
  added.line = arguments.line();
  added.vty = starts_like(name, "line vty");
  added.console = starts_like(name, "line con");
  added.name = std::move(name);
  all.push_back(std::move(added));
}

void close_lines(IosReader& reader, const Arguments& arguments) {
  std::string name;
  for (const std::string& word : words_from(arguments, 0)) name += (name.empty() ? "" : " ") + word;
  std::erase_if(reader.config.terminals, [&](const TerminalLines& each) { return each.name == name; });
}

AccessClass access_class(const Arguments& arguments, Family family) {
  return {arguments.text(0), arguments.line(), family};
}

void set_idle(IosReader& reader, const Arguments& arguments, std::optional<long> seconds) {
  lines(reader).idle_seconds = seconds;
  lines(reader).idle_line = arguments.line();
}

void set_login(IosReader& reader, const Arguments& arguments, std::optional<bool> asked) {
  lines(reader).login = asked;
  lines(reader).login_line = arguments.line();
}

void set_transports(IosReader& reader, const Arguments& arguments,
                    std::optional<std::vector<std::string>> all) {
  lines(reader).transports = std::move(all);
  lines(reader).transport_line = arguments.line();
}

bool to_default(const Arguments& arguments) { return arguments.statement().mood == Mood::defaulted; }

IosRows session_rows() {
  constexpr long minute = 60;
  return {
      Spell::used("exec-timeout <number> [<number>]",
                  [](IosReader& reader, const Arguments& arguments) {
                    const long seconds = arguments.has(1) ? arguments.number(1) : 0;
                    set_idle(reader, arguments, arguments.number(0) * minute + seconds);
                  }),
      Spell::used("no exec-timeout ...",
                  [](IosReader& reader, const Arguments& arguments) {
                    set_idle(reader, arguments,
                             to_default(arguments) ? std::nullopt : std::optional<long>(0));
                  }),
      Spell::used("login ...",
                  [](IosReader& reader, const Arguments& arguments) { set_login(reader, arguments, true); }),
      Spell::used("no login ...",
                  [](IosReader& reader, const Arguments& arguments) {
                    set_login(reader, arguments, to_default(arguments) ? std::nullopt : std::optional(false));
                  }),
      Spell::used(
          "password <text>",
          [](IosReader& reader, const Arguments& arguments) {
            remember(
                reader, arguments,
                {FactKind::credential, secret_kind(arguments.statement(), 1), lines(reader).name, {}, {}});
          }),
      Spell::used("no password ...",
                  [](IosReader& reader, const Arguments&) {
                    std::erase_if(reader.config.settings, [&](const IosSetting& setting) {
                      return setting.scope == lines(reader).name && setting.command.starts_with("password ");
                    });
                  }),
      Spell::used("exec", [](IosReader& reader, const Arguments&) { lines(reader).exec = true; }),
      Spell::used("no exec", [](IosReader& reader,
                                const Arguments& arguments) { lines(reader).exec = to_default(arguments); }),
  };
}

IosRows access_rows() {
  return {
      Spell::used("access-class <word> in ...",
                  [](IosReader& reader, const Arguments& arguments) {
                    lines(reader).access_class = access_class(arguments, Family::v4);
                  }),
      Spell::used("ipv6 access-class <word> in",
                  [](IosReader& reader, const Arguments& arguments) {
                    lines(reader).access_class6 = access_class(arguments, Family::v6);
                  }),
      Spell::used("no access-class ...",
                  [](IosReader& reader, const Arguments&) { lines(reader).access_class.reset(); }),
      Spell::used("transport input <text>",
                  [](IosReader& reader, const Arguments& arguments) {
                    set_transports(reader, arguments, words_from(arguments, arguments.index(0)));
                  }),
      Spell::used("no transport input ...",
                  [](IosReader& reader, const Arguments& arguments) {
                    if (to_default(arguments)) return set_transports(reader, arguments, std::nullopt);
                    set_transports(reader, arguments, std::vector<std::string>{});
                  }),
  };
}

const IosMode& line_mode() {
  static const IosMode mode("line", [] {
    IosRows rows = access_rows();
    for (const IosRow& row : session_rows()) rows.push_back(row);
    for (const char* pattern : irrelevant_patterns) rows.push_back(Spell::irrelevant(pattern));
    return rows;
  }());
  return mode;
}

}  // namespace

IosRows terminal_rows() {
  return {
      Spell::enters("line <text>", line_mode, open_lines),
      Spell::used("no line ...", close_lines),
  };
}

}  // namespace sekisho::config::ios
