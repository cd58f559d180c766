// Session semantics: can an answer come back?
#pragma once

#include <sekisho/forwarding/reachability.hpp>

#include <vector>

namespace sekisho {

/// What answers() rests on, by vertex.
struct AnswerWays {
  std::vector<PacketSet> leading;  // packets that can go on to be among the arrivals, themselves included
  std::vector<PacketSet> reached;  // answers that can be there
};
[[nodiscard]] AnswerWays answer_ways(const ForwardingGraph& graph, const Reachability& forward,
                                     VertexIndex target, const PacketSet& arrivals);

/// The answers to `arrivals` (packets of `forward` that got to `target`) that may get back to the hosts
/// of `opener`: addresses and ports exchanged, TCP with SYN and ACK, an echo answered by an echo reply.
/// Through a stateful device, or one that translated the packet, an answer passes as part of the
/// session that the packet opened there; elsewhere it needs rules of its own. An upper bound: sessions
/// are sets here, and which of them an answer belongs to is known up to what translations rewrite.
/// `forward` must be on the `may` side; empty means that no session can be opened.
[[nodiscard]] PacketSet answers(const ForwardingGraph& graph, const Reachability& forward,
                                SegmentIndex opener, VertexIndex target, const PacketSet& arrivals);

}  // namespace sekisho
