// One packet, hop by hop: a plain step-by-step simulator. It knows nothing of packet sets and shares
// no code with the forwarding graph, so that it can contradict them.
#pragma once

#include <sekisho/base/packet.hpp>
#include <sekisho/model/network.hpp>
#include <sekisho/routing/tables.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

/// How a path ends; docs/simulation.md has the exact conditions.
enum class Disposition : std::uint8_t {
  delivered,           // handed to the hosts of the segments `delivered_to`
  accepted_by_device,  // for the device itself, and its local filter lets it in
  denied,              // a filter, a source check or a missing session stopped it
  no_route,            // no route, or a destination that routers do not forward
  null_routed,         // a null route, a policy route that drops
  leaves_network,      // handed to something that the snapshot does not describe
  loop,                // came back as it was, or met max_hops
  unknown,             // rewritten in a way that is not modelled
};
[[nodiscard]] std::string_view name_of(Disposition disposition);  // "delivered", "accepted-by-device", ...

/// Why a step went as it did, where no config line says it.
enum class StepReason : std::uint8_t {
#define SEKISHO_STEP_REASON(name, english, japanese) name,
#include <sekisho/simulation/step_reasons.def>
#undef SEKISHO_STEP_REASON
};

struct TraceStep {
  Stage stage = Stage::route_lookup;
  std::optional<RuleSource> rule;  // the rule, route or NAT line that decided
  std::string action;  // permit, deny, translate, pass, route, no-route, discard, accept, deliver, ...
  std::string detail;  // describe() in English: header after a rewrite, next hop, why unknown
  bool certain = true;
  StepReason reason = StepReason::none;
  std::string data;  // what the reason is about: names, addresses, a header
};

/// The reason of a step with its data, in either language.
[[nodiscard]] std::string describe(const TraceStep& step, Language language);

struct TraceHop {
  std::string device;
  std::string in;  // interface names; empty: the packet starts at or ends in the device
  std::string out;
  Packet before;
  Packet after;
  std::vector<TraceStep> steps;
};

/// One way the packet may go. A device's freedoms (ECMP member, NAT choice) and uncertain config
/// lines each open alternatives.
struct TracePath {
  Disposition disposition = Disposition::unknown;
  bool certain = true;  // no step depends on something uncertain
  std::vector<TraceHop> hops;
  Packet arrived;                         // header at the end
  std::vector<std::string> delivered_to;  // segments it is handed to
  std::string end_device;                 // where it ended, when inside the network
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
  std::vector<TracePath> paths;  // certain ones first, then in a fixed order
  bool complete = true;          // false: max_paths was reached
  /// That of all paths when they agree, else that of the certain ones when these agree. Certain paths
  /// that differ are freedoms of hosts and devices (first router, load sharing), and the packet can take
  /// the one that gets it farthest: delivered, accepted_by_device, leaves_network, denied, null_routed,
  /// no_route, loop, in this order. Unknown otherwise.
  [[nodiscard]] Disposition disposition() const;
};

/// Follows the packet. Every alternative is followed.
[[nodiscard]] Trace trace(const Network& network, const std::vector<DeviceRoutes>& routes,
                          const TraceStart& start, const Packet& packet, const TraceOptions& options);

/// The answer to a packet that was delivered or accepted: addresses, ports and TCP flags exchanged, sent
/// from where `path` ended, with the sessions that `path` opened in stateful devices. No paths when
/// `path` ended otherwise.
[[nodiscard]] Trace trace_return(const Network& network, const std::vector<DeviceRoutes>& routes,
                                 const TracePath& path, const TraceOptions& options);

}  // namespace sekisho
