// A fragment on its way into its datagram: which one it is of, and what the datagram's packet tells
// meanwhile.
#include "capture/decoding/ip.hpp"

#include <algorithm>
#include <utility>

namespace sekisho::capture {
namespace {

DatagramKey key_of(const Decoding& decoding, const Packet& header, const FragmentPlace& place) {
  DatagramKey key;
  key.source = header.source;
  key.destination = header.destination;
  key.identification = place.identification;
  key.interface = decoding.interface;
  key.tunnel_id = decoding.tunnel_id;
  key.vlan = decoding.vlan;
  // IPv6 datagrams are told apart without their protocol, of which only the first fragment's is right.
  if (header.family() == Family::v4) key.protocol = header.protocol;
  return key;
}

/// What the first fragment tells of the transport header; nothing when that is not all there.
std::optional<Datagram> read_first(Datagram datagram, Cursor bytes) {
  if (datagram.header.family() == Family::v6) {
    const ExtensionWalk walk = walk_extensions(datagram.header.protocol, bytes);
    if (!walk.ok) return std::nullopt;
    datagram.header.protocol = walk.protocol;
  }
  (void)read_transport_header(datagram, bytes, FragmentStore::most_bytes);
  if (!datagram.has_transport) return std::nullopt;
  return datagram;
}

void copy_transport(const Datagram& first, Datagram& datagram) {
  datagram.has_transport = true;
  datagram.header.protocol = first.header.protocol;
  datagram.header.source_port = first.header.source_port;
  datagram.header.destination_port = first.header.destination_port;
  datagram.header.icmp_type = first.header.icmp_type;
  datagram.header.icmp_code = first.header.icmp_code;
  datagram.header.tcp_flags = first.header.tcp_flags;
  datagram.icmp_id = first.icmp_id;
  datagram.tcp_sequence = first.tcp_sequence;
  datagram.tcp_acknowledgement = first.tcp_acknowledgement;
  datagram.tcp_window = first.tcp_window;
}

}  // namespace

bool reassemble(Decoding& decoding, Datagram& datagram, const FragmentPlace& place, Cursor& bytes) {
  const DatagramKey key = key_of(decoding, datagram.header, place);
  const Fragment fragment{place.offset, bytes.left() + decoding.missing, place.more, bytes.rest()};
  datagram.is_fragment = true;
  Assembly* assembly = decoding.fragments.add(key, fragment, decoding.time);
  if (assembly == nullptr) {
    decoding.fault(DecodeFault::bad_fragment);
    return false;
  }
  if (place.offset == 0 && !assembly->first) assembly->first = read_first(datagram, bytes);
  if (assembly->first) copy_transport(*assembly->first, datagram);
  datagram.fragments = assembly->frames;
  if (!assembly->first && !assembly->complete) {
    ++assembly->held_frames;
    assembly->held_bytes += decoding.wire_length;
    return false;
  }
  datagram.held_frames = std::exchange(assembly->held_frames, std::uint16_t{0});
  datagram.held_bytes = std::exchange(assembly->held_bytes, 0U);
  if (!assembly->complete) return false;

  datagram.is_fragment = false;
  datagram.has_transport = false;  // it is read again, from the whole
  const std::size_t captured = std::min(assembly->captured_end, *assembly->total);
  decoding.missing = *assembly->total - captured;
  bytes = Cursor(Bytes(assembly->bytes).first(captured));
  decoding.fragments.remove(key);
  return true;
}

}  // namespace sekisho::capture
