// Small devices built in code, and tables as lines of text.
#pragma once

#include <sekisho/routing/tables.hpp>

#include <string>
#include <vector>

namespace sekisho::test {

inline Address address(const char* text) { return Address::parse(text).value(); }
inline Prefix prefix(const char* text) { return Prefix::parse(text).value(); }

/// An enabled interface with addresses written `10.0.0.1/24`.
inline Interface interface(std::string name, const std::vector<std::string>& addresses,
                           std::string vrf = "") {
  Interface made;
  made.name = std::move(name);
  made.vrf = std::move(vrf);
  for (const std::string& text : addresses) {
    const std::size_t slash = text.find('/');
    InterfaceAddress entry;
    entry.address = address(text.substr(0, slash).c_str());
    entry.length = std::stoi(text.substr(slash + 1));
    made.addresses.push_back(entry);
  }
  return made;
}

inline NextHop via(const char* gateway) { return {"", address(gateway), "", false}; }
inline NextHop out_of(std::string name) { return {std::move(name), std::nullopt, "", false}; }
inline NextHop out_of(std::string name, const char* gateway) {
  return {std::move(name), address(gateway), "", false};
}

inline StaticRoute static_route(const char* destination, NextHop next_hop, int distance = 1, int metric = 0) {
  StaticRoute route;
  route.prefix = prefix(destination);
  route.next_hop = std::move(next_hop);
  route.distance = distance;
  route.metric = metric;
  route.source.label = std::string(destination) + " distance " + std::to_string(distance);
  return route;
}

/// A network of this device alone: every interface in a domain of its own.
inline Network alone(Device device) {
  Network network;
  network.domain_of.emplace_back();
  for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
    Domain domain;
    domain.routed.push_back({0, i});
    network.domain_of[0].push_back(network.domains.size());
    network.domains.push_back(std::move(domain));
  }
  network.devices.push_back(std::move(device));
  return network;
}

/// `static 10.0.0.0/8 -> lan 10.0.0.2 [1/0] maybe`.
inline std::string line_of(const Device& device, const Route& route) {
  std::string text;
  switch (route.kind) {
    case RouteKind::connected: text = "connected "; break;
    case RouteKind::local: text = "local "; break;
    case RouteKind::static_route: text = "static "; break;
    case RouteKind::table: text = "table "; break;
    case RouteKind::discard: text = "discard "; break;
    case RouteKind::no_route: text = "no-route "; break;
  }
  text += to_string(route.prefix);
  for (const Hop& hop : route.hops) {
    text += (&hop == route.hops.data() ? " -> " : ", ") + device.interfaces[hop.interface].name;
    if (hop.gateway) text += ' ' + to_string(*hop.gateway);
  }
  if (!route.certain) text += " maybe";
  return text;
}

/// The routes of one VRF, without `local` ones unless asked for.
inline std::vector<std::string> lines_of(const Device& device, const RoutingTable& table,
                                         bool locals = false) {
  std::vector<std::string> lines;
  for (const Route& route : table.routes) {
    if (locals || route.kind != RouteKind::local) lines.push_back(line_of(device, route));
  }
  return lines;
}

}  // namespace sekisho::test
