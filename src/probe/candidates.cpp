#include "probe/candidates.hpp"

#include <sekisho/forwarding/reachability.hpp>
#include <sekisho/model/records.hpp>
#include <sekisho/proof/evidence.hpp>

#include <array>

namespace sekisho::probe {
namespace {

struct Asked {
  std::uint8_t protocol;
  std::uint16_t port;
};

// Between segments: what spreads by itself or is tried first on a network that was entered (file sharing,
// remote desktop, web, remote shell, names), and echo requests, which say whether there is a way at all.
constexpr std::array<Asked, 7> usual{{{protocol::icmp, 0},
                                      {protocol::icmpv6, 0},
                                      {protocol::tcp, 445},
                                      {protocol::tcp, 3389},
                                      {protocol::tcp, 443},
                                      {protocol::tcp, 22},
                                      {protocol::udp, 53}}};
constexpr std::array<Asked, 6> management{{{protocol::tcp, 22},
                                           {protocol::tcp, 443},
                                           {protocol::tcp, 23},
                                           {protocol::tcp, 80},
                                           {protocol::udp, 161},
                                           {protocol::icmp, 0}}};

bool is_echo(std::uint8_t number) { return number == protocol::icmp || number == protocol::icmpv6; }

/// A session's first packet of that service; the echo request of ICMP.
PacketSet opening(PacketSpace& space, const Asked& asked) {
  const PacketSet all = space.protocol(asked.protocol);
  if (is_echo(asked.protocol))
    return all & space.equal(Field::icmp_type, asked.protocol == protocol::icmp ? 8 : 128);
  const PacketSet port = all & space.equal(Field::destination_port, asked.port);
  return asked.protocol == protocol::tcp ? port & space.equal(Field::tcp_flags, tcp_flag::syn) : port;
}

/// The answers to packets of a set: addresses and ports change places, TCP only acknowledges.
PacketSet replies(PacketSpace& space, const PacketSet& packets) {
  const PacketSet turned = packets.forget(Field::tcp_flags)
                               .swap(Field::source, Field::destination)
                               .swap(Field::source_port, Field::destination_port);
  return turned & (~space.protocol(protocol::tcp) | space.equal(Field::tcp_flags, tcp_flag::ack)) &
         (space.protocol(protocol::tcp) | space.protocol(protocol::udp)) &
         space.range(Field::destination_port, 49152, 65535);  // RFC 6335 section 6: dynamic ports
}

}  // namespace

PacketSet Candidates::addresses(const ChannelEnd& end, Field field) const {
  PacketSpace& space = graph_.space();
  const std::vector<AddressRange> ranges = addresses_of(end, graph_.network().snapshot);
  if (ranges.empty()) {
    const std::optional<SegmentIndex> segment = find_segment(graph_.network().snapshot, end.segment);
    return segment ? graph_.addresses_of(*segment, field) : space.none();
  }
  PacketSet all = space.none();
  for (const AddressRange& range : ranges) all |= space.address(field, range);
  return all;
}

PacketSet Candidates::services(const std::vector<Service>& services) const {
  Match match;
  match.services = services;
  return graph_.packets_of(match);
}

void Candidates::add(std::vector<Candidate>& candidates, Purpose purpose, const std::string& channel,
                     SegmentIndex from, const PacketSet& packets) const {
  if (const std::optional<Packet> packet = proof::typical_packet(graph_, from, packets))
    candidates.push_back({purpose, channel, *packet});
}

void Candidates::add_usual(std::vector<Candidate>& candidates, SegmentIndex from,
                           const PacketSet& reach) const {
  for (const Asked& asked : usual)
    add(candidates, Purpose::usual_service, {}, from, reach & opening(graph_.space(), asked));
}

std::vector<Candidate> Candidates::between(SegmentIndex from, SegmentIndex to, bool any_source) const {
  const Snapshot& snapshot = graph_.network().snapshot;
  const PacketSet own = graph_.addresses_of(from, Field::source);
  const PacketSet there = graph_.addresses_of(to, Field::destination);
  std::vector<Candidate> candidates;
  for (const Channel& channel : snapshot.channels) {
    if (!in_force(channel.expires, date_)) continue;
    const PacketSet service = services(channel.services);
    const PacketSet senders = addresses(channel.from, Field::source);
    if (channel.to.segment == snapshot.segments[to].name) {
      const PacketSet to_server = service & addresses(channel.to, Field::destination);
      add(candidates, Purpose::sanctioned_for_others, channel.id, from, to_server & (own - senders));
      if (any_source) add(candidates, Purpose::borrowed_source, channel.id, from, to_server & senders);
    }
    if (channel.from.segment == snapshot.segments[from].name)
      add(candidates, Purpose::sanctioned_elsewhere, channel.id, from, service & senders & there);
    if (any_source && channel.from.segment == snapshot.segments[to].name) {
      const PacketSet sessions = service & senders & graph_.addresses_of(from, Field::destination);
      add(candidates, Purpose::reply_without_session, channel.id, from, replies(graph_.space(), sessions));
    }
  }
  add_usual(candidates, from, own & there);
  return candidates;
}

std::vector<Candidate> Candidates::to_device(SegmentIndex from, DeviceIndex device) const {
  PacketSpace& space = graph_.space();
  PacketSet there = space.none();
  for (const Interface& interface : graph_.network().devices[device].interfaces) {
    for (const InterfaceAddress& address : interface.addresses)
      there |= space.address(Field::destination, AddressRange{address.address, address.address});
  }
  const PacketSet reach = graph_.addresses_of(from, Field::source) & there;
  std::vector<Candidate> candidates;
  for (const Asked& asked : management)
    add(candidates, Purpose::management_service, {}, from, reach & opening(space, asked));
  return candidates;
}

std::vector<Candidate> Candidates::of_channel(const Channel& channel) const {
  const Snapshot& snapshot = graph_.network().snapshot;
  const std::optional<SegmentIndex> from = find_segment(snapshot, channel.from.segment);
  const std::optional<SegmentIndex> to = find_segment(snapshot, channel.to.segment);
  std::vector<Candidate> candidates;
  if (!from || !to) return candidates;
  const PacketSet meant = services(channel.services) & addresses(channel.to, Field::destination);
  Emission emission = emission_of(graph_, *from, true);
  emission.packets &= addresses(channel.from, Field::source);
  const Reachability reach(graph_, Side::must, emission);
  const VertexIndex target = graph_.segment_sink(*to);
  // A channel names real servers; what is sent to a translated address is known from what arrives.
  const PacketSet arriving = reach.at(target) & meant;
  const PacketSet sent = arriving.empty() ? emission.packets & meant
                                          : reach.leading_to(target, arriving)[graph_.segment_source(*from)];
  add(candidates, Purpose::control, channel.id, *from, sent);
  return candidates;
}

}  // namespace sekisho::probe
