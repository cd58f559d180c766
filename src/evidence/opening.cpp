#include "evidence/opening.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace sekisho::evidence {
namespace {

constexpr std::uint8_t both = tcp_flag::syn | tcp_flag::ack;

bool opens(std::uint8_t flags) { return (flags & both) == tcp_flag::syn; }
bool accepts(std::uint8_t flags) { return (flags & both) == both; }

/// The type of the query that an ICMP answer belongs to (RFC 792, RFC 950, RFC 4443).
std::optional<std::uint8_t> query_of(std::uint8_t protocol, std::uint8_t type) {
  using Pair = std::pair<std::uint8_t, std::uint8_t>;
  static constexpr std::array<Pair, 4> icmp{{{0, 8}, {14, 13}, {16, 15}, {18, 17}}};
  if (protocol == protocol::icmpv6) return type == 129 ? std::optional<std::uint8_t>(128) : std::nullopt;
  for (const auto& [answer, query] : icmp) {
    if (answer == type) return query;
  }
  return std::nullopt;
}

/// RFC 792: destination unreachable, source quench, redirect, time exceeded, parameter problem. RFC 4443:
/// types below 128.
bool is_icmp_error(std::uint8_t protocol, std::uint8_t type) {
  static constexpr std::array<std::uint8_t, 5> errors{3, 4, 5, 11, 12};
  if (protocol == protocol::icmpv6) return type < 128;
  return protocol == protocol::icmp && std::ranges::find(errors, type) != errors.end();
}

Packet header_of(const capture::FlowKey& key) {
  Packet packet;
  packet.source = key.source;
  packet.destination = key.destination;
  packet.protocol = key.protocol;
  packet.source_port = key.source_port;
  packet.destination_port = key.destination_port;
  packet.icmp_type = key.icmp_type;
  packet.icmp_code = key.icmp_code;
  return packet;
}

Packet exchanged(Packet packet) {
  std::swap(packet.source, packet.destination);
  std::swap(packet.source_port, packet.destination_port);
  return packet;
}

void read_tcp(const capture::Flow& flow, Opening& opening) {
  const std::uint8_t sent = flow.opener.tcp_flags;
  const std::uint8_t returned = flow.responder.tcp_flags;
  opening.packet.tcp_flags = tcp_flag::syn;
  opening.headers = {opening.packet};
  opening.answered = flow.established || flow.handshake_seen;
  const bool sure = flow.handshake_seen || opens(sent) || (accepts(returned) && (sent & tcp_flag::syn) != 0);
  if (flow.opener_guessed) opening.reversed = {exchanged(opening.packet)};
  if (sure) return;
  // Seen from the middle: the session was opened by a SYN of either end, or these are segments without one.
  Packet loose = opening.packet;
  loose.tcp_flags = tcp_flag::ack;
  opening.headers.push_back(loose);
  loose.tcp_flags = sent;
  opening.headers.push_back(loose);
  opening.reversed = {exchanged(opening.packet)};
}

void read_icmp(Opening& opening) {
  Packet& packet = opening.packet;
  opening.is_error = is_icmp_error(packet.protocol, packet.icmp_type);
  const std::optional<std::uint8_t> query = query_of(packet.protocol, packet.icmp_type);
  opening.headers = {packet};
  if (!query) return;
  Packet asked = exchanged(packet);
  asked.icmp_type = *query;
  opening.reversed = {asked};
}

}  // namespace

Opening opening_of(const capture::Flow& flow) {
  Opening opening;
  opening.packet = header_of(flow.key);
  if (flow.key.protocol == protocol::tcp) {
    read_tcp(flow, opening);
    return opening;
  }
  opening.answered = flow.responder.packets > 0;
  if (flow.key.protocol == protocol::icmp || flow.key.protocol == protocol::icmpv6) {
    read_icmp(opening);
    return opening;
  }
  // Nothing tells a question from an answer in UDP and the others, unless both were seen in their order.
  opening.headers = {opening.packet};
  opening.reversed = {exchanged(opening.packet)};
  return opening;
}

}  // namespace sekisho::evidence
