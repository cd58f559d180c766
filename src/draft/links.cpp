// Links that addresses tell of: interfaces in one network that no link joins yet.
//
// Each network is taken by itself. Its interfaces fall into parts that the links found so far join. Where
// every part has exactly one free port that carries the network, these ports are joined: two by a cable,
// more by a medium that they share (an unmanaged switch, a wide-area Ethernet). Ports that several networks
// join become one medium. Where a part has several such ports, or an address is there twice (the same private
// network in two places), the network is a question.
#include "draft/links.hpp"

#include <sekisho/base/code.hpp>

#include "draft/described_links.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace sekisho::draft {
namespace {

constexpr std::size_t most_named = 6;  // ports and addresses that a question lists

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most_named); ++i) text += (i > 0 ? ", " : "") + names[i];
  if (names.size() > most_named) text += ", ...";
  return text;
}

/// A network with the interfaces that have an address in it.
struct Member {
  Attachment at;
  Address address;
};
using Networks = std::map<Prefix, std::vector<Member>>;

Networks members_by_network(const Site& site) {
  Networks networks;
  for (std::size_t d = 0; d < site.devices.size(); ++d) {
    const Device& device = site.devices[d].device;
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const Interface& interface = device.interfaces[i];
      const bool counts = interface.enabled && interface.kind != InterfaceKind::loopback &&
                          interface.kind != InterfaceKind::tunnel;
      if (!counts) continue;
      const std::set<Prefix> own = networks_of(interface);
      for (const InterfaceAddress& address : interface.addresses) {
        if (!address.shared && own.contains(address.subnet()))
          networks[address.subnet()].push_back({{d, i}, address.address});
      }
    }
  }
  return networks;
}

/// Ports that belong together, by union-find, with the networks that say so.
class Media {
 public:
  void join(const std::vector<Attachment>& ports, const Prefix& network) {
    for (const Attachment& port : ports) parent_.emplace(port, port);
    for (const Attachment& port : ports) parent_[root(port)] = root(ports.front());
    reasons_.emplace_back(ports.front(), network);
  }

  /// Media, each with its ports and networks in order.
  [[nodiscard]] std::map<Attachment, std::pair<std::set<Attachment>, std::set<Prefix>>> all() {
    std::map<Attachment, std::pair<std::set<Attachment>, std::set<Prefix>>> media;
    for (const auto& entry : parent_) media[root(entry.first)].first.insert(entry.first);
    for (const auto& [port, network] : reasons_) media[root(port)].second.insert(network);
    return media;
  }

 private:
  [[nodiscard]] Attachment root(Attachment port) {
    while (parent_.at(port) != port) port = parent_.at(port);
    return port;
  }

  std::map<Attachment, Attachment> parent_;
  std::vector<std::pair<Attachment, Prefix>> reasons_;
};

class NetworkLinks {
 public:
  NetworkLinks(const Site& site, const Mentions& mentions, Wiring& wiring, FoundLinks& found)
      : site_(site), mentions_(mentions), wiring_(wiring), found_(found), network_(join(site, found.links)) {}

  void run() {
    for (const auto& [prefix, members] : members_by_network(site_)) consider(prefix, members);
    for (const auto& [root, medium] : media_.all()) link(medium.first, medium.second);
  }

 private:
  void consider(const Prefix& prefix, const std::vector<Member>& members) {
    std::set<std::size_t> devices;
    for (const Member& member : members) devices.insert(member.at.device);
    if (devices.size() < 2 || is_ambiguous(prefix, members)) return;
    const std::vector<std::vector<Attachment>> parts = parts_of(members);
    if (parts.size() < 2) return;
    std::vector<Attachment> ports;
    std::vector<std::string> unclear;
    for (const std::vector<Attachment>& part : parts) {
      const std::vector<Attachment> candidates = ports_of(part);
      if (candidates.size() == 1) {
        ports.push_back(candidates.front());
      } else {
        unclear.push_back(described(part, candidates));
      }
    }
    if (unclear.empty()) {
      media_.join(ports, prefix);
    } else {
      found_.open.push_back({Code::draft_network_unlinked,
                             site_.interface(members.front().at).span,
                             {to_string(prefix), spelled(parts), listed(unclear)}});
    }
  }

  /// An address that two interfaces have: the network is in two places, or one config is a copy.
  bool is_ambiguous(const Prefix& prefix, const std::vector<Member>& members) {
    std::map<Address, std::vector<std::string>> owners;
    for (const Member& member : members) owners[member.address].push_back(site_.spelled(member.at));
    for (const auto& [address, names] : owners) {
      if (names.size() < 2) continue;
      found_.open.push_back({Code::draft_network_twice,
                             site_.interface(members.front().at).span,
                             {to_string(prefix), to_string(address), listed(names)}});
      return true;
    }
    return false;
  }

  [[nodiscard]] std::vector<std::vector<Attachment>> parts_of(const std::vector<Member>& members) const {
    std::map<std::size_t, std::vector<Attachment>> by_domain;
    std::vector<std::vector<Attachment>> parts;
    for (const Member& member : members) {
      const DomainIndex domain = network_.domain_of[member.at.device][member.at.interface];
      if (domain == Network::no_domain) {
        parts.push_back({member.at});
      } else {
        by_domain[domain].push_back(member.at);
      }
    }
    for (auto& entry : by_domain) parts.push_back(std::move(entry.second));
    std::ranges::sort(parts);
    return parts;
  }

