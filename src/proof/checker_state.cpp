#include "checker_state.hpp"

#include "sessions.hpp"

namespace sekisho {

using proof::Sanctions;
using proof::SourceRun;

Checker::State::State(const Network& net, const std::vector<DeviceRoutes>& tables, const Date& day,
                      CubeLimits limits, std::size_t node_limit)
    : network(net),
      routes(tables),
      date(day),
      cube_limits(limits),
      space(Layout::full(), node_limit),
      rules(std::make_shared<RuleSets>(space, network, date)) {
  read_snapshot();
}

Checker::State::~State() = default;

proof::Sessions& Checker::State::sessions() {
  if (!steps) steps = std::make_unique<proof::Sessions>(*this);
  return *steps;
}

void Checker::State::read_snapshot() {
  joined = structurally_joined(network);
  segments_.clear();
  devices_.clear();
  expired.clear();
  for (SegmentIndex s = 0; s < network.snapshot.segments.size(); ++s)
    segments_.try_emplace(network.snapshot.segments[s].name, s);
  for (DeviceIndex d = 0; d < network.devices.size(); ++d) devices_.try_emplace(network.devices[d].name, d);
  for (const Channel& channel : network.snapshot.channels) {
    if (!in_force(channel.expires, date)) expired.push_back(&channel);
  }
}

std::optional<SegmentIndex> Checker::State::segment_named(const std::string& name) const {
  const auto found = segments_.find(name);
  return found == segments_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<DeviceIndex> Checker::State::device_named(const std::string& name) const {
  const auto found = devices_.find(name);
  return found == devices_.end() ? std::nullopt : std::optional(found->second);
}

ForwardingGraph& Checker::State::current_graph() {
  if (!current) current = std::make_unique<ForwardingGraph>(rules, routes, RoutingScope::current);
  return *current;
}

ForwardingGraph& Checker::State::any_routing_graph() {
  if (!any_routing) any_routing = std::make_unique<ForwardingGraph>(rules, routes, RoutingScope::any);
  return *any_routing;
}

SourceRun Checker::State::new_run(SegmentIndex segment, Semantics semantics) {
  const ForwardingGraph& graph = current_graph();
  Sanctions sanctions(graph, segment, date);
  Emission emission = emission_of(graph, segment, semantics == Semantics::session);
  emission.packets = sanctions.labelled(emission.packets);
  return {std::move(sanctions), std::move(emission), {}, {}, {}};
}

SourceRun& Checker::State::run_of(SegmentIndex segment, Semantics semantics) {
  const auto key = std::make_pair(segment, semantics);
  const auto found = runs.find(key);
  if (found != runs.end()) return found->second;
  return runs.emplace(key, new_run(segment, semantics)).first->second;
}

const Reachability& Checker::State::may_of(SourceRun& run) {
  if (!run.may) run.may.emplace(current_graph(), Side::may, run.emission);
  return *run.may;
}

const Reachability& Checker::State::must_of(SourceRun& run) {
  if (!run.must) run.must.emplace(current_graph(), Side::must, run.emission);
  return *run.must;
}

// The places of segments and devices come first in every graph, but a vertex of one graph is none of
// the other, so the emission is moved over by its segment.
const Reachability& Checker::State::any_routing_of(SourceRun& run, SegmentIndex segment) {
  if (!run.may_any_routing) {
    ForwardingGraph& graph = any_routing_graph();
    run.may_any_routing.emplace(graph, Side::may,
                                Emission{graph.segment_source(segment), run.emission.packets});
  }
  return *run.may_any_routing;
}

namespace {

/// Moves a fixpoint over to the graph after a change that leaves it alone.
void keep(std::optional<Reachability>& before, Side side,
          const std::optional<std::vector<EdgeChange>>& changes, const ForwardingGraph& graph,
          std::optional<Reachability>& after) {
  if (!before || !changes || !leaves_alone(*changes, side, *before)) return;
  after = std::move(before);
  after->move_to(graph);
}

}  // namespace

void Checker::State::network_changed(const std::vector<DeviceIndex>& changed) {
  for (const DeviceIndex device : changed) rules->forget(device);
  Runs before = std::move(runs);
  runs.clear();
  steps.reset();
  const std::unique_ptr<ForwardingGraph> old_current = std::move(current);
  const std::unique_ptr<ForwardingGraph> old_any = std::move(any_routing);
  read_snapshot();
  if (!old_current) return;
  try {
    std::optional<std::vector<EdgeChange>> current_changes = changes_between(*old_current, current_graph());
    std::optional<std::vector<EdgeChange>> any_changes;
    if (old_any) any_changes = changes_between(*old_any, any_routing_graph());
    keep_runs(before, current_changes, any_changes);
  } catch (const PacketSetTooLarge&) {
    runs.clear();  // check() meets the limit again where it can say so
  }
}

void Checker::State::keep_runs(Runs& before, const std::optional<std::vector<EdgeChange>>& current_changes,
                               const std::optional<std::vector<EdgeChange>>& any_changes) {
  for (auto& [key, old] : before) {
    const auto& [segment, semantics] = key;
    if (segment >= network.snapshot.segments.size()) continue;
    SourceRun run = new_run(segment, semantics);
    if (run.emission.source == old.emission.source && run.emission.packets == old.emission.packets) {
      keep(old.may, Side::may, current_changes, *current, run.may);
      keep(old.must, Side::must, current_changes, *current, run.must);
      if (any_routing) keep(old.may_any_routing, Side::may, any_changes, *any_routing, run.may_any_routing);
    }
    runs.emplace(key, std::move(run));
  }
}

}  // namespace sekisho
