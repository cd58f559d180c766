#include "fortios_access.hpp"

#include "dialect.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace sekisho::repair {

namespace {

/// Where a service of management listens. `port_key` of `system global` moves it.
struct Listener {
  std::string_view word;
  std::uint8_t protocol = protocol::tcp;
  std::uint16_t port = 0;  // 0: a protocol without ports
  std::string_view port_key;
};

constexpr std::array<Listener, 14> listeners{Listener{"https", protocol::tcp, 443, "admin-sport"},
                                             Listener{"http", protocol::tcp, 80, "admin-port"},
                                             Listener{"ssh", protocol::tcp, 22, "admin-ssh-port"},
                                             Listener{"telnet", protocol::tcp, 23, "admin-telnet-port"},
                                             Listener{"ping", protocol::icmp, 0, ""},
                                             Listener{"snmp", protocol::udp, 161, ""},
                                             Listener{"fgfm", protocol::tcp, 541, ""},
                                             Listener{"fabric", protocol::tcp, 8013, ""},
                                             Listener{"fabric", protocol::udp, 5246, ""},
                                             Listener{"fabric", protocol::udp, 5247, ""},
                                             Listener{"capwap", protocol::udp, 5246, ""},
                                             Listener{"capwap", protocol::udp, 5247, ""},
                                             Listener{"radius-acct", protocol::udp, 1813, ""},
                                             Listener{"ftm", protocol::tcp, 4433, ""}};

std::uint16_t port_of(const std::vector<std::string>& lines, const Listener& listener) {
  const std::optional<FortiSection> global = forti_section(lines, "system global", "");
  if (listener.port_key.empty() || !global) return listener.port;
  const std::optional<FortiSetting> moved = setting(lines, *global, std::string(listener.port_key));
  const std::optional<int> port =
      moved && moved->values.size() == 1 ? number_of(moved->values.front()) : std::nullopt;
  return port ? static_cast<std::uint16_t>(*port) : listener.port;
}

bool asks_for(const Traffic& traffic, Family family, std::uint8_t protocol, std::uint16_t port) {
  if (traffic.family != family) return false;
  if (protocol == protocol::icmp && family == Family::v6) protocol = protocol::icmpv6;
  return std::any_of(traffic.services.begin(), traffic.services.end(), [&](const TrafficService& service) {
    if (!service.protocol) return true;
    if (*service.protocol != protocol) return false;
    return port == 0 || service.ports.empty() ||
           std::any_of(service.ports.begin(), service.ports.end(),
                       [&](const PortRange& range) { return range.contains(port); });
  });
}

}  // namespace

std::optional<FortiAccess> forti_access_at(const std::vector<std::string>& lines, std::size_t line) {
  if (line == 0 || line > lines.size()) return std::nullopt;
  std::vector<std::string> words = quoted_words_of(lines[line - 1]);
  if (words.size() < 3 || words[0] != "set") return std::nullopt;
  const bool is_v6 = words[1] == "ip6-allowaccess";
  if (!is_v6 && words[1] != "allowaccess") return std::nullopt;
  const std::optional<FortiDepth> depth = forti_depth(lines, line);
  if (!depth || depth->place.section.name != "system interface") return std::nullopt;
  if (depth->nested != (is_v6 ? "ipv6" : "")) return std::nullopt;
  words.erase(words.begin(), words.begin() + 2);
  return FortiAccess{depth->place, is_v6 ? Family::v6 : Family::v4, line, std::move(words)};
}

std::vector<std::string> FortiAccess::words_without(const std::vector<std::string>& lines,
                                                    const std::vector<Traffic>& traffic) const {
  std::vector<std::string> left = words;
  std::erase_if(left, [&](const std::string& word) {
    return std::any_of(listeners.begin(), listeners.end(), [&](const Listener& listener) {
      if (listener.word != word) return false;
      const std::uint16_t port = port_of(lines, listener);
      return std::any_of(traffic.begin(), traffic.end(), [&](const Traffic& each) {
        return asks_for(each, family, listener.protocol, port);
      });
    });
  });
  return left;
}

std::string FortiAccess::command(const std::vector<std::string>& with_words) const {
  const std::string key = family == Family::v6 ? "ip6-allowaccess" : "allowaccess";
  return with_words.empty() ? "unset " + key : "set " + key + " " + joined(with_words);
}

std::vector<std::string> FortiAccess::typed(const std::vector<std::string>& with_words) const {
  std::vector<std::string> inner{"    " + command(with_words)};
  if (family == Family::v6) inner = {"    config ipv6", "    " + inner.front(), "    end"};
  inner.insert(inner.begin(), "edit " + place.entry.name);
  inner.emplace_back("next");
  return typed_in(place.section, inner);
}

std::optional<FortiSection> local_in_section(const std::vector<std::string>& lines,
                                             const FortiAccess& access) {
  const std::string name =
      access.family == Family::v6 ? "firewall local-in-policy6" : "firewall local-in-policy";
  const FortiSection& interfaces = access.place.section;
  if (!interfaces.in_global && interfaces.vdom.empty()) {
    if (std::optional<FortiSection> found = forti_section(lines, name, "")) return found;
    return FortiSection{name, "", false, interfaces.end + 1, 0};
  }
  const std::optional<FortiSetting> vdom = setting(lines, access.place.entry, "vdom");
  if (!vdom || vdom->values.size() != 1) return std::nullopt;
  for (const std::string& written : {vdom->values.front(), unquoted(vdom->values.front())}) {
    if (std::optional<FortiSection> found = forti_section(lines, name, written)) return found;
  }
  return std::nullopt;
}

}  // namespace sekisho::repair