  /// Free ports through which the network may leave a part. Routed ports are where the network is; of switch
  /// ports, those that are told to lead elsewhere or whose description speaks of something else do not count
  /// while another one remains.
  [[nodiscard]] std::vector<Attachment> ports_of(const std::vector<Attachment>& part) const {
    std::set<Attachment> routed;
    std::set<Attachment> switched;
    for (const Attachment& at : part) {
      const std::optional<Attachment> own = cable_port(at);
      if (own && is_candidate(*own)) routed.insert(*own);
      const DomainIndex domain = network_.domain_of[at.device][at.interface];
      if (domain == Network::no_domain) continue;
      for (const Attachment& port : network_.domains[domain].ports) {
        if (is_candidate(port) && !mentions_.find(port.device, site_.interface(port).description))
          switched.insert(port);
      }
    }
    if (!routed.empty()) return {routed.begin(), routed.end()};
    return narrowed({switched.begin(), switched.end()});
  }

  [[nodiscard]] bool is_candidate(const Attachment& port) const {
    return wiring_.takes_cable(port) && wiring_.is_free(port) && !wiring_.aggregate_of(port);
  }

  /// Of several switch ports: those without a description, if one only; else the trunk, if one only.
  [[nodiscard]] std::vector<Attachment> narrowed(std::vector<Attachment> ports) const {
    for (const bool by_trunk : {true, false}) {
      std::vector<Attachment> fewer;
      for (const Attachment& port : ports) {
        const bool fits = by_trunk ? wiring_.is_trunk(port) : site_.interface(port).description.empty();
        if (fits) fewer.push_back(port);
      }
      if (fewer.size() == 1) return fewer;
    }
    return ports;
  }

  /// The port that frames of a routed interface leave by; nothing for VLAN interfaces and bridges.
  [[nodiscard]] std::optional<Attachment> cable_port(const Attachment& at) const {
    const Interface& interface = site_.interface(at);
    if (interface.kind == InterfaceKind::physical || interface.kind == InterfaceKind::aggregate ||
        interface.kind == InterfaceKind::other) {
      if (interface.switchport) return std::nullopt;
      return at;
    }
    if (interface.kind != InterfaceKind::subinterface) return std::nullopt;
    const Device& device = site_.device(at);
    const auto parent = std::ranges::find(device.interfaces, interface.parent, &Interface::name);
    if (parent == device.interfaces.end()) return std::nullopt;
    return Attachment{at.device, static_cast<InterfaceIndex>(parent - device.interfaces.begin())};
  }

  [[nodiscard]] std::string described(const std::vector<Attachment>& part,
                                      const std::vector<Attachment>& candidates) const {
    std::vector<std::string> names;
    for (const Attachment& port : candidates) names.push_back(site_.spelled(port));
    return site_.spelled(part.front()) + " (" + (names.empty() ? "-" : listed(names)) + ")";
  }

  [[nodiscard]] std::string spelled(const std::vector<std::vector<Attachment>>& parts) const {
    std::vector<std::string> names;
    for (const std::vector<Attachment>& part : parts) names.push_back(site_.spelled(part.front()));
    return listed(names);
  }

  void link(const std::set<Attachment>& ports, const std::set<Prefix>& networks) {
    DraftLink link;
    bool is_point_to_point = ports.size() == 2;
    for (const Prefix& network : networks) {
      link.because.push_back({Code::draft_same_network, {}, {to_string(network)}});
      if (width(network.family()) - network.length > 2) is_point_to_point = false;
    }
    if (is_point_to_point) link.because.push_back({Code::draft_point_to_point, {}, {}});
    if (ports.size() > 2)
      link.because.push_back({Code::draft_shared_medium, {}, {std::to_string(ports.size())}});
    for (const Attachment& port : ports) {
      link.ends.push_back(site_.ref(port));
      wiring_.use(port);
      // A routed port in a switch port's stead has no room for hosts: nothing else can be there.
      is_point_to_point = is_point_to_point && !site_.interface(port).switchport;
    }
    link.confirmed = is_point_to_point;
    found_.links.push_back(std::move(link));
  }

  const Site& site_;
  const Mentions& mentions_;
  Wiring& wiring_;
  FoundLinks& found_;
  Network network_;  // joined by the links found before
  Media media_;
};

}  // namespace

FoundLinks find_links(const Site& site, const Mentions& mentions, Wiring& wiring) {
  FoundLinks found;
  find_described_links(site, mentions, wiring, found);
  NetworkLinks(site, mentions, wiring, found).run();
  std::map<std::string, std::size_t> order;
  for (std::size_t d = 0; d < site.devices.size(); ++d) order[site.devices[d].draft.name] = d;
  std::ranges::stable_sort(found.links, {}, [&](const DraftLink& link) {
    return std::pair(order[link.ends[0].device], order[link.ends[1].device]);
  });
  return found;
}

}  // namespace sekisho::draft
