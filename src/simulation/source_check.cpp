// RFC 3704: strict (section 2.2), feasible (2.3) and loose (2.4) reverse path forwarding against the
// computed tables. A default route counts as a route back; where a vendor leaves it out (IOS without
// `allow-default`) the converter says so by an Uncertainty.
#include "simulation/filters.hpp"

#include <algorithm>

namespace sekisho::simulation {
namespace {

struct Checked {
  bool pass = false;
  bool certain = true;
  std::optional<RuleSource> rule;
};

bool leaves_here(const Route& route, InterfaceIndex interface) {
  return std::ranges::any_of(route.hops, [&](const Hop& hop) { return hop.interface == interface; });
}

/// The outcomes of strict and loose: one for each route that may be the best one back.
std::vector<Checked> by_best_route(const RoutingTable& table, const Address& source, SourceCheck mode,
                                   InterfaceIndex interface) {
  std::vector<Checked> outcomes;
  for (const Route* route : lookup(table, source)) {
    const bool pass = mode == SourceCheck::strict ? leaves_here(*route, interface) : !route->hops.empty();
    outcomes.push_back({pass, route->certain, route->source});
  }
  if (outcomes.empty() || !outcomes.back().certain) outcomes.push_back({false, true, std::nullopt});
  return outcomes;
}

/// The outcomes of feasible: any route of any length that covers the source and leaves here.
std::vector<Checked> by_any_route(const RoutingTable& table, const Address& source,
                                  InterfaceIndex interface) {
  std::vector<Checked> outcomes;
  for (const Route& route : table.routes) {
    if (!route.prefix.contains(source) || !leaves_here(route, interface)) continue;
    outcomes.push_back({true, route.certain, route.source});
    if (route.certain) return outcomes;
  }
  outcomes.push_back({false, true, std::nullopt});
  return outcomes;
}

/// Outcomes that agree are one certain outcome; otherwise none of them is certain.
void settle(std::vector<Checked>& outcomes) {
  const bool agree =
      std::ranges::all_of(outcomes, [&](const Checked& o) { return o.pass == outcomes.front().pass; });
  if (agree) {
    outcomes.erase(outcomes.begin(), outcomes.end() - 1);
  } else {
    std::vector<Checked> kept;
    for (const Checked& outcome : outcomes) {
      if (std::ranges::none_of(kept, [&](const Checked& k) { return k.pass == outcome.pass; }))
        kept.push_back(outcome);
    }
    outcomes = std::move(kept);
  }
  for (Checked& outcome : outcomes) outcome.certain = agree;
}

bool surely_passes(const std::vector<Checked>& outcomes) {
  return outcomes.size() == 1 && outcomes.front().pass && outcomes.front().certain;
}

/// Some route of any length leads back. Where the best one is the device's own address or a discard
/// route, vendors differ on what loose mode says.
bool has_way_back(const RoutingTable& table, const Address& source) {
  return std::ranges::any_of(
      table.routes, [&](const Route& route) { return !route.hops.empty() && route.prefix.contains(source); });
}

std::vector<Checked> check(const World& world, const Passage& passage, const Interface& in,
                           SourceCheck mode) {
  if (mode == SourceCheck::none) return {{true, true, std::nullopt}};
  const RoutingTable* table = world.routes[passage.device].find(in.vrf);
  const bool doubtful = doubt(device_of(world, passage), Effect::may_route, &in) != nullptr;
  const bool unknown = table == nullptr || table->is_unknown(passage.packet.family()) || doubtful;
  if (unknown) return {{true, false, std::nullopt}, {false, false, std::nullopt}};
  std::vector<Checked> outcomes = mode == SourceCheck::feasible
                                      ? by_any_route(*table, passage.packet.source, *passage.ingress)
                                      : by_best_route(*table, passage.packet.source, mode, *passage.ingress);
  settle(outcomes);
  if (mode == SourceCheck::loose && !surely_passes(outcomes) && has_way_back(*table, passage.packet.source))
    return {{true, false, std::nullopt}, {false, false, std::nullopt}};
  return outcomes;
}

/// The outcomes of a check whose mode is open between its weakest and its strictest.
std::vector<Checked> check(const World& world, const Passage& passage, const Interface& in) {
  std::vector<Checked> outcomes = check(world, passage, in, in.source_check);
  if (!in.strictest_source_check) return outcomes;
  for (const Checked& other : check(world, passage, in, *in.strictest_source_check))
    outcomes.push_back(other);
  settle(outcomes);
  return outcomes;
}

}  // namespace

Passages source_check(const World& world, Passage passage) {
  const Interface* in = ingress_of(world, passage);
  if (in == nullptr || (!in->source_check_ipv6 && passage.packet.family() == Family::v6))
    return {std::move(passage)};
  if (in->source_check == SourceCheck::none && !in->strictest_source_check) return {std::move(passage)};
  Passages result;
  for (const Checked& outcome : check(world, passage, *in)) {
    if (outcome.pass) {
      result.push_back(with(passage, {Stage::source_check, "pass", outcome.certain, StepReason::source_route,
                                      to_string(passage.packet.source), outcome.rule}));
      continue;
    }
    for (Passage& next : deny(world, passage,
                              {Stage::source_check, "deny", outcome.certain, StepReason::no_source_route,
                               to_string(passage.packet.source), outcome.rule})) {
      result.push_back(std::move(next));
    }
  }
  return result;
}

}  // namespace sekisho::simulation
