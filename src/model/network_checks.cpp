// Addresses of interfaces against the segments of the snapshot and against each other.
#include "model/address_cover.hpp"
#include "model/layer2.hpp"
#include "model/name_hints.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <map>

namespace sekisho {
namespace {

bool lies_in(const Segment& segment, const Address& address) {
  return std::ranges::any_of(segment.prefixes,
                             [&](const Prefix& prefix) { return prefix.contains(address); });
}

std::string written(const InterfaceAddress& own) {
  return to_string(own.address) + '/' + std::to_string(own.length);
}

/// Segments attached to an interface itself.
std::vector<const Segment*> segments_at(const Layer2& layer2, const Attachment& at) {
  std::vector<const Segment*> segments;
  for (const ResolvedAttachment& attachment : layer2.attachments) {
    if (attachment.at == at) segments.push_back(&layer2.snapshot.segments[attachment.segment]);
  }
  return segments;
}

/// The subnet belongs to the segments: their prefixes cover it, or one of them takes the rest and no
/// other segment claims a part of it.
bool is_within(const Layer2& layer2, const Prefix& subnet, const std::vector<const Segment*>& segments) {
  std::vector<Prefix> prefixes;
  bool takes_rest = false;
  for (const Segment* segment : segments) {
    prefixes.insert(prefixes.end(), segment->prefixes.begin(), segment->prefixes.end());
    takes_rest |= segment->rest;
  }
  if (is_covered(AddressRange::of(subnet), prefixes)) return true;
  return takes_rest && std::ranges::none_of(layer2.snapshot.segments, [&](const Segment& other) {
           const bool is_other = std::ranges::find(segments, &other) == segments.end();
           return is_other &&
                  std::ranges::any_of(other.prefixes, [&](const Prefix& p) { return p.overlaps(subnet); });
         });
}

void check_attached_subnets(const Layer2& layer2, const Attachment& at,
                            const std::vector<const Segment*>& segments) {
  std::vector<std::string> names;
  for (const Segment* segment : segments) names.push_back(segment->name);
  const Interface& interface = layer2.interface(at);
  for (const InterfaceAddress& own : interface.addresses) {
    if (is_ipv6_link_local(own.address) || is_within(layer2, own.subnet(), segments)) continue;
    layer2.sink.report(Code::subnet_outside_segment, interface.span,
                       {to_string(own.subnet()), layer2.spelled(at), listed(names)});
  }
}

/// An address of a segment where that segment is not, and networks that nothing names.
void check_unattached(const Layer2& layer2, const Domain& domain, const Attachment& at) {
  const Interface& interface = layer2.interface(at);
  const bool alone = domain.segments.empty() && domain.routed.size() == 1 && !interface.tunnel;
  for (const InterfaceAddress& own : interface.addresses) {
    if (is_ipv6_link_local(own.address)) continue;
    const auto& segments = layer2.snapshot.segments;
    const auto holder =
        std::ranges::find_if(segments, [&](const Segment& s) { return lies_in(s, own.address); });
    const bool has_holder = holder != segments.end();
    const auto index = static_cast<SegmentIndex>(holder - segments.begin());
    const bool present = has_holder && std::ranges::find(domain.segments, index) != domain.segments.end();
    // Between two routers an address of a segment is a transfer network cut out of its range.
    if (has_holder && !present && (alone || !domain.segments.empty())) {
      layer2.sink.report(Code::segment_beyond_attachment, interface.span,
                         {written(own), layer2.spelled(at), holder->name});
    } else if (!has_holder && alone) {
      layer2.sink.report(Code::unassigned_network, interface.span,
                         {to_string(own.subnet()), layer2.spelled(at)});
    }
  }
}

void check_duplicates(const Layer2& layer2, const Domain& domain) {
  std::map<Address, Attachment> owners;
  for (const Attachment& at : domain.routed) {
    for (const InterfaceAddress& own : layer2.interface(at).addresses) {
      if (own.shared || is_ipv6_link_local(own.address)) continue;
      const auto [found, is_new] = owners.emplace(own.address, at);
      if (is_new || found->second == at) continue;
      layer2.sink.report(Code::duplicate_address, layer2.interface(at).span,
                         {to_string(own.address), layer2.spelled(found->second), layer2.spelled(at)});
    }
  }
}

/// Hosts on a trunk are in its native VLAN, which is meant when its router has an address of the segment.
void check_trunk_attachments(const Layer2& layer2, const Network& network) {
  for (const ResolvedAttachment& attachment : layer2.attachments) {
    const std::optional<SwitchPort>& port = layer2.interface(attachment.at).switchport;
    if (!port || port->mode != SwitchPort::Mode::trunk) continue;
    const Segment& segment = layer2.snapshot.segments[attachment.segment];
    const JoinNode place = layer2.graph.must_root(layer2.untagged(attachment.at));
    bool is_native = false;
    for (DeviceIndex d = 0; d < network.devices.size(); ++d) {
      for (InterfaceIndex i = 0; i < network.devices[d].interfaces.size(); ++i) {
        const JoinNode other = layer2.nodes[d].untagged[i];
        if (other == no_node || layer2.graph.must_root(other) != place) continue;
        for (const InterfaceAddress& own : network.devices[d].interfaces[i].addresses) {
          is_native |= lies_in(segment, own.address);
        }
      }
    }
    if (is_native) continue;
    layer2.sink.report(Code::attached_to_trunk, attachment.span,
                       {layer2.spelled(attachment.at), segment.name});
  }
}

}  // namespace

void check_addresses(const Layer2& layer2, const Network& network) {
  check_trunk_attachments(layer2, network);
  for (const Domain& domain : network.domains) {
    check_duplicates(layer2, domain);
    for (const Attachment& at : domain.routed) {
      const std::vector<const Segment*> segments = segments_at(layer2, at);
      if (!segments.empty()) check_attached_subnets(layer2, at, segments);
      check_unattached(layer2, domain, at);
    }
  }
}

}  // namespace sekisho
