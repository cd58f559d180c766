// Which bit of which field each variable of a diagram is.
//
// The size of a diagram depends on the order of its variables, often exponentially. Fields are laid
// out whole, most significant bit first, so that prefixes and ranges take at most two nodes per bit;
// `field_order` says which field comes first. The family decides how address bits are to be read and
// splits everything, so it is the root, but for the origin label: sets of different origins are then
// sets side by side, each as large as alone. Addresses come before protocol and ports because rules differ
// in their addresses mostly, while few distinct services follow and are shared below; the opposite
// order was measured ten times slower on ordered filters of 1,000 rules.
#pragma once

#include "edge.hpp"

#include <sekisho/packetset/packet_set.hpp>

#include <array>
#include <vector>

namespace sekisho::detail {

/// The fields from the root to the terminal.
inline constexpr std::array<Field, field_count> field_order = {
    Field::origin,    Field::family,           Field::destination,     Field::source,
    Field::protocol,  Field::destination_port, Field::source_port,     Field::icmp_type,
    Field::icmp_code, Field::tcp_flags,        Field::state,           Field::mark,
    Field::vlan,      Field::source_mac,       Field::destination_mac,
};

/// Consecutive variables, most significant bit first.
struct Block {
  Variable first = 0;
  int width = 0;

  [[nodiscard]] Variable end() const { return static_cast<Variable>(first + width); }
  [[nodiscard]] bool contains(Variable variable) const { return first <= variable && variable < end(); }
  /// The variable of bit `bit`, bit 0 being the least significant.
  [[nodiscard]] Variable of_bit(int bit) const { return static_cast<Variable>(first + width - 1 - bit); }
  [[nodiscard]] int bit_of(Variable variable) const { return width - 1 - (variable - first); }
  /// The block of its `bits` most significant bits.
  [[nodiscard]] Block top(int bits) const { return {first, bits}; }
};

class VariableOrder {
 public:
  explicit VariableOrder(const Layout& layout);

  [[nodiscard]] const Layout& layout() const { return layout_; }
  [[nodiscard]] Block block(Field field) const { return blocks_[static_cast<std::size_t>(field)]; }
  [[nodiscard]] Field field_of(Variable variable) const { return fields_[variable]; }
  /// A variable behind all bits of a packet, for decisions that are still open (first_match.cpp).
  [[nodiscard]] Variable open_variable() const { return static_cast<Variable>(fields_.size()); }
  [[nodiscard]] int variable_count() const { return static_cast<int>(fields_.size()); }

  /// The value of a variable in an element of the universe.
  [[nodiscard]] bool value(const FieldValues& values, Variable variable) const {
    const Field field = field_of(variable);
    return (values[static_cast<std::size_t>(field)] >> block(field).bit_of(variable) & 1) != 0;
  }

 private:
  Layout layout_;
  std::array<Block, field_count> blocks_;
  std::vector<Field> fields_;  // by variable
};

}  // namespace sekisho::detail
