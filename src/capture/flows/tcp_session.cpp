#include "capture/flows/tcp_session.hpp"

namespace sekisho::capture {
namespace {

std::size_t index(Side side) { return side == Side::opener ? 0 : 1; }

/// RFC 9293 section 3.4: sequence numbers go round.
bool not_before(std::uint32_t number, std::uint32_t other) {
  return static_cast<std::int32_t>(number - other) >= 0;
}

}  // namespace

bool begins_another_session(const OpenFlow& open, const Datagram& datagram, Side side) {
  const std::uint8_t flags = datagram.header.tcp_flags;
  if ((flags & (tcp_flag::syn | tcp_flag::ack)) != tcp_flag::syn) return false;
  return open.has_sequence[index(side)] && datagram.tcp_sequence != open.initial_sequence[index(side)];
}

void follow_tcp(OpenFlow& open, const Datagram& datagram, Side side) {
  Flow& flow = open.flow;
  const std::size_t own = index(side);
  const std::size_t other = 1 - own;
  const std::uint8_t flags = datagram.header.tcp_flags;
  const bool syn = (flags & tcp_flag::syn) != 0;
  const bool ack = (flags & tcp_flag::ack) != 0;
  const bool reset = (flags & tcp_flag::rst) != 0;

  if (!open.has_sequence[own]) {
    open.has_sequence[own] = true;
    open.initial_sequence[own] = syn ? datagram.tcp_sequence : datagram.tcp_sequence - 1;
  }
  if (syn && ack && side == Side::responder && (flow.opener.tcp_flags & tcp_flag::syn) != 0) {
    flow.handshake_seen = true;
  }
  // The text of a RST is a diagnostic (RFC 9293 section 3.5.3), and a RST acknowledges what it refuses.
  if (reset) return;

  if (datagram.payload_length > 0 && !syn) {
    const std::uint32_t end = datagram.tcp_sequence + datagram.payload_length;
    if (!open.sent_data[own] || not_before(end, open.data_end[own])) open.data_end[own] = end;
    open.sent_data[own] = true;
  }
  const bool handshake_done = flow.handshake_seen && side == Side::opener && ack && !syn;
  const bool data_both_ways = open.sent_data[own] && open.sent_data[other];
  const bool data_acknowledged =
      ack && open.sent_data[other] && not_before(datagram.tcp_acknowledgement, open.data_end[other]);
  if (handshake_done || data_both_ways || data_acknowledged) flow.established = true;
}

}  // namespace sekisho::capture
