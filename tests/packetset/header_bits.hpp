// Which bit of which field a BitDiagram asks for: what its header promises, for readers of diagrams.
#pragma once

#include <sekisho/packetset/bit_diagram.hpp>

#include <array>
#include <cstdint>

namespace sekisho::test {

inline constexpr std::array<Field, field_count> written_order = {
    Field::origin,    Field::family,           Field::destination,     Field::source,
    Field::protocol,  Field::destination_port, Field::source_port,     Field::icmp_type,
    Field::icmp_code, Field::tcp_flags,        Field::state,           Field::mark,
    Field::vlan,      Field::source_mac,       Field::destination_mac,
};

/// A bit of a field; 0 is the least significant.
struct FieldBit {
  Field field;
  int bit;
};

inline FieldBit field_bit(const Layout& layout, std::uint32_t header_bit) {
  int left = static_cast<int>(header_bit);
  for (const Field field : written_order) {
    if (left < layout.width(field)) return {field, layout.width(field) - 1 - left};
    left -= layout.width(field);
  }
  return {Field::family, -1};  // none
}

}  // namespace sekisho::test
