// Networks built in code, packets as text, and paths as lines of text.
#pragma once

#include <sekisho/simulation/trace.hpp>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::test {

inline constexpr Action permit = Action::permit;
inline constexpr Action deny = Action::deny;

inline Address address(const std::string& text) { return Address::parse(text).value(); }
inline Prefix prefix(const std::string& text) { return Prefix::parse(text).value(); }

inline Interface interface(std::string name, const std::vector<std::string>& addresses) {
  Interface made;
  made.name = std::move(name);
  for (const std::string& text : addresses) {
    const std::size_t slash = text.find('/');
    made.addresses.push_back(
        {address(text.substr(0, slash)), std::stoi(text.substr(slash + 1)), false, false});
  }
  return made;
}

inline const std::vector<Stage> every_stage = {
    Stage::source_check,   Stage::ingress_filter, Stage::destination_nat,
    Stage::policy_routing, Stage::route_lookup,   Stage::forward_filter,
    Stage::source_nat,     Stage::egress_filter,  Stage::local_filter};

inline Device device(std::string name, std::vector<Interface> interfaces) {
  Device made;
  made.name = std::move(name);
  made.interfaces = std::move(interfaces);
  made.pipeline = every_stage;
  return made;
}

inline void add_route(Device& device, const std::string& destination, const std::string& gateway,
                      bool certain = true) {
  StaticRoute route;
  route.prefix = prefix(destination);
  if (gateway == "null") {
    route.discard = true;
  } else if (const auto next_hop = Address::parse(gateway)) {
    route.next_hop.gateway = next_hop;
  } else {
    route.next_hop.interface = gateway;
  }
  route.certain = certain;
  route.source.label = "route " + destination;
  device.static_routes.push_back(route);
}

/// The interface of a device by name; the name must exist.
inline Interface& at(Device& device, const std::string& name) {
  return *std::ranges::find(device.interfaces, name, &Interface::name);
}

inline AddressMatch any_of(const std::vector<std::string>& prefixes) {
  std::vector<AddressTerm> terms;
  for (const std::string& text : prefixes) terms.push_back({AddressRange::of(prefix(text)), true});
  return AddressMatch::of(std::move(terms));
}

inline Service service(std::uint8_t protocol_number, std::uint16_t port) {
  Service made;
  made.protocol = protocol_number;
  made.destination_ports = {{port, port}};
  return made;
}

inline Rule rule(Action action, const std::string& source = "", const std::string& destination = "",
                 std::vector<Service> services = {}) {
  Rule made;
  made.action = action;
  if (!source.empty()) made.match.source = any_of({source});
  if (!destination.empty()) made.match.destination = any_of({destination});
  made.match.services = std::move(services);
  return made;
}

inline Rule maybe(Rule made) {
  made.match.certain = false;
  return made;
}

/// A filter whose rules are labelled `NAME 1`, `NAME 2`, ...
inline Filter filter(const std::string& name, std::vector<Rule> rules, Action otherwise = Action::deny) {
  Filter made{name, std::move(rules), otherwise, {}};
  made.default_source.label = name + " end";
  for (std::size_t i = 0; i < made.rules.size(); ++i) {
    made.rules[i].source.label = name + " " + std::to_string(i + 1);
  }
  return made;
}

inline Packet tcp(const std::string& source, const std::string& destination, std::uint16_t port = 443,
                  std::uint8_t flags = tcp_flag::syn) {
  Packet packet;
  packet.source = address(source);
  packet.destination = address(destination);
  packet.source_port = 40000;
  packet.destination_port = port;
  packet.tcp_flags = flags;
  return packet;
}

inline Packet udp(const std::string& source, const std::string& destination, std::uint16_t port) {
  Packet packet = tcp(source, destination, port, 0);
  packet.protocol = protocol::udp;
  return packet;
}

/// Devices, segments and domains put together by hand; routes are computed by `run`.
class World {
 public:
  Network network;
  TraceOptions options;

  World& add(Device device) {
    network.domain_of.emplace_back(device.interfaces.size(), Network::no_domain);
    SnapshotDevice named;
    named.name = device.name;
    network.snapshot.devices.push_back(named);
    network.devices.push_back(std::move(device));
    return *this;
  }

  World& segment(const std::string& name, const std::vector<std::string>& prefixes,
                 SegmentClass segment_class = SegmentClass::internet_zone) {
    Segment made;
    made.name = name;
    made.segment_class = segment_class;
    made.outside = is_outside(segment_class);
    for (const std::string& text : prefixes) {
      if (text == "rest")
        made.rest = true;
      else
        made.prefixes.push_back(prefix(text));
    }
    network.snapshot.segments.push_back(made);
    return *this;
  }

