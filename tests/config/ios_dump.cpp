#include "config/ios_dump.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sekisho::test {
namespace {

std::string text_of(const AddressMatch& match) {
  if (match.any) return "any";
  std::vector<std::string> terms;
  for (const AddressTerm& term : match.terms) {
    std::string text = std::visit([](const auto& value) { return to_string(value); }, term.value);
    terms.push_back(text + (term.certain ? "" : "?"));
  }
  return (match.negated ? "not " : "") + (terms.empty() ? "none" : fmt::format("{}", fmt::join(terms, ",")));
}

std::string ports(const std::vector<PortRange>& ranges) {
  std::vector<std::string> texts;
  for (const PortRange& range : ranges) texts.push_back(to_string(range));
  return fmt::format("{}", fmt::join(texts, ","));
}

std::string bytes(const std::vector<ByteRange>& ranges) {
  std::vector<std::string> texts;
  for (const ByteRange& range : ranges) {
    texts.push_back(range.first == range.last ? fmt::format("{}", range.first)
                                              : fmt::format("{}-{}", range.first, range.last));
  }
  return fmt::format("{}", fmt::join(texts, ","));
}

std::string text_of(const Service& service) {
  std::string text = service.protocol ? protocol_name(*service.protocol) : "ip";
  if (!service.source_ports.empty()) text += " from " + ports(service.source_ports);
  if (!service.destination_ports.empty()) text += " to " + ports(service.destination_ports);
  if (!service.icmp_types.empty()) text += " type " + bytes(service.icmp_types);
  if (!service.icmp_codes.empty()) text += " code " + bytes(service.icmp_codes);
  for (const TcpFlagMatch& flags : service.tcp_flags)
    text += fmt::format(" flags {:02x}/{:02x}", flags.value, flags.mask);
  return text + (service.certain ? "" : "?");
}

std::string schedule(const Schedule& when) {
  std::string text;
  if (!when.name.empty()) text += " time " + when.name;
  if (when.start) text += " from " + to_string(*when.start);
  if (when.end) text += " until " + to_string(*when.end);
  if (when.periodic) text += " sometimes";
  return text;
}

std::string kind(InterfaceKind interface_kind) {
  switch (interface_kind) {
    case InterfaceKind::physical: return "physical";
    case InterfaceKind::subinterface: return "subinterface";
    case InterfaceKind::vlan: return "vlan";
    case InterfaceKind::loopback: return "loopback";
    case InterfaceKind::tunnel: return "tunnel";
    case InterfaceKind::aggregate: return "aggregate";
    case InterfaceKind::bridge: return "bridge";
    case InterfaceKind::other: return "other";
  }
  return "";
}

std::string vlans(const VlanSet& set) {
  std::vector<std::string> texts;
  for (const auto& [first, last] : set.ranges) {
    texts.push_back(first == last ? fmt::format("{}", first) : fmt::format("{}-{}", first, last));
  }
  return texts.empty() ? "none" : fmt::format("{}", fmt::join(texts, ","));
}

std::string text_of(const SwitchPort& port) {
  std::string text;
  switch (port.mode) {
    case SwitchPort::Mode::access: text = " access"; break;
    case SwitchPort::Mode::trunk: text = " trunk"; break;
    case SwitchPort::Mode::dynamic: text = " dynamic"; break;
  }
  if (port.mode != SwitchPort::Mode::trunk) text += fmt::format(" vlan {}", port.access_vlan);
  if (port.voice_vlan) text += fmt::format(" voice {}", *port.voice_vlan);
  if (port.mode != SwitchPort::Mode::access) {
    text += fmt::format(" native {}{} allowed {}", port.native_vlan, port.native_tagged ? " tagged" : "",
                        vlans(port.allowed));
  }
  return text + (port.isolated ? " isolated" : "");
}

std::string text_of(const Tunnel& tunnel) {
  static constexpr const char* kinds[] = {"gre", "ipip", "ipsec", "l2tp", "sixin4", "ssl-vpn", "other"};
  std::string text = std::string(" ") + kinds[static_cast<int>(tunnel.kind)];
  if (tunnel.encrypted) text += " encrypted";
  if (!tunnel.underlay_interface.empty()) text += " over " + tunnel.underlay_interface;
  if (tunnel.local) text += " from " + to_string(*tunnel.local);
  if (tunnel.remote) text += " to " + to_string(*tunnel.remote);
  return text + (tunnel.underlay_vrf.empty() ? "" : " in " + tunnel.underlay_vrf);
}

std::string text_of(const Interface& interface) {
  std::string text = fmt::format("interface {} {}", interface.name, kind(interface.kind));
  if (!interface.enabled) text += " down";
  if (!interface.vrf.empty()) text += " vrf " + interface.vrf;
  for (const InterfaceAddress& address : interface.addresses) {
    text += fmt::format(" {}/{}{}{}", to_string(address.address), address.length,
                        address.secondary ? " secondary" : "", address.shared ? " shared" : "");
  }
  if (interface.dynamic_address) text += " dynamic-address";
  if (interface.switchport) text += text_of(*interface.switchport);
  if (!interface.parent.empty()) text += " on " + interface.parent;
  if (interface.tag) text += fmt::format(" tag {}", *interface.tag);
  if (interface.vlan) text += fmt::format(" of vlan {}", *interface.vlan);
  if (!interface.members.empty()) text += fmt::format(" members {}", fmt::join(interface.members, ","));
  if (interface.tunnel) text += text_of(*interface.tunnel);
  if (!interface.ingress_filters.empty())
    text += fmt::format(" in {}", fmt::join(interface.ingress_filters, ","));
  if (!interface.egress_filters.empty())
    text += fmt::format(" out {}", fmt::join(interface.egress_filters, ","));
  if (interface.source_check == SourceCheck::strict) text += " check strict";
  if (interface.source_check == SourceCheck::loose) text += " check loose";
  return text + "\n";
}

}  // namespace

