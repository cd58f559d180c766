// Source translation: pools, the address of the outgoing interface, the central SNAT map
// (FortiOS CLI Reference, "firewall ippool", "firewall central-snat-map"; Administration Guide, "SNAT").
#include "config/fortios/convert.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::fortios {
namespace {

// Ports are kept where they are free and taken from the device's range otherwise, so any may come out.
constexpr PortRange any_translated_port{1, 65535};

Rewrite to_range(const AddressRange& range, bool fixed_port) {
  Rewrite rewrite;
  rewrite.source = range;
  if (!fixed_port) rewrite.source_port = any_translated_port;
  return rewrite;
}

std::optional<AddressRange> range_of(const IpPool& pool, Family family) {
  if (pool.type == "nptv6") {
    if (!pool.external_prefix) return std::nullopt;
    return AddressRange::of(Prefix::of(pool.external_prefix->ip, pool.external_prefix->length));
  }
  if (!pool.startip || pool.startip->family != family) return std::nullopt;
  const Address last = pool.endip.value_or(*pool.startip);
  if (last.family != family || last < *pool.startip) return std::nullopt;
  return AddressRange{*pool.startip, last};
}

void by_pools(VdomConversion& vdom, const Names& names, Family family, bool fixed_port, int line,
              std::vector<SourceTranslation>& found) {
  VdomContext& context = vdom.context;
  const auto& pools = family == Family::v4 ? context.vdom.pools : context.vdom.pools6;
  for (const std::string& name : names) {
    SourceTranslation translation;
    const IpPool* pool = pools.find(name);
    const auto range = pool == nullptr ? std::nullopt : range_of(*pool, family);
    if (pool == nullptr) {
      context.ledger.approximated(line, Code::fortios_undefined_name, {name});
      context.dangling("ippool", name, line);
    } else if (!range) {
      context.ledger.approximated(pool->line, Code::fortios_wrong_object, {name});
    }
    // One-to-one keeps ports ("firewall ippool", type).
    const bool keeps_ports = fixed_port || (pool != nullptr && pool->type == "one-to-one");
    translation.rewrite = to_range(range.value_or(whole(family)), keeps_ports);
    translation.certain = name == names.back();
    found.push_back(std::move(translation));
  }
}

/// Interfaces of one VDOM by the address that they give to translated packets.
void by_interface(VdomConversion& vdom, Family family, const std::vector<std::string>& egress,
                  bool fixed_port, int line, std::vector<SourceTranslation>& found) {
  VdomContext& context = vdom.context;
  SourceTranslation unknown;
  unknown.rewrite = to_range(whole(family), fixed_port);
  for (const std::string& name : egress.empty() ? context.interfaces() : egress) {
    const sekisho::Interface* interface = context.device.find_interface(name);
    const InterfaceAddress* own = nullptr;
    if (interface != nullptr && !interface->dynamic_address) {
      for (const InterfaceAddress& address : interface->addresses) {
        if (address.address.family == family && !address.secondary && own == nullptr) own = &address;
      }
    }
    if (own == nullptr) {
      unknown.egress.push_back(name);
      continue;
    }
    SourceTranslation translation;
    translation.rewrite = to_range(AddressRange::of(own->address), fixed_port);
    translation.egress = {name};
    found.push_back(std::move(translation));
  }
  const bool some_unknown = !unknown.egress.empty();
  if (!some_unknown && !found.empty()) return;
  // Remarked where somebody named such an interface; "any" always holds a few.
  if (some_unknown && !egress.empty() && family == Family::v4) {
    context.ledger.approximated(line, Code::fortios_translation_unknown);
  }
  if (!some_unknown) unknown.egress = egress;
  found.push_back(std::move(unknown));
}

/// What an entry of the map matches; nothing when its interfaces are none.
std::optional<NatRule> central_rule(VdomConversion& vdom, const CentralSnat& map) {
  VdomContext& context = vdom.context;
  const Family family = map.type == "ipv6" ? Family::v6 : Family::v4;
  const bool v4 = family == Family::v4;
  const auto ingress = context.places(map.srcintf, map.line_of("srcintf"));
  const auto egress = context.places(map.dstintf, map.line_of("dstintf"));
  if (ingress.nowhere || egress.nowhere) return std::nullopt;
  NatRule rule;
  rule.source = context.source(map, "central SNAT " + map.name);
  rule.match.ipv4 = v4;
  rule.match.ipv6 = !v4;
  rule.match.source =
      vdom.addresses.match(v4 ? map.orig_addr : map.orig_addr6, family, map.line_of("orig-addr"));
  rule.match.destination =
      vdom.addresses.match(v4 ? map.dst_addr : map.dst_addr6, family, map.line_of("dst-addr"));
  rule.certain = ingress.certain && egress.certain;
  rule.ingress = ingress.names;
  rule.egress = egress.names;
  Service service;
  if (map.protocol.value_or(0) != 0 && *map.protocol < 256)
    service.protocol = static_cast<std::uint8_t>(*map.protocol);
  for (const PortPair& ports : map.orig_port) {
    if (ports.destination.first != 0) service.source_ports.push_back(ports.destination);
  }
  for (const PortPair& ports : map.dst_port) {
    if (ports.destination.first != 0) service.destination_ports.push_back(ports.destination);
  }
  const bool asks = service.protocol || !service.source_ports.empty() || !service.destination_ports.empty();
  if (asks) rule.match.services = {service};
  return rule;
}

void translate_centrally(VdomConversion& vdom, const CentralSnat& map, const NatRule& rule) {
  std::vector<NatRule>& rules = vdom.context.device.source_nat;
  if (!map.nat.value_or(true)) {  // an exemption: translate nothing and stop
    rules.push_back(rule);
    return;
  }
  const Family family = rule.match.ipv4 ? Family::v4 : Family::v6;
  const Names& pools = family == Family::v4 ? map.nat_ippool : map.nat_ippool6;
  for (SourceTranslation& way : source_translations(vdom, pools, family, rule.egress, false, map.line)) {
    NatRule one = rule;
    one.rewrite = way.rewrite;
    if (!way.egress.empty()) one.egress = way.egress;
    one.certain = one.certain && way.certain;
    if (!map.nat_port.empty() && map.nat_port[0].destination.first != 0) {
      one.rewrite.source_port = map.nat_port[0].destination;
    }
    rules.push_back(std::move(one));
  }
}

}  // namespace

