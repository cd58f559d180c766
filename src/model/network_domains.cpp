// Reading the domains off the joins.
#include "model/layer2.hpp"

#include <algorithm>
#include <map>

namespace sekisho {
namespace {

/// The domains while they are collected: members go to the domain of their may-root and, in it, to the
/// part of their must-root.
class DomainCollector {
 public:
  DomainCollector(const JoinGraph& graph, Network& network) : graph_(graph), network_(network) {}

  /// The domain of a place, made when it is not there yet.
  DomainIndex domain_of(JoinNode place) {
    const auto [found, is_new] = index_.try_emplace(graph_.may_root(place), network_.domains.size());
    if (is_new) {
      network_.domains.emplace_back();
      parts_.emplace_back();
    }
    return found->second;
  }

  void add_routed(JoinNode place, const Attachment& at) {
    insert(network_.domains[domain_of(place)].routed, at);
    insert(part_of(place).routed, at);
  }
  void add_port(JoinNode place, const Attachment& at) {
    insert(network_.domains[domain_of(place)].ports, at);
    insert(part_of(place).ports, at);
  }
  /// A port of several VLANs; it makes neither a domain nor a part of its own.
  void add_trunk(JoinNode place, const Attachment& at) {
    if (!has_domain(place)) return;
    const DomainIndex domain = domain_of(place);
    insert(network_.domains[domain].ports, at);
    const auto part = parts_[domain].find(graph_.must_root(place));
    if (part != parts_[domain].end()) insert(part->second.ports, at);
  }
  void add_segment(JoinNode place, SegmentIndex segment) {
    insert(network_.domains[domain_of(place)].segments, segment);
    insert(part_of(place).segments, segment);
  }

  void finish() {
    for (DomainIndex d = 0; d < network_.domains.size(); ++d) {
      Domain& domain = network_.domains[d];
      for (auto& [root, part] : parts_[d]) domain.certain_parts.push_back(std::move(part));
      domain.certain = domain.certain_parts.size() <= 1;
    }
    for (const auto& [root, reason] : graph_.reasons_by_root()) {
      const auto found = index_.find(root);
      if (found != index_.end()) network_.domains[found->second].joins.push_back(graph_.reason(reason));
    }
  }

 private:
  [[nodiscard]] bool has_domain(JoinNode place) const { return index_.contains(graph_.may_root(place)); }
  DomainPart& part_of(JoinNode place) { return parts_[domain_of(place)][graph_.must_root(place)]; }

  /// Keeps a list sorted and free of doubles.
  template <typename Member>
  static void insert(std::vector<Member>& members, const Member& member) {
    const auto at = std::ranges::lower_bound(members, member);
    if (at == members.end() || *at != member) members.insert(at, member);
  }

  const JoinGraph& graph_;
  Network& network_;
  std::map<JoinNode, DomainIndex> index_;              // by may-root
  std::vector<std::map<JoinNode, DomainPart>> parts_;  // by domain, then must-root
};

/// True when frames of the VLAN may cross the port with a tag.
bool carries_tagged(const SwitchPort& port, Negotiation negotiation, std::uint16_t vlan) {
  if (port.mode != SwitchPort::Mode::trunk && port.voice_vlan == vlan) return true;
  const bool may_be_trunk = port.mode == SwitchPort::Mode::trunk ||
                            (port.mode == SwitchPort::Mode::dynamic && negotiation != Negotiation::access);
  return may_be_trunk && port.allowed.contains(vlan);
}

/// Interfaces of one domain each.
void collect_interfaces(const Layer2& layer2, Network& network, DomainCollector& collector) {
  for (DeviceIndex d = 0; d < layer2.devices.size(); ++d) {
    const Device& device = layer2.devices[d];
    const DeviceNodes& nodes = layer2.nodes[d];
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const Interface& interface = device.interfaces[i];
      const JoinNode place = nodes.untagged[i];
      const bool is_trunk = interface.switchport && interface.switchport->mode == SwitchPort::Mode::trunk;
      if (place == no_node || is_trunk) continue;
      if (is_layer3(interface)) {
        collector.add_routed(place, {d, i});
      } else {
        collector.add_port(place, {d, i});
      }
      network.domain_of[d][i] = collector.domain_of(place);
    }
  }
}

/// Trunks and voice VLANs, in each domain that they carry and that has something else in it.
void collect_trunks(const Layer2& layer2, DomainCollector& collector) {
  for (DeviceIndex d = 0; d < layer2.devices.size(); ++d) {
    const Device& device = layer2.devices[d];
    const DeviceNodes& nodes = layer2.nodes[d];
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const std::optional<SwitchPort>& port = device.interfaces[i].switchport;
      if (nodes.untagged[i] == no_node || !port) continue;
      for (const auto& [vlan, place] : nodes.vlans) {
        if (carries_tagged(*port, nodes.negotiation[i], vlan)) collector.add_trunk(place.node, {d, i});
      }
    }
  }
}

}  // namespace

void make_domains(const Layer2& layer2, Network& network) {
  DomainCollector collector(layer2.graph, network);
  network.domain_of.clear();
  for (const Device& device : layer2.devices) {
    network.domain_of.emplace_back(device.interfaces.size(), Network::no_domain);
  }
  collect_interfaces(layer2, network, collector);
  for (const ResolvedAttachment& attachment : layer2.attachments) {
    collector.add_segment(layer2.untagged(attachment.at), attachment.segment);
  }
  collect_trunks(layer2, collector);
  collector.finish();
}

}  // namespace sekisho
