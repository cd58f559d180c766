// From a frame to the IP packets in it: link layer, VLAN tags, IP with fragments, transport, and tunnels from
// the outside in.
#pragma once

#include <sekisho/base/packet.hpp>
#include <sekisho/capture/frame.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace sekisho::capture {

enum class DecodeFault : std::uint8_t {
  none,
#define SEKISHO_DECODE_FAULT(enumerator, name) enumerator,
#include <sekisho/capture/decode_faults.def>
#undef SEKISHO_DECODE_FAULT
};

/// `truncated-ip-header`, ...; empty for `none`.
[[nodiscard]] std::string_view name_of(DecodeFault fault);

/// What carries an inner IP packet.
enum class Tunnel : std::uint8_t {
  none,
  ip_in_ip,
  gre,
  erspan,
  vxlan,
  geneve,
  gtp_u,
  teredo,
  l2tp,
  unnamed,  // a flow record says that there is one, not which
};

[[nodiscard]] std::string_view name_of(
    Tunnel tunnel);  // "ip-in-ip" (6in4 too), "gre", "vxlan", ...; empty for `none`

/// True where the two directions of a tunnel have one and the same id (VXLAN's network); where each end
/// chooses the id that it wants to see (GTP-U's endpoints, sessions of L2TP, calls of PPTP, and Geneve as
/// some networks use it) the directions of a flow have different ones.
[[nodiscard]] bool has_common_id(Tunnel tunnel);

/// An IP packet of a frame: the frame's own, or one inside a tunnel.
struct Datagram {
  /// Addresses, protocol, ports, ICMP type and code, TCP flags; MACs and the innermost VLAN tag of the frame,
  /// or of the Ethernet header within the tunnel: zero where the tunnel carries IP without one.
  /// Where `has_transport` is false, the ports and what else stands in the transport header are zero.
  Packet header;
  bool has_transport = false;  // false: cut off before its ports, or a fragment before the first one has come
  bool is_fragment = false;    // not the whole datagram, which is not complete yet
  bool quoted = false;         // quoted by an ICMP error: sent earlier, the other way about
  Tunnel tunnel = Tunnel::none;
  std::uint32_t tunnel_id = 0;  // VNI, TEID, GRE key, ERSPAN session; 0 when it has none
  std::uint8_t hop_limit = 0;
  std::uint8_t fragments = 1;  // frames that it was put together from, at most 255 are counted
  // Frames with fragments of it that came before its ports were known, since the last packet of it that told
  // of any: whoever counts frames by port counts them now.
  std::uint16_t held_frames = 0;
  std::uint32_t held_bytes = 0;  // of these frames, as on the wire
  std::uint16_t icmp_id = 0;     // identifier of an ICMP query or its answer
  std::uint32_t tcp_sequence = 0;
  std::uint32_t tcp_acknowledgement = 0;
  std::uint16_t tcp_window = 0;
  std::uint32_t payload_length = 0;       // bytes behind the transport header, by the length fields
  std::span<const std::uint8_t> payload;  // what was captured of them; valid until the next decode()
};

struct DecodedFrame {
  static constexpr std::size_t most_tags = 4;
  static constexpr std::size_t most_datagrams = 8;

  bool has_macs = false;
  std::uint64_t source_mac = 0;
  std::uint64_t destination_mac = 0;
  std::array<std::uint16_t, most_tags> tags{};  // VLAN ids, outermost first
  std::size_t tag_count = 0;
  std::uint16_t ethertype = 0;  // innermost; an LLC frame gives 0
  std::span<const std::uint8_t>
      payload;  // behind the link layer and its tags: ARP, LLDP, LLC (spanning tree, CDP), IP
  std::array<Datagram, most_datagrams>
      datagrams;  // from the outside in; one quoted by an ICMP error follows the error
  std::size_t datagram_count = 0;
  DecodeFault fault = DecodeFault::none;  // the first; what was decoded before it stands above

  [[nodiscard]] std::span<const std::uint16_t> vlans() const { return {tags.data(), tag_count}; }
  [[nodiscard]] std::span<const Datagram> packets() const { return {datagrams.data(), datagram_count}; }
};

/// Decodes the frames of one file, in order. Keeps the fragments of datagrams that are not complete, within a
/// bound.
class Decoder {
 public:
  Decoder();
  Decoder(Decoder&&) noexcept;
  Decoder& operator=(Decoder&&) noexcept;
  ~Decoder();

  /// Valid until the next call. Never fails: what cannot be decoded is told by `fault`.
  [[nodiscard]] const DecodedFrame& decode(const Frame& frame);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::capture
