// What a requirement about packets from one segment demands, as packet sets.
#pragma once

#include "checker_state.hpp"

#include <sekisho/policy/requirement.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho::proof {

/// A requirement of kind `separation` or `devices` whose ends are known.
class Demand {
 public:
  Demand(Checker::State& state, const Requirement& requirement, SegmentIndex from);

  [[nodiscard]] SourceRun& run() const { return run_; }
  [[nodiscard]] const std::optional<SegmentIndex>& to_segment() const { return to_segment_; }
  [[nodiscard]] bool to_device() const { return to_device_.has_value(); }

  /// Where its packets must not arrive.
  [[nodiscard]] VertexIndex target(const ForwardingGraph& graph) const;

  /// Packets that arrive. What an outside network is handed for others to receive is not delivered to it.
  [[nodiscard]] PacketSet arrivals(const ForwardingGraph& graph, const Reachability& reach) const;

  /// Whether a channel or exception between these ends may be about the requirement.
  [[nodiscard]] bool concerns(const ChannelEnd& from, const ChannelEnd& to) const;

  /// Destinations in the segment that an end names.
  [[nodiscard]] PacketSet destinations_of(const ChannelEnd& end) const;

  /// What the channels cover that the requirement allows; their ids go to `used`, where given.
  [[nodiscard]] PacketSet allowed(std::vector<std::string>* used = nullptr) const;

 private:
  [[nodiscard]] bool allows(const Sanction& sanction) const;

  Checker::State& state_;
  const Requirement& requirement_;
  SourceRun& run_;
  std::optional<SegmentIndex> to_segment_;
  std::optional<DeviceIndex> to_device_;
};

}  // namespace sekisho::proof
