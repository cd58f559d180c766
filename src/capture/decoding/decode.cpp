#include <sekisho/capture/decode.hpp>

#include "capture/decoding/decoding.hpp"

namespace sekisho::capture {

std::string_view name_of(DecodeFault fault) {
  switch (fault) {
    case DecodeFault::none: return "";
#define SEKISHO_DECODE_FAULT(enumerator, name) \
  case DecodeFault::enumerator:                \
    return name;
#include <sekisho/capture/decode_faults.def>
#undef SEKISHO_DECODE_FAULT
  }
  return "";
}

std::string_view name_of(Tunnel tunnel) {
  switch (tunnel) {
    case Tunnel::none: return "";
    case Tunnel::ip_in_ip: return "ip-in-ip";
    case Tunnel::gre: return "gre";
    case Tunnel::erspan: return "erspan";
    case Tunnel::vxlan: return "vxlan";
    case Tunnel::geneve: return "geneve";
    case Tunnel::gtp_u: return "gtp-u";
    case Tunnel::teredo: return "teredo";
    case Tunnel::l2tp: return "l2tp";
    case Tunnel::unnamed: return "unnamed";
  }
  return "";
}

bool has_common_id(Tunnel tunnel) { return tunnel == Tunnel::vxlan || tunnel == Tunnel::erspan; }

Datagram* Decoding::add_datagram() {
  if (frame.datagram_count == frame.datagrams.size()) {
    fault(DecodeFault::tunnels_too_deep);
    return nullptr;
  }
  Datagram& datagram = frame.datagrams[frame.datagram_count++];
  datagram = Datagram{};
  datagram.header.source_mac = source_mac;
  datagram.header.destination_mac = destination_mac;
  datagram.header.vlan = vlan;
  datagram.tunnel = tunnel;
  datagram.tunnel_id = tunnel_id;
  return &datagram;
}

struct Decoder::State {
  FragmentStore fragments;
  DecodedFrame frame;

  /// As new, without writing to the datagrams, which are cleared when they are added.
  void clear_frame() {
    frame.has_macs = false;
    frame.source_mac = 0;
    frame.destination_mac = 0;
    frame.tag_count = 0;
    frame.ethertype = 0;
    frame.payload = {};
    frame.datagram_count = 0;
    frame.fault = DecodeFault::none;
  }
};

Decoder::Decoder() : state_(std::make_unique<State>()) {}
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;
Decoder::~Decoder() = default;

const DecodedFrame& Decoder::decode(const Frame& frame) {
  state_->clear_frame();
  state_->fragments.begin_frame();
  Decoding decoding{state_->frame, state_->fragments, frame.time};
  decoding.interface = frame.interface;
  decoding.wire_length = frame.wire_length;
  decoding.missing = frame.wire_length > frame.bytes.size() ? frame.wire_length - frame.bytes.size() : 0;
  decode_link(decoding, frame.link_type, Cursor(frame.bytes));
  return state_->frame;
}

}  // namespace sekisho::capture
