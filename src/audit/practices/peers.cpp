// Who is at the other end: peers of my-number systems, lines to the government's clouds, resolvers.
#include <sekisho/audit/borders.hpp>
#include "audit/practices/practices.hpp"

#include <array>

namespace sekisho::audit {
namespace {

/// Segments that are connected to the internet by what they are.
bool is_online(SegmentClass segment_class) {
  constexpr std::array online{
      SegmentClass::internet, SegmentClass::internet_zone, SegmentClass::dmz,           SegmentClass::guest,
      SegmentClass::saas,     SegmentClass::remote_access, SegmentClass::security_cloud};
  return std::ranges::find(online, segment_class) != online.end();
}

/// Segments that the rows of a profile keep off the internet, or that nobody can be in but by them.
bool is_kept_offline(SegmentClass segment_class) {
  return segment_class == SegmentClass::my_number || segment_class == SegmentClass::lgwan ||
         segment_class == SegmentClass::lgwan_network;
}

void check_peer(const Channel& channel, const Segment& peer, Findings& findings) {
  if (is_online(peer.segment_class)) {
    findings.fails(Code::practice_peer_online, {channel.id, peer.name}, channel.span);
  } else if (!is_kept_offline(peer.segment_class)) {
    findings.unknown(Code::practice_peer_unknown, {channel.id, peer.name}, channel.span);
  }
}

/// True for a device that stands in closed segments and in none that is connected to the internet.
bool is_inside(const Network& network, DeviceIndex device) {
  bool closed = false;
  for (const std::string& name : segments_around(network, device)) {
    const SegmentClass segment_class = network.snapshot.find_segment(name)->segment_class;
    if (is_online(segment_class)) return false;
    closed |= is_kept_offline(segment_class) || segment_class == SegmentClass::standalone;
  }
  return closed;
}

/// The segment that an address belongs to: the one that claims it, else the one that has the rest.
const Segment* segment_of(const Snapshot& snapshot, const Address& address) {
  const Segment* rest = nullptr;
  for (const Segment& segment : snapshot.segments) {
    if (segment.rest) {
      rest = &segment;
    } else if (std::ranges::any_of(segment.prefixes,
                                   [&](const Prefix& each) { return each.contains(address); })) {
      return &segment;
    }
  }
  return rest;
}

}  // namespace

void check_offline_peers(const Subject& subject, Findings& findings) {
  for (const Channel& channel : subject.snapshot().channels) {
    const Segment* from = subject.snapshot().find_segment(channel.from.segment);
    const Segment* to = subject.snapshot().find_segment(channel.to.segment);
    if (from == nullptr || to == nullptr) continue;
    if (from->segment_class == SegmentClass::my_number) check_peer(channel, *to, findings);
    if (to->segment_class == SegmentClass::my_number) check_peer(channel, *from, findings);
  }
}

void check_dedicated_lines(const Subject& subject, Findings& findings) {
  const Snapshot& snapshot = subject.snapshot();
  for (const Segment& segment : snapshot.segments) {
    if (segment.segment_class != SegmentClass::government_cloud) continue;
    bool registered = false;
    for (const ExternalConnection& each : snapshot.external_connections) {
      if (each.to != segment.name) continue;
      registered = true;
      if (each.line != "dedicated")
        findings.fails(Code::practice_line_not_dedicated, {each.id, segment.name, each.line}, each.span);
    }
    if (!registered) findings.unknown(Code::practice_line_unregistered, {segment.name}, segment.span);
  }
}

void check_inside_resolvers(const Subject& subject, Findings& findings) {
  const Network& network = subject.network;
  for (DeviceIndex d = 0; d < network.devices.size(); ++d) {
    const Device& device = network.devices[d];
    if (!has_address(device) || !is_inside(network, d)) continue;
    knows(device, FactKind::name_server, findings);
    for (const ManagementFact* fact : facts_of(device, FactKind::name_server)) {
      const std::optional<Address> address = Address::parse(fact->value);
      if (!address) continue;  // a name: what it stands for is asked of another resolver
      const Segment* where = segment_of(network.snapshot, *address);
      if (where == nullptr || !where->outside || where->segment_class == SegmentClass::lgwan_network)
        continue;
      findings.fails(device, Code::practice_resolver_outside,
                     {*segments_around(network, d).begin(), fact->value, where->name}, fact->source);
    }
  }
}

}  // namespace sekisho::audit
