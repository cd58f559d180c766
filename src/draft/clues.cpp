// What the configs say of a place: every text that people wrote about it, with how closely it belongs to it.
#include "draft/places.hpp"

#include <algorithm>
#include <set>
#include <sstream>

namespace sekisho::draft {
namespace {

// A description is about the network itself; an address object of the same network is, too. A VRF holds many
// networks, and a cable's description is about the device at its other end.
constexpr int weight_of_description = 4;
constexpr int weight_of_vlan_name = 4;
constexpr int weight_of_zone = 3;
constexpr int weight_of_address_name = 3;
constexpr int weight_of_interface_name = 2;
constexpr int weight_of_vrf = 2;
constexpr int weight_of_route = 2;
constexpr int weight_of_host = 1;
constexpr int weight_of_port = 1;
constexpr int weight_of_device = 1;
constexpr std::size_t most_weak_clues = 6;  // of hosts, and of ports: many of them say no more than a few

class ClueCollector {
 public:
  ClueCollector(const Site& site, const Mentions& mentions, Place& place)
      : site_(site), mentions_(mentions), place_(place) {}

  void run() {
    for (const Attachment& at : place_.gateways) add_gateway(at);
    for (const Attachment& port : place_.ports) add_port(port);
    for (const BeyondRoute& route : place_.beyond) add_route(route.source, weight_of_route);
    for (std::size_t d = 0; d < site_.devices.size(); ++d) add_names_of(d);
    add_device();
  }

 private:
  void add(const std::string& text, int weight, const std::string& spelled, const Span& span) {
    if (text.empty() || !seen_.insert(text).second) return;
    place_.clues.push_back({text, weight, spelled, span});
  }

  void name_place(const std::string& name) {
    if (place_.name.empty()) place_.name = name;
  }

  void add_description(const Attachment& at, const std::string& text, int weight) {
    const Interface& interface = site_.interface(at);
    const bool of_a_cable = mentions_.find(at.device, text).has_value();
    add(text, of_a_cable ? weight_of_port : weight, site_.spelled(at), interface.span);
  }

  void add_gateway(const Attachment& at) {
    const Interface& interface = site_.interface(at);
    if (interface.vlan) add_vlan(at.device, *interface.vlan);
    for (const std::string& remark : site_.remarks(at.device, interface.span))
      add_description(at, remark, weight_of_description);
    add_description(at, interface.description, weight_of_description);
    add(interface.zone, weight_of_zone, site_.spelled(at), interface.span);
    add(interface.name, weight_of_interface_name, site_.spelled(at), interface.span);
    add(interface.vrf, weight_of_vrf, site_.spelled(at), interface.span);
    // An alias says in a word what a description says in a sentence.
    std::string shortest = interface.description;
    for (const std::string& remark : site_.remarks(at.device, interface.span)) {
      if (shortest.empty() || remark.size() < shortest.size()) shortest = remark;
    }
    name_place(shortest);
  }

  void add_vlan(std::size_t d, std::uint16_t id) {
    const FoundDevice& found = site_.devices[d];
    for (const Vlan& vlan : found.device.vlans) {
      if (vlan.id != id) continue;
      add(vlan.name, weight_of_vlan_name, found.draft.name + " VLAN " + std::to_string(id), vlan.span);
      name_place(vlan.name);
    }
  }

  void add_port(const Attachment& port) {
    const Interface& interface = site_.interface(port);
    add_vlan(port.device, interface.switchport->access_vlan);
    if (ports_++ < most_weak_clues) add_description(port, interface.description, weight_of_port);
  }

  /// The name and comment of a route: `name LG-FW` at its end, or remarks of its own.
  void add_route(const RuleSource& source, int weight) {
    std::size_t device = 0;
    while (device < site_.devices.size() && !site_.devices[device].lines.contains(source.span.file)) ++device;
    if (device == site_.devices.size()) return;
    const std::string& place = site_.devices[device].draft.name;
    for (const std::string& remark : site_.remarks(device, source.span))
      add(remark, weight, place, source.span);
    std::istringstream words(source.text);
    for (std::string word; words >> word;) {
      if (word == "name" && words >> word) add(word, weight_of_host, place, source.span);
    }
  }

  /// Names that a device gives to the addresses of the place.
  void add_names_of(std::size_t d) {
    const Device& device = site_.devices[d].device;
    for (const NamedAddresses& named : device.named_addresses) {
      if (named.addresses.size() != 1) continue;
      const AddressRange& range = named.addresses.front();
      for (const Prefix& network : place_.networks) {
        if (range == AddressRange::of(network)) {
          add_name(d, named, weight_of_address_name);
        } else if (range.family() == network.family() && network.contains(range.first) &&
                   network.contains(range.last) && hosts_ < most_weak_clues) {
          ++hosts_;
          add_name(d, named, weight_of_host);
        }
      }
    }
    for (const StaticRoute& route : device.static_routes) {
      if (route.prefix.length == 0 || route.discard) continue;
      const bool covers = std::ranges::any_of(
          place_.networks, [&](const Prefix& network) { return route.prefix.contains(network); });
      if (covers) add_route(route.source, weight_of_route);
    }
  }

  void add_name(std::size_t d, const NamedAddresses& named, int weight) {
    const std::string& place = site_.devices[d].draft.name;
    add(named.name, weight, place, named.source.span);
    for (const std::string& remark : site_.remarks(d, named.source.span))
      add(remark, weight, place, named.source.span);
  }

  void add_device() {
    const std::string& name = site_.devices[place_.front().device].draft.name;
    const auto elsewhere = [&](const Attachment& at) { return at.device != place_.front().device; };
    if (std::ranges::any_of(place_.gateways, elsewhere) || std::ranges::any_of(place_.ports, elsewhere))
      return;
    add(name, weight_of_device, name, {});
  }

  const Site& site_;
  const Mentions& mentions_;
  Place& place_;
  std::set<std::string> seen_;
  std::size_t ports_ = 0;
  std::size_t hosts_ = 0;
};

}  // namespace

void collect_clues(const Site& site, const Mentions& mentions, Place& place) {
  ClueCollector(site, mentions, place).run();
}

}  // namespace sekisho::draft
