// Phase-2 selectors of route-based IPsec tunnels (FortiOS CLI Reference, "vpn ipsec phase2-interface").
//
// A packet passes a tunnel only within the selectors, in both directions: outside of them FortiOS has no
// security association (Administration Guide, "Phase 2 configuration"). They become filters of the tunnel
// interface. Selectors of a dial-up tunnel are narrowed to what the peer offers.
#include "config/fortios/convert.hpp"

#include <sekisho/base/code.hpp>

namespace sekisho::config::fortios {
namespace {

/// One end of a selector, with the words of that end.
struct SelectorEnd {
  std::string type;
  Text name, name6;
  std::optional<IpMask> subnet;
  std::optional<Ip6Prefix> subnet6;
  std::optional<Address> first, last, first6, last6;
};

SelectorEnd source_end(const Phase2& phase2) {
  return {phase2.src_addr_type.value_or("subnet"),
          phase2.src_name,
          phase2.src_name6,
          phase2.src_subnet,
          phase2.src_subnet6,
          phase2.src_start_ip,
          phase2.src_end_ip,
          phase2.src_start_ip6,
          phase2.src_end_ip6};
}

SelectorEnd destination_end(const Phase2& phase2) {
  return {phase2.dst_addr_type.value_or("subnet"),
          phase2.dst_name,
          phase2.dst_name6,
          phase2.dst_subnet,
          phase2.dst_subnet6,
          phase2.dst_start_ip,
          phase2.dst_end_ip,
          phase2.dst_start_ip6,
          phase2.dst_end_ip6};
}

std::optional<AddressRange> range_of(const std::optional<Address>& first,
                                     const std::optional<Address>& last) {
  if (!first || !last || first->family != last->family || *last < *first) return std::nullopt;
  return AddressRange{*first, *last};
}

AddressMatch match_of_range(const AddressRange& range) { return match_of({{range, true}}, range.family()); }

AddressMatch match_of_end(VdomConversion& vdom, const Phase2& phase2, const SelectorEnd& end) {
  if (end.type == "name" && end.name) return vdom.addresses.match({*end.name}, Family::v4, phase2.line);
  if (end.type == "name6" && end.name6) return vdom.addresses.match({*end.name6}, Family::v6, phase2.line);
  // Defaults 0.0.0.0/0 and ::/0.
  if (end.type == "subnet6" && !end.subnet6) return AddressMatch::everything();
  if (end.type == "subnet" && !end.subnet) return AddressMatch::everything();
  if (end.type == "subnet6") {
    return match_of_range(AddressRange::of(Prefix::of(end.subnet6->ip, end.subnet6->length)));
  }
  if (end.type == "subnet") {
    if (const auto length = netmask_length(end.subnet->mask)) {
      return match_of_range(AddressRange::of(Prefix::of(end.subnet->ip, *length)));
    }
  }
  if (end.type == "ip" && end.first) return match_of_range(AddressRange::of(*end.first));
  if (end.type == "ip6" && end.first6) return match_of_range(AddressRange::of(*end.first6));
  const auto range = end.type == "range6" ? range_of(end.first6, end.last6) : range_of(end.first, end.last);
  if (end.type.starts_with("range") && range) return match_of_range(*range);
  vdom.context.ledger.approximated(phase2.line, Code::fortios_wrong_object, {phase2.name});
  return AddressMatch::of(maybe_anything(end.type.ends_with('6') ? Family::v6 : Family::v4));
}

Rule outward_rule(VdomConversion& vdom, const Phase1& phase1, const Phase2& phase2) {
  Rule rule;
  rule.source = vdom.context.source(phase2, "phase2 \"" + phase2.name + "\"");
  rule.action = Action::permit;
  const SelectorEnd source = source_end(phase2);
  rule.match.ipv6 = source.type.ends_with('6');
  rule.match.ipv4 = !rule.match.ipv6;
  rule.match.source = match_of_end(vdom, phase2, source);
  rule.match.destination = match_of_end(vdom, phase2, destination_end(phase2));
  if (phase2.protocol.value_or(0) != 0 && *phase2.protocol <= 255) {
    Service service;
    service.protocol = static_cast<std::uint8_t>(*phase2.protocol);
    rule.match.services.push_back(service);
  }
  const bool ports = phase2.src_port.value_or(0) != 0 || phase2.dst_port.value_or(0) != 0;
  rule.match.certain = !ports && phase1.type != "dynamic";
  return rule;
}

}  // namespace

void convert_selectors(VdomConversion& vdom) {
  VdomContext& context = vdom.context;
  for (const Phase1& phase1 : context.vdom.phase1) {
    Filter out;
    Filter in;
    out.name = "phase2 " + phase1.name + " out";
    in.name = "phase2 " + phase1.name + " in";
    for (const Phase2& phase2 : context.vdom.phase2) {
      if (phase2.phase1name != phase1.name) continue;
      Rule rule = outward_rule(vdom, phase1, phase2);
      Rule back = rule;
      std::swap(back.match.source, back.match.destination);
      out.rules.push_back(std::move(rule));
      in.rules.push_back(std::move(back));
    }
    if (out.rules.empty()) continue;  // a part of a config
    out.default_source = context.source(phase1, "no phase 2 selector of \"" + phase1.name + "\"");
    in.default_source = out.default_source;
    for (sekisho::Interface& interface : context.device.interfaces) {
      if (interface.name != phase1.name) continue;
      interface.egress_filters.push_back(out.name);
      interface.ingress_filters.push_back(in.name);
    }
    context.device.filters.insert_or_assign(out.name, std::move(out));
    context.device.filters.insert_or_assign(in.name, std::move(in));
  }
}

}  // namespace sekisho::config::fortios
