// The network: devices of a snapshot joined by links, with layer-2 domains worked out.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/model/device.hpp>
#include <sekisho/model/snapshot.hpp>

#include <cstddef>
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

/// One broadcast domain: every port and layer-3 interface that a frame reaches without a router.
struct Domain {
  std::vector<Attachment> routed;      // enabled layer-3 interfaces of routing devices in it
  std::vector<Attachment> ports;       // switch ports and other interfaces that carry it
  std::vector<SegmentIndex> segments;  // segments attached to it
  std::vector<JoinReason> joins;       // links and VLANs that hold it together
  /// False: some part of it hangs on an Uncertainty (may_bridge, a dynamic trunk); `may` counts it as one
  /// domain, `must` does not rely on frames crossing it.
  bool certain = true;
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
  /// Domain of each interface: [device][interface]; `no_domain` for layer-2 ports of several VLANs,
  /// loopbacks and disabled interfaces.
  std::vector<std::vector<DomainIndex>> domain_of;
  static constexpr DomainIndex no_domain = static_cast<DomainIndex>(-1);

  [[nodiscard]] std::optional<DeviceIndex> find_device(std::string_view device_name) const;
};

/// Joins devices into a network: resolves interface references (any spelling the vendor accepts),
/// follows VLANs through access and trunk ports (native VLAN and tagging on both sides decide which
/// VLANs a link joins), aggregates, bridges, subinterfaces and tunnels; attaches segments.
/// `devices[i]` is the parsed config of `snapshot.devices[i]`.
[[nodiscard]] Network build_network(Snapshot snapshot, std::vector<Device> devices, DiagnosticSink& sink);

}  // namespace sekisho
