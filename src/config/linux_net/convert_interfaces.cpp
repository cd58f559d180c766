// Devices of `ip addr` and `ip link` as interfaces: kinds, VLANs, tunnels, VRFs.
//
// Only `ip -d link` says of what kind a device is. Without it, names tell VLANs (eth0.10, vlan10) as the
// tools that make them do, and flags tell bonds and VRFs; what stays open may be joined at layer 2.
#include "config/linux_net/convert.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <array>

namespace sekisho::config::linux_net {
namespace {

bool has_flag(const Link& link, const char* flag) { return link.flags.contains(flag); }

/// MASTER marks bonds and VRFs; only a VRF is without ARP (net/core/dev.c: IFF_MASTER; drivers/net/vrf.c).
bool is_vrf(const Link& link) {
  if (!link.kind.empty()) return link.kind == "vrf";
  return has_flag(link, "MASTER") && has_flag(link, "NOARP");
}

bool is_bond(const Link& link) {
  if (!link.kind.empty()) return link.kind == "bond" || link.kind == "team";
  return (has_flag(link, "MASTER") && !has_flag(link, "NOARP")) || link.name.starts_with("team");
}

bool is_master(const Config& config, const Link& link) {
  return std::any_of(config.links.begin(), config.links.end(),
                     [&](const Link& other) { return other.master == link.name; });
}

bool is_named_like_a_bridge(const Link& link) {
  constexpr std::array<std::string_view, 5> beginnings{"br", "virbr", "vmbr", "docker", "lxcbr"};
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return link.name.starts_with(beginning); });
}

/// The number at the end of eth0.10 on eth0, or of vlan10.
std::optional<std::uint16_t> vlan_in_name(const Link& link) {
  std::string_view name = link.name;
  if (name.starts_with(link.below + ".")) {
    name.remove_prefix(link.below.size() + 1);
  } else if (name.starts_with("vlan")) {
    name.remove_prefix(4);
  } else {
    return std::nullopt;
  }
  const std::optional<std::uint32_t> id = number_of(name);
  return id && *id >= 1 && *id <= 4094 ? std::optional(static_cast<std::uint16_t>(*id)) : std::nullopt;
}

struct TunnelRow {
  std::string_view kind;  // of `ip -d link`, or the layer of `link/...`
  Tunnel::Kind as;
  bool encrypted;
};
constexpr std::array<TunnelRow, 16> tunnel_rows{{{"gre", Tunnel::Kind::gre, false},
                                                 {"ip6gre", Tunnel::Kind::gre, false},
                                                 {"gre6", Tunnel::Kind::gre, false},
                                                 {"ipip", Tunnel::Kind::ipip, false},
                                                 {"tunnel", Tunnel::Kind::ipip, false},
                                                 {"tunnel6", Tunnel::Kind::ipip, false},
                                                 {"ip6tnl", Tunnel::Kind::ipip, false},
                                                 {"sit", Tunnel::Kind::sixin4, false},
                                                 {"vti", Tunnel::Kind::ipsec, true},
                                                 {"vti6", Tunnel::Kind::ipsec, true},
                                                 {"xfrm", Tunnel::Kind::ipsec, true},
                                                 {"wireguard", Tunnel::Kind::other, true},
                                                 {"ppp", Tunnel::Kind::other, false},
                                                 {"tun", Tunnel::Kind::other, false},
                                                 {"none", Tunnel::Kind::other, false},
                                                 {"bareudp", Tunnel::Kind::other, false}}};

const TunnelRow* tunnel_row(const Link& link) {
  const auto find = [](std::string_view word) {
    return std::find_if(tunnel_rows.begin(), tunnel_rows.end(),
                        [&](const TunnelRow& row) { return row.kind == word; });
  };
  auto found = find(link.kind);
  if (found == tunnel_rows.end()) found = find(link.layer);
  return found == tunnel_rows.end() ? nullptr : &*found;
}

/// Ethernet over something that nobody described: frames may come from and go anywhere.
bool carries_frames_elsewhere(const Link& link) {
  constexpr std::array<std::string_view, 10> kinds{"gretap",      "ip6gretap", "vxlan", "geneve",
                                                   "erspan",      "batadv",    "hsr",   "ipvlan",
                                                   "openvswitch", "ip6erspan"};
  return std::find(kinds.begin(), kinds.end(), link.kind) != kinds.end();
}

