// Bidirectional flows: what two ends exchanged by one protocol between one pair of ports.
#pragma once

#include <sekisho/base/packet.hpp>
#include <sekisho/capture/decode.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::capture {

/// Which end of a flow sent a packet. The opener is who sent the first packet seen, except that of a SYN and
/// the SYN+ACK that answers it the SYN's sender is, whichever was captured first.
enum class Side : std::uint8_t { opener, responder };

/// What one side sent.
struct Traffic {
  std::uint64_t packets = 0;
  std::uint64_t bytes = 0;           // of whole frames, as on the wire
  std::uint64_t payload_bytes = 0;   // behind the transport header
  std::uint64_t fragment_bytes = 0;  // of frames that only held a part of a datagram
  std::uint32_t fragments = 0;       // how many these are
  std::uint8_t tcp_flags = 0;        // all that were set in any packet
  std::uint64_t first_frame = 0;     // number of its first frame in the file; 0: it sent nothing
  std::uint64_t last_frame = 0;
  std::uint64_t source_mac = 0;  // of its first frame that has one
};

/// The application protocol that a flow speaks, by its content.
struct Application {
  std::string name;  // "TLS", "SMTP", "DNS", "RDP", ...; the carrier first where there are two: "TLS.Zoom"
  std::string confidence;  // how it was found: "dpi", "port", "partial", ...; "record": a flow record says so
  std::string host;        // server name that it asks for, where it tells one
};

/// True when the content was looked at, here or by who wrote the record: more than a guess by port or
/// address.
[[nodiscard]] inline bool is_by_content(const Application& application) {
  return application.confidence.starts_with("dpi") || application.confidence == "record";
}

/// Flows are kept apart by everything in their key: the same two ends in another VLAN, in a tunnel or on
/// another interface are another flow, because in another place of the network other rules decide about them.
struct FlowKey {
  Address source;  // the opener
  Address destination;
  std::uint8_t protocol = 0;
  std::uint16_t source_port = 0;  // 0 where the protocol has no ports
  std::uint16_t destination_port = 0;
  std::uint8_t icmp_type = 0;  // of the first packet; part of the key only through `icmp_id`
  std::uint8_t icmp_code = 0;
  std::uint16_t icmp_id = 0;  // identifier of an ICMP query and its answers (RFC 792)
  std::array<std::uint16_t, DecodedFrame::most_tags> tags{};
  std::uint8_t tag_count = 0;
  Tunnel tunnel = Tunnel::none;
  std::uint32_t tunnel_id = 0;   // of the first packet; part of the key where both directions have the same
  std::uint16_t inner_vlan = 0;  // innermost tag of the Ethernet header within the tunnel; 0: none
  std::uint32_t interface = 0;   // of the file

  [[nodiscard]] std::span<const std::uint16_t> vlans() const { return {tags.data(), tag_count}; }
};

/// Between whom a tunnel is: the ends of the packets that carry others.
struct TunnelEnds {
  Address source;
  Address destination;
};

/// What few flows have, so that most need no room for it.
struct RareDetails {
  std::optional<TunnelEnds> tunnel_ends;  // of the first packet inside a tunnel
  /// VLAN tags of the responder's packets, where they are others than the opener's: a switch, or a mirror of
  /// several ports, shows each direction in the VLAN that it came in by.
  std::vector<std::uint16_t> answer_vlans;
};

struct Flow {
  FlowKey key;
  Timestamp first;
  Timestamp last;
  Traffic opener;
  Traffic responder;
  std::uint32_t icmp_errors = 0;       // ICMP errors that quote a packet of it
  std::uint64_t first_icmp_error = 0;  // frame of the first; 0: none
  bool fragmented = false;             // some of its packets came in fragments
  bool ports_known = true;             // false: its packets were cut off before what the key holds of ports
  /// Both sides took part as a session demands. TCP: the handshake was seen (SYN, SYN+ACK, ACK), or data went
  /// both ways, or data was acknowledged; a SYN answered by RST is none. Others: both sides sent something.
  bool established = false;
  bool handshake_seen = false;  // TCP: SYN and SYN+ACK
  bool from_record = false;     // a flow record's (records.hpp): numbers of frames are those of lines
  /// A flow record that does not tell for certain which end opened it.
  bool opener_guessed = false;
  std::shared_ptr<const Application> application;  // null until it is looked for
  std::shared_ptr<const RareDetails> rare;         // null: nothing of it
  std::uint32_t slot = 0;  // of observers: small, unique among the flows that are open

  /// See RareDetails; empty: the same tags as the opener's.
  [[nodiscard]] std::span<const std::uint16_t> answer_vlans() const {
    return rare ? std::span<const std::uint16_t>(rare->answer_vlans) : std::span<const std::uint16_t>();
  }
  /// Null where they are not known.
  [[nodiscard]] const TunnelEnds* tunnel_ends() const {
    return rare && rare->tunnel_ends ? &*rare->tunnel_ends : nullptr;
  }
  void set_answer_vlans(std::vector<std::uint16_t> vlans) {
    RareDetails details = rare ? *rare : RareDetails();
    details.answer_vlans = std::move(vlans);
    rare = std::make_shared<const RareDetails>(std::move(details));
  }

  [[nodiscard]] const Traffic& of(Side side) const { return side == Side::opener ? opener : responder; }
  [[nodiscard]] std::uint64_t packets() const { return opener.packets + responder.packets; }
  [[nodiscard]] std::uint64_t bytes() const { return opener.bytes + responder.bytes; }
};

}  // namespace sekisho::capture
