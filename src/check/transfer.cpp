#include "check/transfer.hpp"

#include <algorithm>
#include <utility>

namespace sekisho::check {

Transfer::Transfer(Headers& headers, const ModelFile& model, Account account)
    : headers_(headers), model_(model), account_(account) {
  for (const Domain& domain : network_.domains) {
    for (const Attachment& at : domain.routed) {
      const Takes& takes = takes_[at] = taken_by(at);
      of_devices_ |= takes.own | translated_at(at);
    }
  }
}

std::vector<Onward> Transfer::onward(const Place& place, const HeaderSet& there) {
  const bool open = account_ == Account::open;
  const HeaderSet packets = open && !there.empty() ? headers_.all() : there - headers_.translated();
  const Attachment at{place.owner, place.interface};
  switch (place.kind) {
    case Place::Kind::segment_source: return from_segment(place.owner, true, packets);
    case Place::Kind::ingress:
      if (interface_at(at).switchport) return {};
      return {{{Place::Kind::routing, place.owner, place.interface, {}}, through_stages(at, {}, packets)}};
    case Place::Kind::routing: return from_routing(at, packets);
    case Place::Kind::egress: return on_link(place, packets);
    case Place::Kind::segment:  // an outside network carries on, hosts of the organisation do not
      if (!open && !network_.snapshot.segments[place.owner].outside) return {};
      return from_segment(place.owner, open, packets);
    case Place::Kind::device_source:  // what it answers: Sessions
    case Place::Kind::device: break;
  }
  return {};
}

// Inside a device: the stages in the order of Device::pipeline, before and behind the route lookup.

HeaderSet Transfer::through_stages(const Attachment& in, Out out, HeaderSet packets) {
  if (account_ == Account::open) return packets;
  const Device& device = network_.devices[in.device];
  const auto lookup = std::ranges::find(device.pipeline, Stage::route_lookup);
  // An unread line that may translate does so where the device translates, or else at the end.
  bool may_translate = may(Effect::may_translate, device, out.value_or(in.interface));
  const Stage translates = out ? Stage::source_nat : Stage::destination_nat;
  const auto last = out ? device.pipeline.end() : lookup;
  for (auto stage = out ? lookup : device.pipeline.begin(); stage != last; ++stage) {
    packets = through_stage(*stage, in, out, packets);
    if (*stage == translates && std::exchange(may_translate, false)) packets = scrambled(device, packets);
  }
  return may_translate ? scrambled(device, packets) : packets;
}

HeaderSet Transfer::through_stage(Stage stage, const Attachment& in, Out out, const HeaderSet& packets) {
  const Device& device = network_.devices[in.device];
  const bool may_pass = may(Effect::may_permit, device, in.interface) || may(Effect::may_permit, device, out);
  const HeaderSet bypassing = may_pass ? packets : HeaderSet();
  const auto asked = [&](bool translates) {
    return Asked{device.filters, interface_at(in).name, out ? device.interfaces[*out].name : "", translates};
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
    return by_list(*filter, next) | (may_pass ? next : HeaderSet());
  };
  switch (stage) {
    case Stage::source_check: return (packets & routes_.checked_sources(in)) | bypassing;
    case Stage::ingress_filter: return by_names(interface_at(in).ingress_filters);
    case Stage::egress_filter: return out ? by_names(device.interfaces[*out].egress_filters) : packets;
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
  const auto marked = [&](const NatRule& rule) { return any.with(field::mark, rule.mark, rule.mark); };
  return any | any.with(field::mark, 0, 0) | headers_.any_of(device.destination_nat, marked) |
         headers_.any_of(device.source_nat, marked);
}

std::vector<Onward> Transfer::from_routing(const Attachment& in, const HeaderSet& packets) {
  const Device& device = network_.devices[in.device];
  const Ways& ways = routes_.from(in.device, in.interface);
  HeaderSet own = packets & ways.local;
  if (device.local_filter && !may(Effect::may_permit, device, in.interface))
    own = rules_.passed(*device.local_filter, own, {device.filters, interface_at(in).name, ""});
  std::vector<Onward> result{{{Place::Kind::device, in.device, 0, {}}, own}};
  HeaderSet forwarded = packets;
  if (!device.routes_ipv4) forwarded -= headers_.of_family(Family::v4);
  if (!device.routes_ipv6) forwarded -= headers_.of_family(Family::v6);
  for (const auto& [hop, taken] : ways.hops) {
    const HeaderSet sent = forwarded & taken;
    if (sent.empty() || !device.interfaces[hop.interface].enabled) continue;
    // Marks live inside one device.
    result.push_back({{Place::Kind::egress, in.device, hop.interface, hop.gateway},
                      through_stages(in, hop.interface, sent).with(field::mark, 0, 0)});
  }
  return result;
}

// Between devices: what leaves an interface comes to another interface of its broadcast domain or to the
// hosts of a segment there.

const HeaderSet& Transfer::claimed(SegmentIndex segment, std::size_t field) {
  const auto [found, is_new] = claimed_.try_emplace({segment, field});
  if (!is_new) return found->second;
  const std::vector<Segment>& segments = network_.snapshot.segments;
  const auto of = [&](const Segment& each) { return headers_.addresses(field, each.prefixes); };
  const Segment& wanted = segments[segment];
  return found->second = wanted.rest ? headers_.all() - headers_.any_of(segments, of) : of(wanted);
}

Transfer::Takes Transfer::taken_by(const Attachment& at) {
  const Interface& interface = interface_at(at);
  Takes result{{}, translated_at(at)};
  HeaderSet on_link;
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
  HeaderSet result = headers_.any_of(device.destination_nat, [&](const NatRule& rule) {
    const bool here = !rule.rewrite.empty() && bound(rule.ingress, name) != Bound::no;
    return here ? headers_.matched(field::destination, rule.match.destination, false) : HeaderSet();
  });
  std::vector<const Filter*> filters{&rules_.as_filter(device.source_nat)};
  if (device.forward_filter) filters.push_back(&*device.forward_filter);
  for (const auto& [list, filter] : device.filters) filters.push_back(&filter);
  for (const Filter* filter : filters) {
    for (const Rule& rule : filter->rules) {
      if (rule.translate && rule.translate->source && bound(rule.egress, name) != Bound::no)
        result |= headers_.addresses(field::destination, *rule.translate->source);
    }
  }
  return result;
}

/// A frame goes to who has its target, the gateway or else the destination; if nobody has it, perhaps to who
/// may answer for it. Each `takers` below is a set of targets.
std::vector<Onward> Transfer::on_link(const Place& egress, const HeaderSet& packets) {
  std::vector<Onward> result;
  const Attachment at{egress.owner, egress.interface};
  const DomainIndex index = network_.domain_of[at.device][at.interface];
  if (index == Network::no_domain) return result;
  const Domain& domain = network_.domains[index];
  const std::optional<Address>& gateway = egress.gateway;
  const HeaderSet targets =
      gateway ? headers_.addresses(field::destination, AddressRange::of(*gateway)) : headers_.all();
  const auto sent = [&](const HeaderSet& takers) {
    if (!gateway) return packets & takers;
    return (targets & takers).empty() ? HeaderSet() : packets;
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
    result.push_back({{Place::Kind::ingress, other.device, other.interface, {}},
                      sent(takes.own | (anything ? unowned : unowned & takes.perhaps))});
  }
  for (const SegmentIndex s : domain.segments) {
    const bool outside = network_.snapshot.segments[s].outside;
    result.push_back(
        {place_of(s), sent(unowned) & (outside ? headers_.all() : claimed(s, field::destination))});
  }
  return result;
}

/// Hosts choose any router of their domains as first hop, and reach other segments there directly. An
/// outside network hands on what it does not claim wherever it is attached, and what it claims when a device
/// of the snapshot has the address or answers for it.
std::vector<Onward> Transfer::from_segment(SegmentIndex segment, bool by_hosts, const HeaderSet& packets) {
  std::vector<Onward> result;
  const HeaderSet to_routers =
      by_hosts ? packets : packets - (claimed(segment, field::destination) - of_devices_);
  for (const Domain& domain : network_.domains) {
    if (std::ranges::find(domain.segments, segment) == domain.segments.end()) continue;
    for (const Attachment& router : domain.routed)
      result.push_back({{Place::Kind::ingress, router.device, router.interface, {}}, to_routers});
    for (const SegmentIndex other : domain.segments) {
      if (other == segment) continue;
      HeaderSet taken = claimed(other, field::destination);
      if (by_hosts) taken |= network_.snapshot.segments[other].outside ? headers_.all() : headers_.to_many();
      result.push_back({place_of(other), packets & taken});
    }
  }
  return result;
}

}  // namespace sekisho::check
