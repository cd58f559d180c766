// Frames put together by hand, for tests.
#pragma once

#include <sekisho/capture/frame.hpp>

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace sekisho::test {

using ByteList = std::vector<std::uint8_t>;

/// Hexadecimal digits to bytes; spaces are for reading.
[[nodiscard]] inline ByteList hex(std::string_view text) {
  ByteList bytes;
  int digits = 0;
  for (const char c : text) {
    if (c == ' ' || c == '\n') continue;
    const int value = c <= '9' ? c - '0' : c - 'a' + 10;
    if (digits++ % 2 == 0) bytes.push_back(0);
    bytes.back() = static_cast<std::uint8_t>(bytes.back() << 4 | value);
  }
  return bytes;
}

/// One behind the other.
[[nodiscard]] inline ByteList join(std::initializer_list<ByteList> parts) {
  ByteList whole;
  for (const ByteList& part : parts) whole.insert(whole.end(), part.begin(), part.end());
  return whole;
}

[[nodiscard]] inline ByteList u16(std::size_t value) {
  return {static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}
[[nodiscard]] inline ByteList u32(std::size_t value) { return join({u16(value >> 16), u16(value)}); }

/// 02:00:00:00:00:01 to 02:00:00:00:00:02, with an EtherType.
[[nodiscard]] inline ByteList ethernet(std::size_t ethertype, const ByteList& payload) {
  return join({hex("020000000002 020000000001"), u16(ethertype), payload});
}

/// 10.0.0.1 to 10.0.0.2; `fragment` is the field of flags and offset.
[[nodiscard]] inline ByteList ipv4(std::size_t protocol, const ByteList& payload, std::size_t fragment = 0) {
  return join({hex("4500"),
               u16(20 + payload.size()),
               hex("0007"),
               u16(fragment),
               hex("40"),
               {static_cast<std::uint8_t>(protocol)},
               hex("0000 0a000001 0a000002"),
               payload});
}

/// 2001:db8::1 to 2001:db8::2.
[[nodiscard]] inline ByteList ipv6(std::size_t next, const ByteList& payload) {
  return join({hex("60000000"),
               u16(payload.size()),
               {static_cast<std::uint8_t>(next)},
               hex("40"),
               hex("20010db8 00000000 00000000 00000001"),
               hex("20010db8 00000000 00000000 00000002"),
               payload});
}

[[nodiscard]] inline ByteList udp(std::size_t source, std::size_t destination, const ByteList& payload) {
  return join({u16(source), u16(destination), u16(8 + payload.size()), u16(0), payload});
}

struct Tcp {
  std::size_t source = 40000;
  std::size_t destination = 80;
  std::size_t flags = 0x10;
  std::size_t sequence = 1000;
  std::size_t acknowledgement = 0;
};
[[nodiscard]] inline ByteList tcp(const Tcp& header, const ByteList& payload = {}) {
  return join({u16(header.source), u16(header.destination), u32(header.sequence), u32(header.acknowledgement),
               u16(0x5000 | header.flags), u16(0xffff), u32(0), payload});
}

/// The frame of some bytes, which have to outlive it. `cut` bytes more were on the wire.
[[nodiscard]] inline capture::Frame frame_of(const ByteList& bytes,
                                             capture::LinkType type = capture::LinkType::ethernet,
                                             std::size_t cut = 0) {
  capture::Frame frame;
  frame.number = 1;
  frame.link_type = type;
  frame.wire_length = static_cast<std::uint32_t>(bytes.size() + cut);
  frame.bytes = bytes;
  return frame;
}

}  // namespace sekisho::test
