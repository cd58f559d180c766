// Evidence for a verdict: witness packets that were replayed, the lines to blame, readable cubes.
#pragma once

#include <sekisho/forwarding/blame.hpp>
#include <sekisho/proof/verdict.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::proof {

/// Where forbidden packets came from and ended.
struct ForbiddenFlow {
  const ForwardingGraph& graph;
  const std::vector<DeviceRoutes>& routes;
  const Reachability& reachability;  // on the `must` side
  SegmentIndex from;
  VertexIndex source;
  VertexIndex target;
  PacketSet arrivals;  // the forbidden ones
  Date date;
};

/// True when a path ends at the segment or device of that vertex.
[[nodiscard]] bool ends_at(const Network& network, const Vertex& target, const TracePath& path);

struct Witness {
  Packet sent;
  TracePath path;
  std::optional<TracePath> answer;
};

struct WitnessSearch {
  std::optional<Witness> witness;
  std::vector<Packet> not_replayed;  // packets that the simulator did not carry through
  bool answer_missing = false;       // session semantics: some packet arrived, no answer came back
};

/// Tries a few typical packets of the flow (sender's own address, well-known services first) and keeps
/// the first that the simulator carries to the target for certain, and whose answer comes back when
/// the semantics asks for it.
[[nodiscard]] WitnessSearch find_witness(const ForbiddenFlow& flow, const std::vector<PacketSet>& leading,
                                         Semantics semantics);

/// What a set says of some fields; every other field is free.
[[nodiscard]] PacketSet only(PacketSet packets, std::initializer_list<Field> fields);

/// A packet of `packets`, sent by hosts of `from`, that an administrator would try: a well-known service, an
/// address of the segment, a dynamic port. Nothing when there is none.
[[nodiscard]] std::optional<Packet> typical_packet(const ForwardingGraph& graph, SegmentIndex from,
                                                   const PacketSet& packets);
/// The same of packets that belong to no segment, one of `preferred` if there is one among them.
[[nodiscard]] std::optional<Packet> typical_packet(PacketSpace& space, const PacketSet& packets,
                                                   const PacketSet& preferred);

/// A set as cubes for people: metadata of devices and analyses left out.
[[nodiscard]] PacketSet::Cubes readable_cubes(const PacketSet& packets, std::size_t limit);

/// Blamed lines and doubtful lines in the words of verdicts. `cube_limit`: cubes kept of the part of each.
[[nodiscard]] std::vector<BlamedRule> blamed_rules(const Network& network,
                                                   const std::vector<PassedLine>& lines,
                                                   std::size_t cube_limit = 0);
[[nodiscard]] std::vector<Reason> reasons_of(const Network& network, const std::vector<DoubtfulLine>& lines);

}  // namespace sekisho::proof