std::string dump(const NextHop& hop) {
  std::string text = hop.gateway ? to_string(*hop.gateway) : "link";
  if (!hop.interface.empty()) text += " " + hop.interface;
  return text + (hop.other_vrf ? " in vrf \"" + hop.vrf + "\"" : "");
}

std::string dump(const Match& match) {
  std::string text = match.ipv4 && match.ipv6 ? "" : match.ipv4 ? "v4 " : "v6 ";
  text += text_of(match.source) + " -> " + text_of(match.destination);
  std::vector<std::string> services;
  for (const Service& service : match.services) services.push_back(text_of(service));
  if (!services.empty()) text += fmt::format(" {}", fmt::join(services, " or "));
  return text + (match.certain ? "" : " ?");
}

namespace {

std::string text_of(const Rule& rule) {
  return fmt::format("  {} {}{}{}  [{}]\n", rule.action == Action::permit ? "permit" : "deny",
                     dump(rule.match), schedule(rule.schedule), rule.log ? " log" : "", rule.source.label);
}

std::string text_of(const Filter& filter) {
  std::string text = fmt::format("filter {} default {}\n", filter.name,
                                 filter.default_action == Action::permit ? "permit" : "deny");
  for (const Rule& rule : filter.rules) text += text_of(rule);
  return text;
}

std::string text_of(const NatRule& rule) {
  std::string text = "  " + dump(rule.match);
  if (!rule.ingress.empty()) text += fmt::format(" in {}", fmt::join(rule.ingress, ","));
  if (!rule.egress.empty()) text += fmt::format(" out {}", fmt::join(rule.egress, ","));
  if (rule.rewrite.empty()) text += " => untouched";
  if (rule.rewrite.source) text += " => source " + to_string(*rule.rewrite.source);
  if (rule.rewrite.source_port) text += " port " + to_string(*rule.rewrite.source_port);
  if (rule.rewrite.destination) text += " => destination " + to_string(*rule.rewrite.destination);
  if (rule.rewrite.destination_port) text += " port " + to_string(*rule.rewrite.destination_port);
  if (rule.rewrite.keep_host_bits) text += " keeping host bits";
  return text + schedule(rule.schedule) + (rule.certain ? "" : " ?") +
         fmt::format("  [{}]\n", rule.source.span.line);
}

std::string text_of(const PolicyRoute& route) {
  std::string text = fmt::format("policy {} in {}", dump(route.match), fmt::join(route.ingress, ","));
  if (route.verdict == PolicyRoute::Verdict::drop) text += " drop";
  if (route.verdict == PolicyRoute::Verdict::normal_routing) text += " as routed";
  for (const NextHop& hop : route.next_hops) text += " via " + dump(hop);
  return text + (route.only_if_no_route ? " if no route" : "") + (route.certain ? "" : " ?") + "\n";
}

std::string text_of(const StaticRoute& route) {
  std::string text =
      fmt::format("route {}{}", route.vrf.empty() ? "" : route.vrf + " ", to_string(route.prefix));
  text += route.discard ? " discard" : " via " + dump(route.next_hop);
  if (route.distance != 1) text += fmt::format(" distance {}", route.distance);
  return text + (route.certain ? "" : " ?") + "\n";
}

std::string text_of(const Uncertainty& uncertainty) {
  static constexpr const char* effects[] = {"may_drop", "may_permit", "may_route", "may_translate",
                                            "may_bridge"};
  return fmt::format("{} {} line {}\n", effects[static_cast<int>(uncertainty.effect)],
                     uncertainty.interface.empty() ? "device" : uncertainty.interface,
                     uncertainty.source.span.line);
}

}  // namespace

std::string dump(const Device& device) {
  std::string text;
  if (!device.hostname.empty()) text += "hostname " + device.hostname + "\n";
  if (!device.routes_ipv4) text += "no ipv4 routing\n";
  if (device.routes_ipv6) text += "ipv6 routing\n";
  for (const std::string& vrf : device.vrfs) text += "vrf " + vrf + "\n";
  for (const Interface& interface : device.interfaces) text += text_of(interface);
  for (const Vlan& vlan : device.vlans) text += fmt::format("vlan {} {}\n", vlan.id, vlan.name);
  for (const auto& [name, filter] : device.filters) text += text_of(filter);
  if (device.local_filter) text += text_of(*device.local_filter);
  if (!device.destination_nat.empty()) text += "destination nat\n";
  for (const NatRule& rule : device.destination_nat) text += text_of(rule);
  if (!device.source_nat.empty()) text += "source nat\n";
  for (const NatRule& rule : device.source_nat) text += text_of(rule);
  for (const PolicyRoute& route : device.policy_routes) text += text_of(route);
  for (const StaticRoute& route : device.static_routes) text += text_of(route);
  for (const DynamicRouting& dynamic : device.dynamic_routing) {
    text += fmt::format("dynamic {} \"{}\"\n", dynamic.protocol, dynamic.vrf);
  }
  for (const Uncertainty& uncertainty : device.uncertainties) text += text_of(uncertainty);
  for (const DanglingName& name : device.dangling) {
    text += fmt::format("{} {} {}\n", name.defined ? "unused" : "undefined", name.kind, name.name);
  }
  return text;
}

std::string dump_issues(const config::FileReport& report) {
  std::string text;
  for (const config::LineIssue& issue : report.issues) {
    text += fmt::format("{} {} {}\n", issue.line, config::name_of(issue.line_class), name_of(issue.code));
  }
  return text;
}

}  // namespace sekisho::test
