#include "check/transfer.hpp"

#include <algorithm>
#include <utility>

namespace sekisho::check {

namespace {

Place ingress_of(const Attachment& at) { return {Place::Kind::ingress, at.device, at.interface, {}}; }

Place place_of(SegmentIndex segment) { return {Place::Kind::segment, segment, 0, {}}; }

}  // namespace

Transfer::Transfer(Headers& headers, const Network& network, const std::vector<DeviceRoutes>& tables,
                   const Date& date, bool any_routing)
    : headers_(headers),
      network_(network),
      rules_(headers, date),
      routes_(headers, network, tables, rules_, any_routing),
      of_devices_(headers.none()) {
  for (const Domain& domain : network.domains) {
    for (const Attachment& at : domain.routed) {
      const Takes& takes = takes_[at] = taken_by(at);
      of_devices_ |= takes.own | translated_at(at);
    }
  }
}

std::vector<Onward> Transfer::onward(const Place& place, const HeaderSet& there) {
  std::vector<Onward> result;
  const HeaderSet packets = there - headers_.translated();
  switch (place.kind) {
    case Place::Kind::segment_source: from_segment(place.owner, true, packets, result); break;
    case Place::Kind::ingress:
      if (!interface_at({place.owner, place.interface}).switchport)
        result.push_back({{Place::Kind::routing, place.owner, place.interface, {}},
                          through_stages({place.owner, place.interface, {}}, packets)});
      break;
    case Place::Kind::routing: from_routing(place.owner, place.interface, packets, result); break;
    case Place::Kind::egress: on_link({place.owner, place.interface}, place.gateway, packets, result); break;
    case Place::Kind::segment:  // an outside network carries on, hosts of the organisation do not
      if (network_.snapshot.segments[place.owner].outside) from_segment(place.owner, false, packets, result);
      break;
    case Place::Kind::device_source:  // what it answers: Sessions
    case Place::Kind::device: break;
  }
  std::erase_if(result, [](const Onward& each) { return each.packets.empty(); });
  return result;
}

// Inside a device: the stages in the order of Device::pipeline, before and behind the route lookup.

bool Transfer::may_pass_filters(const Crossing& crossing) const {
  const Device& device = network_.devices[crossing.device];
  return may(Effect::may_permit, device, crossing.in) ||
         may(Effect::may_permit, device, crossing.out.value_or(crossing.in));
}

HeaderSet Transfer::through_stages(const Crossing& crossing, const HeaderSet& packets) {
  const Device& device = network_.devices[crossing.device];
  const auto lookup = std::ranges::find(device.pipeline, Stage::route_lookup);
  const auto first = crossing.out ? lookup : device.pipeline.begin();
  const auto last = crossing.out ? device.pipeline.end() : lookup;
  // An unread line that may translate does so where the device translates, or else at the end.
  bool may_translate = may(Effect::may_translate, device, crossing.out.value_or(crossing.in));
  const Stage translates = crossing.out ? Stage::source_nat : Stage::destination_nat;
  HeaderSet flow = packets;
  for (auto stage = first; stage != last; ++stage) {
    flow = through_stage(*stage, crossing, flow);
    if (*stage == translates && std::exchange(may_translate, false)) flow = scrambled(device, flow);
  }
  return may_translate ? scrambled(device, flow) : flow;
}

HeaderSet Transfer::through_stage(Stage stage, const Crossing& crossing, const HeaderSet& packets) {
  const Device& device = network_.devices[crossing.device];
  const Interface& in = device.interfaces[crossing.in];
  const Interface* out = crossing.out ? &device.interfaces[*crossing.out] : nullptr;
  const HeaderSet bypassing = may_pass_filters(crossing) ? packets : headers_.none();
  const auto asked = [&](bool translates) {
    return Asked{device.filters, in.name, out != nullptr ? out->name : "", translates};
  };
  const auto by_names = [&](const std::vector<std::string>& filters) {
    HeaderSet passed = packets;
    for (const std::string& name : filters) {
      const auto filter = device.filters.find(name);
      if (filter != device.filters.end()) passed = rules_.passed(filter->second, passed, asked(false));
    }
    return passed | bypassing;
  };
  // Policies and NAT rules, whose permits may translate. What is translated already passes by.
  const auto by_list = [&](const Filter& filter, const HeaderSet& coming) {
    const HeaderSet done = coming & headers_.translated();
    return done | rules_.passed(filter, coming - done, asked(true));
  };
  const auto by_nat = [&](const std::vector<NatRule>& rules, const std::optional<Filter>& filter) {
    const HeaderSet next = by_list(rules_.as_filter(rules), packets);
    if (!filter) return next;
    return by_list(*filter, next) | (may_pass_filters(crossing) ? next : headers_.none());
  };
  switch (stage) {
    case Stage::source_check:
      return (packets & routes_.checked_sources(crossing.device, crossing.in)) | bypassing;
    case Stage::ingress_filter: return by_names(in.ingress_filters);
    case Stage::egress_filter: return out != nullptr ? by_names(out->egress_filters) : packets;
    case Stage::destination_nat: return by_nat(device.destination_nat, device.destination_nat_filter);
    case Stage::source_nat: return by_nat(device.source_nat, device.source_nat_filter);
    case Stage::forward_filter: {
      HeaderSet open = packets;
      if (device.stateful && device.session_needs_syn)
        open &= headers_.opening(tcp_flag::syn | tcp_flag::ack) | headers_.translated();
      return bypassing | (device.forward_filter ? by_list(*device.forward_filter, open) : open);
    }
    default: return packets;  // looked at elsewhere: Routes, from_routing()
  }
}

/// What a translation that was not read may make of packets: any address, any port, any mark of the device.
HeaderSet Transfer::scrambled(const Device& device, const HeaderSet& packets) {
  HeaderSet any = headers_.freed(packets, {field::source, field::destination});
  for (const std::size_t each : {field::source_port, field::destination_port})
    any = headers_.with_ports_in(any, each, PortRange{});
  any = any.with(field::translated, 1, 1);
  HeaderSet result = any | any.with(field::mark, 0, 0);
  for (const auto* rules : {&device.destination_nat, &device.source_nat}) {
    for (const NatRule& rule : *rules) result |= any.with(field::mark, rule.mark, rule.mark);
  }
  return result;
}

void Transfer::from_routing(DeviceIndex device, InterfaceIndex in, const HeaderSet& packets,
                            std::vector<Onward>& onward) {
  const Device& owner = network_.devices[device];
  const Ways& ways = routes_.from(device, in);
  HeaderSet own = packets & ways.local;
  if (owner.local_filter && !may_pass_filters({device, in, {}}))
    own = rules_.passed(*owner.local_filter, own, {owner.filters, owner.interfaces[in].name, "", false});
  onward.push_back({{Place::Kind::device, device, 0, {}}, own});
  HeaderSet forwarded = packets;
  if (!owner.routes_ipv4) forwarded -= headers_.of_family(Family::v4);
  if (!owner.routes_ipv6) forwarded -= headers_.of_family(Family::v6);
  for (const auto& [hop, taken] : ways.hops) {
    const HeaderSet sent = forwarded & taken;
    if (sent.empty() || !owner.interfaces[hop.interface].enabled) continue;
    // Marks live inside one device.
    onward.push_back({{Place::Kind::egress, device, hop.interface, hop.gateway},
                      through_stages({device, in, hop.interface}, sent).with(field::mark, 0, 0)});
  }
}

// Between devices: what leaves an interface comes to another interface of its broadcast domain or to the
// hosts of a segment there.

HeaderSet Transfer::claimed(SegmentIndex segment, std::size_t field) {
  const Segment& wanted = network_.snapshot.segments[segment];
  if (!wanted.rest) return headers_.addresses(field, wanted.prefixes);
  HeaderSet result = headers_.all();
  for (const Segment& other : network_.snapshot.segments) result -= headers_.addresses(field, other.prefixes);
  return result;
}

Transfer::Takes Transfer::taken_by(const Attachment& at) {
  const Interface& interface = interface_at(at);
  Takes result{headers_.none(), translated_at(at)};
  HeaderSet on_link = headers_.none();
  for (const InterfaceAddress& own : interface.addresses) {
    result.own |= headers_.addresses(field::destination, AddressRange::of(own.address));
    on_link |= headers_.addresses(field::destination, own.subnet());
  }
  if (interface.proxy_arp) result.perhaps |= headers_.all() - on_link;  // RFC 1027: not for what it sees here
  return result;
}

/// Destinations that an interface may answer for because its device translates them there, or to them.
HeaderSet Transfer::translated_at(const Attachment& at) {
  const Device& device = network_.devices[at.device];
  const std::string& name = interface_at(at).name;
  HeaderSet result = headers_.none();
  for (const NatRule& rule : device.destination_nat) {
    if (rule.rewrite.empty() || !may_be_bound(rule.ingress, name)) continue;
    Match where;
    where.destination = rule.match.destination;
    result |= headers_.match(where, false);
  }
  std::vector<const Filter*> filters{&rules_.as_filter(device.source_nat)};
  if (device.forward_filter) filters.push_back(&*device.forward_filter);
  for (const auto& [list, filter] : device.filters) filters.push_back(&filter);
  for (const Filter* filter : filters) {
    for (const Rule& rule : filter->rules) {
      if (rule.translate && rule.translate->source && may_be_bound(rule.egress, name))
        result |= headers_.addresses(field::destination, *rule.translate->source);
    }
  }
  return result;
}

/// A frame goes to who has its target, the gateway or else the destination; if nobody has it, perhaps to who
/// may answer for it. Each `takers` below is a set of targets.
void Transfer::on_link(const Attachment& at, const std::optional<Address>& gateway, const HeaderSet& packets,
                       std::vector<Onward>& onward) {
  const DomainIndex index = network_.domain_of[at.device][at.interface];
  if (index == Network::no_domain) return;
  const Domain& domain = network_.domains[index];
  const HeaderSet targets =
      gateway ? headers_.addresses(field::destination, AddressRange::of(*gateway)) : headers_.all();
  const auto sent = [&](const HeaderSet& takers) {
    if (!gateway) return packets & takers;
    return (targets & takers).empty() ? headers_.none() : packets;
  };
  HeaderSet unowned = targets;
  for (const Attachment& other : domain.routed) {
    if (other != at) unowned -= takes_.at(other).own;
  }
  const bool tunnel = interface_at(at).kind == InterfaceKind::tunnel && domain.segments.empty();
  for (const Attachment& other : domain.routed) {
    if (other == at) continue;
    const Takes& takes = takes_.at(other);
    const Interface& interface = interface_at(other);
    // The far end of a tunnel, addresses that are known at run time only, a line without hosts.
    const bool anything = tunnel || interface.dynamic_address ||
                          (gateway ? is_link_local(*gateway) || interface.proxy_arp
                                   : domain.segments.empty() || interface_at(at).dynamic_address);
    onward.push_back({ingress_of(other), sent(takes.own | (anything ? unowned : unowned & takes.perhaps))});
  }
  for (const SegmentIndex s : domain.segments) {
    const bool outside = network_.snapshot.segments[s].outside;
    onward.push_back(
        {place_of(s), sent(unowned) & (outside ? headers_.all() : claimed(s, field::destination))});
  }
}

/// Hosts choose any router of their domains as first hop, and reach other segments there directly. An
/// outside network hands on what it does not claim wherever it is attached, and what it claims when a device
/// of the snapshot has the address or answers for it.
void Transfer::from_segment(SegmentIndex segment, bool by_hosts, const HeaderSet& packets,
                            std::vector<Onward>& onward) {
  const HeaderSet to_routers =
      by_hosts ? packets : packets - (claimed(segment, field::destination) - of_devices_);
  for (const Domain& domain : network_.domains) {
    if (std::ranges::find(domain.segments, segment) == domain.segments.end()) continue;
    for (const Attachment& router : domain.routed) onward.push_back({ingress_of(router), to_routers});
    for (const SegmentIndex other : domain.segments) {
      if (other == segment) continue;
      HeaderSet taken = claimed(other, field::destination);
      if (by_hosts) taken |= network_.snapshot.segments[other].outside ? headers_.all() : headers_.to_many();
      onward.push_back({place_of(other), packets & taken});
    }
  }
}

}  // namespace sekisho::check