std::vector<SourceTranslation> source_translations(VdomConversion& vdom, const Names& pools, Family family,
                                                   const std::vector<std::string>& egress, bool fixed_port,
                                                   int line) {
  std::vector<SourceTranslation> found;
  if (!pools.empty()) {
    by_pools(vdom, pools, family, fixed_port, line, found);
  } else {
    by_interface(vdom, family, egress, fixed_port, line, found);
  }
  return found;
}

void convert_central_snat(VdomConversion& vdom) {
  VdomContext& context = vdom.context;
  for (const IpPool& pool : context.vdom.pools) {
    if (!pool.permit_any_host.value_or(false)) continue;
    // Full cone: hosts outside may open sessions to a translated host.
    const int line = pool.line_of("permit-any-host");
    context.ledger.unsupported(line, Code::fortios_setting_not_modelled, {"permit-any-host"});
    context.widen({Effect::may_permit, Effect::may_translate}, context.ledger.source(line));
  }
  if (!context.central_nat()) return;
  for (const CentralSnat& map : context.vdom.central_snat) {
    if (is_off(map.status)) continue;
    if (map.nat46.value_or(false) || map.nat64.value_or(false)) {
      const int line = map.line_of(map.nat46.value_or(false) ? "nat46" : "nat64");
      context.ledger.unsupported(line, Code::fortios_family_translation);
      context.widen({Effect::may_translate, Effect::may_permit},
                    context.source(map, "central SNAT " + map.name));
      continue;
    }
    const auto rule = central_rule(vdom, map);
    if (rule) translate_centrally(vdom, map, *rule);
  }
}

}  // namespace sekisho::config::fortios
