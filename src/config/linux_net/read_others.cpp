// Lines of `bridge vlan`, `ip vrf` and `sysctl` (bridge(8), ip-vrf(8), sysctl(8)).
#include "config/linux_net/line_readers.hpp"

#include <algorithm>

namespace sekisho::config::linux_net {
namespace {

/// `10` or `20-30`.
std::optional<std::pair<std::uint16_t, std::uint16_t>> vlans_of(std::string_view text) {
  const std::size_t dash = text.find('-');
  const std::optional<std::uint32_t> first = number_of(text.substr(0, dash));
  const std::optional<std::uint32_t> last =
      dash == std::string_view::npos ? first : number_of(text.substr(dash + 1));
  if (!first || !last || *first < 1 || *first > *last || *last > 4094) return std::nullopt;
  return std::pair{static_cast<std::uint16_t>(*first), static_cast<std::uint16_t>(*last)};
}

/// Settings that decide which packets pass; all others of the dump are about speed, memory and timers.
bool decides(std::string_view key) {
  for (const std::string_view end : {".ip_forward", ".forwarding", ".force_forwarding", ".rp_filter",
                                     ".accept_local", ".route_localnet", ".disable_ipv6", ".proxy_arp",
                                     ".proxy_ndp", ".bc_forwarding", ".ip_early_demux", ".src_valid_mark"}) {
    if (key.ends_with(end)) return true;
  }
  return false;
}

/// `net.ipv4.conf.eth0/10.rp_filter` is the spelling for the device eth0.10 (sysctl(8)).
std::string spelled_with_dots(std::string_view key) {
  std::string spelled(key);
  std::replace(spelled.begin(), spelled.end(), '/', '.');
  return spelled;
}

}  // namespace

LineResult read_bridge_vlan_line(std::string_view line, std::string& port, Config& config) {
  WordWalk walk(words_of(line));
  if (walk.peek() == "port") return LineResult::used();  // the header
  const bool names_port = !line.empty() && line.front() != ' ' && line.front() != '\t';
  if (names_port) port = walk.take();
  if (walk.done() || walk.peek() == "None") return LineResult::used();
  const std::string_view range = walk.take();
  const auto vlans = vlans_of(range);
  if (!vlans || port.empty()) return LineResult::invalid(range);
  BridgeVlan entry{port, vlans->first, vlans->second, false, false};
  while (!walk.done()) {
    const std::string_view word = walk.take();
    if (word == "PVID") entry.pvid = true;
    if (word == "untagged" || word == "Untagged") entry.untagged = true;
  }
  config.vlans.push_back(std::move(entry));
  return LineResult::used();
}

LineResult read_vrf_line(std::string_view line, Config& config) {
  WordWalk walk(words_of(line));
  const std::string_view name = walk.take();
  const std::string_view table = walk.take();
  if (number_of(table)) config.vrf_tables[std::string(name)] = table;
  return LineResult::used();
}

bool is_setting_line(std::string_view line) {
  return line.starts_with("net.") && line.find('=') != std::string_view::npos;
}

LineResult read_setting_line(std::string_view line, Place place, Config& config) {
  const std::size_t sign = line.find('=');
  const std::vector<std::string_view> key = words_of(line.substr(0, sign));
  const std::vector<std::string_view> value = words_of(line.substr(sign + 1));
  if (key.size() != 1) return LineResult::invalid(line);
  if (!decides(key.front())) return LineResult::irrelevant();
  const std::optional<std::uint32_t> number = value.size() == 1 ? number_of(value.front()) : std::nullopt;
  if (!number) return LineResult::invalid(value.empty() ? std::string_view("=") : value.front());
  config.settings[spelled_with_dots(key.front())] = {*number, place};
  return LineResult::used();
}

}  // namespace sekisho::config::linux_net
