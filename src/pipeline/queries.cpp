// The questions besides verify: which packets get through, and what becomes of one packet.
#include <sekisho/base/code.hpp>
#include <sekisho/forwarding/reachability.hpp>
#include <sekisho/pipeline/ends.hpp>
#include <sekisho/pipeline/pipeline.hpp>

namespace sekisho {

namespace {

/// What arrives at a segment or device on one side.
PacketSet arrivals(const ForwardingGraph& graph, Side side, const Emission& emission, const std::string& to) {
  const Reachability reach(graph, side, emission);
  const std::optional<SegmentIndex> segment = find_segment(graph.network().snapshot, to);
  if (!segment) return on_the_wire(reach.at(graph.device_sink(*graph.network().find_device(to))));
  return on_the_wire(delivered_to(graph, reach, *segment));
}

}  // namespace

std::optional<ReachResult> reach(const LoadedNetwork& loaded, const std::string& from, const std::string& to,
                                 const ReachOptions& options, DiagnosticSink& sink) {
  const Snapshot& snapshot = loaded.network.snapshot;
  const std::optional<SegmentIndex> source = find_segment(snapshot, from);
  if (!source) report_unknown_end(snapshot, from, false, sink);
  const bool known_end = find_segment(snapshot, to) || loaded.network.find_device(to);
  if (!known_end) report_unknown_end(snapshot, to, true, sink);
  if (!source || !known_end) return std::nullopt;

  PacketSpace space;
  const ForwardingGraph graph(space, loaded.network, loaded.routes, options.date, RoutingScope::current);
  const Emission emission = emission_of(graph, *source, options.semantics == Semantics::session);
  ReachResult result;
  result.from = from;
  result.to = to;
  result.semantics = options.semantics;
  const PacketSet may = arrivals(graph, Side::may, emission, to);
  PacketSet::Cubes may_cubes = may.cubes(options.cube_limit);
  PacketSet::Cubes must_cubes = arrivals(graph, Side::must, emission, to).cubes(options.cube_limit);
  result.empty = may.empty();
  result.may = std::move(may_cubes.cubes);
  result.may_complete = may_cubes.complete;
  result.must = std::move(must_cubes.cubes);
  result.must_complete = must_cubes.complete;
  return result;
}

namespace {

std::optional<TraceStart> start_of(const Network& network, const std::string& from, DiagnosticSink& sink) {
  TraceStart start;
  start.segment = find_segment(network.snapshot, from);
  if (start.segment) return start;
  const std::size_t colon = from.find(':');
  const std::optional<DeviceIndex> device = network.find_device(from.substr(0, colon));
  if (!device) {
    report_unknown_end(network.snapshot, from.substr(0, colon), true, sink);
    return std::nullopt;
  }
  if (colon == std::string::npos) {
    start.device = device;
    return start;
  }
  const std::string written = from.substr(colon + 1);
  const std::optional<InterfaceIndex> interface = resolve_interface(network.devices[*device], written);
  if (!interface) {
    std::vector<std::string> known;
    for (const Interface& each : network.devices[*device].interfaces) known.push_back(each.name);
    const std::string near = nearest_name(written, known);
    sink.report(Code::unknown_interface, {},
                {network.devices[*device].name, written, near.empty() ? "-" : near});
    return std::nullopt;
  }
  start.interface = Attachment{*device, *interface};
  return start;
}

}  // namespace

std::optional<TraceResult> trace_packet(const LoadedNetwork& loaded, const TraceRequest& request,
                                        DiagnosticSink& sink) {
  const std::optional<TraceStart> start = start_of(loaded.network, request.from, sink);
  if (!start) return std::nullopt;
  TraceOptions options;
  options.date = request.date;
  TraceResult result;
  result.from = request.from;
  result.packet = request.packet;
  result.forward = trace(loaded.network, loaded.routes, *start, request.packet, options);
  for (const TracePath& path : result.forward.paths) {
    if (path.disposition != Disposition::delivered && path.disposition != Disposition::accepted_by_device)
      continue;
    result.answer = trace_return(loaded.network, loaded.routes, path, options);
    break;
  }
  return result;
}

}  // namespace sekisho
