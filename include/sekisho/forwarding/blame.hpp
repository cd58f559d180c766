// Which config lines let given packets through.
#pragma once

#include <sekisho/forwarding/reachability.hpp>

#include <vector>

namespace sekisho {

struct PassedLine {
  enum class Role : std::uint8_t { filter, translation, route, layer2, unfiltered };
  Role role = Role::filter;
  DeviceIndex device = 0;
  RuleSource source;
  PacketSet packets;  // that pass it, as they are where it stands
};

/// All lines that some packet of `leading` (from Reachability::leading_to) passes on its way: permitting
/// rules, translations, routes; interfaces that it crosses on a device that filters nothing of it
/// (`unfiltered`); and what joins two segments at layer 2. In the order of devices, then of lines;
/// each line once.
[[nodiscard]] std::vector<PassedLine> passed_lines(const ForwardingGraph& graph, Side side,
                                                   const std::vector<PacketSet>& leading);

/// Where packets come to their end, and the line that ends them there.
struct StoppedLine {
  enum class Kind : std::uint8_t {
    rule,      // a filter denies them; `source` is its rule
    no_route,  // no route takes them on
    nothing,   // nothing behind the device takes them: no neighbour, a session or source check
  };
  Kind kind = Kind::rule;
  DeviceIndex device = 0;
  RuleSource source;
  PacketSet packets;  // as they are where they end
};

/// What ends the packets of `reach` that are in `wanted` and go nowhere from where they are. Wanted packets
/// are compared as they are at each place. In the order of devices, then of lines; each line once.
[[nodiscard]] std::vector<StoppedLine> stopped_lines(const ForwardingGraph& graph, Side side,
                                                     const Reachability& reach, const PacketSet& wanted);

/// Why `may` and `must` differ for packets of `leading`: the uncertain rules, unread lines, unknown
/// routing tables and uncertain layer-2 joins that they could meet.
struct DoubtfulLine {
  enum class Kind : std::uint8_t { rule, unread_line, unknown_routes, uncertain_route, uncertain_join };
  Kind kind = Kind::rule;
  DeviceIndex device = 0;
  RuleSource source;
};
[[nodiscard]] std::vector<DoubtfulLine> doubtful_lines(const ForwardingGraph& graph,
                                                       const std::vector<DeviceRoutes>& routes,
                                                       const std::vector<PacketSet>& leading);

}  // namespace sekisho
