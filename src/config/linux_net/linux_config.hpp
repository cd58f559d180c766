// What iproute2 printed, in its own words. Nothing is resolved or filled in here.
#pragma once

#include "config/linux_net/listing.hpp"

#include <sekisho/base/packet.hpp>
#include <sekisho/model/filter.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::config::linux_net {

struct LinkAddress {
  Address address;
  int length = 32;
  std::optional<Prefix> peer;        // of a point-to-point address: what lies on the link
  std::optional<Address> broadcast;  // brd
  bool in_use = true;                // false: duplicate address detection failed
};

/// One device of `ip addr` or `ip link`; outputs that show it again add to it.
struct Link {
  std::string name;
  std::string below;            // behind the `@`: the device that this one stands on, or its peer
  std::set<std::string> flags;  // UP, NOARP, MASTER, SLAVE, ...
  std::string master;           // bridge, bond or VRF that it is a port of
  std::string layer;            // of `link/ether`: ether, loopback, gre, none, ...
  std::string kind;             // of `ip -d`: vlan, bridge, bond, veth, vrf, gre, wireguard, ...
  std::optional<std::uint16_t> vlan_id;
  bool service_tag = false;      // vlan protocol 802.1ad
  std::string vrf_table;         // of a VRF device
  bool vlan_filtering = false;   // of a bridge
  bool isolated = false;         // a bridge port that reaches no other isolated port
  std::optional<Address> local;  // of a tunnel
  std::optional<Address> remote;
  bool address_unreadable = false;  // an `inet` line whose address was blotted out
  std::vector<LinkAddress> addresses;
  Place place;
};

struct RouteHop {
  std::optional<Address> via;
  std::string device;
  bool dead = false;  // the link is down: not used
};

struct RouteLine {
  std::string type = "unicast";  // local, broadcast, anycast, blackhole, unreachable, prohibit, throw, ...
  Prefix prefix;
  std::string table = "main";
  std::vector<RouteHop> hops;
  std::uint32_t metric = 0;
  bool some_packets_only = false;  // for one TOS, or from one source
  bool not_modelled = false;       // encapsulates, or has a word that is not known
  Place place;
};

struct RuleLine {
  Family family = Family::v4;
  std::uint32_t priority = 0;
  bool negated = false;
  std::optional<Prefix> from;
  std::optional<Prefix> to;
  std::string iif;
  std::string oif;
  std::optional<std::pair<std::uint32_t, std::uint32_t>> mark;  // value, mask
  std::optional<std::uint8_t> protocol;
  std::optional<PortRange> source_ports;
  std::optional<PortRange> destination_ports;
  bool condition_not_seen = false;  // tos, uidrange, tun_id, or a word that is not known
  enum class Action : std::uint8_t { lookup, lookup_vrf, go_to, nop, discard };
  Action action = Action::lookup;
  std::string table;
  std::uint32_t target = 0;            // of go_to
  std::optional<int> shortest_length;  // suppress_prefixlength N: routes longer than N only
  Place place;
};

struct BridgeVlan {
  std::string port;
  std::uint16_t first = 1;
  std::uint16_t last = 1;
  bool pvid = false;
  bool untagged = false;
};

struct Setting {
  std::uint32_t value = 0;
  Place place;
};

/// The name that a table goes by: main, local and default have numbers too (ip-route(8)).
[[nodiscard]] std::string canonical_table(std::string_view name);

/// What of one family was listed at all. A listing without lines says that there is nothing.
struct Listed {
  bool routes = false;  // of table main
  bool rules = false;
  bool all_tables = false;
  std::set<std::string> tables;

  /// `name` as in `ip route show table NAME`; empty: main.
  void note_table(std::string_view name);
  [[nodiscard]] bool has(const std::string& table) const { return all_tables || tables.contains(table); }
};

struct Config {
  std::vector<Link> links;
  std::vector<RouteLine> routes;
  std::vector<RuleLine> rules;
  std::vector<BridgeVlan> vlans;
  std::map<std::string, std::string> vrf_tables;  // ip vrf: device to table
  std::map<std::string, Setting> settings;        // net.ipv4.ip_forward, ...
  Listed listed_v4;
  Listed listed_v6;
  bool shows_ipv6_addresses = false;  // `ip addr` without -4: an `inet6` line was there
  std::string hostname;

  [[nodiscard]] Listed& listed(Family family) { return family == Family::v4 ? listed_v4 : listed_v6; }
  [[nodiscard]] const Listed& listed(Family family) const {
    return family == Family::v4 ? listed_v4 : listed_v6;
  }
  [[nodiscard]] Link* find_link(std::string_view name);
  [[nodiscard]] const Link* find_link(std::string_view name) const;
};

}  // namespace sekisho::config::linux_net
