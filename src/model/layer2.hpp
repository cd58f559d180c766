// Layer 2 in the making: the places of every device and the joins between them. The steps of
// build_network that come before domains exist.
#pragma once

#include "model/join_graph.hpp"

#include <sekisho/model/network.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sekisho {

/// What a port in DTP mode `dynamic` ends up as, as far as its other end tells.
enum class Negotiation : std::uint8_t {
  access,               // nothing there, or an access port: both stay access ports
  access_or_trunk_may,  // speaks to something that need not, but could, negotiate a trunk: hosts, routers
  undetermined,         // a trunk or another dynamic port
};

/// One VLAN of a switch. It is not `sure` when it is missing from a VLAN database that the configuration
/// shows: the switch then does not switch it (Catalyst: its access ports are inactive). Where the
/// configuration shows no database (VTP servers and clients keep it in vlan.dat), a VLAN with an access
/// port or an SVI is sure, since `switchport access vlan` creates it; one in mere transit is not.
struct VlanPlace {
  JoinNode node = no_node;
  bool sure = false;
};

struct DeviceNodes {
  /// The interface that stands for each one: the aggregate for its members, else itself.
  std::vector<InterfaceIndex> carrier;
  /// False: shut down, by itself or by what it is built on.
  std::vector<bool> up;
  /// The untagged side of each interface; no_node for loopbacks, members of aggregates, what is down.
  std::vector<JoinNode> untagged;
  std::vector<ReasonIndex> reason;
  std::vector<Negotiation> negotiation;
  /// Bridges that the interface is a member of.
  std::vector<std::vector<InterfaceIndex>> bridges;
  /// Tagged subinterfaces on each interface.
  std::vector<std::vector<InterfaceIndex>> tagged_children;
  std::map<std::uint16_t, VlanPlace> vlans;  // VLANs of the switch
  /// Frames tagged by others that a bridge may hand on as they are: (bridge, tag).
  std::map<std::pair<InterfaceIndex, std::uint16_t>, JoinNode> bridged_tags;
  /// Uncertainty::may_bridge: a place that may be one with every other of the device; no_node when nothing
  /// is uncertain. The ports that an uncertainty names may hand it frames with any tag.
  JoinNode uncertain = no_node;
  std::vector<bool> may_take_any_tag;
};

/// A link with both ends found.
struct ResolvedLink {
  Attachment a;  // carriers
  Attachment b;
  ReasonIndex reason;
};

/// A segment and the interface it is attached to, found and up.
struct ResolvedAttachment {
  SegmentIndex segment;
  Attachment at;  // carrier
  Span span;
};

struct Layer2 {
  const Snapshot& snapshot;
  const std::vector<Device>& devices;
  DiagnosticSink& sink;
  JoinGraph graph = {};
  std::vector<DeviceNodes> nodes = {};
  std::vector<std::uint16_t> vlans = {};  // every VLAN id that any device speaks of, sorted
  std::vector<ResolvedLink> links = {};
  std::vector<ResolvedAttachment> attachments = {};
  std::vector<TunnelLink> tunnels = {};

  [[nodiscard]] const Interface& interface(const Attachment& at) const {
    return devices[at.device].interfaces[at.interface];
  }
  [[nodiscard]] JoinNode untagged(const Attachment& at) const {
    return nodes[at.device].untagged[at.interface];
  }
  [[nodiscard]] ReasonIndex reason(const Attachment& at) const {
    return nodes[at.device].reason[at.interface];
  }
  /// `core-sw:Vlan20`.
  [[nodiscard]] std::string spelled(const Attachment& at) const;
};

/// True for an interface that can own an address: neither a switch port nor a loopback.
[[nodiscard]] bool is_layer3(const Interface& interface);

// layer2_devices.cpp
/// Fills `nodes`: what carries what, what is up, one place for each interface.
void add_device_nodes(Layer2& layer2);
/// Adds the VLANs of switches and joins what each device joins by itself.
void join_inside_devices(Layer2& layer2);

// layer2_references.cpp
/// Finds the interfaces that links name, into `links`.
void resolve_links(Layer2& layer2);
/// Finds the interfaces that segments name, into `attachments`.
void resolve_attachments(Layer2& layer2);

// layer2_links.cpp
/// Decides what each port in mode dynamic becomes.
void negotiate_trunks(Layer2& layer2);
/// Joins what each link joins, tag by tag.
void join_links(Layer2& layer2);
/// Joins hosts of segments to the VLANs that they could reach by tagging their frames themselves.
void join_tagging_hosts(Layer2& layer2);

// layer2_tunnels.cpp
/// Matches the ends of tunnels, into `tunnels`, and joins them.
void join_tunnels(Layer2& layer2);

// network_domains.cpp
/// Reads the domains off the joins, into `network.domains` and `network.domain_of`.
void make_domains(const Layer2& layer2, Network& network);

// network_checks.cpp
/// Reports addresses that contradict the segments or each other.
void check_addresses(const Layer2& layer2, const Network& network);

}  // namespace sekisho
