#include "passage.hpp"

namespace sekisho::repair {

namespace {

std::vector<PacketSet> arrivals_from(const ForwardingGraph& graph, Side side, const Emission& emission) {
  const Snapshot& snapshot = graph.network().snapshot;
  const Reachability reach(graph, side, emission);
  std::vector<PacketSet> result;
  for (SegmentIndex to = 0; to < snapshot.segments.size(); ++to) {
    PacketSet packets = on_the_wire(delivered_to(graph, reach, to));
    for (const Field field : {Field::vlan, Field::source_mac, Field::destination_mac})
      packets = packets.forget(field);
    result.push_back(std::move(packets));
  }
  return result;
}

}  // namespace

Passage::Passage(const LoadedNetwork& loaded, const Date& date)
    : loaded_(loaded), rules_(std::make_shared<RuleSets>(space_, loaded.network, date)) {}

Arrivals Passage::arrivals(const std::vector<DeviceIndex>& changed) {
  for (const DeviceIndex device : changed) rules_->forget(device);
  const ForwardingGraph graph(rules_, loaded_.routes, RoutingScope::current);
  Arrivals result;
  for (SegmentIndex from = 0; from < loaded_.network.snapshot.segments.size(); ++from) {
    Emission emission = emission_of(graph, from, false);
    result.may.push_back(arrivals_from(graph, Side::may, emission));
    emission.packets &= graph.addresses_of(from, Field::source);
    result.must.push_back(arrivals_from(graph, Side::must, emission));
  }
  return result;
}

namespace {

/// Packets that open something: TCP with SYN and without ACK, and what knows no opening.
PacketSet openings(PacketSpace& space) {
  constexpr std::uint8_t of_interest = tcp_flag::syn | tcp_flag::ack;
  return ~space.protocol(protocol::tcp) | space.masked(Field::tcp_flags, tcp_flag::syn, of_interest);
}

/// What answers to the openings look like: TCP with ACK, the other way round.
PacketSet answers_to(PacketSpace& space, const PacketSet& opening) {
  const PacketSet sessions = (opening & space.protocol(protocol::tcp)).forget(Field::tcp_flags);
  return sessions.swap(Field::source, Field::destination).swap(Field::source_port, Field::destination_port) &
         space.masked(Field::tcp_flags, tcp_flag::ack, tcp_flag::ack);
}

}  // namespace

Passage::Loss Passage::lost(const Arrivals& before, const Arrivals& after,
                            const std::vector<RequirementResult>& violated, std::size_t cube_limit) {
  const std::vector<Segment>& segments = loaded_.network.snapshot.segments;
  const PacketSet opening = openings(space_);
  Loss loss;
  for (SegmentIndex from = 0; from < segments.size(); ++from) {
    for (SegmentIndex to = 0; to < segments.size(); ++to) {
      const PacketSet gone = before.must[from][to] - after.must[from][to];
      if (from == to || gone.empty()) continue;
      // Packets in the middle of a session count when they answer one that can still be opened.
      const PacketSet still_open = after.must[to][from] & opening;
      PacketSet stopped = (gone & opening) | (gone & answers_to(space_, still_open));
      stopped -= forbidden(segments[from].name, segments[to].name, violated);
      if (stopped.empty()) continue;
      PacketSet::Cubes cubes = stopped.forget(Field::tcp_flags).cubes(cube_limit);
      loss.packets += stopped.count();
      loss.stops.push_back({segments[from].name, segments[to].name, std::move(cubes.cubes), cubes.complete});
    }
  }
  return loss;
}

PacketSet Passage::forbidden(const std::string& from, const std::string& to,
                             const std::vector<RequirementResult>& violated) {
  PacketSet result = space_.none();
  for (const RequirementResult& each : violated) {
    if (each.requirement.from != from || each.requirement.to != to) continue;
    for (const Violation& violation : each.violations) {
      // A session that is forbidden is so with all its packets, not only with the one that opens it.
      for (const Cube& cube : violation.forbidden) result |= space_.packets(cube).forget(Field::tcp_flags);
    }
  }
  return result;
}

bool Passage::opens(const Arrivals& before, const Arrivals& after) {
  for (std::size_t from = 0; from < after.may.size(); ++from) {
    for (std::size_t to = 0; to < after.may[from].size(); ++to) {
      if (!after.may[from][to].subset_of(before.may[from][to])) return true;
    }
  }
  return false;
}

}  // namespace sekisho::repair