  /// A domain of interfaces `device:interface` and segments.
  World& join(const std::vector<std::string>& members) {
    Domain domain;
    const DomainIndex index = network.domains.size();
    for (const std::string& member : members) {
      const std::size_t colon = member.find(':');
      if (colon == std::string::npos) {
        const SegmentIndex s = segment_index(member);
        domain.segments.push_back(s);
        network.snapshot.segments[s].attached.push_back({"", member, {}});
        continue;
      }
      const DeviceIndex d = device_index(member.substr(0, colon));
      const auto& interfaces = network.devices[d].interfaces;
      const auto found = std::ranges::find(interfaces, member.substr(colon + 1), &Interface::name);
      const auto i = static_cast<InterfaceIndex>(found - interfaces.begin());
      domain.routed.push_back({d, i});
      network.domain_of[d][i] = index;
    }
    domain.certain_parts = {{domain.routed, {}, domain.segments}};
    network.domains.push_back(std::move(domain));
    return *this;
  }

  Device& device_named(const std::string& name) { return network.devices[device_index(name)]; }

  DeviceIndex device_index(const std::string& name) const {
    return static_cast<DeviceIndex>(std::ranges::find(network.devices, name, &Device::name) -
                                    network.devices.begin());
  }

  SegmentIndex segment_index(const std::string& name) const {
    const auto& segments = network.snapshot.segments;
    return static_cast<SegmentIndex>(std::ranges::find(segments, name, &Segment::name) - segments.begin());
  }

  Trace run(const std::string& from, const Packet& packet) {
    return trace(network, compute_routes(network), start_of(from), packet, options);
  }

  Trace answer(const TracePath& path) {
    return trace_return(network, compute_routes(network), path, options);
  }

  /// `segment`, `device:interface` or `device:`.
  TraceStart start_of(const std::string& from) const {
    TraceStart start;
    const std::size_t colon = from.find(':');
    if (colon == std::string::npos) {
      start.segment = segment_index(from);
    } else if (colon + 1 == from.size()) {
      start.device = device_index(from.substr(0, colon));
    } else {
      const DeviceIndex d = device_index(from.substr(0, colon));
      const auto& interfaces = network.devices[d].interfaces;
      const auto found = std::ranges::find(interfaces, from.substr(colon + 1), &Interface::name);
      start.interface = Attachment{d, static_cast<InterfaceIndex>(found - interfaces.begin())};
    }
    return start;
  }
};

/// `delivered b: r1[lan>wan] r2[wan>lan]`, with `?` in front when uncertain.
inline std::string line_of(const TracePath& path) {
  std::string text = path.certain ? "" : "? ";
  text += name_of(path.disposition);
  for (const std::string& name : path.delivered_to) text += " " + name;
  text += ":";
  for (const TraceHop& hop : path.hops) text += " " + hop.device + "[" + hop.in + ">" + hop.out + "]";
  return text;
}

inline std::vector<std::string> lines_of(const Trace& trace) {
  std::vector<std::string> lines;
  for (const TracePath& path : trace.paths) lines.push_back(line_of(path));
  return lines;
}

/// Labels of the rules that decided, in order.
inline std::vector<std::string> rules_of(const TracePath& path) {
  std::vector<std::string> labels;
  for (const TraceHop& hop : path.hops) {
    for (const TraceStep& step : hop.steps) {
      if (step.rule && !step.rule->label.empty()) labels.push_back(step.action + " " + step.rule->label);
    }
  }
  return labels;
}

/// Two segments `a` (10.1.0.0/16) and `b` (10.2.0.0/16) around one router `r` (interfaces `a`, `b`).
inline World two_segments() {
  World world;
  world.add(device("r", {interface("a", {"10.1.0.1/16"}), interface("b", {"10.2.0.1/16"})}));
  world.segment("a", {"10.1.0.0/16"}).segment("b", {"10.2.0.0/16"});
  world.join({"r:a", "a"}).join({"r:b", "b"});
  return world;
}

/// a - r1 - {r2, r3} - b: r1 has both as next hops.
inline World diamond() {
  World world;
  world.add(device("r1", {interface("a", {"10.1.0.1/16"}), interface("x", {"172.16.0.1/29"})}));
  world.add(device("r2", {interface("x", {"172.16.0.2/29"}), interface("b", {"10.2.0.2/16"})}));
  world.add(device("r3", {interface("x", {"172.16.0.3/29"}), interface("b", {"10.2.0.3/16"})}));
  world.segment("a", {"10.1.0.0/16"}).segment("b", {"10.2.0.0/16"});
  world.join({"r1:a", "a"}).join({"r1:x", "r2:x", "r3:x"}).join({"r2:b", "r3:b", "b"});
  return world;
}

}  // namespace sekisho::test
