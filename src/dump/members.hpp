// Which members of the model's structs stand in a model file, and under which key. One list serves
// writing and reading. Where a struct has members that no packet can notice (descriptions, log flags),
// they are left out by name: the structured bindings below stop the build when a member is added and
// nobody has decided which kind it is.
#pragma once

#include <sekisho/dump/model_file.hpp>

namespace sekisho::dump {

template <typename Visit>
void members(Visit visit, const AddressTerm&) {
  visit("is", &AddressTerm::value);
  visit("certain", &AddressTerm::certain);
}

template <typename Visit>
void members(Visit visit, const AddressMatch& value) {
  [[maybe_unused]] const auto& [any, negated, terms] = value;
  visit("any", &AddressMatch::any);
  visit("negated", &AddressMatch::negated);
  visit("terms", &AddressMatch::terms);
}

template <typename Visit>
void members(Visit visit, const TcpFlagMatch&) {
  visit("mask", &TcpFlagMatch::mask);
  visit("value", &TcpFlagMatch::value);
}

template <typename Visit>
void members(Visit visit, const ByteRange&) {
  visit("first", &ByteRange::first);
  visit("last", &ByteRange::last);
}

template <typename Visit>
void members(Visit visit, const Service& value) {
  [[maybe_unused]] const auto& [protocol, sports, dports, types, codes, flags, certain] = value;
  visit("protocol", &Service::protocol);
  visit("source_ports", &Service::source_ports);
  visit("destination_ports", &Service::destination_ports);
  visit("icmp_types", &Service::icmp_types);
  visit("icmp_codes", &Service::icmp_codes);
  visit("tcp_flags", &Service::tcp_flags);
  visit("certain", &Service::certain);
}

template <typename Visit>
void members(Visit visit, const Schedule& value) {
  [[maybe_unused]] const auto& [start, end, periodic, never, name] = value;  // left out: name
  visit("start", &Schedule::start);
  visit("end", &Schedule::end);
  visit("periodic", &Schedule::periodic);
  visit("never", &Schedule::never);
}

template <typename Visit>
void members(Visit visit, const Match& value) {
  [[maybe_unused]] const auto& [ipv4, ipv6, source, destination, services, states, marks, macs, certain] =
      value;
  visit("ipv4", &Match::ipv4);
  visit("ipv6", &Match::ipv6);
  visit("source", &Match::source);
  visit("destination", &Match::destination);
  visit("services", &Match::services);
  visit("states", &Match::states);
  visit("marks", &Match::marks);
  visit("source_macs", &Match::source_macs);
  visit("certain", &Match::certain);
}

template <typename Visit>
void members(Visit visit, const Rewrite& value) {
  [[maybe_unused]] const auto& [source, destination, sport, dport, host_bits, offset] = value;
  visit("source", &Rewrite::source);
  visit("destination", &Rewrite::destination);
  visit("source_port", &Rewrite::source_port);
  visit("destination_port", &Rewrite::destination_port);
  visit("keep_host_bits", &Rewrite::keep_host_bits);
  visit("keep_port_offset", &Rewrite::keep_port_offset);
}

template <typename Visit>
void members(Visit visit, const RuleSource& value) {
  [[maybe_unused]] const auto& [span, text, label] = value;
  visit("at", &RuleSource::span);
  visit("text", &RuleSource::text);
  visit("label", &RuleSource::label);
}

template <typename Visit>
void members(Visit visit, const Rule& value) {
  [[maybe_unused]] const auto& [source, action, list, match, schedule, ingress, egress, translate, log] =
      value;  // left out: log
  visit("source", &Rule::source);
  visit("action", &Rule::action);
  visit("list", &Rule::list);
  visit("match", &Rule::match);
  visit("schedule", &Rule::schedule);
  visit("ingress", &Rule::ingress);
  visit("egress", &Rule::egress);
  visit("translate", &Rule::translate);
}

template <typename Visit>
void members(Visit visit, const Filter& value) {
  [[maybe_unused]] const auto& [name, rules, default_action, default_source] = value;
  visit("name", &Filter::name);
  visit("rules", &Filter::rules);
  visit("default_action", &Filter::default_action);
  visit("default_source", &Filter::default_source);
}

template <typename Visit>
void members(Visit visit, const InterfaceAddress&) {
  visit("address", &InterfaceAddress::address);
  visit("length", &InterfaceAddress::length);
}

template <typename Visit>
void members(Visit visit, const SwitchPort&) {
  visit("access_vlan", &SwitchPort::access_vlan);  // layer 2 is in the domains: only its presence counts
}

template <typename Visit>
void members(Visit visit, const Interface&) {
  visit("name", &Interface::name);
  visit("kind", &Interface::kind);
  visit("enabled", &Interface::enabled);
  visit("vrf", &Interface::vrf);
  visit("addresses", &Interface::addresses);
  visit("dynamic_address", &Interface::dynamic_address);
  visit("switchport", &Interface::switchport);
  visit("ingress_filters", &Interface::ingress_filters);
  visit("egress_filters", &Interface::egress_filters);
  visit("source_check", &Interface::source_check);
  visit("source_check_ipv6", &Interface::source_check_ipv6);
  visit("proxy_arp", &Interface::proxy_arp);
}

template <typename Visit>
void members(Visit visit, const NatRule& value) {
  [[maybe_unused]] const auto& [source, match, schedule, ingress, egress, rewrite, mark, certain] = value;
  visit("source", &NatRule::source);
  visit("match", &NatRule::match);
  visit("schedule", &NatRule::schedule);
  visit("ingress", &NatRule::ingress);
  visit("egress", &NatRule::egress);
  visit("rewrite", &NatRule::rewrite);
  visit("mark", &NatRule::mark);
  visit("certain", &NatRule::certain);
}

template <typename Visit>
void members(Visit visit, const NextHop& value) {
  [[maybe_unused]] const auto& [interface, gateway, vrf, other_vrf] = value;
  visit("interface", &NextHop::interface);
  visit("gateway", &NextHop::gateway);
  visit("vrf", &NextHop::vrf);
  visit("other_vrf", &NextHop::other_vrf);
}

template <typename Visit>
void members(Visit visit, const PolicyRoute& value) {
  [[maybe_unused]] const auto& [source, match, ingress, verdict, next_hops, only_if_no_route, falls_through,
                                own_packets, certain] = value;
  visit("source", &PolicyRoute::source);
  visit("match", &PolicyRoute::match);
  visit("ingress", &PolicyRoute::ingress);
  visit("verdict", &PolicyRoute::verdict);
  visit("next_hops", &PolicyRoute::next_hops);
  visit("only_if_no_route", &PolicyRoute::only_if_no_route);
  visit("falls_through", &PolicyRoute::falls_through);
  visit("own_packets", &PolicyRoute::own_packets);
  visit("certain", &PolicyRoute::certain);
}

// Of static routes and given tables a checker sees the computed tables; what is kept here tells whether
// they lead from one VRF into another.
template <typename Visit>
void members(Visit visit, const StaticRoute&) {
  visit("prefix", &StaticRoute::prefix);
  visit("vrf", &StaticRoute::vrf);
  visit("next_hop", &StaticRoute::next_hop);
}

template <typename Visit>
void members(Visit visit, const TableRoute&) {
  visit("prefix", &TableRoute::prefix);
  visit("vrf", &TableRoute::vrf);
}

template <typename Visit>
void members(Visit visit, const DynamicRouting&) {
  visit("vrf", &DynamicRouting::vrf);
  visit("protocol", &DynamicRouting::protocol);
}

template <typename Visit>
void members(Visit visit, const Uncertainty&) {
  visit("effect", &Uncertainty::effect);
  visit("interface", &Uncertainty::interface);
  visit("source", &Uncertainty::source);
}

template <typename Visit>
void members(Visit visit, const Device& value) {
  [[maybe_unused]] const auto& [name, hostname, language, files, routes_ipv4, routes_ipv6, stateful,
                                session_needs_syn, pipeline, interfaces, vlans, vrfs, filters, forward_filter,
                                local_filter, own_filter, destination_nat, source_nat, destination_nat_filter,
                                source_nat_filter, policy_routes, static_routes, dynamic_routing, table,
                                table_vrfs, unknown_routes, uncertainties, dangling, named_addresses,
                                management,
                                management_kinds] =
      value;  // left out: hostname, files, vlans, vrfs, table_vrfs, unknown_routes (in the tables), dangling,
              // named_addresses, management
  visit("name", &Device::name);
  visit("language", &Device::language);
  visit("routes_ipv4", &Device::routes_ipv4);
  visit("routes_ipv6", &Device::routes_ipv6);
  visit("stateful", &Device::stateful);
  visit("session_needs_syn", &Device::session_needs_syn);
  visit("pipeline", &Device::pipeline);
  visit("interfaces", &Device::interfaces);
  visit("filters", &Device::filters);
  visit("forward_filter", &Device::forward_filter);
  visit("local_filter", &Device::local_filter);
  visit("own_filter", &Device::own_filter);
  visit("destination_nat", &Device::destination_nat);
  visit("source_nat", &Device::source_nat);
  visit("destination_nat_filter", &Device::destination_nat_filter);
  visit("source_nat_filter", &Device::source_nat_filter);
  visit("policy_routes", &Device::policy_routes);
  visit("static_routes", &Device::static_routes);
  visit("dynamic_routing", &Device::dynamic_routing);
  visit("table", &Device::table);
  visit("uncertainties", &Device::uncertainties);
}

template <typename Visit>
void members(Visit visit, const Attachment&) {
  visit("device", &Attachment::device);
  visit("interface", &Attachment::interface);
}

template <typename Visit>
void members(Visit visit, const Domain&) {
  visit("routed", &Domain::routed);
  visit("segments", &Domain::segments);
}

template <typename Visit>
void members(Visit visit, const Hop&) {
  visit("interface", &Hop::interface);
  visit("gateway", &Hop::gateway);
}

template <typename Visit>
void members(Visit visit, const Route&) {
  visit("prefix", &Route::prefix);
  visit("kind", &Route::kind);
  visit("hops", &Route::hops);
  visit("certain", &Route::certain);
}

template <typename Visit>
void members(Visit visit, const RoutingTable&) {
  visit("vrf", &RoutingTable::vrf);
  visit("routes", &RoutingTable::routes);
  visit("unknown", &RoutingTable::unknown);
  visit("unknown_family", &RoutingTable::unknown_family);
}

template <typename Visit>
void members(Visit visit, const DeviceRoutes&) {
  visit("tables", &DeviceRoutes::tables);
}

template <typename Visit>
void members(Visit visit, const InterfaceRef&) {
  visit("device", &InterfaceRef::device);
  visit("interface", &InterfaceRef::interface);
}

template <typename Visit>
void members(Visit visit, const Segment&) {
  visit("name", &Segment::name);
  visit("class", &Segment::class_name);
  visit("outside", &Segment::outside);
  visit("prefixes", &Segment::prefixes);
  visit("rest", &Segment::rest);
  visit("attached", &Segment::attached);
}

template <typename Visit>
void members(Visit visit, const Host&) {
  visit("name", &Host::name);
  visit("segment", &Host::segment);
  visit("addresses", &Host::addresses);
  visit("sanitizer", &Host::sanitizer);
}

template <typename Visit>
void members(Visit visit, const ChannelEnd&) {
  visit("segment", &ChannelEnd::segment);
  visit("addresses", &ChannelEnd::addresses);
}

template <typename Visit>
void members(Visit visit, const Channel&) {
  visit("id", &Channel::id);
  visit("from", &Channel::from);
  visit("to", &Channel::to);
  visit("services", &Channel::services);
  visit("method", &Channel::method);
  visit("via", &Channel::via);
  visit("expires", &Channel::expires);
}

template <typename Visit>
void members(Visit visit, const Requirement&) {
  visit("id", &Requirement::id);
  visit("kind", &Requirement::kind);
  visit("semantics", &Requirement::semantics);
  visit("from", &Requirement::from);
  visit("to", &Requirement::to);
  visit("channel", &Requirement::channel);
  visit("allowed_methods", &Requirement::allowed_methods);
}

}  // namespace sekisho::dump
