// What the packets of a TCP flow show of its session.
#pragma once

#include "capture/flows/flow_table.hpp"

namespace sekisho::capture {

/// True for a SYN that opens a new session on the ports of one that was seen before: its sequence number is
/// another than that of the first packet in this direction. Wireshark's rule (packet-tcp.c, "TCP Port numbers
/// reused"), so that its streams are our flows; the same number again is a SYN sent again.
[[nodiscard]] bool begins_another_session(const OpenFlow& open, const Datagram& datagram, Side side);

/// Takes a packet into the session's state; `established` and `handshake_seen` of the flow follow from it.
void follow_tcp(OpenFlow& open, const Datagram& datagram, Side side);

}  // namespace sekisho::capture
