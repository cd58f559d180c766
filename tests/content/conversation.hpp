// A flow made by hand, packet by packet, for observers to look at.
#pragma once

#include <sekisho/capture/survey.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::test {

class Conversation {
 public:
  Conversation(std::vector<capture::Observer*> observers, std::uint16_t server_port,
               std::uint8_t protocol_number = protocol::tcp)
      : observers_(std::move(observers)) {
    flow_.key.source = Address::v4(0x0a01'0005);
    flow_.key.destination = Address::v4(0x0a02'0009);
    flow_.key.source_port = 40'000;
    flow_.key.destination_port = server_port;
    flow_.key.protocol = protocol_number;
  }

  static constexpr capture::Side client = capture::Side::opener;
  static constexpr capture::Side server = capture::Side::responder;

  /// SYN and SYN+ACK.
  Conversation& open() {
    put(client, "", tcp_flag::syn);
    put(server, "", tcp_flag::syn | tcp_flag::ack);
    flow_.handshake_seen = true;
    return *this;
  }
  /// What follows what the side said before.
  Conversation& say(capture::Side side, std::string_view text) {
    put(side, text, tcp_flag::ack);
    said(side) += static_cast<std::uint32_t>(text.size());
    return *this;
  }
  /// The same, lost before it was captured.
  Conversation& lose(capture::Side side, std::size_t bytes) {
    said(side) += static_cast<std::uint32_t>(bytes);
    return *this;
  }
  /// A segment `offset` bytes into what the side says, of which `captured` bytes were kept.
  Conversation& segment(capture::Side side, std::uint32_t offset, std::string_view text,
                        std::size_t captured = SIZE_MAX) {
    const std::uint32_t before = said(side);
    said(side) = offset;
    put(side, text, tcp_flag::ack, captured);
    said(side) = before;
    return *this;
  }
  void end() {
    for (capture::Observer* observer : observers_) observer->on_flow_end(flow_);
  }

  [[nodiscard]] std::uint64_t frame() const { return frame_.number; }
  [[nodiscard]] capture::Flow& flow() { return flow_; }
  void set_time(capture::Timestamp time) { frame_.time = time; }

 private:
  static constexpr std::array<std::uint32_t, 2> first_sequence{0xffff'ff00, 77};  // one of them wraps

  std::uint32_t& said(capture::Side side) { return said_[static_cast<std::size_t>(side)]; }

  void put(capture::Side side, std::string_view text, std::uint8_t flags, std::size_t captured = SIZE_MAX) {
    ++frame_.number;
    frame_.time += std::chrono::milliseconds(1);
    capture::Datagram datagram;
    const bool from_client = side == client;
    datagram.has_transport = true;
    datagram.hop_limit = 64;
    datagram.header.protocol = flow_.key.protocol;
    datagram.header.source = from_client ? flow_.key.source : flow_.key.destination;
    datagram.header.destination = from_client ? flow_.key.destination : flow_.key.source;
    datagram.header.source_port = from_client ? flow_.key.source_port : flow_.key.destination_port;
    datagram.header.destination_port = from_client ? flow_.key.destination_port : flow_.key.source_port;
    datagram.header.tcp_flags = flags;
    const bool syn = (flags & tcp_flag::syn) != 0;
    datagram.tcp_sequence = first_sequence[static_cast<std::size_t>(side)] + (syn ? 0 : 1 + said(side));
    datagram.payload_length = static_cast<std::uint32_t>(text.size());
    datagram.payload = {reinterpret_cast<const std::uint8_t*>(text.data()), std::min(captured, text.size())};
    for (capture::Observer* observer : observers_) observer->on_packet(frame_, datagram, flow_, side);
  }

  std::vector<capture::Observer*> observers_;
  capture::Flow flow_;
  capture::Frame frame_;
  std::array<std::uint32_t, 2> said_{};
};

inline constexpr capture::Side client = Conversation::client;
inline constexpr capture::Side server = Conversation::server;

}  // namespace sekisho::test
