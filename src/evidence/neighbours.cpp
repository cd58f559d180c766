// Frames that no router passes on say where an adapter is: ARP and neighbour discovery, DHCP, announced
// names. A packet's source MAC says only who handed it on, so it is not used.
//
// Routers answer ARP for addresses of others (proxy ARP, translated addresses). So what an adapter says about
// an address of another network counts only when it is not a router's: when the routers there that may do so
// have been heard with their own addresses, and it is none of them.
#include "evidence/neighbours.hpp"

#include "evidence/address_book.hpp"
#include "evidence/seen.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/base/mac.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace sekisho::evidence {
namespace {

using content::Sighting;
using content::SightingKind;

bool announces_address(SightingKind kind) {
  return kind == SightingKind::arp || kind == SightingKind::gratuitous_arp || kind == SightingKind::neighbor;
}

bool is_device_talk(SightingKind kind) {
  return kind == SightingKind::lldp || kind == SightingKind::cdp || kind == SightingKind::spanning_tree;
}

/// Addresses of virtual routers move from one device to another: VRRP (RFC 9568 section 7.3), HSRP 1 and 2,
/// GLBP.
bool is_virtual_router(std::uint64_t mac) {
  return mac >> 8 == 0x00005e0001 || mac >> 8 == 0x00005e0002 || mac >> 8 == 0x00000c07ac ||
         mac >> 12 == 0x00000c9ff || mac >> 24 == 0x0007b4;
}

bool matches(const InventoryEntry& entry, std::uint64_t mac) {
  return mac >> (48 - entry.length) == entry.mac >> (48 - entry.length);
}

class NeighbourJudge {
 public:
  NeighbourJudge(const Network& network, FindingList& findings)
      : network_(network), book_(network), findings_(findings) {}

  void run(const std::vector<Capture>& captures) {
    for (const Capture& capture : captures) {
      for (const Sighting& sighting : capture.hosts.sightings) learn_router(capture, sighting);
    }
    for (const Capture& capture : captures) {
      for (const Sighting& sighting : capture.hosts.sightings)
        look_at({capture, sighting, spot_of(capture, sighting)});
      for (const capture::Flow& flow : capture.flows) look_for_ipv6(capture, flow);
    }
  }

 private:
  struct Heard {
    const Capture& capture;
    const Sighting& sighting;
    Spot spot;
  };

  static Spot spot_of(const Capture& capture, const Sighting& sighting) {
    return capture.place(sighting.interface).spot_of(sighting.vlans);
  }

  /// Segments of the link where something was heard, by name.
  [[nodiscard]] std::set<std::string> segments_at(const Spot& spot) const {
    std::set<std::string> names;
    for (const DomainIndex domain : spot.domains) {
      for (const SegmentIndex segment : network_.domains[domain].segments)
        names.insert(network_.snapshot.segments[segment].name);
    }
    return names;
  }

  void learn_router(const Capture& capture, const Sighting& sighting) {
    if (is_device_talk(sighting.kind)) routers_.insert(sighting.mac);
    if (!sighting.address || !announces_address(sighting.kind)) return;
    for (const Attachment& at : book_.holder_of(*sighting.address).interfaces) {
      routers_.insert(sighting.mac);
      for (const DomainIndex domain : spot_of(capture, sighting).domains)
        heard_there_.insert({domain, at.device});
    }
  }

  /// True when an adapter on this link that is no known router speaks for itself.
  [[nodiscard]] bool speaks_for_itself(const Heard& heard) const {
    if (routers_.contains(heard.sighting.mac) || is_virtual_router(heard.sighting.mac)) return false;
    if (heard.sighting.kind != SightingKind::arp) return true;  // nobody announces for others
    return std::ranges::all_of(heard.spot.domains, [&](DomainIndex index) {
      return std::ranges::all_of(network_.domains[index].routed, [&](const Attachment& at) {
        const Device& device = network_.devices[at.device];
        const bool answers_for_others = device.interfaces[at.interface].proxy_arp ||
                                        !device.destination_nat.empty() || device.destination_nat_filter;
        return !answers_for_others || heard_there_.contains({index, at.device});
      });
    });
  }

