#include "evidence/seen.hpp"

#include "evidence/opening.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::evidence {
namespace {

/// Something that was seen at an interface of a capture.
SeenFlow seen_at(const Capture& capture, std::uint32_t interface) {
  const CapturePoint* point = capture.place(interface).point();
  SeenFlow seen;
  seen.file = capture.file;
  seen.point = point == nullptr ? "" : point->name;
  seen.interface = interface;
  return seen;
}

}  // namespace

std::string service_of(const Packet& packet) {
  const std::string name = protocol_name(packet.protocol);
  if (has_ports(packet.protocol)) return fmt::format("{}/{}", name, packet.destination_port);
  if (packet.protocol == protocol::icmp || packet.protocol == protocol::icmpv6)
    return fmt::format("{}/{}", name, packet.icmp_type);
  return name;
}

std::string place_name(const Capture& capture, std::uint32_t interface) {
  const CapturePoint* point = capture.place(interface).point();
  return point == nullptr ? capture.file : point->name;
}

SeenFlow seen_flow(const Capture& capture, const capture::Flow& flow) {
  SeenFlow seen = seen_at(capture, flow.key.interface);
  seen.packet = opening_of(flow).packet;
  seen.vlans.assign(flow.key.vlans().begin(), flow.key.vlans().end());
  seen.tunnel = flow.key.tunnel;
  seen.tunnel_id = flow.key.tunnel_id;
  seen.inner_vlan = flow.key.inner_vlan;
  if (flow.tunnel_ends() != nullptr) seen.tunnel_ends = *flow.tunnel_ends();
  seen.in_records = flow.from_record;
  seen.first_frame = flow.opener.first_frame;
  seen.last_frame = std::max(flow.opener.last_frame, flow.responder.last_frame);
  seen.first_answer = flow.responder.first_frame;
  seen.packets = flow.packets();
  seen.first = flow.first;
  seen.last = flow.last;
  return seen;
}

SeenFlow seen_frames(const Capture& capture, std::uint32_t interface, const content::Occurrence& occurrence) {
  SeenFlow seen = seen_at(capture, interface);
  seen.first_frame = occurrence.first_frame;
  seen.last_frame = occurrence.last_frame;
  seen.packets = occurrence.count;
  seen.first = occurrence.first;
  seen.last = occurrence.last;
  return seen;
}

}  // namespace sekisho::evidence
