#include "content/ip_packet.hpp"

#include <algorithm>
#include <cstddef>

namespace sekisho::content {
namespace {

constexpr std::size_t longest_packet = 65'535;

class Writer {
 public:
  explicit Writer(std::vector<std::uint8_t>& bytes) : bytes_(bytes) {}

  void number(Bits128 value, std::size_t bytes) {
    for (std::size_t i = bytes; i-- > 0;) bytes_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  }

 private:
  std::vector<std::uint8_t>& bytes_;
};

std::size_t transport_header(std::uint8_t protocol) {
  switch (protocol) {
    case protocol::tcp: return 20;
    case protocol::udp:
    case protocol::icmp:
    case protocol::icmpv6: return 8;
    default: return 0;
  }
}

// RFC 791 section 3.1, RFC 8200 section 3.
void write_network_header(const capture::Datagram& datagram, std::size_t behind, Writer& out) {
  const Packet& header = datagram.header;
  if (header.family() == Family::v4) {
    out.number(0x4500, 2);
    out.number(20 + behind, 2);
    out.number(0x0000'4000, 4);  // identification 0, not to be fragmented
    out.number(datagram.hop_limit, 1);
    out.number(header.protocol, 1);
    out.number(0, 2);
    out.number(header.source.bits, 4);
    out.number(header.destination.bits, 4);
    return;
  }
  out.number(0x6000'0000, 4);
  out.number(behind, 2);
  out.number(header.protocol, 1);
  out.number(datagram.hop_limit, 1);
  out.number(header.source.bits, 16);
  out.number(header.destination.bits, 16);
}

// RFC 9293 section 3.1, RFC 768, RFC 792.
void write_transport_header(const capture::Datagram& datagram, std::size_t payload, Writer& out) {
  const Packet& header = datagram.header;
  if (transport_header(header.protocol) == 0) return;
  if (!has_ports(header.protocol)) {
    out.number(header.icmp_type, 1);
    out.number(header.icmp_code, 1);
    out.number(0, 6);
    return;
  }
  out.number(header.source_port, 2);
  out.number(header.destination_port, 2);
  if (header.protocol == protocol::udp) {
    out.number(8 + payload, 2);
    out.number(0, 2);
    return;
  }
  out.number(datagram.tcp_sequence, 4);
  out.number(datagram.tcp_acknowledgement, 4);
  out.number(0x50, 1);
  out.number(header.tcp_flags, 1);
  out.number(datagram.tcp_window, 2);
  out.number(0, 4);
}

}  // namespace

void write_ip_packet(const capture::Datagram& datagram, std::vector<std::uint8_t>& packet) {
  packet.clear();
  const std::size_t transport = transport_header(datagram.header.protocol);
  const std::size_t network = datagram.header.family() == Family::v4 ? 20 : 40;
  const std::size_t payload = std::min(datagram.payload.size(), longest_packet - network - transport);
  Writer out(packet);
  write_network_header(datagram, transport + payload, out);
  write_transport_header(datagram, payload, out);
  const auto captured = datagram.payload.first(payload);
  packet.insert(packet.end(), captured.begin(), captured.end());
}

}  // namespace sekisho::content