  void look_at(const Heard& heard) {
    const Sighting& sighting = heard.sighting;
    if (!heard.spot.known()) return;
    if (sighting.kind == SightingKind::dhcp_server) look_at_dhcp(heard);
    if (sighting.kind == SightingKind::router_advertisement) look_at_router(heard);
    if (is_device_talk(sighting.kind) || sighting.mac == 0 || is_group_mac(sighting.mac)) return;
    if (!speaks_for_itself(heard)) return;
    look_in_inventory(heard);
    if (sighting.address && announces_address(sighting.kind)) look_at_address(heard);
    if (!sighting.name.empty()) look_at_name(heard);
  }

  void report(const Heard& heard, Kind kind, Severity severity, Code code,
              std::vector<std::string> arguments) {
    findings_.add(kind, severity, {code, {}, std::move(arguments)},
                  seen_frames(heard.capture, heard.sighting.interface, heard.sighting.seen));
  }

  [[nodiscard]] std::string place(const Heard& heard) const {
    return place_name(heard.capture, heard.sighting.interface);
  }

  void look_at_address(const Heard& heard) {
    const Address& address = *heard.sighting.address;
    const Holder holder = book_.holder_of(address);
    if (holder.is_device() || is_nobodys(address)) return;
    two_adapters(heard, address);
    if (!holder.segment || network_.snapshot.segments[*holder.segment].rest) return;
    const std::string& owner = network_.snapshot.segments[*holder.segment].name;
    const std::set<std::string> here = segments_at(heard.spot);
    const std::string mac = mac_text(heard.sighting.mac);
    if (here.contains(owner)) {
      two_homes(heard, owner);
    } else {
      report(
          heard, Kind::two_segments, Severity::error, Code::confirm_heard_elsewhere,
          {std::string(name_of(heard.sighting.kind)) + " " + mac, to_string(address), owner, place(heard)});
    }
  }

  /// An adapter with addresses of two segments, each heard in its own.
  void two_homes(const Heard& heard, const std::string& segment) {
    const auto [home, is_first] = home_of_.emplace(heard.sighting.mac, segment);
    if (is_first || home->second == segment) return;
    report(heard, Kind::two_segments, Severity::error, Code::confirm_mac_two_segments,
           {mac_text(heard.sighting.mac), home->second, segment});
  }

  void two_adapters(const Heard& heard, const Address& address) {
    const auto key = std::make_pair(heard.spot.domains, address);
    const auto [owner, is_first] = owner_of_.emplace(key, heard.sighting.mac);
    if (is_first || owner->second == heard.sighting.mac) return;
    report(heard, Kind::two_segments, Severity::warning, Code::confirm_address_two_macs,
           {to_string(address), mac_text(owner->second), mac_text(heard.sighting.mac), place(heard)});
  }

  /// One host name in two segments, by different adapters: a host with a foot in each.
  void look_at_name(const Heard& heard) {
    const std::set<std::string> here = segments_at(heard.spot);
    if (here.size() != 1) return;
    const auto [known, is_first] =
        named_.emplace(heard.sighting.name, std::make_pair(*here.begin(), heard.sighting.mac));
    const auto& [segment, mac] = known->second;
    if (is_first || segment == *here.begin()) return;
    if (mac == heard.sighting.mac) {
      report(heard, Kind::two_segments, Severity::error, Code::confirm_mac_two_segments,
             {mac_text(mac), segment, *here.begin()});
    } else {
      report(heard, Kind::two_segments, Severity::error, Code::confirm_name_two_segments,
             {heard.sighting.name, segment, *here.begin()});
    }
  }

