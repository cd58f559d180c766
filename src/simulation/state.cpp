// A session is a hop of an earlier path that the packet got through: the header before it and after it.
// Its reply is the packet whose addresses and ports are those after the hop, exchanged. A device of
// which some hop changed the header is taken to hold a translation entry, stateful or not.
//
// ICMP errors (state `related`) are not followed.
#include "simulation/state.hpp"

#include "simulation/matching.hpp"

#include <algorithm>

namespace sekisho::simulation {
namespace {

bool same_flow(const Packet& a, const Packet& b) {
  if (a.source != b.source || a.destination != b.destination || a.protocol != b.protocol) return false;
  if (has_ports(a.protocol))
    return a.source_port == b.source_port && a.destination_port == b.destination_port;
  const bool icmp = a.protocol == protocol::icmp || a.protocol == protocol::icmpv6;
  return !icmp || a.icmp_type == b.icmp_type;
}

bool is_reply_to(const Packet& packet, const Packet& first) {
  const std::optional<Packet> answer = answer_to(first);
  return answer && same_flow(packet, *answer);
}

bool got_through(const TracePath& path, const TraceHop& hop) {
  const bool last = &hop == &path.hops.back();
  return !hop.out.empty() || (last && path.disposition == Disposition::accepted_by_device);
}

/// Linux keeps a session of packets that can open one, and of those that it translated; what comes back on
/// any other (a SYN with ACK out of the blue) opens one of its own (net/netfilter/nf_conntrack_core.c).
bool keeps_session(const Device& device, const TraceHop& hop) {
  if (device.language != "linux" || !same_flow(hop.before, hop.after)) return true;
  Match opener;
  opener.states = {ConnectionState::fresh};
  return matches(opener, hop.before) != Answer::no;
}

Session session_at(const TraceHop& hop, const Packet& packet) {
  if (is_reply_to(packet, hop.after)) return {Session::Role::reply, &hop};
  if (same_flow(packet, hop.before)) return {Session::Role::same_direction, &hop};
  return {};
}

}  // namespace

std::optional<std::uint8_t> answering_type(std::uint8_t protocol_number, std::uint8_t type) {
  struct Pair {
    std::uint8_t protocol_number, type, answer;
  };
  constexpr Pair pairs[] = {{protocol::icmp, 8, 0},
                            {protocol::icmp, 13, 14},
                            {protocol::icmp, 15, 16},
                            {protocol::icmp, 17, 18},
                            {protocol::icmpv6, 128, 129}};
  for (const Pair& pair : pairs) {
    if (pair.protocol_number == protocol_number && pair.type == type) return pair.answer;
  }
  return std::nullopt;
}

std::optional<Packet> answer_to(const Packet& packet) {
  Packet answer = packet;
  std::swap(answer.source, answer.destination);
  std::swap(answer.source_port, answer.destination_port);
  std::swap(answer.source_mac, answer.destination_mac);
  answer.state = ConnectionState::fresh;
  answer.mark = 0;
  if (packet.protocol == protocol::tcp) {
    const std::uint8_t syn = packet.tcp_flags & tcp_flag::syn;
    const bool answered_syn = syn != 0 && (packet.tcp_flags & tcp_flag::ack) == 0;
    answer.tcp_flags = static_cast<std::uint8_t>((answered_syn ? syn : 0) | tcp_flag::ack);
  }
  if (packet.protocol == protocol::icmp || packet.protocol == protocol::icmpv6) {
    const std::optional<std::uint8_t> type = answering_type(packet.protocol, packet.icmp_type);
    if (!type) return std::nullopt;
    answer.icmp_type = *type;
    answer.icmp_code = 0;
  }
  return answer;
}

Passages find_session(const World& world, Passage passage) {
  if (world.options.established == nullptr) return {std::move(passage)};
  const std::string& device = device_of(world, passage).name;
  const std::string in = name_of(ingress_of(world, passage));
  Session other_interface;
  for (const TracePath& path : *world.options.established) {
    for (const TraceHop& hop : path.hops) {
      if (hop.device != device || !got_through(path, hop)) continue;
      if (!keeps_session(device_of(world, passage), hop)) continue;
      const Session session = session_at(hop, passage.packet);
      if (!session.found()) continue;
      if (in == (session.role == Session::Role::reply ? hop.out : hop.in)) {
        passage.session = session;
        return {std::move(passage)};
      }
      if (!other_interface.found()) other_interface = session;
    }
  }
  if (!other_interface.found()) return {std::move(passage)};
  // ASA and zone-based devices refuse it, FortiOS and Linux do not care.
  Passage without = passage;
  without.certain = false;
  passage.session = other_interface;
  const Note note{Stage::forward_filter,       "pass",      false, StepReason::other_interface,
                  other_interface.opened->out, std::nullopt};
  return {with(std::move(passage), note), std::move(without)};
}

}  // namespace sekisho::simulation
