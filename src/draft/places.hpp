// Where hosts can be: layer-2 domains that end at the devices of the folder, with what is known of each.
#pragma once

#include "draft/class_guess.hpp"
#include "draft/mentions.hpp"
#include "draft/wiring.hpp"

#include <set>
#include <string>
#include <vector>

namespace sekisho::draft {

/// Addresses that a route sends to a gateway that no device of the folder has.
struct BeyondRoute {
  Prefix prefix;
  RuleSource source;
};

struct Place {
  std::vector<Attachment> gateways;  // routed interfaces that a segment there is attached to
  std::vector<Attachment> ports;     // free access ports: hosts may be plugged in
  std::set<Prefix> networks;         // of the addresses of its interfaces
  std::vector<BeyondRoute> beyond;
  bool default_route = false;  // everything else leaves here
  bool dynamic = false;        // its address is given by others: DHCP, PPPoE
  bool tunnel = false;         // the far end is on no device of the folder
  Facing facing = Facing::inside;
  std::vector<Clue> clues;
  std::string name;  // as people call it: a VLAN name, an alias; may be empty

  /// The interface that stands for the place in messages.
  [[nodiscard]] Attachment front() const { return gateways.empty() ? ports.front() : gateways.front(); }
};

/// Domains in which no second router is, or in which hosts have ports of their own. `network` is the site
/// joined by the links found; ports that these use are marked in `wiring`.
[[nodiscard]] std::vector<Place> find_places(const Site& site, const Network& network,
                                             const Mentions& mentions, const Wiring& wiring);

// clues.cpp
/// Fills `place.clues` and `place.name` with what the configs say of it.
void collect_clues(const Site& site, const Mentions& mentions, Place& place);

}  // namespace sekisho::draft
