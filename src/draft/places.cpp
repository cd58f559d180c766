#include "draft/places.hpp"

#include <algorithm>
#include <map>

namespace sekisho::draft {
namespace {

constexpr int narrow_v4 = 29;   // prefix length from which on a network holds routers rather than hosts
constexpr int narrow_v6 = 120;  // RFC 6164 has /127; a network of hosts has /64 (RFC 4291 section 2.5.1)

std::set<Address> owned_addresses(const Site& site) {
  std::set<Address> owned;
  for (const FoundDevice& found : site.devices) {
    for (const Interface& interface : found.device.interfaces) {
      for (const InterfaceAddress& address : interface.addresses) owned.insert(address.address);
    }
  }
  return owned;
}

bool is_narrow(const Prefix& prefix) {
  return prefix.length >= (prefix.family() == Family::v4 ? narrow_v4 : narrow_v6);
}

class PlaceFinder {
 public:
  PlaceFinder(const Site& site, const Network& network, const Mentions& mentions, const Wiring& wiring)
      : site_(site), network_(network), mentions_(mentions), wiring_(wiring) {
    collect_routes();
  }

  std::vector<Place> run() {
    std::vector<Place> places;
    for (DomainIndex d = 0; d < network_.domains.size(); ++d) {
      Place place = place_of(d);
      if (!is_place(place, network_.domains[d])) continue;
      place.facing = facing_of(place);
      collect_clues(site_, mentions_, place);
      places.push_back(std::move(place));
    }
    std::ranges::stable_sort(places, {}, [](const Place& place) { return place.front(); });
    return places;
  }

 private:
  /// Routes to gateways that no device has, by the domain that they leave into.
  void collect_routes() {
    const std::set<Address> owned = owned_addresses(site_);
    for (std::size_t d = 0; d < site_.devices.size(); ++d) {
      const Device& device = site_.devices[d].device;
      if (!device.routes_ipv4 && !device.routes_ipv6) continue;  // its own default gateway
      for (const StaticRoute& route : device.static_routes) {
        if (route.discard || (route.next_hop.gateway && owned.contains(*route.next_hop.gateway))) continue;
        for (const DomainIndex domain : domains_of(d, route))
          routes_[domain].push_back({route.prefix, route.source});
      }
    }
  }

  [[nodiscard]] std::set<DomainIndex> domains_of(std::size_t d, const StaticRoute& route) const {
    std::set<DomainIndex> domains;
    const Device& device = site_.devices[d].device;
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const Interface& interface = device.interfaces[i];
      const DomainIndex domain = network_.domain_of[d][i];
      if (domain == Network::no_domain) continue;
      const bool is_named = !route.next_hop.interface.empty() && interface.name == route.next_hop.interface;
      const bool is_found = route.next_hop.interface.empty() && route.next_hop.gateway &&
                            interface.vrf == route.vrf && holds(interface, *route.next_hop.gateway);
      if (is_named || is_found) domains.insert(domain);
    }
    return domains;
  }

  [[nodiscard]] static bool holds(const Interface& interface, const Address& address) {
    return std::ranges::any_of(interface.addresses, [&](const InterfaceAddress& own) {
      return own.address.family == address.family && own.subnet().contains(address);
    });
  }

  [[nodiscard]] Place place_of(DomainIndex d) const {
    const Domain& domain = network_.domains[d];
    Place place;
    for (const Attachment& at : domain.routed) {
      const Interface& interface = site_.interface(at);
      const std::set<Prefix> networks = networks_of(interface);
      place.networks.insert(networks.begin(), networks.end());
      place.dynamic = place.dynamic || interface.dynamic_address;
      place.tunnel = place.tunnel || interface.tunnel.has_value();
      if (routes(at) && is_gateway(at)) place.gateways.push_back(at);
    }
    for (const Attachment& port : domain.ports) {
      if (is_host_port(port)) place.ports.push_back(port);
    }
    if (const auto found = routes_.find(d); found != routes_.end()) {
      for (const BeyondRoute& route : found->second) {
        if (route.prefix.length == 0) {
          place.default_route = true;
        } else {
          place.beyond.push_back(route);
        }
      }
    }
    return place;
  }

  [[nodiscard]] bool routes(const Attachment& at) const {
    return site_.device(at).routes_ipv4 || site_.device(at).routes_ipv6;
  }

  /// A routed port with a cable to another device has no hosts on it; VLAN interfaces, subinterfaces and
  /// ports without a cable may have.
  [[nodiscard]] bool is_gateway(const Attachment& at) const {
    const Interface& interface = site_.interface(at);
    if (interface.addresses.empty() && !interface.dynamic_address && !interface.tunnel) return false;
    return interface.kind == InterfaceKind::vlan || interface.kind == InterfaceKind::subinterface ||
           interface.kind == InterfaceKind::bridge || wiring_.is_free(at);
  }

  [[nodiscard]] bool is_host_port(const Attachment& port) const {
    const Interface& interface = site_.interface(port);
    return wiring_.takes_cable(port) && wiring_.is_free(port) && !wiring_.aggregate_of(port) &&
           interface.switchport && interface.switchport->mode != SwitchPort::Mode::trunk;
  }

  [[nodiscard]] bool is_place(const Place& place, const Domain& domain) const {
    if (place.gateways.empty() && place.ports.empty()) return false;
    if (!place.ports.empty()) return true;
    std::set<std::size_t> routers;
    for (const Attachment& at : domain.routed) {
      if (routes(at)) routers.insert(at.device);
    }
    const bool shared_gateway = std::ranges::any_of(domain.routed, [&](const Attachment& at) {
      return std::ranges::any_of(site_.interface(at).addresses, &InterfaceAddress::shared);
    });
    const bool reachable = !place.networks.empty() || place.dynamic || place.tunnel;
    return reachable &&
           (routers.size() <= 1 || shared_gateway || !place.beyond.empty() || place.default_route);
  }

  [[nodiscard]] static Facing facing_of(const Place& place) {
    if (place.default_route || place.dynamic || place.tunnel) return Facing::outside;
    if (place.networks.empty()) return Facing::inside;
    const bool is_public = std::ranges::none_of(place.networks, is_private);
    const bool is_transit = std::ranges::all_of(place.networks, is_narrow);
    return is_public || is_transit ? Facing::outside : Facing::inside;
  }

  const Site& site_;
  const Network& network_;
  const Mentions& mentions_;
  const Wiring& wiring_;
  std::map<DomainIndex, std::vector<BeyondRoute>> routes_;
};

}  // namespace

std::vector<Place> find_places(const Site& site, const Network& network, const Mentions& mentions,
                               const Wiring& wiring) {
  return PlaceFinder(site, network, mentions, wiring).run();
}

}  // namespace sekisho::draft
