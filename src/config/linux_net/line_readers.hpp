// The readers of single lines, one file per command.
#pragma once

#include "config/linux_net/linux_config.hpp"

#include <sekisho/base/code.hpp>

namespace sekisho::config::linux_net {

/// How far a line was understood.
struct LineResult {
  LineClass line_class = LineClass::used;
  Code code = Code::line_not_understood;  // with its arguments, when the class needs a remark
  std::vector<std::string> arguments;

  static LineResult used() { return {}; }
  static LineResult irrelevant() { return {LineClass::irrelevant, Code::line_not_understood, {}}; }
  static LineResult invalid(std::string_view word) {
    return {LineClass::invalid, Code::value_not_valid, {std::string(word)}};
  }
};

/// `2: eth0.10@eth0: <BROADCAST,UP> mtu 1500 ... master br0 state UP`.
[[nodiscard]] bool is_link_line(std::string_view line);
/// Adds the device, or adds to it when it is known; `link` is then its index.
LineResult read_link_line(std::string_view line, Place place, Config& config, std::size_t& link);
/// An indented line below a device: `link/ether`, `inet`, `inet6`, details of `ip -d`.
LineResult read_link_detail(std::string_view line, Config& config, std::size_t link);

/// What a listing says of all its routes.
struct RouteListing {
  std::optional<Family> family;
  std::string table;  // empty: main; "all": each line says it
};
[[nodiscard]] bool is_route_line(std::string_view line);
LineResult read_route_line(std::string_view line, Place place, const RouteListing& listing, Config& config);
/// `nexthop via 10.0.0.1 dev eth0 weight 1` below a route.
LineResult read_next_hop_line(std::string_view line, RouteLine& route);

/// The priority of `32765:	from 10.0.0.0/24 lookup 100`; nothing when it is no such line.
[[nodiscard]] std::optional<std::uint32_t> rule_priority(std::string_view line);
LineResult read_rule_line(std::string_view line, Place place, Family family, Config& config);

/// Lines of `bridge vlan`; `port` is the one of the lines before.
LineResult read_bridge_vlan_line(std::string_view line, std::string& port, Config& config);
/// Lines of `ip vrf`.
LineResult read_vrf_line(std::string_view line, Config& config);
/// `net.ipv4.ip_forward = 1`.
[[nodiscard]] bool is_setting_line(std::string_view line);
LineResult read_setting_line(std::string_view line, Place place, Config& config);

}  // namespace sekisho::config::linux_net
