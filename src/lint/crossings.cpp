#include "lint/crossings.hpp"

#include <sekisho/forwarding/blame.hpp>
#include <sekisho/model/records.hpp>

namespace sekisho::lint {

namespace {

/// Where packets of an emission may be, as a map of all their ways.
std::vector<PacketSet> everywhere(const ForwardingGraph& graph, const Emission& emission) {
  const Reachability reach(graph, Side::may, emission);
  std::vector<PacketSet> sets;
  for (VertexIndex vertex = 0; vertex < graph.vertex_count(); ++vertex) sets.push_back(reach.at(vertex));
  return sets;
}

AddressMatch match_of(const ChannelEnd& end, const Snapshot& snapshot) {
  std::vector<AddressTerm> terms;
  for (const AddressRange& range : addresses_of(end, snapshot)) terms.push_back({range, true});
  return terms.empty() ? AddressMatch::everything() : AddressMatch::of(std::move(terms));
}

/// Packets of the channels in force, and those that answer them.
PacketSet registered(const ForwardingGraph& graph, const Date& date) {
  const Snapshot& snapshot = graph.network().snapshot;
  PacketSet result = graph.space().none();
  for (const Channel& channel : snapshot.channels) {
    if (!in_force(channel.expires, date)) continue;
    Match match;
    match.source = match_of(channel.from, snapshot);
    match.destination = match_of(channel.to, snapshot);
    match.services = channel.services;
    const PacketSet sent = graph.packets_of(match);
    result |=
        sent | sent.swap(Field::source, Field::destination).swap(Field::source_port, Field::destination_port);
  }
  return result;
}

}  // namespace

Crossings::Crossings(const Network& network, const std::vector<DeviceRoutes>& routes, const Date& date)
    : known_(true) {
  PacketSpace space;
  const ForwardingGraph graph(space, network, routes, date, RoutingScope::current);
  const PacketSet channels = registered(graph, date);
  const auto note_passed = [&](const Emission& emission) {
    for (const PassedLine& line : passed_lines(graph, Side::may, everywhere(graph, emission)))
      passed_.insert(place_of(line.source));
  };
  const std::size_t segments = network.snapshot.segments.size();
  for (SegmentIndex from = 0; from < segments; ++from) {
    const Emission emission = emission_of(graph, from, false);
    note_passed(emission);
    const Reachability reach(graph, Side::must, emission);
    for (SegmentIndex to = 0; to < segments; ++to) {
      PacketSet arrivals = reach.at(graph.segment_sink(to)) - channels;
      if (network.snapshot.segments[to].outside) arrivals &= graph.addresses_of(to, Field::destination);
      if (from == to || arrivals.empty()) continue;
      const std::vector<PacketSet> leading = reach.leading_to(graph.segment_sink(to), arrivals);
      for (const PassedLine& line : passed_lines(graph, Side::must, leading)) {
        if (line.role == PassedLine::Role::filter) by_place_[place_of(line.source)].push_back({from, to});
      }
    }
  }
  for (DeviceIndex device = 0; device < network.devices.size(); ++device)
    note_passed({graph.device_source(device), space.all()});
}

const std::vector<Crossing>& Crossings::of(const RuleSource& rule) const {
  static const std::vector<Crossing> none;
  const auto found = by_place_.find(place_of(rule));
  return found == by_place_.end() ? none : found->second;
}

bool Crossings::is_idle(const RuleSource& rule) const { return known_ && passed_.count(place_of(rule)) == 0; }

}  // namespace sekisho::lint
