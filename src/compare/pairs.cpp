#include "pairs.hpp"

#include "flow_telling.hpp"

#include <sekisho/forwarding/changes.hpp>

#include <algorithm>
#include <utility>

namespace sekisho::compare {

namespace {

PassingPackets arrivals(const SourceRun* run, const Target& target, PacketSpace& space) {
  if (run == nullptr) return {space.none(), space.none()};
  const std::optional<VertexIndex> vertex = vertex_of(*run->state, target);
  if (!vertex) return {space.none(), space.none()};
  const auto on_side = [&](const Reachability& reach) {
    const ForwardingGraph& graph = run->state->graph;
    return on_the_wire(target.is_device ? reach.at(*vertex)
                                        : delivered_to(graph, reach, graph.vertex(*vertex).segment));
  };
  return {on_side(*run->may), on_side(*run->must)};
}

/// Names of both lists, each once: those of `after` first.
std::vector<std::string> joined(std::vector<std::string> after, const std::vector<std::string>& before) {
  for (const std::string& name : before) {
    if (std::find(after.begin(), after.end(), name) == after.end()) after.push_back(name);
  }
  return after;
}

std::vector<std::string> segment_names(const State& state) {
  std::vector<std::string> names;
  for (const Segment& segment : state.network().snapshot.segments) names.push_back(segment.name);
  return names;
}

std::vector<std::string> device_names(const State& state) {
  std::vector<std::string> names;
  for (const Device& device : state.network().devices) names.push_back(device.name);
  return names;
}

/// What differs between the graphs; nothing where their places are not the same, by name too.
std::optional<std::vector<EdgeChange>> edge_changes(const State& before, const State& after) {
  if (segment_names(before) != segment_names(after) || device_names(before) != device_names(after))
    return std::nullopt;
  for (DeviceIndex d = 0; d < before.network().devices.size(); ++d) {
    const auto same_name = [](const Interface& a, const Interface& b) { return a.name == b.name; };
    if (!std::ranges::equal(before.network().devices[d].interfaces, after.network().devices[d].interfaces,
                            same_name))
      return std::nullopt;
  }
  return changes_between(before.graph, after.graph);
}

class PairComparison {
 public:
  PairComparison(const State& before, const State& after, std::size_t cube_limit)
      : before_(before), after_(after), cube_limit_(cube_limit), changes_(edge_changes(before, after)) {
    for (std::string& name : joined(segment_names(after), segment_names(before)))
      targets_.push_back({std::move(name), false});
    for (std::string& name : joined(device_names(after), device_names(before)))
      targets_.push_back({std::move(name), true});
  }

  std::vector<PairDifference> run() {
    std::vector<PairDifference> differences;
    for (const Target& from : targets_) {
      if (from.is_device) continue;
      const std::optional<SourceRun> old_run = run_of(before_, from.name, nullptr);
      const std::optional<SourceRun> new_run = run_of(after_, from.name, old_run ? &*old_run : nullptr);
      for (const Target& to : targets_) {
        if (!to.is_device && to.name == from.name) continue;
        std::optional<PairDifference> found = compare(from.name, to, old_run, new_run);
        if (found) differences.push_back(std::move(*found));
      }
    }
    return differences;
  }

 private:
  /// `before`: the run of the same source in the old state, which may hold for the new one.
  [[nodiscard]] std::optional<SourceRun> run_of(const State& state, const std::string& from,
                                                const SourceRun* before) const {
    const std::optional<SegmentIndex> segment = state.segment_named(from);
    if (!segment) return std::nullopt;
    SourceRun run{&state, *segment, emission_of(state.graph, *segment, false), nullptr, nullptr};
    run.may = fixpoint(state, Side::may, run, before);
    run.must = fixpoint(state, Side::must, run, before);
    return run;
  }

  [[nodiscard]] std::shared_ptr<const Reachability> fixpoint(const State& state, Side side,
                                                             const SourceRun& run,
                                                             const SourceRun* before) const {
    if (before != nullptr && changes_) {
      const Reachability& known = side == Side::may ? *before->may : *before->must;
      if (leaves_alone(*changes_, side, known)) {
        auto kept = std::make_shared<Reachability>(known);
        kept->move_to(state.graph);
        return kept;
      }
    }
    return std::make_shared<Reachability>(state.graph, side, run.emission);
  }

  [[nodiscard]] std::optional<PairDifference> compare(const std::string& from, const Target& to,
                                                      const std::optional<SourceRun>& old_run,
                                                      const std::optional<SourceRun>& new_run) const {
    PacketSpace& space = after_.graph.space();
    const PassingPackets then = arrivals(old_run ? &*old_run : nullptr, to, space);
    const PassingPackets now = arrivals(new_run ? &*new_run : nullptr, to, space);
    const Gain opened = gain(then, now);
    const Gain closed = gain(now, then);
    if (opened.empty() && closed.empty()) return std::nullopt;
    PairDifference difference;
    difference.from = from;
    difference.to = to.name;
    difference.to_device = to.is_device;
    if (!opened.empty()) difference.opened = told(*new_run, before_, to, opened, cube_limit_);
    if (!closed.empty()) difference.closed = told(*old_run, after_, to, closed, cube_limit_);
    return difference;
  }

  const State& before_;
  const State& after_;
  std::size_t cube_limit_;
  std::optional<std::vector<EdgeChange>> changes_;
  std::vector<Target> targets_;
};

}  // namespace

std::vector<PairDifference> pair_differences(const State& before, const State& after,
                                             std::size_t cube_limit) {
  return PairComparison(before, after, cube_limit).run();
}

}  // namespace sekisho::compare
