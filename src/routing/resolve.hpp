// Following next hops down to an interface.
#pragma once

#include "routing/candidates.hpp"

#include <set>
#include <utility>
#include <vector>

namespace sekisho::routing {

/// One way a next hop may resolve. `discard`: it ends in a null route.
struct Resolution {
  std::vector<Hop> hops;
  bool discard = false;
  bool certain = true;
};

/// One alternative of a prefix and the candidate that stands for it in reports.
struct Choice {
  Resolution resolution;
  std::size_t candidate = 0;
};

/// Resolves within one device. Results are ordered: uncertain ones that would be preferred come
/// first, and nothing follows a certain one. Empty: the route is not in the table.
class Resolver {
 public:
  Resolver(const Device& device, CandidateTables& tables) : device_(device), tables_(tables) {}

  /// What the table holds for one prefix: lowest distance first, then lowest metric; equal ones share
  /// the load. `weakened` is set when the prefix had to be skipped because of a loop.
  [[nodiscard]] std::vector<Choice> choose(const std::string& vrf, const Prefix& prefix, bool& weakened);

  /// Where one candidate leads.
  [[nodiscard]] std::vector<Resolution> resolve(const std::string& vrf, std::size_t candidate);

 private:
  using Key = std::pair<std::string, Prefix>;

  std::vector<Resolution> resolve_next_hop(const std::string& vrf, std::size_t candidate,
                                           const NextHop& next_hop);
  std::vector<Resolution> resolve_interface(CandidateTable& table, const Candidate& candidate,
                                            const NextHop& next_hop);
  std::vector<Resolution> resolve_gateway(const std::string& vrf, const Address& gateway);
  std::vector<Resolution> resolve_learned_gateway(const std::string& vrf, const Candidate& candidate);
  bool choose_class(const std::string& vrf, const std::vector<std::size_t>& members,
                    std::vector<Choice>& choices);
  [[nodiscard]] bool leaks_from_unknown(const std::string& gateway_vrf, const Address& gateway) const;
  void give_up(CandidateTable& table, const Candidate& candidate);

  const Device& device_;
  CandidateTables& tables_;
  std::set<Key> active_;  // prefixes whose next hop is being resolved: meeting one again is a loop
};

}  // namespace sekisho::routing
