#include "check/transfer.hpp"

#include <algorithm>

namespace sekisho::check {

namespace {

const std::string unknown_interface;

HeaderSet prefixes(const Headers& headers, std::initializer_list<const char*> list) {
  HeaderSet result = headers.none();
  for (const char* text : list) result |= headers.addresses(headers.destination, *Prefix::parse(text));
  return result;
}

bool link_local(const Address& address) {
  return Prefix::parse(address.family == Family::v4 ? "169.254.0.0/16" : "fe80::/10")->contains(address);
}

bool has(const std::vector<SegmentIndex>& list, SegmentIndex segment) {
  return std::find(list.begin(), list.end(), segment) != list.end();
}

bool may_be_bound(const std::vector<std::string>& list, const std::string& interface) {
  return list.empty() || std::find(list.begin(), list.end(), interface) != list.end();
}

/// Whether a packet without a session may pass a stateful device that waits for SYN.
HeaderSet opening(const Headers& headers) {
  const Bits128 asked = tcp_flag::syn | tcp_flag::ack;
  return (headers.all() - headers.of_protocol(protocol::tcp)) |
         headers.sets().masked(headers.tcp_flags, tcp_flag::syn, asked);
}

}  // namespace

Transfer::Transfer(const Headers& headers, const Network& network, const std::vector<DeviceRoutes>& tables,
                   const Date& date, bool any_routing)
    : headers_(headers),
      network_(network),
      tables_(tables),
      rules_(headers, date),
      routes_(headers, network, tables, any_routing),
      of_devices_(headers.none()) {
  const std::size_t segments = network.snapshot.segments.size();
  for (const std::size_t field : {headers.source, headers.destination}) {
    for (SegmentIndex s = 0; s < segments; ++s) claims_[{s, field}] = computed_claim(s, field);
  }
  for (const Domain& domain : network.domains) {
    for (const Attachment& at : domain.routed) of_devices_ |= addressed_to(at) | answered_for(at);
  }
}

Onward Transfer::onward(const Place& place, const HeaderSet& packets) {
  Onward result;
  if (packets.empty()) return result;
  switch (place.kind) {
    case Place::Kind::segment_source: from_hosts(place.owner, packets, result); break;
    case Place::Kind::device_source:
      for (const RoutingTable& table : tables_[place.owner].tables) {
        for (const auto& [hop, taken] : routes_.own(place.owner, table.vrf, rules_).hops) {
          if (network_.devices[place.owner].interfaces[hop.interface].enabled)
            result.emplace_back(Place{Place::Kind::egress, place.owner, hop.interface, hop.gateway},
                                own_packets(place.owner, hop.interface, packets & taken));
        }
      }
      break;
    case Place::Kind::ingress: through_ingress(place.owner, place.interface, packets, result); break;
    case Place::Kind::routing: through_routing(place.owner, place.interface, packets, result); break;
    case Place::Kind::egress: leave({place.owner, place.interface}, place.gateway, packets, result); break;
    case Place::Kind::segment:
      if (network_.snapshot.segments[place.owner].outside) through_outside(place.owner, packets, result);
      break;
    case Place::Kind::device: break;
  }
  std::erase_if(result, [](const auto& each) { return each.second.empty(); });
  return result;
}

// Inside a device: the stages in the order of Device::pipeline, before and behind the route lookup.

HeaderSet Transfer::by_filters(const Device& device, const std::vector<std::string>& names,
                               const HeaderSet& packets, const Between& between) {
  HeaderSet result = packets;
  for (const std::string& name : names) {
    const auto filter = device.filters.find(name);
    if (filter != device.filters.end())
      result = rules_.permitted(filter->second, device.filters, result, between);
  }
  return result;
}

HeaderSet Transfer::own_packets(DeviceIndex device, InterfaceIndex out, const HeaderSet& packets) {
  const Device& owner = network_.devices[device];
  if (!owner.own_filter || routes_.doubts(device, out).permit) return packets;
  return rules_.permitted(*owner.own_filter, owner.filters, packets, {"", owner.interfaces[out].name});
}

/// One list of translations: rules of the device, or a filter whose permits translate.
Flow Transfer::translated(const Device& device, const std::vector<NatRule>& rules,
                          const std::optional<Filter>& filter, bool may_permit, const Flow& flow,
                          const Between& between) {
  Flow next = rules_.translated(rules, flow.plain, between);
  next.translated |= flow.translated;
  if (!filter) return next;
  const Flow passed = rules_.passed(*filter, device.filters, next.plain, between);
  return {may_permit ? next.plain : passed.plain, next.translated | passed.translated};
}

/// What a translation that was not read may make of packets: any address, any port, any mark of the device.
HeaderSet Transfer::scrambled(const Device& device, const Flow& flow) const {
  const HeaderSet any = headers_.scrambled(flow.both());
  const HeaderSet unmarked = any.forget(headers_.mark);
  HeaderSet result = any | (unmarked & headers_.sets().equal(headers_.mark, 0));
  for (const auto* rules : {&device.destination_nat, &device.source_nat}) {
    for (const NatRule& rule : *rules) result |= unmarked & headers_.sets().equal(headers_.mark, rule.mark);
  }
  return result;
}

void Transfer::through_ingress(DeviceIndex device, InterfaceIndex in, const HeaderSet& packets,
                               Onward& onward) {
  const Device& owner = network_.devices[device];
  const Interface& interface = owner.interfaces[in];
  if (interface.switchport) return;
  const Doubts doubts = routes_.doubts(device, in);
  const Between between{interface.name, unknown_interface};
  Flow flow{packets, headers_.none()};
  bool translation_met = false;
  for (const Stage stage : owner.pipeline) {
    if (stage == Stage::route_lookup) break;
    if (stage == Stage::source_check && !doubts.permit) {
      const HeaderSet passes = routes_.checked_sources(device, in);
      flow = {flow.plain & passes, flow.translated & passes};
    } else if (stage == Stage::ingress_filter && !doubts.permit) {
      flow = {by_filters(owner, interface.ingress_filters, flow.plain, between),
              by_filters(owner, interface.ingress_filters, flow.translated, between)};
    } else if (stage == Stage::destination_nat) {
      flow = translated(owner, owner.destination_nat, owner.destination_nat_filter, doubts.permit, flow,
                        between);
      if (doubts.translate) flow = {headers_.none(), scrambled(owner, flow)};
      translation_met = true;
    }
  }
  if (doubts.translate && !translation_met) flow = {headers_.none(), scrambled(owner, flow)};
  onward.emplace_back(Place{Place::Kind::routing, device, in, {}}, flow.both());
}

void Transfer::through_routing(DeviceIndex device, InterfaceIndex in, const HeaderSet& packets,
                               Onward& onward) {
  const Device& owner = network_.devices[device];
  HeaderSet own = packets & routes_.local(device, in, rules_);
  if (owner.local_filter && !routes_.doubts(device, in).permit)
    own = rules_.permitted(*owner.local_filter, owner.filters, own,
                           {owner.interfaces[in].name, unknown_interface});
  onward.emplace_back(Place{Place::Kind::device, device, 0, {}}, own);
  HeaderSet forwarded = headers_.none();
  if (owner.routes_ipv4) forwarded |= packets & headers_.of_family(Family::v4);
  if (owner.routes_ipv6) forwarded |= packets & headers_.of_family(Family::v6);
  if (forwarded.empty()) return;
  for (const auto& [hop, taken] : routes_.from(device, in, rules_).hops) {
    if (!owner.interfaces[hop.interface].enabled) continue;
    onward.emplace_back(Place{Place::Kind::egress, device, hop.interface, hop.gateway},
                        towards(device, in, hop.interface, forwarded & taken));
  }
}

HeaderSet Transfer::towards(DeviceIndex device, InterfaceIndex in, InterfaceIndex out,
                            const HeaderSet& packets) {
  if (packets.empty()) return packets;
  const Device& owner = network_.devices[device];
  const Between between{owner.interfaces[in].name, owner.interfaces[out].name};
  const bool may_permit = routes_.doubts(device, in).permit || routes_.doubts(device, out).permit;
  const bool may_translate = routes_.doubts(device, out).translate;
  const bool needs_syn = owner.stateful && owner.session_needs_syn;
  Flow flow{packets, headers_.none()};
  bool source_nat_met = false;
  const auto lookup = std::find(owner.pipeline.begin(), owner.pipeline.end(), Stage::route_lookup);
  for (auto stage = lookup; stage != owner.pipeline.end(); ++stage) {
    if (*stage == Stage::forward_filter) {
      const HeaderSet asked = needs_syn ? flow.plain & opening(headers_) : flow.plain;
      const Flow passed = owner.forward_filter
                              ? rules_.passed(*owner.forward_filter, owner.filters, asked, between)
                              : Flow{asked, headers_.none()};
      flow = {may_permit ? flow.plain : passed.plain, flow.translated | passed.translated};
    } else if (*stage == Stage::source_nat) {
      flow = translated(owner, owner.source_nat, owner.source_nat_filter, may_permit, flow, between);
      if (may_translate) flow = {headers_.none(), scrambled(owner, flow)};
      source_nat_met = true;
    } else if (*stage == Stage::egress_filter && !may_permit) {
      const std::vector<std::string>& names = owner.interfaces[out].egress_filters;
      flow = {by_filters(owner, names, flow.plain, between),
              by_filters(owner, names, flow.translated, between)};
    }
  }
  if (may_translate && !source_nat_met) flow = {headers_.none(), scrambled(owner, flow)};
  // Marks live inside one device.
  return flow.both().forget(headers_.mark) & headers_.sets().equal(headers_.mark, 0);
}

// Between devices: what leaves an interface comes to another interface of its broadcast domain or to the
// hosts of a segment there.

const Interface& Transfer::interface_at(const Attachment& at) const {
  return network_.devices[at.device].interfaces[at.interface];
}

const Domain* Transfer::domain_at(const Attachment& at) const {
  const DomainIndex index = network_.domain_of[at.device][at.interface];
  return index == Network::no_domain ? nullptr : &network_.domains[index];
}

HeaderSet Transfer::computed_claim(SegmentIndex segment, std::size_t field) const {
  const Segment& wanted = network_.snapshot.segments[segment];
  HeaderSet result = headers_.none();
  if (!wanted.rest) {
    for (const Prefix& prefix : wanted.prefixes) result |= headers_.addresses(field, prefix);
    return result;
  }
  for (const Segment& other : network_.snapshot.segments) {
    for (const Prefix& prefix : other.prefixes) result |= headers_.addresses(field, prefix);
  }
  return headers_.all() - result;
}

HeaderSet Transfer::addressed_to(const Attachment& at) const {
  HeaderSet result = headers_.none();
  for (const InterfaceAddress& own : interface_at(at).addresses)
    result |= headers_.addresses(headers_.destination, AddressRange::of(own.address));
  return result;
}

/// Addresses that an interface may answer for because its device translates them there, or to them.
HeaderSet Transfer::answered_for(const Attachment& at) const {
  const Device& device = network_.devices[at.device];
  const std::string& name = interface_at(at).name;
  HeaderSet result = headers_.none();
  const auto add_source = [&](const std::optional<Rewrite>& rewrite, const std::vector<std::string>& egress) {
    if (rewrite && rewrite->source && may_be_bound(egress, name))
      result |= headers_.addresses(headers_.destination, *rewrite->source);
  };
  for (const NatRule& rule : device.destination_nat) {
    if (rule.rewrite.empty() || !may_be_bound(rule.ingress, name)) continue;
    Match where;
    where.destination = rule.match.destination;
    result |= headers_.match(where).may;
  }
  for (const NatRule& rule : device.source_nat) add_source(rule.rewrite, rule.egress);
  std::vector<const Filter*> filters;
  if (device.forward_filter) filters.push_back(&*device.forward_filter);
  for (const auto& [list, filter] : device.filters) filters.push_back(&filter);
  for (const Filter* filter : filters) {
    for (const Rule& rule : filter->rules) add_source(rule.translate, rule.egress);
  }
  return result;
}

void Transfer::into(const Attachment& at, const HeaderSet& packets, Onward& onward) const {
  onward.emplace_back(Place{Place::Kind::ingress, at.device, at.interface, {}}, packets);
}

void Transfer::leave(const Attachment& at, const std::optional<Address>& gateway, const HeaderSet& packets,
                     Onward& onward) {
  if (domain_at(at) == nullptr) return;
  if (gateway) {
    to_gateway(at, *gateway, packets, onward);
  } else {
    on_link(at, packets, onward);
  }
}

void Transfer::to_gateway(const Attachment& at, const Address& gateway, const HeaderSet& packets,
                          Onward& onward) {
  const Domain& domain = *domain_at(at);
  const bool tunnel = interface_at(at).kind == InterfaceKind::tunnel && domain.segments.empty();
  bool owned = false;
  for (const Attachment& other : domain.routed) {
    const auto& addresses = interface_at(other).addresses;
    const bool owns = std::any_of(addresses.begin(), addresses.end(),
                                  [&](const InterfaceAddress& own) { return own.address == gateway; });
    if (other == at || !owns) continue;
    into(other, packets, onward);
    owned = true;
  }
  if (owned) return;
  const HeaderSet its_address = headers_.addresses(headers_.destination, AddressRange::of(gateway));
  for (const Attachment& other : domain.routed) {
    if (other == at) continue;
    const Interface& interface = interface_at(other);
    const bool may_be_it = tunnel || interface.dynamic_address || interface.proxy_arp ||
                           link_local(gateway) || !(answered_for(other) & its_address).empty();
    if (may_be_it) into(other, packets, onward);
  }
  for (const SegmentIndex s : domain.segments) {
    const bool outside = network_.snapshot.segments[s].outside;
    onward.emplace_back(Place{Place::Kind::segment, s, 0, {}},
                        outside ? packets : packets & claimed(s, headers_.destination));
  }
}

void Transfer::on_link(const Attachment& at, const HeaderSet& packets, Onward& onward) {
  const Domain& domain = *domain_at(at);
  const bool tunnel = interface_at(at).kind == InterfaceKind::tunnel && domain.segments.empty();
  HeaderSet unowned = packets;
  for (const Attachment& other : domain.routed) {
    if (other == at) continue;
    into(other, packets & addressed_to(other), onward);
    unowned -= addressed_to(other);
  }
  for (const Attachment& other : domain.routed) {
    if (other == at) continue;
    const Interface& interface = interface_at(other);
    HeaderSet taken = unowned & answered_for(other);
    if (interface.proxy_arp) {  // RFC 1027: for what it does not see on this link itself
      HeaderSet seen = headers_.none();
      for (const InterfaceAddress& own : interface.addresses)
        seen |= headers_.addresses(headers_.destination, own.subnet());
      taken |= unowned - seen;
    }
    // A line without hosts, a far end of a tunnel, a gateway that is learned at run time.
    const bool anything =
        tunnel || domain.segments.empty() || interface.dynamic_address || interface_at(at).dynamic_address;
    into(other, anything ? unowned : taken, onward);
  }
  for (const SegmentIndex s : domain.segments) {
    const bool outside = network_.snapshot.segments[s].outside;
    onward.emplace_back(Place{Place::Kind::segment, s, 0, {}},
                        outside ? unowned : unowned & claimed(s, headers_.destination));
  }
}

void Transfer::from_hosts(SegmentIndex segment, const HeaderSet& packets, Onward& onward) {
  const HeaderSet to_many = prefixes(headers_, {"224.0.0.0/4", "255.255.255.255/32", "ff00::/8"});
  for (const Domain& domain : network_.domains) {
    if (!has(domain.segments, segment)) continue;
    for (const Attachment& router : domain.routed) into(router, packets, onward);
    for (const SegmentIndex other : domain.segments) {
      if (other == segment) continue;
      const bool outside = network_.snapshot.segments[other].outside;
      const HeaderSet theirs = claimed(other, headers_.destination) | to_many;
      onward.emplace_back(Place{Place::Kind::segment, other, 0, {}}, outside ? packets : packets & theirs);
    }
  }
}

/// An outside network hands on what it does not claim wherever it is attached, and what it claims when a
/// device of the snapshot has the address or answers for it.
void Transfer::through_outside(SegmentIndex segment, const HeaderSet& packets, Onward& onward) {
  const HeaderSet carried = (packets - claimed(segment, headers_.destination)) | (packets & of_devices_);
  for (const Domain& domain : network_.domains) {
    if (!has(domain.segments, segment)) continue;
    for (const Attachment& router : domain.routed) into(router, carried, onward);
    for (const SegmentIndex other : domain.segments) {
      if (other != segment)
        onward.emplace_back(Place{Place::Kind::segment, other, 0, {}},
                            packets & claimed(other, headers_.destination));
    }
  }
}

}  // namespace sekisho::check
