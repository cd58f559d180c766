// Hosts of registered communications with the my-number systems: bound to their hardware addresses.
#include "audit/practices/practices.hpp"

namespace sekisho::audit {
namespace {

bool concerns_my_number(const Snapshot& snapshot, const Channel& channel) {
  return std::ranges::any_of(std::array{&channel.from, &channel.to}, [&](const ChannelEnd* end) {
    const Segment* segment = snapshot.find_segment(end->segment);
    return segment != nullptr && segment->segment_class == SegmentClass::my_number;
  });
}

/// The facts that bind an address to its hardware address.
bool is_bound(const Network& network, const Address& address) {
  const std::string wanted = to_string(address) + " ";
  return std::ranges::any_of(network.devices, [&](const Device& device) {
    return std::ranges::any_of(facts_of(device, FactKind::bound_neighbour),
                               [&](const ManagementFact* fact) { return fact->value.starts_with(wanted); });
  });
}

/// One finding per end: what no config shows, somebody may state (a switch that is not in the snapshot).
void check_end(const Subject& subject, const Channel& channel, const ChannelEnd& end, Findings& findings) {
  const Segment* segment = subject.snapshot().find_segment(end.segment);
  if (segment == nullptr || segment->outside) return;  // hosts of others are theirs to bind
  if (end.addresses.empty())
    return findings.unknown(Code::practice_hardware_address_unnamed, {channel.id, segment->name},
                            channel.span);
  for (const AddressRange& range : end.addresses) {
    if (range.first == range.last && is_bound(subject.network, range.first)) continue;
    const std::string host = range.first == range.last ? to_string(range.first)
                                                       : to_string(range.first) + "-" + to_string(range.last);
    return findings.unknown(Code::practice_hardware_address_free, {channel.id, host}, channel.span);
  }
}

}  // namespace

void check_hardware_addresses(const Subject& subject, Findings& findings) {
  for (const Channel& channel : subject.snapshot().channels) {
    if (!concerns_my_number(subject.snapshot(), channel)) continue;
    for (const ChannelEnd* end : {&channel.from, &channel.to}) check_end(subject, channel, *end, findings);
  }
}

}  // namespace sekisho::audit
