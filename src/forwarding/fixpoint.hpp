// The least fixpoint that all reachability is: packets pushed along edges until nothing new arrives.
#pragma once

#include <sekisho/forwarding/reachability.hpp>

#include <functional>
#include <vector>

namespace sekisho::forwarding {

/// Hands `packets` to a vertex.
using Deliver = std::function<void(VertexIndex, const PacketSet&)>;

/// Ways beside the edges: given packets that are new at a vertex, delivers where else they go.
using OtherWays = std::function<void(VertexIndex, const PacketSet&, const Deliver&)>;

/// What can be at each vertex when `emission` is put on the graph. Sets only grow and images are
/// monotone, so it ends; vertices wait in the order of their index, so every run does the same work.
[[nodiscard]] std::vector<PacketSet> push_until_stable(const ForwardingGraph& graph, Side side,
                                                       const Emission& emission,
                                                       const OtherWays& other_ways = {});

}  // namespace sekisho::forwarding