class InterfaceConversion {
 public:
  InterfaceConversion(Conversion& conversion, const Link& link) : conversion_(conversion), link_(link) {}

  Interface make() {
    interface_.name = link_.name;
    interface_.span = conversion_.span(link_.place);
    interface_.enabled = has_flag(link_, "UP");
    interface_.dynamic_address = link_.address_unreadable;
    set_addresses();
    set_kind();
    set_vrf();
    return std::move(interface_);
  }

 private:
  /// Loopback addresses are in no packet on a wire: 127/8 and ::1 are left out.
  void set_addresses() {
    for (const LinkAddress& from : link_.addresses) {
      if (!from.in_use) continue;
      if (from.address.family == Family::v6) interface_.ipv6_enabled = true;
      const bool loopback =
          from.address.family == Family::v4 ? from.address.bits >> 24 == 127 : from.address.bits == 1;
      if (!loopback) interface_.addresses.push_back({from.address, from.length, false, false});
    }
  }

  void set_kind() {
    if (link_.layer == "loopback" || has_flag(link_, "LOOPBACK") || link_.kind == "dummy" || is_vrf(link_)) {
      interface_.kind = InterfaceKind::loopback;
    } else if (is_bond(link_)) {
      interface_.kind = InterfaceKind::aggregate;
      set_members();
    } else if (const TunnelRow* row = tunnel_row(link_)) {
      interface_.kind = InterfaceKind::tunnel;
      interface_.tunnel = Tunnel{row->as, row->encrypted, link_.local, link_.remote, {}, {}};
    } else if (link_.kind == "bridge" || (link_.kind.empty() && is_master(conversion_.config, link_))) {
      set_bridge();
    } else if (carries_frames_elsewhere(link_)) {
      widen_bridging();
    } else {
      set_subinterface();
    }
  }

  void set_members() {
    for (const Link& other : conversion_.config.links) {
      if (other.master == link_.name) interface_.members.push_back(other.name);
    }
  }

  void set_bridge() {
    interface_.kind = InterfaceKind::bridge;
    set_members();
    if (link_.kind.empty() && !is_named_like_a_bridge(link_)) widen_bridging();
  }

  /// eth0.10@eth0. `@if12` is a peer in another namespace, `@NONE` nothing that is shown.
  void set_subinterface() {
    const Link* below = conversion_.config.find_link(link_.below);
    if (below == nullptr) return;
    const bool is_pair = below->below == link_.name;
    if (link_.kind == "vlan" || (link_.kind.empty() && vlan_in_name(link_))) {
      interface_.kind = InterfaceKind::subinterface;
      interface_.parent = link_.below;
      interface_.tag = link_.vlan_id ? link_.vlan_id : vlan_in_name(link_);
      if (link_.service_tag || !interface_.tag) widen_bridging();
    } else if (link_.kind == "macvlan" || link_.kind == "macvtap") {
      interface_.kind = InterfaceKind::subinterface;
      interface_.parent = link_.below;
    } else if (is_pair || link_.kind.empty()) {
      widen_bridging();  // a cable between two ports of this system, or a device of unknown kind
    }
  }

  void widen_bridging() {
    conversion_.widen(Effect::may_bridge, link_.name, link_.place);
    conversion_.ledgers[link_.place.file].approximated(link_.place.line, Code::not_modelled_bridges,
                                                       {link_.name});
  }

  void set_vrf() {
    const Link* master = conversion_.config.find_link(link_.master);
    if (is_vrf(link_)) {
      interface_.vrf = link_.name;
    } else if (master != nullptr && is_vrf(*master)) {
      interface_.vrf = master->name;
    } else if (master != nullptr) {
      const Link* above = conversion_.config.find_link(master->master);
      if (above != nullptr && is_vrf(*above)) interface_.vrf = above->name;
    }
  }

  Conversion& conversion_;
  const Link& link_;
  Interface interface_;
};

}  // namespace

void convert_interfaces(Conversion& conversion) {
  for (const Link& link : conversion.config.links) {
    if (is_vrf(link)) conversion.device.vrfs.push_back(link.name);
    conversion.device.interfaces.push_back(InterfaceConversion(conversion, link).make());
  }
}

}  // namespace sekisho::config::linux_net
