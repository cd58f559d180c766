// What differs between the graphs of a network before and after a change, and which fixpoints it leaves
// as they are.
#pragma once

#include <sekisho/forwarding/reachability.hpp>

#include <optional>
#include <vector>

namespace sekisho {

/// An edge that is not the same in both graphs; null where a graph has none.
struct EdgeChange {
  VertexIndex from = 0;
  const Transfer* before = nullptr;
  const Transfer* after = nullptr;
};

/// The edges that differ between two graphs of one space. Nothing when their vertices are not the same in
/// the same order: then nothing is known of fixpoints. Points into both graphs.
[[nodiscard]] std::optional<std::vector<EdgeChange>> changes_between(const ForwardingGraph& before,
                                                                     const ForwardingGraph& after);

/// True when two edges of one space do the same with every packet, on both sides. Which lines they owe it to
/// does not count.
[[nodiscard]] bool same_effect(const Transfer& a, const Transfer& b);

/// True when every changed edge does with each packet that `reachability` has at its start what it did
/// before. The fixpoint is then the same: the same packets take the same ways, one after the other.
/// (It would not do that the images of the sets are equal: a packet may owe its being there to the very
/// edge that it no longer takes.)
[[nodiscard]] bool leaves_alone(const std::vector<EdgeChange>& changes, Side side,
                                const Reachability& reachability);

}  // namespace sekisho
