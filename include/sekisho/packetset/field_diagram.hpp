// Sets as a diagram whose nodes test whole fields: for writing sets down where others can read them.
//
// A PacketSet tests one bit at a time and has complement edges; a reader of another program would need
// the same machinery. Here a node asks for the value of one field and names, range by range, where to go
// on. Whoever follows the ranges with the values of a packet arrives at `nothing` or at `everything`.
#pragma once

#include <sekisho/packetset/packet_set.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sekisho {

/// Several sets of one space as one directed acyclic graph.
///
/// It is canonical for a list of sets: equal parts are one node, whichever sets they belong to; a field
/// that does not matter has no node; fields occur on every path in the order origin, family, destination,
/// source, protocol, destination port, source port, ICMP type, ICMP code, TCP flags, state, mark, VLAN,
/// source MAC, destination MAC. The same sets give the same diagram at every run.
struct FieldDiagram {
  /// Names a node: `nothing` and `everything` are the two ends, every other id is first_node plus the index
  /// in `nodes`.
  using Id = std::uint32_t;
  static constexpr Id nothing = 0;
  static constexpr Id everything = 1;
  static constexpr Id first_node = 2;

  /// The values behind those of the part before it, up to and with `last`.
  struct Part {
    Bits128 last = 0;
    Id child = nothing;
    friend bool operator==(const Part&, const Part&) = default;
  };

  /// At least two parts, ascending, that cover the values of the field: the first begins at 0, the last
  /// ends at the greatest value of the field. Neighbouring parts have different children.
  struct Node {
    Field field = Field::family;
    std::vector<Part> parts;
    friend bool operator==(const Node&, const Node&) = default;
  };

  std::vector<Node> nodes;  // children before parents
  std::vector<Id> roots;    // one per set, in their order

  [[nodiscard]] const Node& node(Id id) const { return nodes[id - first_node]; }
};

/// The sets, all of one space, as a diagram over fields; nothing when it would have more than `range_limit`
/// parts in all. Masks with holes over low bits take a part per hole. Makes no node in the space.
[[nodiscard]] std::optional<FieldDiagram> to_field_diagram(std::span<const PacketSet> sets,
                                                           std::size_t range_limit);

}  // namespace sekisho
