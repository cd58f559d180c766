#include "flow_telling.hpp"

#include <sekisho/proof/evidence.hpp>

#include <algorithm>
#include <utility>

namespace sekisho::compare {

std::optional<VertexIndex> vertex_of(const State& state, const Target& target) {
  if (!target.is_device) {
    const std::optional<SegmentIndex> segment = state.segment_named(target.name);
    return segment ? std::optional(state.graph.segment_sink(*segment)) : std::nullopt;
  }
  const std::optional<DeviceIndex> device = state.network().find_device(target.name);
  return device ? std::optional(state.graph.device_sink(*device)) : std::nullopt;
}

namespace {

/// How many interfaces a path enters in the same order as another.
std::size_t common_hops(const TracePath& path, const TracePath& other) {
  const auto same_entry = [](const TraceHop& a, const TraceHop& b) {
    return a.device == b.device && a.in == b.in;
  };
  const auto differing =
      std::mismatch(path.hops.begin(), path.hops.end(), other.hops.begin(), other.hops.end(), same_entry);
  return static_cast<std::size_t>(differing.first - path.hops.begin());
}

/// Where the packet ends that takes the way `through` in the other state, of all its ways that which goes
/// along with it longest. Nothing when one gets to the target.
std::optional<TracePath> stopped_path(const State& state, const std::string& from, const Target& target,
                                      const Packet& packet, const TracePath& through) {
  TraceStart start;
  start.segment = state.segment_named(from);
  const std::optional<VertexIndex> vertex = vertex_of(state, target);
  if (!start.segment) return std::nullopt;
  TraceOptions options;
  options.date = state.date;
  const Trace trace = sekisho::trace(state.network(), state.loaded.routes, start, packet, options);
  for (const TracePath& path : trace.paths) {
    if (vertex && proof::ends_at(state.network(), state.graph.vertex(*vertex), path)) return std::nullopt;
  }
  if (trace.paths.empty()) return std::nullopt;
  return *std::max_element(trace.paths.begin(), trace.paths.end(),
                           [&](const TracePath& a, const TracePath& b) {
                             return common_hops(a, through) < common_hops(b, through);
                           });
}

/// Tells what there is to tell about packets that get through in one state only.
class FlowTelling {
 public:
  FlowTelling(const SourceRun& run, const State& other, Target target, std::size_t cube_limit)
      : run_(run),
        other_(other),
        target_(std::move(target)),
        vertex_(*vertex_of(*run.state, target_)),
        cube_limit_(cube_limit) {}

  Flow tell(const Gain& gained) {
    const ForwardingGraph& graph = run_.state->graph;
    const bool certain = !gained.certain.empty();
    const Side side = certain ? Side::must : Side::may;
    const PacketSet& arriving = certain ? gained.certain : gained.possible;
    const std::vector<PacketSet> leading = (certain ? run_.must : run_.may)->leading_to(vertex_, arriving);
    Flow flow;
    flow.packets = cubes_of(gained, cube_limit_);
    const PacketSet& sent = leading[run_.emission.source];
    flow.own_addresses = sent.intersects(graph.addresses_of(run_.from, Field::source));
    flow.example = certain ? certain_example(leading, arriving) : std::nullopt;
    if (!flow.example) flow.example = possible_example(sent);
    if (flow.example)
      flow.example->stopped =
          stopped_path(other_, from(), target_, flow.example->sent, flow.example->through);
    for (BlamedRule& rule : proof::blamed_rules(run_.state->network(), passed_lines(graph, side, leading))) {
      const bool is_changed = run_.state->changed_lines.contains(rule.source.span);
      flow.lines.push_back({std::move(rule), is_changed});
    }
    return flow;
  }

 private:
  [[nodiscard]] const std::string& from() const {
    return run_.state->network().snapshot.segments[run_.from].name;
  }

  [[nodiscard]] std::optional<Example> certain_example(const std::vector<PacketSet>& leading,
                                                       const PacketSet& arriving) const {
    const State& state = *run_.state;
    const proof::ForbiddenFlow flow{
        state.graph, state.loaded.routes, *run_.must, run_.from, run_.emission.source, vertex_,
        arriving,    state.date};
    proof::WitnessSearch search = proof::find_witness(flow, leading, Semantics::packet);
    if (!search.witness) return std::nullopt;
    Example example;
    example.sent = search.witness->sent;
    example.arrived = search.witness->path.arrived;
    example.certain = true;
    example.through = std::move(search.witness->path);
    return example;
  }

  [[nodiscard]] std::optional<Example> possible_example(const PacketSet& sent) const {
    const State& state = *run_.state;
    const std::optional<Packet> packet = proof::typical_packet(state.graph, run_.from, sent);
    if (!packet) return std::nullopt;
    TraceStart start;
    start.segment = run_.from;
    TraceOptions options;
    options.date = state.date;
    for (TracePath& path : trace(state.network(), state.loaded.routes, start, *packet, options).paths) {
      if (!proof::ends_at(state.network(), state.graph.vertex(vertex_), path)) continue;
      Example example;
      example.sent = *packet;
      example.arrived = path.arrived;
      example.certain = path.certain;  // certain ways come first
      example.through = std::move(path);
      return example;
    }
    return std::nullopt;
  }

  const SourceRun& run_;
  const State& other_;
  Target target_;
  VertexIndex vertex_;
  std::size_t cube_limit_;
};

}  // namespace

Flow told(const SourceRun& run, const State& other, const Target& target, const Gain& gained,
          std::size_t cube_limit) {
  return FlowTelling(run, other, target, cube_limit).tell(gained);
}

}  // namespace sekisho::compare
