// Outputs of iproute2 in their text: where a route, a rule, a link or the VLANs of a bridge port stand, and
// what is typed to change them (ip-route(8), ip-rule(8), ip-link(8), bridge(8)).
#pragma once

#include <sekisho/model/device.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::repair {

/// A route of `ip route`, or a rule of `ip rule`.
struct LinuxRoute {
  std::size_t line = 0;   // from 1
  std::size_t lines = 1;  // with its `nexthop` lines
  std::string object;     // `ip route`, `ip -6 rule`
  std::string words;      // what is added and deleted
};

/// The route or rule on a line; nothing for what the kernel has of its own: connected routes, the table of
/// own addresses, the rules that look into tables local, main and default.
[[nodiscard]] std::optional<LinuxRoute> linux_route_at(const std::vector<std::string>& lines,
                                                       std::size_t line);

/// A link of `ip addr` or `ip link`.
struct LinuxLink {
  std::string name;
  std::string master;        // the bridge that it is in; empty: none
  std::string without_flag;  // the line as it reads when the link is down
  std::string without_master;
};
[[nodiscard]] std::optional<LinuxLink> linux_link_at(const std::vector<std::string>& lines, std::size_t line);

/// VLANs of a port, as one line of `bridge vlan` tells them.
struct LinuxVlans {
  std::uint16_t first = 1;
  std::uint16_t last = 1;
  bool pvid = false;
  bool untagged = false;

  /// ` 10 PVID Egress Untagged`, and `bridge vlan add dev eth1 vid 10 pvid untagged`.
  [[nodiscard]] std::string written() const;
  [[nodiscard]] std::string typed_add(const std::string& port) const;
  [[nodiscard]] std::string typed_delete(const std::string& port) const;
};

/// All VLANs of a port: the lines that begin with its name.
struct LinuxPortVlans {
  std::size_t line = 0;
  std::size_t lines = 0;
  std::vector<LinuxVlans> vlans;
};
[[nodiscard]] std::optional<LinuxPortVlans> linux_port_vlans(const std::vector<std::string>& lines,
                                                             const std::string& port);

}  // namespace sekisho::repair
