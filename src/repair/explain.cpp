#include <sekisho/repair/explain.hpp>

#include <sekisho/pipeline/ends.hpp>
#include <sekisho/proof/evidence.hpp>

#include <algorithm>

namespace sekisho::repair {

namespace {

std::vector<StopPoint> stop_points(const ForwardingGraph& graph, const Reachability& reach,
                                   const PacketSet& wanted, std::size_t cube_limit) {
  std::vector<StopPoint> points;
  double all = 0;
  for (const StoppedLine& line : stopped_lines(graph, Side::may, reach, wanted)) {
    PacketSet::Cubes part = proof::readable_cubes(line.packets, cube_limit);
    const double packets = on_the_wire(line.packets).count();
    all += packets;
    points.push_back({line.kind, graph.network().devices[line.device].name, line.source,
                      std::move(part.cubes), part.complete, packets});
  }
  for (StopPoint& point : points) point.share /= all;
  std::stable_sort(points.begin(), points.end(),
                   [](const StopPoint& a, const StopPoint& b) { return a.share > b.share; });
  return points;
}

}  // namespace

std::optional<PairExplanation> explain_pair(const LoadedNetwork& loaded, const std::string& from,
                                            const std::string& to, const ExplainOptions& options,
                                            DiagnosticSink& sink) {
  const Snapshot& snapshot = loaded.network.snapshot;
  const std::optional<SegmentIndex> source = find_segment(snapshot, from);
  const std::optional<SegmentIndex> target = find_segment(snapshot, to);
  if (!source) report_unknown_end(snapshot, from, false, sink);
  if (!target) report_unknown_end(snapshot, to, false, sink);
  if (!source || !target) return std::nullopt;

  PacketSpace space;
  const ForwardingGraph graph(space, loaded.network, loaded.routes, options.date, RoutingScope::current);
  Emission emission = emission_of(graph, *source, false);
  emission.packets &= graph.addresses_of(*source, Field::source);
  const Reachability may(graph, Side::may, emission);
  const PacketSet arrivals = delivered_to(graph, may, *target);
  const PacketSet certain = delivered_to(graph, Reachability(graph, Side::must, emission), *target);

  PairExplanation result;
  result.from = from;
  result.to = to;
  PacketSet::Cubes through = proof::readable_cubes(arrivals, options.cube_limit);
  result.through = std::move(through.cubes);
  result.through_complete = through.complete;
  result.certain = on_the_wire(arrivals) == on_the_wire(certain);
  const std::vector<PacketSet> leading = may.leading_to(graph.segment_sink(*target), arrivals);
  result.permits =
      proof::blamed_rules(loaded.network, passed_lines(graph, Side::may, leading), options.part_cube_limit);
  result.stops =
      stop_points(graph, may, graph.addresses_of(*target, Field::destination), options.part_cube_limit);
  return result;
}

}  // namespace sekisho::repair
