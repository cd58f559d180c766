#include "sanctions.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace sekisho::proof {

namespace {

PacketSet addresses(PacketSpace& space, Field field, const std::vector<AddressRange>& ranges) {
  PacketSet result = space.none();
  for (const AddressRange& range : ranges) result |= space.address(field, range);
  return result;
}

/// Methods that promise that only harmless content crosses: a host has to do the work.
constexpr std::array<std::string_view, 3> sanitizing{"mail-text", "screen-transfer", "file-cdr"};

bool inside(const AddressRange& range, const std::vector<AddressRange>& ranges) {
  return std::ranges::any_of(ranges, [&](const AddressRange& each) {
    return each.contains(range.first) && each.contains(range.last);
  });
}

bool ends_inside(const ChannelEnd& end, const std::vector<AddressRange>& ranges) {
  return !end.addresses.empty() &&
         std::ranges::all_of(end.addresses, [&](const AddressRange& each) { return inside(each, ranges); });
}

/// Those of `senders` that a channel may have. A sanitizing channel has its sanitizer at one end: sessions
/// all end at it, or it opens them.
PacketSet sanctioned_senders(PacketSpace& space, const Snapshot& snapshot, const Channel& channel,
                             const PacketSet& senders) {
  if (std::ranges::find(sanitizing, channel.method) == sanitizing.end()) return senders;
  const Host* sanitizer = snapshot.find_host(channel.via);
  if (sanitizer == nullptr || sanitizer->sanitizer != channel.method) return space.none();
  if (ends_inside(channel.to, sanitizer->addresses)) return senders;
  return senders & addresses(space, Field::source, sanitizer->addresses);
}

// Labels are values of Field::origin.
constexpr std::size_t most_sorts = std::size_t{1} << 16;

}  // namespace

const std::string& Sanction::id() const { return channel != nullptr ? channel->id : exception->id; }

Sanctions::Sanctions(const ForwardingGraph& graph, SegmentIndex segment, const Date& date) : graph_(graph) {
  const Snapshot& snapshot = graph.network().snapshot;
  const std::string& name = snapshot.segments[segment].name;
  for (const Channel& channel : snapshot.channels) {
    if (channel.from.segment != name || !in_force(channel.expires, date)) continue;
    sanctions_.push_back({&channel, nullptr, &channel.from, &channel.to, &channel.services});
  }
  for (const Exception& exception : snapshot.exceptions) {
    if (!exception.from.segment.empty() && exception.from.segment != name) continue;
    sanctions_.push_back({nullptr, &exception, &exception.from, &exception.to, &exception.services});
  }
  PacketSpace& space = graph.space();
  sorts_.push_back({space.all(), {}});
  for (std::size_t i = 0; i < sanctions_.size(); ++i) {
    // Any host of the segment may use a channel that names the whole of it, whatever address it writes.
    const std::vector<AddressRange>& senders = sanctions_[i].from->addresses;
    PacketSet sources = senders.empty() ? space.all() : addresses(space, Field::source, senders);
    if (sanctions_[i].channel != nullptr)
      sources = sanctioned_senders(space, snapshot, *sanctions_[i].channel, sources);
    split(i, sources);
    if (sorts_.size() > most_sorts) throw PacketSetTooLarge{most_sorts};
  }
  covered_.resize(sanctions_.size());
}

void Sanctions::split(std::size_t sanction, const PacketSet& sources) {
  std::vector<Sort> result;
  for (Sort& sort : sorts_) {
    const PacketSet inside = sort.sources & sources;
    const PacketSet rest = sort.sources - sources;
    if (!rest.empty()) result.push_back({rest, sort.members});
    if (!inside.empty()) {
      sort.members.push_back(sanction);
      result.push_back({inside, std::move(sort.members)});
    }
  }
  sorts_ = std::move(result);
}

PacketSet Sanctions::labelled(const PacketSet& packets) const {
  PacketSpace& space = graph_.space();
  PacketSet result = space.none();
  for (std::size_t label = 0; label < sorts_.size(); ++label) {
    const PacketSet part = packets & sorts_[label].sources;
    if (!part.empty()) result |= space.with_range(part, Field::origin, label, label);
  }
  return result;
}

const PacketSet& Sanctions::covered(const Sanction& sanction) const {
  const auto index = static_cast<std::size_t>(&sanction - sanctions_.data());
  if (!covered_[index]) covered_[index] = cover_of(index);
  return *covered_[index];
}

PacketSet Sanctions::cover_of(std::size_t index) const {
  PacketSpace& space = graph_.space();
  const Sanction& sanction = sanctions_[index];
  PacketSet origins = space.none();
  for (std::size_t label = 0; label < sorts_.size(); ++label) {
    for (const std::size_t member : sorts_[label].members) {
      if (member == index) origins |= space.equal(Field::origin, label);
    }
  }
  PacketSet result = origins;
  if (!sanction.to->addresses.empty()) result &= addresses(space, Field::destination, sanction.to->addresses);
  if (!sanction.services->empty()) {
    Match match;
    match.services = *sanction.services;
    result &= graph_.packets_of(match);
  }
  return result;
}

}  // namespace sekisho::proof
