// Random small networks, for holding the forwarding graph and the simulator against each other.
#pragma once

#include <sekisho/model/network.hpp>
#include <sekisho/routing/tables.hpp>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace sekisho::testing {

inline const Date verdict_date{2026, 11, 21};

/// What a network may hold; a test switches off what it cannot compare.
struct Features {
  bool filters = true;
  bool policies = true;  // stateful forward filters between interfaces
  bool translation = true;
  bool pools = false;  // translations with a choice of the device
  bool policy_routes = true;
  bool uncertain = true;  // uncertain rules and routes, unknown tables, unread lines
  bool source_checks = true;
  bool vrfs = true;
  bool ipv6 = true;
  bool lists = false;        // filters that name other lists; off, networks of old seeds stay as they were
  bool rule_tables = false;  // policy routes that look into tables and go on where these have no route
};

struct RandomNetwork {
  Network network;
  std::vector<DeviceRoutes> routes;
};

/// A network of a few routers and firewalls with a segment behind most of them; the same for the same seed.
[[nodiscard]] RandomNetwork random_network(std::uint32_t seed, const Features& features);

/// A packet that has a chance to get somewhere in `network`, or to be stopped on the way.
[[nodiscard]] Packet random_packet(std::mt19937& random, const Network& network, SegmentIndex from);

}  // namespace sekisho::testing
