#include "config/linux_dump.hpp"

#include <fmt/format.h>

namespace sekisho::test::linux_net {
namespace {

std::string join(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ",") + part;
  return text;
}

const char* name_of(InterfaceKind kind) {
  constexpr const char* names[] = {"physical", "subinterface", "vlan",   "loopback",
                                   "tunnel",   "aggregate",    "bridge", "other"};
  return names[static_cast<int>(kind)];
}

const char* name_of(SourceCheck check) {
  constexpr const char* names[] = {"none", "loose", "feasible", "strict"};
  return names[static_cast<int>(check)];
}

const char* name_of(Effect effect) {
  constexpr const char* names[] = {"may_drop", "may_permit", "may_route", "may_translate", "may_bridge"};
  return names[static_cast<int>(effect)];
}

std::string text_of(const VlanSet& vlans) {
  std::vector<std::string> parts;
  for (const auto& [first, last] : vlans.ranges) {
    parts.push_back(first == last ? fmt::format("{}", first) : fmt::format("{}-{}", first, last));
  }
  return join(parts);
}

std::string text_of(const SwitchPort& port) {
  std::string text = fmt::format(" port native {}{}", port.native_vlan, port.native_tagged ? "t" : "");
  return text + " allowed " + text_of(port.allowed) + (port.isolated ? " isolated" : "");
}

std::string text_of(const Tunnel& tunnel) {
  constexpr const char* kinds[] = {"gre", "ipip", "ipsec", "l2tp", "sixin4", "ssl_vpn", "other"};
  std::string text =
      fmt::format(" {}{}", kinds[static_cast<int>(tunnel.kind)], tunnel.encrypted ? " encrypted" : "");
  if (tunnel.local) text += " local " + to_string(*tunnel.local);
  if (tunnel.remote) text += " remote " + to_string(*tunnel.remote);
  return text;
}

std::string text_of(const NextHop& hop) {
  std::string text = hop.other_vrf ? fmt::format(" lookup {}", hop.vrf.empty() ? "main" : hop.vrf) : "";
  if (hop.gateway) text += " via " + to_string(*hop.gateway);
  if (!hop.interface.empty()) text += " dev " + hop.interface;
  return text;
}

std::string text_of(const AddressMatch& match) {
  if (match.any) return "any";
  std::vector<std::string> parts;
  for (const AddressTerm& term : match.terms)
    parts.push_back(std::visit([](const auto& inner) { return to_string(inner); }, term.value));
  return (match.negated ? "!" : "") + join(parts);
}

std::string text_of(const Match& match) {
  std::string text = match.ipv4 && match.ipv6 ? "ip" : match.ipv4 ? "v4" : "v6";
  text += " " + text_of(match.source) + " > " + text_of(match.destination);
  for (const Service& service : match.services) {
    text += " " + (service.protocol ? protocol_name(*service.protocol) : "any");
    for (const PortRange& ports : service.source_ports) text += " sport " + to_string(ports);
    for (const PortRange& ports : service.destination_ports) text += " dport " + to_string(ports);
  }
  return text;
}

bool is_by_kernel(const RuleSource& source) {
  return source.label.starts_with("martian") || source.label == "source of one link";
}

}  // namespace

std::string dump_interfaces(const Device& device) {
  std::string text;
  for (const Interface& interface : device.interfaces) {
    text += fmt::format("{} {}", interface.name, name_of(interface.kind));
    if (!interface.enabled) text += " down";
    if (!interface.vrf.empty()) text += " vrf " + interface.vrf;
    for (const InterfaceAddress& own : interface.addresses)
      text += fmt::format(" {}/{}", to_string(own.address), own.length);
    if (interface.dynamic_address) text += " dynamic";
    if (!interface.parent.empty()) text += " on " + interface.parent;
    if (interface.tag) text += fmt::format(" tag {}", *interface.tag);
    if (interface.vlan) text += fmt::format(" vlan {}", *interface.vlan);
    if (!interface.members.empty()) text += " members " + join(interface.members);
    if (interface.switchport) text += text_of(*interface.switchport);
    if (interface.tunnel) text += text_of(*interface.tunnel);
    if (interface.source_check != SourceCheck::none)
      text += fmt::format(" check {}", name_of(interface.source_check));
    if (interface.strictest_source_check)
      text += fmt::format(" at most {}", name_of(*interface.strictest_source_check));
    if (interface.proxy_arp) text += " proxy-arp";
    text += "\n";
  }
  return text;
}

std::string dump_policy_routes(const Device& device) {
  std::string text;
  for (const PolicyRoute& rule : device.policy_routes) {
    if (is_by_kernel(rule.source)) continue;
    text += rule.own_packets ? "own " : "";
    if (!rule.ingress.empty()) text += join(rule.ingress) + " ";
    text += text_of(rule.match) + " =>";
    if (rule.verdict == PolicyRoute::Verdict::drop) text += " drop";
    for (const NextHop& hop : rule.next_hops) text += text_of(hop);
    if (rule.falls_through) text += " or on";
    text += rule.certain ? "\n" : " maybe\n";
  }
  return text;
}

std::string dump_table(const Device& device) {
  std::string text;
  for (const TableRoute& route : device.table) {
    if (!route.vrf.empty()) text += "[" + route.vrf + "] ";
    text += to_string(route.prefix);
    for (const NextHop& hop : route.next_hops) text += text_of(hop);
    if (route.kind == TableRoute::Kind::local) text += " local";
    if (route.kind == TableRoute::Kind::no_route) text += " throw";
    if (route.kind == TableRoute::Kind::forward && route.next_hops.empty()) text += " discard";
    text += route.certain ? "\n" : " maybe\n";
  }
  return text;
}

std::string dump_doubts(const Device& device) {
  std::string text;
  for (const Uncertainty& doubt : device.uncertainties) {
    text += fmt::format("{} {} line {}\n", name_of(doubt.effect),
                        doubt.interface.empty() ? "device" : doubt.interface, doubt.source.span.line);
  }
  for (const UnknownRoutes& missing : device.unknown_routes) {
    text += fmt::format("unknown {} routes in {}: {}\n", missing.family == Family::v4 ? "IPv4" : "IPv6",
                        missing.vrf.empty() ? "main" : missing.vrf, missing.source.label);
  }
  return text;
}

std::string dump_issues(const config::FileReport& report) {
  std::string text;
  for (const config::LineIssue& issue : report.issues) {
    text += fmt::format("{}:{} {} {}\n", report.file, issue.line, config::name_of(issue.line_class),
                        sentence(issue.code, issue.arguments, Language::en));
  }
  return text;
}

}  // namespace sekisho::test::linux_net
