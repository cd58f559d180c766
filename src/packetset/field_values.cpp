// Packets as elements of the universe of the full layout, and back.
#include <sekisho/packetset/packet_set.hpp>

namespace sekisho {

namespace {

constexpr int v4_shift = 96;  // an IPv4 address lies in the top 32 of 128 bits

Bits128& at(FieldValues& values, Field field) { return values[static_cast<std::size_t>(field)]; }
Bits128 at(const FieldValues& values, Field field) { return values[static_cast<std::size_t>(field)]; }

}  // namespace

Layout Layout::full() {
  Layout layout{};
  const auto set = [&](Field field, int width) { layout.widths[static_cast<std::size_t>(field)] = width; };
  set(Field::family, 1);
  set(Field::destination, 128);
  set(Field::source, 128);
  set(Field::protocol, 8);
  set(Field::destination_port, 16);
  set(Field::source_port, 16);
  set(Field::icmp_type, 8);
  set(Field::icmp_code, 8);
  set(Field::tcp_flags, 8);
  set(Field::state, 2);
  set(Field::mark, 16);
  set(Field::vlan, 12);
  set(Field::source_mac, 48);
  set(Field::destination_mac, 48);
  set(Field::origin, 16);
  return layout;
}

Bits128 raw_of(const Address& address) {
  return address.family == Family::v4 ? address.bits << v4_shift : address.bits;
}

Address address_of(Family family, Bits128 bits) {
  return {family, family == Family::v4 ? bits >> v4_shift : bits};
}

AddressRange addresses_of(Family family, const ValueRange& raw) {
  return {address_of(family, raw.first), address_of(family, raw.last)};
}

FieldValues values_of(const Packet& packet) {
  FieldValues values{};
  at(values, Field::family) = packet.family() == Family::v6 ? 1 : 0;
  at(values, Field::destination) = raw_of(packet.destination);
  at(values, Field::source) = raw_of(packet.source);
  at(values, Field::protocol) = packet.protocol;
  at(values, Field::destination_port) = packet.destination_port;
  at(values, Field::source_port) = packet.source_port;
  at(values, Field::icmp_type) = packet.icmp_type;
  at(values, Field::icmp_code) = packet.icmp_code;
  at(values, Field::tcp_flags) = packet.tcp_flags;
  at(values, Field::state) = static_cast<Bits128>(packet.state);
  at(values, Field::mark) = packet.mark;
  at(values, Field::vlan) = packet.vlan;
  at(values, Field::source_mac) = packet.source_mac;
  at(values, Field::destination_mac) = packet.destination_mac;
  return values;
}

Packet packet_of(const FieldValues& values) {
  const Family family = at(values, Field::family) != 0 ? Family::v6 : Family::v4;
  Packet packet;
  packet.source = address_of(family, at(values, Field::source));
  packet.destination = address_of(family, at(values, Field::destination));
  packet.protocol = static_cast<std::uint8_t>(at(values, Field::protocol));
  packet.source_port = static_cast<std::uint16_t>(at(values, Field::source_port));
  packet.destination_port = static_cast<std::uint16_t>(at(values, Field::destination_port));
  packet.icmp_type = static_cast<std::uint8_t>(at(values, Field::icmp_type));
  packet.icmp_code = static_cast<std::uint8_t>(at(values, Field::icmp_code));
  packet.tcp_flags = static_cast<std::uint8_t>(at(values, Field::tcp_flags));
  packet.state = static_cast<ConnectionState>(at(values, Field::state));
  packet.mark = static_cast<std::uint16_t>(at(values, Field::mark));
  packet.vlan = static_cast<std::uint16_t>(at(values, Field::vlan));
  packet.source_mac = static_cast<std::uint64_t>(at(values, Field::source_mac));
  packet.destination_mac = static_cast<std::uint64_t>(at(values, Field::destination_mac));
  return packet;
}

}  // namespace sekisho
