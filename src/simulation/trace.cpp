#include <sekisho/simulation/trace.hpp>

#include "simulation/state.hpp"
#include "simulation/walker.hpp"

#include <algorithm>

namespace sekisho {
namespace {

/// Farthest first; see Trace::disposition().
constexpr Disposition by_reach[] = {
    Disposition::delivered, Disposition::accepted_by_device, Disposition::leaves_network,
    Disposition::denied,    Disposition::null_routed,        Disposition::no_route,
    Disposition::loop};

template <typename Paths>
std::optional<Disposition> common(const Paths& paths) {
  std::optional<Disposition> found;
  for (const TracePath& path : paths) {
    if (found && *found != path.disposition) return std::nullopt;
    found = path.disposition;
  }
  return found;
}

/// The domain that a path's last hop left into; nothing for a path without hops.
std::optional<DomainIndex> last_domain(const Network& network, const TracePath& path) {
  if (path.hops.empty() || path.hops.back().out.empty()) return std::nullopt;
  const std::optional<DeviceIndex> device = network.find_device(path.hops.back().device);
  if (!device) return std::nullopt;
  const std::vector<Interface>& interfaces = network.devices[*device].interfaces;
  const auto out = std::ranges::find(interfaces, path.hops.back().out, &Interface::name);
  if (out == interfaces.end()) return std::nullopt;
  const DomainIndex domain = network.domain_of[*device][static_cast<std::size_t>(out - interfaces.begin())];
  return domain == Network::no_domain ? std::nullopt : std::optional(domain);
}

/// The answer starts where the packet ended. A host of an inside segment answers from the domain that
/// it was reached in; what an outside network carries may come in wherever it is attached.
void start_answer(simulation::Walker& walker, const Network& network, const TracePath& path,
                  const Packet& answer) {
  if (path.disposition == Disposition::accepted_by_device) {
    if (const auto device = network.find_device(path.end_device)) walker.start_in_device(*device, answer);
    return;
  }
  const std::optional<DomainIndex> reached_in = last_domain(network, path);
  const std::vector<Segment>& segments = network.snapshot.segments;
  for (const std::string& name : path.delivered_to) {
    const auto segment = std::ranges::find(segments, name, &Segment::name);
    if (segment == segments.end()) continue;
    const auto index = static_cast<SegmentIndex>(segment - segments.begin());
    std::optional<DomainIndex> domain;
    if (reached_in && !segment->outside) {
      const std::vector<SegmentIndex>& attached = network.domains[*reached_in].segments;
      if (std::ranges::find(attached, index) != attached.end()) domain = reached_in;
    }
    walker.start_in_segment(index, domain, answer);
  }
}

}  // namespace

Disposition Trace::disposition() const {
  if (const auto all = common(paths)) return *all;
  std::vector<TracePath> certain;
  std::ranges::copy_if(paths, std::back_inserter(certain), &TracePath::certain);
  for (const Disposition disposition : by_reach) {
    if (std::ranges::find(certain, disposition, &TracePath::disposition) != certain.end()) return disposition;
  }
  return Disposition::unknown;
}

Trace trace(const Network& network, const std::vector<DeviceRoutes>& routes, const TraceStart& start,
            const Packet& packet, const TraceOptions& options) {
  const simulation::World world{network, routes, options};
  simulation::Walker walker(world);
  if (start.segment) walker.start_in_segment(*start.segment, std::nullopt, packet);
  if (start.interface) walker.start_at_interface(*start.interface, packet);
  if (start.device) walker.start_in_device(*start.device, packet);
  return walker.finish();
}

Trace trace_return(const Network& network, const std::vector<DeviceRoutes>& routes, const TracePath& path,
                   const TraceOptions& options) {
  const bool arrived =
      path.disposition == Disposition::delivered || path.disposition == Disposition::accepted_by_device;
  const std::optional<Packet> answer = arrived ? simulation::answer_to(path.arrived) : std::nullopt;
  if (!answer) return {};
  std::vector<TracePath> established{path};
  if (options.established != nullptr) {
    established.insert(established.end(), options.established->begin(), options.established->end());
  }
  TraceOptions with_sessions = options;
  with_sessions.established = &established;
  const simulation::World world{network, routes, with_sessions};
  simulation::Walker walker(world);
  start_answer(walker, network, path, *answer);
  return walker.finish();
}

}  // namespace sekisho
