// The network: devices of a snapshot joined by links, with layer-2 domains worked out.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/model/device.hpp>
#include <sekisho/model/snapshot.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

using DeviceIndex = std::size_t;
using InterfaceIndex = std::size_t;  // index into Device::interfaces
using SegmentIndex = std::size_t;    // index into Snapshot::segments
using DomainIndex = std::size_t;

/// A layer-3 interface of a device: a place where a domain meets a routing instance.
struct Attachment {
  DeviceIndex device = 0;
  InterfaceIndex interface = 0;
  friend auto operator<=>(const Attachment&, const Attachment&) = default;
};

/// Why two domains or ports are one: the config lines and links that join them, for reports.
struct JoinReason {
  Span span;
  std::string text;
};

/// Members of a domain that certain lines alone hold together.
struct DomainPart {
  std::vector<Attachment> routed;
  std::vector<Attachment> ports;
  std::vector<SegmentIndex> segments;
};

/// One broadcast domain: every port and layer-3 interface that a frame reaches without a router.
///
/// A domain is known from both sides. Two members of one domain *may* exchange frames; two members of
/// one of its `certain_parts` *do*. Members of different domains never exchange frames. So an upper
/// bound uses `routed`, `ports` and `segments`, a lower bound goes through `certain_parts` only.
struct Domain {
  /// Enabled layer-3 interfaces in it: those that have, or may get, an address, and tunnels. Switches
  /// that do not route are here too, since they accept packets to their own address;
  /// Device::routes_ipv4 and routes_ipv6 say whether a device forwards between its interfaces.
  std::vector<Attachment> routed;
  std::vector<Attachment> ports;       // all other interfaces that carry it: switch ports, bridge members
  std::vector<SegmentIndex> segments;  // segments attached to it
  std::vector<JoinReason> joins;       // links, ports and VLANs that hold it together
  /// False: it hangs together by an Uncertainty (may_bridge), a port that may negotiate a trunk, a VLAN
  /// that is not in the database of a switch, isolated ports, or an ambiguous tunnel. Same as
  /// certain_parts.size() <= 1.
  bool certain = true;
  /// The partition of the three lists above under certain joins only. Each member is in exactly one part,
  /// but a segment may be in several, and a trunk in several or, when all it carries of the domain is
  /// uncertain, in none.
  std::vector<DomainPart> certain_parts;

  /// True when a frame from one interface is sure to reach the other; for a port of several VLANs, a frame
  /// of one of these.
  [[nodiscard]] bool surely_joined(const Attachment& a, const Attachment& b) const;
  /// True when frames of the segment's hosts are sure to reach the interface, and back.
  [[nodiscard]] bool surely_joined(SegmentIndex segment, const Attachment& attachment) const;
};

/// Where a tunnel interface ends on another device of the snapshot.
struct TunnelLink {
  Attachment a;
  Attachment b;
  bool encrypted = false;
};

struct Network {
  Snapshot snapshot;
  std::vector<Device> devices;  // same order as Snapshot::devices
  std::vector<Domain> domains;  // tunnels joined end to end are domains of two interfaces
  std::vector<TunnelLink> tunnels;
  /// Domain of each interface: [device][interface]; `no_domain` for trunks (they carry several),
  /// members of an aggregate (it stands for them), loopbacks and disabled interfaces.
  std::vector<std::vector<DomainIndex>> domain_of;
  static constexpr DomainIndex no_domain = static_cast<DomainIndex>(-1);

  [[nodiscard]] std::optional<DeviceIndex> find_device(std::string_view device_name) const;
};

/// The segment of that name; nothing when there is none.
[[nodiscard]] std::optional<SegmentIndex> find_segment(const Snapshot& snapshot, const std::string& name);

/// The interface that `written` means on a device, in any spelling its vendor accepts: the exact name,
/// the name in other letters' case, and except on FortiOS an abbreviation (`Gi1/0/1`, `gi 1/0/1`, `po1`).
/// Nothing when no interface or several (`candidates`, where given) fit.
[[nodiscard]] std::optional<InterfaceIndex> resolve_interface(const Device& device, std::string_view written,
                                                              std::vector<std::string>* candidates = nullptr);

/// Joins devices into a network: resolves interface references (any spelling the vendor accepts),
/// follows VLANs through access and trunk ports (native VLAN and tagging on both sides decide which
/// VLANs a link joins), aggregates, bridges, subinterfaces and tunnels; attaches segments.
/// `devices[i]` is the parsed config of `snapshot.devices[i]`.
[[nodiscard]] Network build_network(Snapshot snapshot, std::vector<Device> devices, DiagnosticSink& sink);

}  // namespace sekisho
