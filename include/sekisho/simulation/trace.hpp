// One packet, hop by hop: a plain step-by-step simulator. It knows nothing of packet sets and shares
// no code with the forwarding graph, so that it can contradict them.
#pragma once

#include <sekisho/base/packet.hpp>
#include <sekisho/model/network.hpp>
#include <sekisho/routing/tables.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho {

enum class Disposition : std::uint8_t {
  delivered,
  accepted_by_device,
  denied,
  no_route,
  null_routed,
  leaves_network,
  loop,
  unknown,
};
[[nodiscard]] std::string_view name_of(Disposition disposition);  // "delivered", "accepted-by-device", ...

struct TraceStep {
  Stage stage;
  std::optional<RuleSource> rule;  // the rule, route or NAT line that decided
  std::string action;              // "permit", "deny", "translate", "route", "accept", ...
  std::string detail;              // header after a rewrite, next hop, why unknown
  bool certain = true;
};

struct TraceHop {
  std::string device;
  std::string in;   // interface names; empty: the packet starts at or ends in the device
  std::string out;
  Packet before;
  Packet after;
  std::vector<TraceStep> steps;
};

/// One way the packet may go. A device's freedoms (ECMP member, NAT choice) and uncertain config
/// lines each open alternatives.
struct TracePath {
  Disposition disposition = Disposition::unknown;
  bool certain = true;              // no step depends on something uncertain
  std::vector<TraceHop> hops;
  Packet arrived;                   // header at the end
  std::vector<std::string> delivered_to;  // segments it is handed to
  std::string end_device;           // where it ended, when inside the network
};

/// Where a packet enters: from a segment (every attachment of it), or one interface of a device, or
/// a device itself (router-generated).
struct TraceStart {
  std::optional<SegmentIndex> segment;
  std::optional<Attachment> interface;
  std::optional<DeviceIndex> device;
};

struct TraceOptions {
  Date date;
  int max_hops = 64;
  std::size_t max_paths = 256;
  /// Session state left by an earlier packet: replies of these pass stateful devices.
  const std::vector<TracePath>* established = nullptr;
};

struct Trace {
  std::vector<TracePath> paths;   // certain ones first, then in a fixed order
  bool complete = true;           // false: max_paths was reached
  [[nodiscard]] Disposition disposition() const;  // that of all paths when they agree or of the certain one, else unknown
};

/// Follows the packet. Every alternative is followed.
[[nodiscard]] Trace trace(const Network& network, const std::vector<DeviceRoutes>& routes, const TraceStart& start,
                          const Packet& packet, const TraceOptions& options);

/// The answer to a delivered packet: addresses, ports and TCP flags exchanged, sent from where
/// `path` ended, with the sessions that `path` opened in stateful devices.
[[nodiscard]] Trace trace_return(const Network& network, const std::vector<DeviceRoutes>& routes, const TracePath& path,
                                 const TraceOptions& options);

}  // namespace sekisho