  void look_in_inventory(const Heard& heard) {
    const std::vector<InventoryEntry>& inventory = network_.snapshot.inventory;
    const std::set<std::string> here = segments_at(heard.spot);
    if (here.size() != 1) return;
    const std::string& segment = *here.begin();
    const InventoryEntry* found = nullptr;  // the longest that matches
    for (const InventoryEntry& entry : inventory) {
      if (matches(entry, heard.sighting.mac) && (found == nullptr || found->length < entry.length))
        found = &entry;
    }
    const std::string mac = mac_text(heard.sighting.mac);
    if (found != nullptr && found->segment != segment) {
      report(heard, Kind::unknown_device, Severity::error, Code::confirm_wrong_segment_device,
             {mac, segment, found->segment});
    }
    const bool has_entries =
        std::ranges::any_of(inventory, [&](const InventoryEntry& entry) { return entry.segment == segment; });
    if (found == nullptr && has_entries)
      report(heard, Kind::unknown_device, Severity::warning, Code::confirm_unknown_device, {mac, segment});
  }

  void look_at_dhcp(const Heard& heard) {
    if (!heard.sighting.address) return;
    const Address& address = *heard.sighting.address;
    const bool registered = std::ranges::any_of(network_.snapshot.hosts, [&](const Host& host) {
      return std::ranges::any_of(host.addresses,
                                 [&](const AddressRange& range) { return range.contains(address); });
    });
    if (registered || book_.holder_of(address).is_device()) return;
    report(heard, Kind::rogue_dhcp, Severity::warning, Code::confirm_dhcp,
           {to_string(address), mac_text(heard.sighting.mac), place(heard)});
  }

  /// True when some interface on the link has IPv6, or may get it.
  [[nodiscard]] bool has_ipv6(const Spot& spot) const {
    return std::ranges::any_of(spot.domains, [&](DomainIndex index) {
      return std::ranges::any_of(network_.domains[index].routed, [&](const Attachment& at) {
        const Interface& interface = network_.devices[at.device].interfaces[at.interface];
        return interface.ipv6_enabled || interface.dynamic_address ||
               std::ranges::any_of(interface.addresses, [](const InterfaceAddress& own) {
                 return own.address.family == Family::v6;
               });
      });
    });
  }

  void look_at_router(const Heard& heard) {
    if (has_ipv6(heard.spot)) return;
    const std::string address = heard.sighting.address ? to_string(*heard.sighting.address) : "?";
    report(heard, Kind::rogue_ra, Severity::error, Code::confirm_ra,
           {address, mac_text(heard.sighting.mac), place(heard)});
  }

  void look_for_ipv6(const Capture& capture, const capture::Flow& flow) {
    const Address& address = flow.key.source;
    if (address.family != Family::v6 || is_nobodys(address) || flow.key.tunnel != capture::Tunnel::none)
      return;
    const Spot spot = capture.place(flow.key.interface).spot_of({flow.key.tags.data(), flow.key.tag_count});
    // A link without routers, or a network of somebody else, may have what it likes.
    const bool ours = std::ranges::any_of(spot.domains, [&](DomainIndex index) {
      const Domain& domain = network_.domains[index];
      return !domain.routed.empty() && std::ranges::none_of(domain.segments, [&](SegmentIndex s) {
        return network_.snapshot.segments[s].outside;
      });
    });
    if (!ours || has_ipv6(spot)) return;
    findings_.add(Kind::unexpected_ipv6, Severity::warning,
                  {Code::confirm_ipv6, {}, {to_string(address), place_name(capture, flow.key.interface)}},
                  seen_flow(capture, flow));
  }

  const Network& network_;
  AddressBook book_;
  FindingList& findings_;
  std::set<std::uint64_t> routers_;                            // adapters of devices
  std::set<std::pair<DomainIndex, DeviceIndex>> heard_there_;  // devices that spoke on a link
  std::map<std::uint64_t, std::string> home_of_;
  std::map<std::pair<std::vector<DomainIndex>, Address>, std::uint64_t> owner_of_;
  std::map<std::string, std::pair<std::string, std::uint64_t>> named_;
};

}  // namespace

void judge_neighbours(const Network& network, const std::vector<Capture>& captures, FindingList& findings) {
  NeighbourJudge(network, findings).run(captures);
}

}  // namespace sekisho::evidence
