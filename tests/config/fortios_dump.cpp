#include "config/fortios_dump.hpp"

#include <fmt/format.h>

namespace sekisho::test::fortios {
namespace {

std::string join(const std::vector<std::string>& parts, const char* separator = ",") {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : separator) + part;
  return text;
}

std::string text_of(const AddressMatch& match) {
  if (match.any) return match.negated ? "!any" : "any";
  std::vector<std::string> parts;
  for (const AddressTerm& term : match.terms) {
    const std::string value = std::visit([](const auto& inner) { return to_string(inner); }, term.value);
    parts.push_back(value + (term.certain ? "" : "?"));
  }
  return (match.negated ? "!(" : "") + (parts.empty() ? "nothing" : join(parts)) + (match.negated ? ")" : "");
}

std::string text_of(const Service& service) {
  std::string text = service.protocol ? protocol_name(*service.protocol) : "all";
  const auto ports = [](const std::vector<PortRange>& ranges) {
    std::vector<std::string> parts;
    for (const PortRange& range : ranges) parts.push_back(to_string(range));
    return join(parts);
  };
  const auto bytes = [](const std::vector<ByteRange>& ranges) {
    std::vector<std::string> parts;
    for (const ByteRange& range : ranges) {
      parts.push_back(range.first == range.last ? fmt::format("{}", range.first)
                                                : fmt::format("{}-{}", range.first, range.last));
    }
    return join(parts);
  };
  if (!service.destination_ports.empty()) text += "/" + ports(service.destination_ports);
  if (!service.source_ports.empty()) text += " from " + ports(service.source_ports);
  if (!service.icmp_types.empty()) text += " type " + bytes(service.icmp_types);
  if (!service.icmp_codes.empty()) text += " code " + bytes(service.icmp_codes);
  return text + (service.certain ? "" : "?");
}

std::string text_of(const Match& match) {
  std::string text = match.ipv4 && match.ipv6 ? "ip" : match.ipv4 ? "v4" : match.ipv6 ? "v6" : "none";
  text += " " + text_of(match.source) + " > " + text_of(match.destination);
  std::vector<std::string> services;
  for (const Service& service : match.services) services.push_back(text_of(service));
  if (!services.empty()) text += " [" + join(services, "; ") + "]";
  if (match.marks) {
    std::vector<std::string> marks;
    for (const std::uint16_t mark : *match.marks) marks.push_back(fmt::format("{}", mark));
    text += " mark " + join(marks);
  }
  if (!match.certain) text += " maybe";
  return text;
}

std::string text_of(const Schedule& schedule) {
  std::string text;
  if (schedule.never) text += " never";
  if (schedule.start) text += " from " + to_string(*schedule.start);
  if (schedule.end) text += " until " + to_string(*schedule.end);
  if (schedule.periodic) text += " sometimes";
  return text;
}

std::string text_of(const Rewrite& rewrite) {
  std::string text;
  if (rewrite.source) text += " src=" + to_string(*rewrite.source);
  if (rewrite.source_port) text += " sport=" + to_string(*rewrite.source_port);
  if (rewrite.destination) text += " dst=" + to_string(*rewrite.destination);
  if (rewrite.destination_port) text += " dport=" + to_string(*rewrite.destination_port);
  if (rewrite.keep_host_bits) text += " keep-host-bits";
  if (rewrite.keep_port_offset) text += " keep-port-offset";
  return rewrite.empty() ? " none" : text;
}

std::string places(const std::vector<std::string>& names) { return names.empty() ? "any" : join(names); }

std::string text_of(const NextHop& hop) {
  std::string text = hop.interface.empty() ? "?" : hop.interface;
  if (hop.gateway) text += " via " + to_string(*hop.gateway);
  return text;
}

const char* name_of_kind(InterfaceKind kind) {
  switch (kind) {
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

const char* name_of_check(SourceCheck check) {
  switch (check) {
    case SourceCheck::none: return "none";
    case SourceCheck::loose: return "loose";
    case SourceCheck::feasible: return "feasible";
    case SourceCheck::strict: return "strict";
  }
  return "";
}

const char* name_of_effect(Effect effect) {
  switch (effect) {
    case Effect::may_drop: return "may_drop";
    case Effect::may_permit: return "may_permit";
    case Effect::may_route: return "may_route";
    case Effect::may_translate: return "may_translate";
    case Effect::may_bridge: return "may_bridge";
  }
  return "";
}

std::string text_of(const Tunnel& tunnel) {
  constexpr const char* kinds[] = {"gre", "ipip", "ipsec", "l2tp", "sixin4", "ssl_vpn", "other"};
  std::string text =
      fmt::format(" {}{}", kinds[static_cast<int>(tunnel.kind)], tunnel.encrypted ? " encrypted" : "");
  if (tunnel.local) text += " local " + to_string(*tunnel.local);
  if (tunnel.remote) text += " remote " + to_string(*tunnel.remote);
  if (!tunnel.underlay_interface.empty()) text += " over " + tunnel.underlay_interface;
  return text;
}

}  // namespace

std::string dump_interfaces(const Device& device) {
  std::string text;
  for (const Interface& interface : device.interfaces) {
    text += fmt::format("{} {}", interface.name, name_of_kind(interface.kind));
    if (!interface.enabled) text += " down";
    if (!interface.vrf.empty()) text += " vrf " + interface.vrf;
    if (!interface.zone.empty()) text += " zone " + interface.zone;
    for (const InterfaceAddress& address : interface.addresses) {
      text += fmt::format(" {}/{}", to_string(address.address), address.length);
      if (address.shared) text += " shared";
      if (address.secondary && !address.shared) text += " secondary";
    }
    if (interface.dynamic_address) text += " dynamic";
    if (!interface.parent.empty()) text += " on " + interface.parent;
    if (interface.tag) text += fmt::format(" tag {}", *interface.tag);
    if (!interface.members.empty()) text += " members " + join(interface.members);
    if (interface.tunnel) text += text_of(*interface.tunnel);
    if (!interface.ingress_filters.empty()) text += " in " + join(interface.ingress_filters);
    if (!interface.egress_filters.empty()) text += " out " + join(interface.egress_filters);
    if (interface.source_check != SourceCheck::feasible) {
      text += fmt::format(" check {}", name_of_check(interface.source_check));
    }
    if (interface.proxy_arp) text += " proxy-arp";
    text += "\n";
  }
  return text;
}

std::string dump_filter(const Filter& filter) {
  std::string text;
  for (const Rule& rule : filter.rules) {
    text += rule.action == Action::permit ? "permit " : "deny ";
    text +=
        places(rule.ingress) + ">" + places(rule.egress) + " " + text_of(rule.match) + text_of(rule.schedule);
    if (rule.translate) text += " nat" + text_of(*rule.translate);
    text += "\n";
  }
  return text;
}

std::string dump_nat(const std::vector<NatRule>& rules) {
  std::string text;
  for (const NatRule& rule : rules) {
    text += places(rule.ingress) + ">" + places(rule.egress) + " " + text_of(rule.match) + " =>" +
            text_of(rule.rewrite);
    if (rule.mark != 0) text += fmt::format(" set-mark {}", rule.mark);
    if (!rule.certain) text += " maybe";
    text += text_of(rule.schedule) + "\n";
  }
  return text;
}

std::string dump_routes(const Device& device) {
  std::string text;
  for (const StaticRoute& route : device.static_routes) {
    text += to_string(route.prefix);
    if (!route.vrf.empty()) text += " vrf " + route.vrf;
    text += route.discard ? " discard" : " " + text_of(route.next_hop);
    text += fmt::format(" [{}/{}]{}\n", route.distance, route.metric, route.certain ? "" : " maybe");
  }
  for (const DynamicRouting& routing : device.dynamic_routing) {
    text += "unknown: " + routing.protocol + (routing.vrf.empty() ? "" : " vrf " + routing.vrf) + "\n";
  }
  return text;
}

std::string dump_policy_routes(const Device& device) {
  std::string text;
  for (const PolicyRoute& route : device.policy_routes) {
    text += places(route.ingress) + " " + text_of(route.match) + " =>";
    if (route.verdict == PolicyRoute::Verdict::normal_routing) text += " normal";
    if (route.verdict == PolicyRoute::Verdict::drop) text += " drop";
    for (const NextHop& hop : route.next_hops) text += " " + text_of(hop);
    text += route.certain ? "\n" : " maybe\n";
  }
  return text;
}

std::string dump_table(const Device& device) {
  std::string text;
  for (const TableRoute& route : device.table) {
    text += to_string(route.prefix);
    if (!route.vrf.empty()) text += " vrf " + route.vrf;
    for (const NextHop& hop : route.next_hops) text += " " + text_of(hop);
    text += route.next_hops.empty() ? " discard\n" : "\n";
  }
  return text;
}

std::string dump_uncertainties(const Device& device) {
  std::string text;
  for (const Uncertainty& uncertainty : device.uncertainties) {
    text += fmt::format("{} {} line {}\n", name_of_effect(uncertainty.effect),
                        uncertainty.interface.empty() ? "device" : uncertainty.interface,
                        uncertainty.source.span.line);
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

std::string dump_classes(const config::FileReport& report) {
  std::string text;
  for (std::size_t i = 0; i < report.lines.size(); ++i) {
    text += fmt::format("{} {}\n", i + 1, config::name_of(report.lines[i]));
  }
  return text;
}

}  // namespace sekisho::test::fortios
