// Tunnels: route-based IPsec, GRE, IPIP, 6in4, MAP-E and DS-Lite (vne-tunnel), VXLAN, SSL-VPN
// (FortiOS CLI Reference, "vpn ipsec phase1-interface", "system gre-tunnel", "system vne-tunnel", ...).
#include "config/fortios/convert.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::fortios {
namespace {

class TunnelConverter {
 public:
  TunnelConverter(LineLedger& ledger, const Config& config, Device& device)
      : ledger_(ledger), config_(config), device_(device) {}

  void run() {
    for (const Vdom& vdom : config_.vdoms) {
      for (const Phase1& phase1 : vdom.phase1) ipsec(vdom, phase1);
      ssl_vpn(vdom);
    }
    for (const PlainTunnel& tunnel : config_.gre) plain(tunnel, Tunnel::Kind::gre);
    for (const PlainTunnel& tunnel : config_.ipip) plain(tunnel, Tunnel::Kind::ipip);
    for (const PlainTunnel& tunnel : config_.sit) plain(tunnel, Tunnel::Kind::sixin4);
    for (const PlainTunnel& tunnel : config_.ipv6_tunnels) plain(tunnel, Tunnel::Kind::other);
    for (const PlainTunnel& tunnel : config_.vxlan) plain(tunnel, Tunnel::Kind::other);
    for (const PlainTunnel& tunnel : config_.geneve) plain(tunnel, Tunnel::Kind::other);
    for (const PlainTunnel& session : config_.pppoe) pppoe(session);
    if (config_.vne.status == "enable") vne();
  }

 private:
  sekisho::Interface& interface_named(const std::string& name, const Span& span, const std::string& vrf) {
    for (sekisho::Interface& interface : device_.interfaces) {
      if (interface.name == name) return interface;
    }
    sekisho::Interface interface;
    interface.name = name;
    interface.span = span;
    interface.vrf = vrf;
    interface.kind = InterfaceKind::tunnel;
    device_.interfaces.push_back(std::move(interface));
    return device_.interfaces.back();
  }

  /// Where the tunnel's own packets leave: the interface, its VRF, its first address of that family.
  void underlay(const Text& interface_name, Family family, Tunnel& tunnel) const {
    if (!interface_name) return;
    tunnel.underlay_interface = *interface_name;
    const sekisho::Interface* interface = device_.find_interface(*interface_name);
    if (interface == nullptr) return;
    tunnel.underlay_vrf = interface->vrf;
    if (tunnel.local) return;
    for (const InterfaceAddress& address : interface->addresses) {
      if (address.address.family != family || address.secondary) continue;
      tunnel.local = address.address;
      return;
    }
  }

  static bool is_unset(const std::optional<Address>& address) { return !address || address->bits == 0; }

  void ipsec(const Vdom& vdom, const Phase1& phase1) {
    Tunnel tunnel;
    tunnel.kind = Tunnel::Kind::ipsec;
    tunnel.encrypted = encrypts(vdom, phase1);
    const bool v6 = phase1.ip_version == "6";
    const std::optional<Address>& remote = v6 ? phase1.remote_gw6 : phase1.remote_gw;
    const std::optional<Address>& local = v6 ? phase1.local_gw6 : phase1.local_gw;
    if (!is_unset(remote)) tunnel.remote = remote;
    if (!is_unset(local)) tunnel.local = local;
    underlay(phase1.interface, v6 ? Family::v6 : Family::v4, tunnel);
    sekisho::Interface& interface =
        interface_named(phase1.name, ledger_.span(phase1.line), vrf_name(config_, vdom.name, std::nullopt));
    interface.kind = InterfaceKind::tunnel;
    interface.parent.clear();
    interface.tunnel = std::move(tunnel);
    add_peer_routes(phase1, interface);
  }

  /// Phase-2 proposals of NULL encryption alone protect integrity, not secrecy.
  static bool encrypts(const Vdom& vdom, const Phase1& phase1) {
    for (const Phase2& phase2 : vdom.phase2) {
      if (phase2.phase1name != phase1.name || phase2.proposal.empty()) continue;
      const bool any_null =
          std::any_of(phase2.proposal.begin(), phase2.proposal.end(),
                      [](const std::string& proposal) { return proposal.starts_with("null"); });
      if (any_null) return false;
    }
    return true;
  }

  /// A dial-up tunnel adds a route to whatever its peers announce ("vpn ipsec phase1-interface", add-route).
  void add_peer_routes(const Phase1& phase1, const sekisho::Interface& interface) {
    if (phase1.type != "dynamic" || is_off(phase1.add_route)) return;
    const int line = phase1.line_of("type");
    const bool addresses_given = phase1.mode_cfg.value_or(false) && phase1.ipv4_start_ip &&
                                 phase1.ipv4_end_ip && !(*phase1.ipv4_end_ip < *phase1.ipv4_start_ip) &&
                                 phase1.ipv4_start_ip->family == Family::v4;
    const RuleSource source = ledger_.source(line, "routes to the peers of " + phase1.name);
    if (!addresses_given) {
      ledger_.approximated(line, Code::fortios_path_selected);
      device_.uncertainties.push_back({Effect::may_route, "", source});
      return;
    }
    ledger_.approximated(line, Code::fortios_route_conditional);
    add_pool_routes({*phase1.ipv4_start_ip, *phase1.ipv4_end_ip}, source, interface);
  }

