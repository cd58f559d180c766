// What may enter the routing table of a VRF, before next hops are resolved and the best is chosen.
#pragma once

#include <sekisho/routing/tables.hpp>

#include <map>
#include <string>
#include <vector>

namespace sekisho::routing {

struct Candidate {
  Prefix prefix;
  RouteKind kind = RouteKind::connected;
  std::vector<Hop> hops;           // resolved already (connected)
  std::vector<NextHop> next_hops;  // still to be resolved; all of them are used together
  bool certain = true;
  int distance = 0;
  int metric = 0;
  RuleSource source;
};

/// The candidates of one VRF with an index by prefix.
struct CandidateTable {
  std::vector<Candidate> all;
  std::map<Prefix, std::vector<std::size_t>> by_prefix;
  std::vector<RuleSource> unknown_because;
  std::vector<RuleSource> unknown_v4_because;  // routes of one family only
  std::vector<RuleSource> unknown_v6_because;
  bool given = false;  // the device's own table stands in place of computed routes

  void add(Candidate candidate);
};

using CandidateTables = std::map<std::string, CandidateTable>;  // by VRF

/// True when the interface and the interfaces it stands on are enabled.
[[nodiscard]] bool is_up(const Device& device, const Interface& interface);

/// True for networks that a device which is no router of this family uses for its own traffic.
[[nodiscard]] bool routes(const Device& device, Family family);

/// Everything of `network.devices[device]`: connected, local and static routes, or the table given.
[[nodiscard]] CandidateTables collect_candidates(const Network& network, DeviceIndex device);

}  // namespace sekisho::routing
