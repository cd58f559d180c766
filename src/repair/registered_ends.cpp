#include "registered_ends.hpp"

#include "narrowing.hpp"

#include <sekisho/model/records.hpp>

#include <algorithm>

namespace sekisho::repair {

namespace {

constexpr std::size_t most_prefixes = 24;

bool overlap(const AddressRange& a, const AddressRange& b) {
  return a.family() == b.family() && a.first <= b.last && b.first <= a.last;
}

bool overlap_any(const std::vector<AddressRange>& ranges, const AddressRange& range) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const AddressRange& each) { return overlap(each, range); });
}

/// An empty list is any address.
bool overlap(const std::vector<AddressRange>& a, const std::vector<AddressRange>& b) {
  return a.empty() || b.empty() ||
         std::any_of(a.begin(), a.end(), [&](const AddressRange& each) { return overlap_any(b, each); });
}

std::vector<AddressRange> of_family(std::vector<AddressRange> ranges, Family family) {
  std::erase_if(ranges, [&](const AddressRange& range) { return range.family() != family; });
  return ranges;
}

std::vector<AddressRange> ranges_of(const AddressMatch& match) {
  std::vector<AddressRange> ranges;
  if (match.any || match.negated) return ranges;
  for (const AddressTerm& term : match.terms) {
    if (const auto* range = std::get_if<AddressRange>(&term.value)) ranges.push_back(*range);
  }
  return ranges;
}

std::vector<AddressRange> cut(const std::vector<AddressRange>& ranges, const std::vector<AddressRange>& to) {
  if (to.empty()) return ranges;
  std::vector<AddressRange> result;
  for (const AddressRange& range : ranges) {
    for (const AddressRange& bound : to) {
      if (overlap(range, bound))
        result.push_back({std::max(range.first, bound.first), std::min(range.last, bound.last)});
    }
  }
  return result;
}

/// Halves prefixes until they hold nothing that is kept, and leaves out those that hold nothing wanted.
void cover(const Prefix& prefix, const std::vector<AddressRange>& wanted,
           const std::vector<AddressRange>& kept, std::vector<AddressRange>& result) {
  const AddressRange range = AddressRange::of(prefix);
  if (!overlap_any(wanted, range) || result.size() > most_prefixes) return;
  if (!overlap_any(kept, range)) {
    result.push_back(range);
    return;
  }
  if (prefix.length == width(prefix.family())) return;
  const Address upper{prefix.family(),
                      prefix.network.bits | Bits128{1} << (width(prefix.family()) - prefix.length - 1)};
  cover(Prefix::of(prefix.network, prefix.length + 1), wanted, kept, result);
  cover(Prefix::of(upper, prefix.length + 1), wanted, kept, result);
}

Prefix hull_of(const std::vector<AddressRange>& ranges) {
  Prefix hull = Prefix::of(ranges.front().first, width(ranges.front().family()));
  for (const AddressRange& range : ranges) {
    while (!hull.contains(range.first) || !hull.contains(range.last))
      hull = Prefix::of(hull.network, hull.length - 1);
  }
  return hull;
}

}  // namespace

std::vector<AddressRange> registered_addresses(const Rule& rule, RulePart part, const Snapshot& snapshot) {
  const std::vector<AddressRange> sources = ranges_of(rule.match.source);
  const std::vector<AddressRange> destinations = ranges_of(rule.match.destination);
  std::vector<AddressRange> result;
  for (const Channel& channel : snapshot.channels) {
    const std::vector<AddressRange> from = addresses_of(channel.from, snapshot);
    const std::vector<AddressRange> to = addresses_of(channel.to, snapshot);
    if (!overlap(from, sources) || !overlap(to, destinations)) continue;
    const bool of_sources = part == RulePart::sources;
    const std::vector<AddressRange> ends = of_sources ? cut(from, sources) : cut(to, destinations);
    for (const AddressRange& end : ends) {
      if (std::find(result.begin(), result.end(), end) == result.end()) result.push_back(end);
    }
  }
  if (result.size() > most_ranges) result.clear();
  return result;
}

std::vector<Traffic> around(const std::vector<Traffic>& traffic, const Snapshot& snapshot) {
  std::vector<Traffic> result = addresses_only(traffic);
  for (Traffic& each : result) {
    if (each.destinations.empty()) continue;
    std::vector<AddressRange> kept;
    for (const Channel& channel : snapshot.channels) {
      if (!overlap(addresses_of(channel.from, snapshot), each.sources)) continue;
      for (const AddressRange& end : addresses_of(channel.to, snapshot)) kept.push_back(end);
    }
    std::vector<AddressRange> covered;
    cover(hull_of(each.destinations), each.destinations, kept, covered);
    each.destinations = std::move(covered);
  }
  // A list that nothing is left of would be any address.
  std::erase_if(result, [](const Traffic& each) { return each.destinations.empty(); });
  return result;
}

std::vector<Traffic> registered_traffic(const std::vector<Traffic>& traffic, const Snapshot& snapshot) {
  std::vector<Traffic> result;
  for (const Channel& channel : snapshot.channels) {
    const std::vector<AddressRange> from = addresses_of(channel.from, snapshot);
    const std::vector<AddressRange> to = addresses_of(channel.to, snapshot);
    const bool is_stopped = std::any_of(traffic.begin(), traffic.end(), [&](const Traffic& each) {
      return overlap(each.sources, from) && overlap(each.destinations, to);
    });
    if (!is_stopped || from.empty() || to.empty()) continue;
    for (const Family family : {Family::v4, Family::v6}) {
      Traffic of_channel{family, of_family(from, family), of_family(to, family), {}};
      for (const Service& service : channel.services)
        of_channel.services.push_back({service.protocol, service.destination_ports});
      if (!of_channel.sources.empty() && !of_channel.destinations.empty() && !of_channel.services.empty())
        result.push_back(std::move(of_channel));
    }
  }
  return result;
}

}  // namespace sekisho::repair