  void add_pool_routes(const AddressRange& range, const RuleSource& source,
                       const sekisho::Interface& interface) {
    for (const Prefix& prefix : prefixes_of(range)) {
      StaticRoute route;
      route.source = source;
      route.prefix = prefix;
      route.vrf = interface.vrf;
      route.next_hop.interface = interface.name;
      route.distance = 15;  // "vpn ipsec phase1-interface", distance
      route.certain = false;
      device_.static_routes.push_back(std::move(route));
    }
  }

  /// Clients of the SSL-VPN are hosts behind ssl.VDOM with addresses of the pools.
  void ssl_vpn(const Vdom& vdom) {
    const SslVpnSettings& settings = vdom.ssl_vpn;
    const bool offered = !settings.source_interface.empty() && !is_off(settings.status);
    const std::string name = "ssl." + vdom.name;
    if (!offered) return;
    sekisho::Interface& interface =
        interface_named(name, ledger_.span(settings.line), vrf_name(config_, vdom.name, std::nullopt));
    interface.kind = InterfaceKind::tunnel;
    Tunnel tunnel;
    tunnel.kind = Tunnel::Kind::ssl_vpn;
    tunnel.encrypted = true;
    underlay(settings.source_interface.front(), Family::v4, tunnel);
    interface.tunnel = std::move(tunnel);
    for (const std::string& pool : settings.tunnel_ip_pools) {
      const AddressObject* object = vdom.addresses.find(pool);
      if (object == nullptr || !object->start_ip || !object->end_ip || *object->end_ip < *object->start_ip)
        continue;
      add_pool_routes({*object->start_ip, *object->end_ip},
                      ledger_.source(settings.line_of("tunnel-ip-pools"), "SSL-VPN pool " + pool), interface);
    }
  }

  void plain(const PlainTunnel& source, Tunnel::Kind kind) {
    Tunnel tunnel;
    tunnel.kind = kind;
    if (!is_unset(source.local)) tunnel.local = source.local;
    if (!is_unset(source.remote)) tunnel.remote = source.remote;
    if (!source.remotes.empty()) tunnel.remote = Address::parse(source.remotes.front());
    const Family family = tunnel.remote ? tunnel.remote->family : Family::v4;
    underlay(source.interface, family, tunnel);
    sekisho::Interface& interface =
        interface_named(source.name, ledger_.span(source.line), tunnel.underlay_vrf);
    interface.kind = InterfaceKind::tunnel;
    interface.parent.clear();
    if (is_off(source.status)) interface.enabled = false;
    interface.tunnel = std::move(tunnel);
  }

  /// MAP-E, DS-Lite or a fixed address over IPv6: IPv4 in IPv6 without encryption ("system vne-tunnel").
  void vne() {
    const int line = config_.vne.line_of("status");
    Tunnel tunnel;
    tunnel.kind = Tunnel::Kind::ipip;
    if (!is_unset(config_.vne.remote)) tunnel.remote = config_.vne.remote;
    underlay(config_.vne.interface, Family::v6, tunnel);
    sekisho::Interface& interface =
        interface_named("vne.root", ledger_.span(config_.vne.line), tunnel.underlay_vrf);
    interface.kind = InterfaceKind::tunnel;
    interface.tunnel = std::move(tunnel);
    if (interface.addresses.empty()) interface.dynamic_address = true;
    ledger_.approximated(line, Code::fortios_dynamic_address);
  }

  void pppoe(const PlainTunnel& source) {
    const sekisho::Interface* below = source.interface ? device_.find_interface(*source.interface) : nullptr;
    const std::string vrf = below != nullptr ? below->vrf : vrf_name(config_, "root", std::nullopt);
    sekisho::Interface& interface = interface_named(source.name, ledger_.span(source.line), vrf);
    interface.kind = InterfaceKind::subinterface;
    interface.parent = source.interface.value_or("");
    interface.dynamic_address = true;
    ledger_.approximated(source.line, Code::fortios_dynamic_address);
    StaticRoute route;
    route.source = ledger_.source(source.line, "default route of the PPPoE session " + source.name);
    route.prefix = Prefix::everything(Family::v4);
    route.vrf = interface.vrf;
    route.next_hop.interface = source.name;
    route.distance = 5;
    route.metric = 1;
    route.certain = false;
    device_.static_routes.push_back(std::move(route));
  }

  LineLedger& ledger_;
  const Config& config_;
  Device& device_;
};

}  // namespace

void convert_tunnels(LineLedger& ledger, const Config& config, Device& device) {
  TunnelConverter(ledger, config, device).run();
}

}  // namespace sekisho::config::fortios
