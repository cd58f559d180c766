// Registered communications that are no wider than they have to be: they name their hosts and ports. Which of
// them have to differs: those with my-number systems, what is published in the DMZ, local breakouts, and
// specific communications (特定通信) between LGWAN-connected servers and the internet side.
#include "audit/practices/practices.hpp"

#include <array>

namespace sekisho::audit {
namespace {

const Segment* segment_of(const Snapshot& snapshot, const ChannelEnd& end) {
  return snapshot.find_segment(end.segment);
}

bool is_of(const Segment* segment, SegmentClass wanted) {
  return segment != nullptr && segment->segment_class == wanted;
}

bool is_on_internet_side(const Segment* segment) {
  constexpr std::array classes{SegmentClass::internet_zone, SegmentClass::dmz, SegmentClass::internet,
                               SegmentClass::security_cloud, SegmentClass::saas};
  return segment != nullptr && std::ranges::find(classes, segment->segment_class) != classes.end();
}

/// TCP, UDP, SCTP and DCCP have ports (IANA protocol numbers); of ICMP the protocol is limit enough.
bool has_ports(std::uint8_t protocol) {
  return protocol == 6 || protocol == 17 || protocol == 33 || protocol == 132 || protocol == 136;
}

bool names_ports(const Service& service) {
  if (!service.protocol) return false;
  return !has_ports(*service.protocol) || !service.destination_ports.empty() || !service.source_ports.empty();
}

void check_ports(const Channel& channel, Findings& findings) {
  if (channel.services.empty() || !std::ranges::all_of(channel.services, names_ports))
    findings.fails(Code::practice_register_any_port, {channel.id}, channel.span);
}

void check_hosts(const Channel& channel, const ChannelEnd& end, Findings& findings) {
  if (end.addresses.empty())
    findings.fails(Code::practice_register_whole_segment, {channel.id, end.segment}, channel.span);
}

/// Of an outside service the segment itself may be the list of its addresses.
void check_destination(const Snapshot& snapshot, const Channel& channel, const ChannelEnd& end,
                       Findings& findings) {
  const Segment* segment = segment_of(snapshot, end);
  const auto is_all = [](const Prefix& prefix) { return prefix.length == 0; };
  const bool is_list = segment != nullptr && segment->outside && !segment->rest &&
                       !segment->prefixes.empty() && std::ranges::none_of(segment->prefixes, is_all);
  if (!is_list) check_hosts(channel, end, findings);
}

void check_both_ends(const Channel& channel, Findings& findings) {
  check_hosts(channel, channel.from, findings);
  check_hosts(channel, channel.to, findings);
  check_ports(channel, findings);
}

}  // namespace

void check_narrow_register(const Subject& subject, Findings& findings) {
  const Snapshot& snapshot = subject.snapshot();
  for (const Channel& channel : snapshot.channels) {
    if (is_of(segment_of(snapshot, channel.from), SegmentClass::my_number) ||
        is_of(segment_of(snapshot, channel.to), SegmentClass::my_number))
      check_both_ends(channel, findings);
  }
}

void check_published_services(const Subject& subject, Findings& findings) {
  const Snapshot& snapshot = subject.snapshot();
  for (const Channel& channel : snapshot.channels) {
    const Segment* from = segment_of(snapshot, channel.from);
    if (from == nullptr || !from->outside || !is_of(segment_of(snapshot, channel.to), SegmentClass::dmz))
      continue;
    // Anybody outside may be the guest of what is published.
    check_hosts(channel, channel.to, findings);
    check_ports(channel, findings);
  }
}

void check_named_breakouts(const Subject& subject, Findings& findings) {
  for (const Channel& channel : subject.snapshot().channels) {
    if (channel.method != "local-breakout") continue;
    check_destination(subject.snapshot(), channel, channel.to, findings);
    check_ports(channel, findings);
  }
}

void check_server_to_server(const Subject& subject, Findings& findings) {
  const Snapshot& snapshot = subject.snapshot();
  for (const Channel& channel : snapshot.channels) {
    if (channel.method != "specific") continue;
    const Segment* from = segment_of(snapshot, channel.from);
    const Segment* to = segment_of(snapshot, channel.to);
    if ((is_of(from, SegmentClass::lgwan) && is_on_internet_side(to)) ||
        (is_of(to, SegmentClass::lgwan) && is_on_internet_side(from)))
      check_both_ends(channel, findings);
  }
}

}  // namespace sekisho::audit
