#include "graph_state.hpp"

#include <algorithm>
#include <utility>

namespace sekisho {

namespace {

std::vector<EdgeView> views(const ForwardingGraph::State::Graph& graph, auto range) {
  std::vector<EdgeView> result;
  for (auto [at, end] = range; at != end; ++at) {
    result.push_back({boost::source(*at, graph), boost::target(*at, graph), &graph[*at]});
  }
  return result;
}

}  // namespace

RuleSets::RuleSets(PacketSpace& space, const Network& network, const Date& date)
    : state_(std::make_unique<State>(space, network, date)) {}

RuleSets::~RuleSets() = default;

void RuleSets::forget(DeviceIndex device) { state_->devices[device].reset(); }

PassingPackets RuleSets::passing(DeviceIndex device, const std::vector<std::string>& filters,
                                 const std::string& ingress, const std::string& egress) const {
  PassingPackets result{state_->space.all(), state_->space.all()};
  const FilterLists& lists = state_->network.devices[device].filters;
  for (const std::string& name : filters) {
    const auto found = lists.find(name);
    if (found == lists.end()) {  // a converter resolves every name; one that is missing is not known
      result.must = state_->space.none();
      continue;
    }
    const forwarding::Bounds& permitted =
        state_->of(device).filters.regions(found->second, ingress, egress).any_permit;
    result.may &= permitted.may;
    result.must &= permitted.must;
  }
  return result;
}

namespace {

PassingPackets passing_one(RuleSets::State& state, DeviceIndex device, const std::optional<Filter>& filter,
                           const std::string& ingress, const std::string& egress) {
  if (!filter) return {state.space.all(), state.space.all()};
  const forwarding::Bounds& permitted = state.of(device).filters.regions(*filter, ingress, egress).any_permit;
  return {permitted.may, permitted.must};
}

}  // namespace

PassingPackets RuleSets::forwarded(DeviceIndex device, const std::string& ingress,
                                   const std::string& egress) const {
  return passing_one(*state_, device, state_->network.devices[device].forward_filter, ingress, egress);
}

PassingPackets RuleSets::accepted(DeviceIndex device, const std::string& ingress) const {
  return passing_one(*state_, device, state_->network.devices[device].local_filter, ingress, "");
}

ForwardingGraph::ForwardingGraph(PacketSpace& space, const Network& network,
                                 const std::vector<DeviceRoutes>& routes, const Date& date,
                                 RoutingScope scope)
    : ForwardingGraph(std::make_shared<RuleSets>(space, network, date), routes, scope) {}

ForwardingGraph::ForwardingGraph(std::shared_ptr<RuleSets> rules, const std::vector<DeviceRoutes>& routes,
                                 RoutingScope scope)
    : state_(std::make_unique<State>(std::move(rules), routes, scope)) {
  const Network& network = state_->network;
  // All sources and sinks exist, also where nothing can take them.
  for (SegmentIndex s = 0; s < network.snapshot.segments.size(); ++s) {
    state_->place(Place::segment_source, s);
    state_->place(Place::segment, s);
  }
  for (DeviceIndex d = 0; d < network.devices.size(); ++d) {
    state_->place(Place::device_source, d);
    state_->place(Place::device, d);
    forwarding::add_device_edges(*state_, d);
  }
  forwarding::add_domain_edges(*state_);
}

ForwardingGraph::~ForwardingGraph() = default;

PacketSpace& ForwardingGraph::space() const { return state_->space; }
const Network& ForwardingGraph::network() const { return state_->network; }

std::size_t ForwardingGraph::vertex_count() const { return boost::num_vertices(state_->graph); }
const Vertex& ForwardingGraph::vertex(VertexIndex index) const { return state_->graph[index]; }

std::vector<EdgeView> ForwardingGraph::out_edges(VertexIndex index) const {
  return views(state_->graph, boost::out_edges(index, state_->graph));
}

std::vector<EdgeView> ForwardingGraph::in_edges(VertexIndex index) const {
  return views(state_->graph, boost::in_edges(index, state_->graph));
}

VertexIndex ForwardingGraph::segment_source(SegmentIndex segment) const {
  return state_->index.at({Place::segment_source, segment, 0, std::nullopt});
}
VertexIndex ForwardingGraph::segment_sink(SegmentIndex segment) const {
  return state_->index.at({Place::segment, segment, 0, std::nullopt});
}
VertexIndex ForwardingGraph::device_source(DeviceIndex device) const {
  return state_->index.at({Place::device_source, device, 0, std::nullopt});
}
VertexIndex ForwardingGraph::device_sink(DeviceIndex device) const {
  return state_->index.at({Place::device, device, 0, std::nullopt});
}

PacketSet ForwardingGraph::addresses_of(SegmentIndex segment, Field field) const {
  const auto [found, is_new] = state_->claims.try_emplace({segment, field});
  if (is_new) found->second = forwarding::claimed_by(state_->space, state_->network, segment, field);
  return found->second;
}

PacketSet ForwardingGraph::packets_of(const Match& match) const { return state_->matches().of(match).may; }

std::vector<DecidingRule> ForwardingGraph::permitting_rules(const FilterUse& use, const PacketSet& packets,
                                                            std::vector<const RuleSource*>* uncertain) const {
  return forwarding::permitting_rules(*state_, use, packets, uncertain);
}

std::vector<DecidingRule> ForwardingGraph::denying_rules(const FilterUse& use,
                                                         const PacketSet& packets) const {
  return forwarding::denying_rules(*state_, use, packets);
}

}  // namespace sekisho
