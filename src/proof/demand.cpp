#include "demand.hpp"

#include <algorithm>

namespace sekisho::proof {

Demand::Demand(Checker::State& state, const Requirement& requirement, SegmentIndex from)
    : state_(state), requirement_(requirement), run_(state.run_of(from, requirement.semantics)) {
  if (requirement.kind == RequirementKind::devices) {
    to_device_ = state.device_named(requirement.to);
  } else {
    to_segment_ = state.segment_named(requirement.to);
  }
}

VertexIndex Demand::target(const ForwardingGraph& graph) const {
  return to_device_ ? graph.device_sink(*to_device_) : graph.segment_sink(*to_segment_);
}

PacketSet Demand::arrivals(const ForwardingGraph& graph, const Reachability& reach) const {
  return to_segment_ ? delivered_to(graph, reach, *to_segment_) : reach.at(target(graph));
}

bool Demand::concerns(const ChannelEnd& from, const ChannelEnd& to) const {
  // An end that is left out means all of the requirement (exceptions only).
  if (!from.segment.empty() && from.segment != requirement_.from) return false;
  // Device addresses lie in some segment, management mostly; for devices the addresses decide.
  return to_device_.has_value() || to.segment.empty() || to.segment == requirement_.to;
}

PacketSet Demand::destinations_of(const ChannelEnd& end) const {
  const std::optional<SegmentIndex> segment = state_.segment_named(end.segment);
  return segment ? state_.current_graph().addresses_of(*segment, Field::destination) : state_.space.none();
}

bool Demand::allows(const Sanction& sanction) const {
  const std::vector<std::string>& methods = requirement_.allowed_methods;
  if (sanction.channel == nullptr || !concerns(*sanction.from, *sanction.to)) return false;
  if (std::ranges::find(methods, sanction.channel->method) == methods.end()) return false;
  return !to_device_ || !sanction.to->addresses.empty() || !sanction.to->segment.empty();
}

PacketSet Demand::allowed(std::vector<std::string>* used) const {
  PacketSet result = state_.space.none();
  for (const Sanction& sanction : run_.sanctions.all()) {
    if (!allows(sanction)) continue;
    PacketSet covered = run_.sanctions.covered(sanction);
    if (to_device_) covered &= destinations_of(*sanction.to);
    result |= covered;
    if (used != nullptr) used->push_back(sanction.id());
  }
  return result;
}

}  // namespace sekisho::proof
