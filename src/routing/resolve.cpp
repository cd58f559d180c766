// Recursive next hops.
//
// A gateway is looked up like any destination, longest prefix first, among all candidates of its VRF.
// Three rules keep this sound:
//  - a prefix that is being resolved already is skipped (a route must not carry its own next hop, nor
//    take the place of the one that carries it: Cisco, "IP Routing: Protocol-Independent Configuration
//    Guide", self-recursive static routes). What is found behind it is uncertain: some systems then
//    install the route and some do not;
//  - a gateway found by the default route only is uncertain for the same reason (IOS `ipv6 route static
//    resolve default` exists because IPv6 static routes do not resolve so by default);
//  - what cannot be followed (an interface that the model has not got, a table named without gateway)
//    makes the VRF unknown rather than the route absent: an absent route would hand its packets to a
//    shorter prefix, which nobody configured.
#include "routing/resolve.hpp"

#include <algorithm>

namespace sekisho::routing {
namespace {

constexpr std::size_t max_depth = 32;         // of recursion; real configs need two or three
constexpr std::size_t max_alternatives = 16;  // of one route; with more, the VRF counts as unknown

bool is_null_interface(std::string_view name) {
  return name.size() >= 4 && (name.substr(0, 4) == "Null" || name.substr(0, 4) == "null");
}

void merge_hops(std::vector<Hop>& hops, const std::vector<Hop>& more) {
  hops.insert(hops.end(), more.begin(), more.end());
  std::ranges::sort(hops);
  hops.erase(std::unique(hops.begin(), hops.end()), hops.end());
}

/// Every pair of an alternative of `a` and one of `b`: both next hops are used together. A next hop
/// that cannot be reached does not share the load.
std::vector<Resolution> together(const std::vector<Resolution>& a, const std::vector<Resolution>& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  std::vector<Resolution> both;
  for (const Resolution& x : a) {
    for (const Resolution& y : b) {
      Resolution joined{x.hops, x.discard && y.discard, x.certain && y.certain};
      merge_hops(joined.hops, y.hops);
      both.push_back(std::move(joined));
    }
  }
  return both;
}

}  // namespace

void Resolver::give_up(CandidateTable& table, const Candidate& candidate) {
  const auto same = [&](const RuleSource& known) {
    return known.span == candidate.source.span && known.label == candidate.source.label;
  };
  if (std::ranges::none_of(table.unknown_because, same)) table.unknown_because.push_back(candidate.source);
}

std::vector<Resolution> Resolver::resolve(const std::string& vrf, std::size_t index) {
  CandidateTable& table = tables_[vrf];
  const Candidate& candidate = table.all[index];
  if (candidate.kind == RouteKind::discard) return {{{}, true, candidate.certain}};
  if (candidate.kind == RouteKind::no_route) return {{{}, false, candidate.certain}};
  if (candidate.next_hops.empty()) return {{candidate.hops, false, candidate.certain}};
  const Key key{vrf, candidate.prefix};
  if (active_.size() >= max_depth) {
    give_up(table, candidate);
    return {};
  }
  active_.insert(key);
  std::vector<Resolution> all;
  for (const NextHop& next_hop : candidate.next_hops) {
    all = together(all, resolve_next_hop(vrf, index, next_hop));
    if (all.size() > max_alternatives) {
      give_up(table, candidate);
      all.resize(max_alternatives);
    }
  }
  active_.erase(key);
  for (Resolution& resolution : all) resolution.certain = resolution.certain && candidate.certain;
  return all;
}

std::vector<Resolution> Resolver::resolve_next_hop(const std::string& vrf, std::size_t index,
                                                   const NextHop& next_hop) {
  CandidateTable& table = tables_[vrf];
  const Candidate& candidate = table.all[index];
  if (!next_hop.interface.empty()) return resolve_interface(table, candidate, next_hop);
  const std::string& gateway_vrf = next_hop.other_vrf ? next_hop.vrf : vrf;
  if (!next_hop.gateway) {
    if (!next_hop.other_vrf) return resolve_learned_gateway(vrf, candidate);
    give_up(table, candidate);  // "look again in that table": depends on the destination
    return {};
  }
  if (!tables_.contains(gateway_vrf)) {
    give_up(table, candidate);
    return {};
  }
  if (gateway_vrf != vrf && leaks_from_unknown(gateway_vrf, *next_hop.gateway)) give_up(table, candidate);
  std::vector<Resolution> found = resolve_gateway(gateway_vrf, *next_hop.gateway);
  // A line of the device's own table is in use, so its gateway is reachable even if we cannot see how.
  if (found.empty() && table.given) give_up(table, candidate);
  return found;
}

std::vector<Resolution> Resolver::resolve_interface(CandidateTable& table, const Candidate& candidate,
                                                    const NextHop& next_hop) {
  const auto interface = std::ranges::find(device_.interfaces, next_hop.interface, &Interface::name);
  if (interface == device_.interfaces.end()) {
    if (is_null_interface(next_hop.interface)) return {{{}, true, true}};
    give_up(table, candidate);
    return {};
  }
  if (!is_up(device_, *interface)) return {};
  const auto index = static_cast<InterfaceIndex>(interface - device_.interfaces.begin());
  return {{{{index, next_hop.gateway}}, false, true}};
}

/// `ip route 0.0.0.0 0.0.0.0 dhcp`: the gateway is whatever some dynamic interface learns.
std::vector<Resolution> Resolver::resolve_learned_gateway(const std::string& vrf,
                                                          const Candidate& candidate) {
  std::vector<Resolution> found;
  for (InterfaceIndex i = 0; i < device_.interfaces.size(); ++i) {
    const Interface& interface = device_.interfaces[i];
    if (interface.dynamic_address && interface.vrf == vrf && is_up(device_, interface)) {
      found.push_back({{{i, std::nullopt}}, false, true});
    }
  }
  if (found.empty()) give_up(tables_[vrf], candidate);
  if (found.size() > 1) {
    for (Resolution& resolution : found) resolution.certain = false;
  }
  return found;
}

std::vector<Resolution> Resolver::resolve_gateway(const std::string& vrf, const Address& gateway) {
  std::vector<Resolution> found;
  bool weakened = false;
  for (int length = width(gateway.family); length >= 0; --length) {
    for (Choice& choice : choose(vrf, Prefix::of(gateway, length), weakened)) {
      const CandidateTable& table = tables_[vrf];
      // The device itself is no gateway: IOS refuses the route ("Invalid next hop address").
      if (table.all[choice.candidate].kind == RouteKind::local) return found;
      Resolution& resolution = choice.resolution;
      const bool on_link = table.all[choice.candidate].kind == RouteKind::connected;
      for (Hop& hop : resolution.hops) {
        if (on_link || !hop.gateway) hop.gateway = gateway;
      }
      resolution.certain = resolution.certain && !weakened && length > 0;
      const bool last = resolution.certain;
      found.push_back(std::move(resolution));
      if (last) return found;
    }
  }
  return found;
}

std::vector<Choice> Resolver::choose(const std::string& vrf, const Prefix& prefix, bool& weakened) {
  const CandidateTable& table = tables_[vrf];
  const auto entry = table.by_prefix.find(prefix);
  if (entry == table.by_prefix.end()) return {};
  if (active_.contains({vrf, prefix})) {
    weakened = true;
    return {};
  }
  const auto cost = [&](std::size_t i) { return std::pair{table.all[i].distance, table.all[i].metric}; };
  std::vector<std::size_t> order = entry->second;
  std::ranges::stable_sort(order, {}, cost);
  std::vector<Choice> choices;
  for (auto first = order.begin(); first != order.end();) {
    const auto end = std::find_if(first, order.end(), [&](std::size_t i) { return cost(i) != cost(*first); });
    if (choose_class(vrf, {first, end}, choices)) break;
    first = end;
  }
  return choices;
}

/// Appends the alternatives of candidates of equal cost; true when they end in a certain one, which
/// hides whatever costs more.
bool Resolver::choose_class(const std::string& vrf, const std::vector<std::size_t>& members,
                            std::vector<Choice>& choices) {
  std::optional<Choice> shared;  // all certain members: equal-cost multipath
  for (const std::size_t index : members) {
    for (Resolution& resolution : resolve(vrf, index)) {
      if (!resolution.certain) {
        choices.push_back({std::move(resolution), index});
      } else if (!shared) {
        shared = Choice{std::move(resolution), index};
      } else {
        shared->resolution.discard = shared->resolution.discard && resolution.discard;
        merge_hops(shared->resolution.hops, resolution.hops);
      }
    }
  }
  if (shared) choices.push_back(std::move(*shared));
  if (choices.size() > max_alternatives) {
    give_up(tables_[vrf], tables_[vrf].all[members.front()]);
    choices.resize(max_alternatives);
    return true;
  }
  return shared.has_value();
}

/// A gateway in a VRF whose routes are unknown is sure to be found only where it is on a link of it.
bool Resolver::leaks_from_unknown(const std::string& gateway_vrf, const Address& gateway) const {
  const CandidateTable& table = tables_.at(gateway_vrf);
  if (table.unknown_because.empty()) return false;
  return std::ranges::none_of(table.all, [&](const Candidate& candidate) {
    return candidate.kind == RouteKind::connected && candidate.certain && candidate.prefix.contains(gateway);
  });
}

}  // namespace sekisho::routing
