#include "linux_outputs.hpp"

#include "dialect.hpp"

#include <sekisho/base/address.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace sekisho::repair {

namespace {

using Words = std::vector<std::string>;

bool has_word(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The word behind another one; empty when there is none.
std::string behind(const Words& words, std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  return found == words.end() || found + 1 == words.end() ? std::string() : *(found + 1);
}

/// The words of the command that was repeated ahead of a line, from `ip` on: `# ip -6 route show table 100`.
Words command_above(const std::vector<std::string>& lines, std::size_t line) {
  for (std::size_t i = line; i-- > 1;) {
    Words words = words_of(lines[i - 1]);
    const auto program = std::find(words.begin(), words.end(), "ip");
    if (program == words.end() || program == words.begin() || !(program - 1)->ends_with('#')) continue;
    words.erase(words.begin(), program);
    return words;
  }
  return {};
}

bool is_route_word(const std::string& word) {
  static constexpr std::array<std::string_view, 5> types{"default", "blackhole", "unreachable", "prohibit",
                                                         "throw"};
  return std::find(types.begin(), types.end(), word) != types.end() || Prefix::parse(word).has_value();
}

/// Words that `ip route` prints and does not take.
void erase_states(Words& words) {
  static constexpr std::array<std::string_view, 5> states{"linkdown", "dead", "offload", "rt_offload",
                                                          "trap"};
  std::erase_if(words, [](const std::string& word) {
    return std::find(states.begin(), states.end(), word) != states.end();
  });
}

/// `32765:  from 10.1.0.0/16 lookup 100`. Priorities 0, 32766 and 32767 are the kernel's own.
std::optional<LinuxRoute> rule_at(const Words& words, const Words& command, std::size_t line) {
  if (words.size() < 2 || !words.front().ends_with(':')) return std::nullopt;
  const std::optional<int> priority =
      number_of(std::string_view(words.front()).substr(0, words.front().size() - 1));
  if (!priority || *priority == 0 || *priority == 32766 || *priority == 32767) return std::nullopt;
  return LinuxRoute{line, 1, has_word(command, "-6") ? "ip -6 rule" : "ip rule",
                    fmt::format("pref {} {}", *priority, joined(words, 1))};
}

}  // namespace

std::optional<LinuxRoute> linux_route_at(const std::vector<std::string>& lines, std::size_t line) {
  if (line == 0 || line > lines.size()) return std::nullopt;
  Words words = words_of(lines[line - 1]);
  const Words command = command_above(lines, line);
  if (std::optional<LinuxRoute> rule = rule_at(words, command, line)) return rule;
  if (words.empty() || !is_route_word(words.front()) || behind(words, "proto") == "kernel")
    return std::nullopt;
  LinuxRoute route{line, 1, "ip route", ""};
  for (; line + route.lines <= lines.size(); ++route.lines) {
    const Words more = words_of(lines[line + route.lines - 1]);
    if (more.empty() || more.front() != "nexthop") break;
    words.insert(words.end(), more.begin(), more.end());
  }
  erase_states(words);
  const bool is_v6 = has_word(command, "-6") || joined(words).find(':') != std::string::npos;
  if (is_v6) route.object = "ip -6 route";
  route.words = joined(words);
  const std::string table = behind(command, "table");
  if (!has_word(words, "table") && !table.empty() && table != "all" && table != "main")
    route.words += " table " + table;
  return route;
}

std::optional<LinuxLink> linux_link_at(const std::vector<std::string>& lines, std::size_t line) {
  if (line == 0 || line > lines.size()) return std::nullopt;
  const std::string& text = lines[line - 1];
  const Words words = words_of(text);
  // `3: eth1@if7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 ... master br0 state UP ...`
  if (words.size() < 3 || !words[0].ends_with(':') || !words[1].ends_with(':') || !words[2].starts_with('<'))
    return std::nullopt;
  LinuxLink link;
  link.name = words[1].substr(0, words[1].find_first_of("@:"));
  link.master = behind(words, "master");
  link.without_flag = text;
  for (const auto& [from, to] : {std::pair{",LOWER_UP", ""}, std::pair{",UP", ""}, std::pair{"<UP,", "<"},
                                 std::pair{" state UP", " state DOWN"}}) {
    const std::size_t at = link.without_flag.find(from);
    if (at != std::string::npos) link.without_flag.replace(at, std::string_view(from).size(), to);
  }
  const std::string of_master = " master " + link.master;
  const std::size_t at = text.find(of_master);
  if (!link.master.empty() && at != std::string::npos)
    link.without_master = text.substr(0, at) + text.substr(at + of_master.size());
  return link;
}

std::string LinuxVlans::written() const {
  std::string text = fmt::format(" {}", first);
  if (last != first) text += fmt::format("-{}", last);
  return text + (pvid ? " PVID" : "") + (untagged ? " Egress Untagged" : "");
}

std::string LinuxVlans::typed_add(const std::string& port) const {
  const std::string vid = first == last ? std::to_string(first) : fmt::format("{}-{}", first, last);
  return fmt::format("bridge vlan add dev {} vid {}{}{}", port, vid, pvid ? " pvid" : "",
                     untagged ? " untagged" : "");
}

std::string LinuxVlans::typed_delete(const std::string& port) const {
  const std::string vid = first == last ? std::to_string(first) : fmt::format("{}-{}", first, last);
  return fmt::format("bridge vlan del dev {} vid {}", port, vid);
}

namespace {

/// ` 20-30 PVID Egress Untagged`, from a word on; nothing when it reads otherwise.
std::optional<LinuxVlans> vlans_of(const Words& words, std::size_t at) {
  if (at >= words.size()) return std::nullopt;
  const std::string_view range = words[at];
  const std::size_t dash = range.find('-');
  const std::optional<int> first = number_of(range.substr(0, dash));
  const std::optional<int> last = dash == std::string_view::npos ? first : number_of(range.substr(dash + 1));
  if (!first || !last || *first < 1 || *last < *first || *last > 4094) return std::nullopt;
  LinuxVlans vlans{static_cast<std::uint16_t>(*first), static_cast<std::uint16_t>(*last), false, false};
  for (std::size_t i = at + 1; i < words.size(); ++i) {
    if (words[i] == "PVID") {
      vlans.pvid = true;
    } else if (words[i] == "Untagged" || words[i] == "untagged") {
      vlans.untagged = true;
    } else if (words[i] != "Egress") {
      return std::nullopt;
    }
  }
  return vlans;
}

}  // namespace

std::optional<LinuxPortVlans> linux_port_vlans(const std::vector<std::string>& lines,
                                               const std::string& port) {
  for (std::size_t line = 1; line <= lines.size(); ++line) {
    const Words words = words_of(lines[line - 1]);
    if (words.empty() || words.front() != port || lines[line - 1].front() != port.front()) continue;
    const std::optional<LinuxVlans> head = vlans_of(words, 1);
    if (!head) continue;
    LinuxPortVlans found{line, 1, {*head}};
    for (; line + found.lines <= lines.size(); ++found.lines) {
      const std::string& text = lines[line + found.lines - 1];
      if (!text.starts_with(' ') && !text.starts_with('\t')) break;
      const std::optional<LinuxVlans> more = vlans_of(words_of(text), 0);
      if (!more) break;
      found.vlans.push_back(*more);
    }
    return found;
  }
  return std::nullopt;
}

}  // namespace sekisho::repair
