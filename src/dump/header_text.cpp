#include <sekisho/base/packet.hpp>
#include <sekisho/dump/certificate_file.hpp>

#include <algorithm>

namespace sekisho::dump {

namespace {

Bits128 value_of(std::string_view field, std::span<const Bits128> values) {
  const auto* const at = std::find_if(header_fields.begin(), header_fields.end(),
                                      [&](const HeaderField& each) { return each.first == field; });
  return values[static_cast<std::size_t>(at - header_fields.begin())];
}

}  // namespace

std::string header_text(std::span<const Bits128> values) {
  const auto address = [&](std::string_view field) {
    const Bits128 bits = value_of(field, values);
    return value_of("family", values) == 0 ? Address{Family::v4, bits >> 96} : Address{Family::v6, bits};
  };
  const auto byte = [&](std::string_view field) {
    return static_cast<std::uint8_t>(value_of(field, values));
  };
  const auto port = [&](std::string_view field) {
    return static_cast<std::uint16_t>(value_of(field, values));
  };
  Packet packet;
  packet.source = address("source");
  packet.destination = address("destination");
  packet.protocol = byte("protocol");
  packet.source_port = port("source_port");
  packet.destination_port = port("destination_port");
  packet.icmp_type = byte("icmp_type");
  packet.icmp_code = byte("icmp_code");
  packet.tcp_flags = byte("tcp_flags");
  return sekisho::to_string(packet);
}

}  // namespace sekisho::dump
