// Differences of sets that are known from both sides.
#pragma once

#include <sekisho/compare/difference.hpp>
#include <sekisho/forwarding/graph.hpp>

namespace sekisho::compare {

/// What `now` has and `then` had not.
struct Gain {
  PacketSet certain;   // certainly in `now`, and certainly not in `then`
  PacketSet possible;  // else: may be in `now` and could not be in `then`, or is certain now and was not
  [[nodiscard]] bool empty() const { return certain.empty() && possible.empty(); }
};

[[nodiscard]] Gain gain(const PassingPackets& then, const PassingPackets& now);

/// At most `limit` cubes of each part.
[[nodiscard]] FlowCubes cubes_of(const Gain& gain, std::size_t limit);

}  // namespace sekisho::compare
