#include "kernel/wire.hpp"

#include <algorithm>

namespace sekisho::test::kernel {
namespace {

constexpr std::uint32_t magic = 0x53454b49;  // "SEKI"
constexpr std::size_t ethernet_header = 14;
constexpr std::size_t ipv4_header = 20;
constexpr std::size_t ipv6_header = 40;

void put(Bytes& bytes, std::uint64_t value, int width) {
  for (int shift = (width - 1) * 8; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

void put(Bytes& bytes, const Address& address) {
  for (int shift = width(address.family) - 8; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<std::uint8_t>(address.bits >> shift));
}

std::uint32_t get(std::span<const std::uint8_t> bytes, std::size_t at, int width) {
  std::uint32_t value = 0;
  for (int i = 0; i < width; ++i) value = value << 8 | bytes[at + static_cast<std::size_t>(i)];
  return value;
}

Address address_at(std::span<const std::uint8_t> bytes, std::size_t at, Family family) {
  Address address{family, 0};
  for (int i = 0; i < width(family) / 8; ++i)
    address.bits = address.bits << 8 | bytes[at + static_cast<std::size_t>(i)];
  return address;
}

/// RFC 1071.
std::uint16_t checksum(const Bytes& bytes) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 2)
    sum += static_cast<std::uint64_t>(bytes[i] << 8 | (i + 1 < bytes.size() ? bytes[i + 1] : 0));
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

void set_checksum(Bytes& bytes, std::size_t at, std::uint16_t value) {
  bytes[at] = static_cast<std::uint8_t>(value >> 8);
  bytes[at + 1] = static_cast<std::uint8_t>(value);
}

/// The header of the transport with the number behind it; `checksum_at` is where its checksum goes.
Bytes transport_of(const Packet& packet, std::uint32_t number, std::size_t& checksum_at) {
  Bytes bytes;
  if (packet.protocol == protocol::tcp) {
    put(bytes, packet.source_port, 2);
    put(bytes, packet.destination_port, 2);
    put(bytes, 1000, 4);
    put(bytes, (packet.tcp_flags & tcp_flag::ack) != 0 ? 1001 : 0, 4);
    put(bytes, 0x50, 1);
    put(bytes, packet.tcp_flags, 1);
    put(bytes, 8192, 2);
    put(bytes, 0, 4);
    checksum_at = 16;
  } else if (packet.protocol == protocol::udp) {
    put(bytes, packet.source_port, 2);
    put(bytes, packet.destination_port, 2);
    put(bytes, 16, 2);
    put(bytes, 0, 2);
    checksum_at = 6;
  } else {
    put(bytes, packet.icmp_type, 1);
    put(bytes, packet.icmp_code, 1);
    put(bytes, 0, 2);
    put(bytes, packet.source_port, 2);  // the identifier of an echo, which the model does not have
    put(bytes, 1, 2);
    checksum_at = 2;
  }
  put(bytes, magic, 4);
  put(bytes, number, 4);
  return bytes;
}

Bytes pseudo_header(const Packet& packet, std::size_t length) {
  Bytes bytes;
  put(bytes, packet.source);
  put(bytes, packet.destination);
  put(bytes, length, 4);
  put(bytes, packet.protocol, 4);
  return bytes;
}

Bytes with_checksum(const Packet& packet, std::uint32_t number) {
  std::size_t checksum_at = 0;
  Bytes transport = transport_of(packet, number, checksum_at);
  Bytes covered = packet.protocol == protocol::icmp ? Bytes{} : pseudo_header(packet, transport.size());
  covered.insert(covered.end(), transport.begin(), transport.end());
  std::uint16_t sum = checksum(covered);
  if (sum == 0 && packet.protocol == protocol::udp) sum = 0xffff;
  set_checksum(transport, checksum_at, sum);
  return transport;
}

Bytes internet_header(const Packet& packet, std::size_t length) {
  Bytes bytes;
  if (packet.family() == Family::v6) {
    put(bytes, 0x60000000, 4);
    put(bytes, length, 2);
    put(bytes, packet.protocol, 1);
    put(bytes, 64, 1);
    put(bytes, packet.source);
    put(bytes, packet.destination);
    return bytes;
  }
  put(bytes, 0x4500, 2);
  put(bytes, ipv4_header + length, 2);
  put(bytes, 0, 4);
  put(bytes, 64, 1);
  put(bytes, packet.protocol, 1);
  put(bytes, 0, 2);
  put(bytes, packet.source);
  put(bytes, packet.destination);
  set_checksum(bytes, 10, checksum(bytes));
  return bytes;
}

}  // namespace

Bytes frame_of(const Packet& packet, std::uint32_t number, const Mac& from, const Mac& to) {
  Bytes frame(to.begin(), to.end());
  frame.insert(frame.end(), from.begin(), from.end());
  put(frame, packet.family() == Family::v4 ? 0x0800 : 0x86dd, 2);
  const Bytes transport = with_checksum(packet, number);
  const Bytes header = internet_header(packet, transport.size());
  frame.insert(frame.end(), header.begin(), header.end());
  frame.insert(frame.end(), transport.begin(), transport.end());
  return frame;
}

std::optional<Seen> seen_in_payload(const Packet& addresses, std::span<const std::uint8_t> payload) {
  Seen seen{addresses, 0};
  Packet& packet = seen.packet;
  std::size_t data = 8;
  if (payload.size() < data) return std::nullopt;
  if (packet.protocol == protocol::tcp || packet.protocol == protocol::udp) {
    packet.source_port = static_cast<std::uint16_t>(get(payload, 0, 2));
    packet.destination_port = static_cast<std::uint16_t>(get(payload, 2, 2));
  }
  if (packet.protocol == protocol::tcp) {
    if (payload.size() < 20) return std::nullopt;
    packet.tcp_flags = payload[13];
    data = static_cast<std::size_t>(payload[12] >> 4) * 4;
  } else if (packet.protocol == protocol::icmp || packet.protocol == protocol::icmpv6) {
    packet.icmp_type = payload[0];
    packet.icmp_code = payload[1];
  }
  if (payload.size() < data + 8 || get(payload, data, 4) != magic) return std::nullopt;
  seen.number = get(payload, data + 4, 4);
  return seen;
}

std::optional<Seen> seen_in_ipv4(std::span<const std::uint8_t> datagram) {
  if (datagram.size() < ipv4_header || datagram[0] >> 4 != 4) return std::nullopt;
  const std::size_t header = static_cast<std::size_t>(datagram[0] & 0xf) * 4;
  if (datagram.size() < header) return std::nullopt;
  Packet packet;
  packet.protocol = datagram[9];
  packet.source = address_at(datagram, 12, Family::v4);
  packet.destination = address_at(datagram, 16, Family::v4);
  return seen_in_payload(packet, datagram.subspan(header));
}

std::optional<Seen> seen_in_frame(std::span<const std::uint8_t> frame) {
  if (frame.size() < ethernet_header) return std::nullopt;
  const std::uint32_t type = get(frame, 12, 2);
  const std::span<const std::uint8_t> rest = frame.subspan(ethernet_header);
  if (type == 0x0800) return seen_in_ipv4(rest);
  if (type != 0x86dd || rest.size() < ipv6_header) return std::nullopt;
  Packet packet;
  packet.protocol = rest[6];
  packet.source = address_at(rest, 8, Family::v6);
  packet.destination = address_at(rest, 24, Family::v6);
  return seen_in_payload(packet, rest.subspan(ipv6_header));
}

}  // namespace sekisho::test::kernel
