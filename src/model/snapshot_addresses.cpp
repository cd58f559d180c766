// The address plan of a snapshot: which segment and which host an address belongs to.
#include "model/address_cover.hpp"
#include "model/name_hints.hpp"
#include "model/snapshot_loading.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <tuple>

namespace sekisho {
namespace {

/// `inner` lies in `outer`.
void report_overlap(const Loading& loading, const PrefixClaim& outer, const PrefixClaim& inner) {
  // The complaint stands at the later of the two, except that an outside prefix that swallows another
  // segment is at fault wherever it stands.
  const Segment& outer_segment = loading.snapshot.segments[outer.segment];
  const Segment& inner_segment = loading.snapshot.segments[inner.segment];
  if (outer.segment == inner.segment) {
    loading.source.sink->report(
        Code::prefix_repeated, inner.span,
        {to_string(inner.prefix), to_string(outer.prefix), std::to_string(outer.span.line)});
    return;
  }
  if (outer_segment.outside && outer.prefix != inner.prefix) {
    loading.source.sink->report(Code::outside_too_wide, outer.span,
                                {to_string(outer.prefix), outer_segment.name, to_string(inner.prefix),
                                 inner_segment.name, std::to_string(inner.span.line)});
    return;
  }
  const auto position = [](const PrefixClaim& claim) { return std::tie(claim.span.line, claim.span.column); };
  const bool outer_later = position(outer) > position(inner);
  const PrefixClaim& later = outer_later ? outer : inner;
  const PrefixClaim& earlier = outer_later ? inner : outer;
  loading.source.sink->report(
      Code::segment_overlap, later.span,
      {to_string(later.prefix), loading.snapshot.segments[later.segment].name, to_string(earlier.prefix),
       loading.snapshot.segments[earlier.segment].name, std::to_string(earlier.span.line)});
}

/// The segments that hold some address of the range, by name.
std::vector<std::string> holders(const Loading& loading, const AddressRange& range) {
  std::vector<std::string> names;
  std::vector<Prefix> claimed;
  for (const PrefixClaim& claim : loading.prefixes) {
    claimed.push_back(claim.prefix);
    const std::string& name = loading.snapshot.segments[claim.segment].name;
    const bool touches = intersects(range, AddressRange::of(claim.prefix));
    if (touches && std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  for (const Segment& segment : loading.snapshot.segments) {
    if (segment.rest && !is_covered(range, claimed)) names.push_back(segment.name);
  }
  return names;
}

}  // namespace

void check_segment_prefixes(Loading& loading) {
  // Two prefixes are disjoint or nested. In order of first address, then widest first, the prefixes
  // that hold the current one are a stack; the innermost is the one to name.
  std::vector<const PrefixClaim*> sorted;
  for (const PrefixClaim& claim : loading.prefixes) sorted.push_back(&claim);
  std::ranges::stable_sort(sorted, [](const PrefixClaim* a, const PrefixClaim* b) {
    return a->prefix < b->prefix;  // family, address, length
  });
  std::vector<const PrefixClaim*> holding;
  for (const PrefixClaim* claim : sorted) {
    while (!holding.empty() && !holding.back()->prefix.contains(claim->prefix)) holding.pop_back();
    if (!holding.empty()) report_overlap(loading, *holding.back(), *claim);
    holding.push_back(claim);
  }
}

void check_host_addresses(Loading& loading) {
  std::vector<const HostClaim*> sorted;
  for (const HostClaim& claim : loading.hosts) sorted.push_back(&claim);
  std::ranges::stable_sort(sorted,
                           [](const HostClaim* a, const HostClaim* b) { return a->range < b->range; });
  const HostClaim* reaching = nullptr;  // the claim so far that reaches furthest
  for (const HostClaim* claim : sorted) {
    const bool overlaps = reaching != nullptr && intersects(reaching->range, claim->range);
    if (overlaps && reaching->host != claim->host) {
      const bool swap = std::tie(reaching->span.line, reaching->span.column) >
                        std::tie(claim->span.line, claim->span.column);
      const HostClaim& later = swap ? *reaching : *claim;
      const HostClaim& earlier = swap ? *claim : *reaching;
      loading.source.sink->report(
          Code::address_in_two_hosts, later.span,
          {to_string(later.range), loading.snapshot.hosts[later.host].name,
           loading.snapshot.hosts[earlier.host].name, std::to_string(earlier.span.line)});
    }
    if (!overlaps || claim->range.last.bits > reaching->range.last.bits) reaching = claim;
  }
}

void check_in_segment(Loading& loading, const AddressRange& range, const Segment& segment,
                      const yaml::Node& node) {
  const std::vector<std::string> names = holders(loading, range);
  const bool inside = segment.rest ? names == std::vector{segment.name} : is_covered(range, segment.prefixes);
  if (inside) return;
  loading.source.report(Code::address_outside_segment, node, {to_string(range), segment.name, listed(names)});
}

}  // namespace sekisho
