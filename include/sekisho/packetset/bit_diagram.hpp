// Sets as a plain diagram over the bits of a header: for writing sets down where others can read them.
//
// The diagram inside a PacketSet has complement edges and lives in a store of its own; here a node asks for
// one bit and names where to go on. Whoever follows the bits of a packet arrives at `nothing` or at
// `everything`.
#pragma once

#include <sekisho/packetset/packet_set.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sekisho {

/// Several sets of one space as one directed acyclic graph.
///
/// It is canonical for a list of sets: equal parts are one node, whichever sets they belong to; a bit that
/// does not matter has no node; bits occur on every path in ascending order. Bits are counted from 0, the
/// most significant of each field first, over the fields origin, family, destination, source, protocol,
/// destination port, source port, ICMP type, ICMP code, TCP flags, state, mark, VLAN, source MAC, destination
/// MAC. The same sets give the same diagram at every run.
struct BitDiagram {
  /// Names a node: `nothing` and `everything` are the two ends, every other id is first_node plus the index
  /// in `nodes`.
  using Id = std::uint32_t;
  static constexpr Id nothing = 0;
  static constexpr Id everything = 1;
  static constexpr Id first_node = 2;

  struct Node {
    std::uint32_t bit = 0;
    Id zero = nothing;  // for packets that have a 0 there
    Id one = nothing;
    friend bool operator==(const Node&, const Node&) = default;
  };

  std::vector<Node> nodes;  // children before parents
  std::vector<Id> roots;    // one per set, in their order

  [[nodiscard]] const Node& node(Id id) const { return nodes[id - first_node]; }
};

/// The sets, all of one space, as a diagram over bits; nothing when it would have more than `node_limit`
/// nodes. Makes no node in the space.
[[nodiscard]] std::optional<BitDiagram> to_bit_diagram(std::span<const PacketSet> sets,
                                                       std::size_t node_limit);

}  // namespace sekisho
