#include "sessions.hpp"

#include <sekisho/forwarding/answers.hpp>

#include <algorithm>
#include <utility>

namespace sekisho::proof {

PacketSet Sessions::sanitizers_of(SegmentIndex segment, Field field) {
  const Snapshot& snapshot = state_.network.snapshot;
  PacketSet result = state_.space.none();
  for (const Host& host : snapshot.hosts) {
    if (host.sanitizer.empty() || host.segment != snapshot.segments[segment].name) continue;
    for (const AddressRange& range : host.addresses) result |= state_.space.address(field, range);
  }
  return result;
}

Sessions::Opener& Sessions::opener_of(SegmentIndex segment) {
  const auto known = openers_.find(segment);
  if (known != openers_.end()) return known->second;
  const ForwardingGraph& graph = state_.current_graph();
  Sanctions sanctions(graph, segment, state_.date);
  Emission emission = emission_of(graph, segment, true);
  emission.packets = sanctions.labelled(emission.packets - sanitizers_of(segment, Field::source));
  return openers_.emplace(segment, Opener{std::move(sanctions), std::move(emission), {}, {}}).first->second;
}

const Reachability& Sessions::reach_of(SegmentIndex opener, RoutingScope scope) {
  Opener& known = opener_of(opener);
  if (scope == RoutingScope::current) {
    if (!known.may) known.may.emplace(state_.current_graph(), Side::may, known.emission);
    return *known.may;
  }
  if (!known.may_any_routing) {
    const ForwardingGraph& graph = state_.any_routing_graph();
    known.may_any_routing.emplace(graph, Side::may,
                                  Emission{graph.segment_source(opener), known.emission.packets});
  }
  return *known.may_any_routing;
}

PacketSet Sessions::steps(const Reachability& reach, const ForwardingGraph& graph, SegmentIndex opener,
                          SegmentIndex to, const std::vector<std::string>& methods) {
  PacketSet arrivals = delivered_to(graph, reach, to);
  if (arrivals.empty()) return arrivals;
  const Snapshot& snapshot = state_.network.snapshot;
  arrivals -= sanitizers_of(to, Field::destination);
  const Sanctions& sanctions = opener_of(opener).sanctions;
  for (const Sanction& sanction : sanctions.all()) {
    if (sanction.channel == nullptr || sanction.to->segment != snapshot.segments[to].name) continue;
    if (std::ranges::find(methods, sanction.channel->method) != methods.end())
      arrivals -= sanctions.covered(sanction);
  }
  return arrivals;
}

PacketSet Sessions::may_open(SegmentIndex opener, SegmentIndex to, const std::vector<std::string>& methods,
                             RoutingScope scope) {
  Asked asked{opener, to, scope, methods};
  const auto known = steps_.find(asked);
  if (known != steps_.end()) return known->second;
  PacketSet found = find_step(asked);
  steps_.emplace(std::move(asked), found);
  return found;
}

PacketSet Sessions::find_step(const Asked& asked) {
  const ForwardingGraph& graph =
      asked.scope == RoutingScope::current ? state_.current_graph() : state_.any_routing_graph();
  const Reachability& reach = reach_of(asked.opener, asked.scope);
  PacketSet found = steps(reach, graph, asked.opener, asked.to, asked.methods);
  if (asked.scope == RoutingScope::any || found.empty()) return found;
  const PacketSet answered = answers(graph, reach, asked.opener, graph.segment_sink(asked.to), found);
  return answered.empty() ? state_.space.none() : found;
}

Reachability Sessions::surely_sent(SegmentIndex opener, const PacketSet& sources) {
  Emission emission = opener_of(opener).emission;
  emission.packets &= sources;
  return {state_.current_graph(), Side::must, emission};
}

}  // namespace sekisho::proof
