// Where the routing tables of a device may send a destination: longest-prefix match over sets, from above.
#pragma once

#include "check/first_match.hpp"

#include <sekisho/dump/model_file.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace sekisho::check {

/// Whether an unread line of the whole device, or one at this interface, may have this effect. Drops do not
/// matter from above.
[[nodiscard]] inline bool may(Effect effect, const Device& device, std::optional<InterfaceIndex> interface) {
  return std::ranges::any_of(device.uncertainties, [&](const Uncertainty& each) {
    return each.effect == effect &&
           (each.interface.empty() || (interface && each.interface == device.interfaces[*interface].name));
  });
}

[[nodiscard]] inline bool has_vrf(const Device& device, const std::string& vrf) {
  return std::ranges::find(device.interfaces, vrf, &Interface::vrf) != device.interfaces.end();
}

/// BGP may import routes of one VRF into another (RFC 4364 section 4.3), and so may a line of the whole
/// device that was not read.
[[nodiscard]] inline bool may_leave_vrf(const Device& device) {
  const std::vector<DynamicRouting>& protocols = device.dynamic_routing;
  return may(Effect::may_route, device, std::nullopt) ||
         std::ranges::find(protocols, "bgp", &DynamicRouting::protocol) != protocols.end();
}

/// What routing may do with packets.
struct Ways {
  std::map<Hop, HeaderSet> hops;
  HeaderSet local;       // may be for the device itself
  HeaderSet sure_local;  // certainly are
  HeaderSet unrouted;    // may find no route

  void give_all(const Ways& from, const HeaderSet& packets) {
    for (const auto& [hop, taken] : from.hops) hops[hop] |= taken & packets;
  }
};

class Routes {
 public:
  /// `any_routing`: tables may hold anything.
  Routes(Headers& headers, const ModelFile& model, FirstMatch& rules, bool any_routing)
      : headers_(headers), model_(model), rules_(rules), any_routing_(any_routing) {}

  /// What tables and policy routes do with packets that come `in` by an interface, or are the device's own.
  [[nodiscard]] const Ways& from(DeviceIndex device, std::optional<InterfaceIndex> in) {
    const auto [found, is_new] = from_.try_emplace({device, in});
    Ways& result = found->second;
    if (!is_new) return result;
    const Device& owner = network_.devices[device];
    std::set<std::string> vrfs;
    if (in) vrfs.insert(owner.interfaces[*in].vrf);
    for (const RoutingTable& table : tables_[device].tables) {  // some, only policy routes look into
      if (!in && (table.vrf.empty() || has_vrf(owner, table.vrf))) vrfs.insert(table.vrf);
      // The device may be reached by its addresses in other VRFs, too.
      if (may_leave_vrf(owner)) result.local |= of_table(device, table.vrf, false).local;
    }
    for (const std::string& vrf : vrfs) {
      Ways ways = of_table(device, vrf, may(Effect::may_route, owner, in));
      policy_routes(device, in, ways);
      result.give_all(ways, headers_.all());
      result.local |= ways.local;
    }
    return result;
  }

  /// The next hops that anything in the device may send to.
  [[nodiscard]] const std::set<Hop>& hops(DeviceIndex device) {
    std::set<Hop>& result = hops_[device];
    if (!result.empty()) return result;
    const std::vector<Interface>& interfaces = network_.devices[device].interfaces;
    const auto add = [&](const Ways& ways) {
      for (const auto& [hop, packets] : ways.hops) {
        if (interfaces[hop.interface].enabled) result.insert(hop);
      }
    };
    add(from(device, std::nullopt));
    for (InterfaceIndex in = 0; in < interfaces.size(); ++in) {
      if (network_.domain_of[device][in] != Network::no_domain && !interfaces[in].switchport)
        add(from(device, in));
    }
    return result;
  }

  /// What the table of a VRF does; `unknown`: whatever it may hold.
  [[nodiscard]] const Ways& of_table(DeviceIndex device, const std::string& vrf, bool unknown) {
    const auto [found, is_new] = by_table_.try_emplace({device, vrf, unknown});
    Ways& ways = found->second;
    if (!is_new) return ways;
    const RoutingTable* table = tables_[device].find(vrf);
    if (table == nullptr) {
      ways.unrouted = headers_.all();
      return ways;
    }
    ways = matched_routes(*table, field::destination, false);
    HeaderSet anywhere = unknown_packets(device, vrf, unknown) - ways.sure_local;
    ways.unrouted |= anywhere;
    for (auto& [hop, packets] : ways.hops) packets |= anywhere;  // known ones may lead into another VRF
    for (const auto& [hop, packets] : ways.hops) {
      if (may(Effect::may_route, network_.devices[device], hop.interface)) anywhere |= packets;
    }
    if (anywhere.empty()) return ways;
    for (const Hop& hop : possible_hops(device, vrf)) ways.hops[hop] |= anywhere;
    return ways;
  }

  /// Packets that may pass the source check of an interface (RFC 3704).
  [[nodiscard]] HeaderSet checked_sources(const Attachment& in) {
    const Device& owner = network_.devices[in.device];
    const Interface& at = owner.interfaces[in.interface];
    const RoutingTable* table = tables_[in.device].find(at.vrf);
    if (at.source_check == SourceCheck::none || table == nullptr) return headers_.all();
    HeaderSet result = unknown_packets(in.device, at.vrf, may(Effect::may_route, owner, in.interface));
    if (!at.source_check_ipv6) result |= headers_.of_family(Family::v6);
    // Strict: the best route back leads out here; feasible: some route back does; loose: there is some route.
    const bool any_route = at.source_check != SourceCheck::strict;
    for (const auto& [hop, sources] : matched_routes(*table, field::source, any_route).hops) {
      if (at.source_check == SourceCheck::loose || hop.interface == in.interface) result |= sources;
    }
    return result;
  }

 private:
  /// Everywhere that a table may lead whose routes are not known.
  [[nodiscard]] std::set<Hop> possible_hops(DeviceIndex device, const std::string& vrf) const {
    std::set<Hop> hops;
    const Device& owner = network_.devices[device];
    // A table without interfaces is one that policy routes look into: it may lead to any of them.
    const bool any_interface = may_leave_vrf(owner) || !has_vrf(owner, vrf);
    for (InterfaceIndex i = 0; i < owner.interfaces.size(); ++i) {
      const Interface& interface = owner.interfaces[i];
      const DomainIndex domain = network_.domain_of[device][i];
      if (domain == Network::no_domain || !interface.enabled || (interface.vrf != vrf && !any_interface))
        continue;
      hops.insert({i, std::nullopt});
      for (const Attachment& other : network_.domains[domain].routed) {
        if (other == Attachment{device, i}) continue;
        for (const InterfaceAddress& own :
             network_.devices[other.device].interfaces[other.interface].addresses)
          hops.insert({i, own.address});
      }
    }
    return hops;
  }

  /// Routes of a table come longest prefix first, and the longest counts, or any of them.
  [[nodiscard]] Ways matched_routes(const RoutingTable& table, std::size_t field, bool any_route) {
    Ways ways;
    HeaderSet open_may = headers_.all();   // no certain longer prefix takes these
    HeaderSet open_must = headers_.all();  // no longer prefix at all does
    for (auto at = table.routes.begin(); at != table.routes.end();) {
      const auto end = std::find_if(at, table.routes.end(),
                                    [&](const Route& other) { return other.prefix != at->prefix; });
      const HeaderSet covered = headers_.addresses(field, at->prefix);
      if (end - at == 1 && at->certain && at->kind == RouteKind::local)
        ways.sure_local |= covered & open_must;
      const HeaderSet share = covered & open_may;
      bool certain = false;
      for (; at != end; ++at) {
        certain |= at->certain;
        if (at->kind == RouteKind::local) {
          ways.local |= share;
        } else {
          if (at->kind == RouteKind::no_route) ways.unrouted |= share;
          for (const Hop& hop : at->hops) ways.hops[hop] |= share;
        }
      }
      if (certain && !any_route) open_may -= covered;
      open_must -= covered;
    }
    ways.unrouted |= open_may;
    return ways;
  }

  /// Packets whose routes in a table are not all known.
  [[nodiscard]] HeaderSet unknown_packets(DeviceIndex device, const std::string& vrf, bool unknown) {
    const RoutingTable* table = tables_[device].find(vrf);
    if (unknown || any_routing_ || table == nullptr) return headers_.all();
    if (!table->unknown) return HeaderSet();
    return table->unknown_family ? headers_.of_family(*table->unknown_family) : headers_.all();
  }

  /// Policy routes come before the table, for what is not for the device itself. They are for packets that
  /// come in, or (no `in`) for those of the device.
  void policy_routes(DeviceIndex device, std::optional<InterfaceIndex> in, Ways& ways) {
    const Device& owner = network_.devices[device];
    const bool unknown = may(Effect::may_route, owner, in);
    const Ways by_table = std::exchange(ways, {{}, ways.local, ways.sure_local, {}});
    HeaderSet open = headers_.all() - ways.sure_local;
    for (const PolicyRoute& rule : owner.policy_routes) {
      if (rule.own_packets == in.has_value()) continue;
      const Taken taken = rules_.taken_by(rule, in ? owner.interfaces[*in].name : "");
      if (rule.falls_through) {  // looks into tables, and is passed over where they have no route
        for (const NextHop& next : rule.next_hops) {
          const Ways& found = of_table(device, next.vrf, unknown);
          ways.give_all(found, open & taken.may);
          ways.local |= found.local & open & taken.may;
          open -= taken.must - found.unrouted;
        }
        continue;
      }
      const HeaderSet hit = open & taken.may;
      bool to_table = rule.verdict == PolicyRoute::Verdict::normal_routing;
      if (rule.verdict == PolicyRoute::Verdict::forward)
        to_table = !in || !steer(rule, device, *in, hit, ways);
      if (to_table) ways.give_all(by_table, hit);
      if (!rule.only_if_no_route) open -= taken.must;
    }
    ways.give_all(by_table, open);
  }

  /// Sends `hit` to the next hops of a policy route. False when it may follow the table all the same: no next
  /// hop can be used, or one may be gone.
  bool steer(const PolicyRoute& rule, DeviceIndex device, InterfaceIndex in, const HeaderSet& hit,
             Ways& into) {
    const Device& owner = network_.devices[device];
    const bool unknown = any_routing_ || may(Effect::may_route, owner, in);
    bool may_fail = any_routing_;
    bool by_vrf = false;
    std::set<Hop> usable;
    for (const NextHop& next : rule.next_hops) {
      const std::string& vrf = next.other_vrf ? next.vrf : owner.interfaces[in].vrf;
      const RoutingTable* table = tables_[device].find(vrf);
      if (!next.interface.empty()) {
        for (InterfaceIndex out = 0; out < owner.interfaces.size(); ++out) {
          if (owner.interfaces[out].name == next.interface && owner.interfaces[out].enabled)
            usable.insert({out, next.gateway});
        }
      } else if (table != nullptr && next.gateway) {
        const std::vector<const Route*> routes = lookup(*table, *next.gateway);
        for (const Route* route : routes) {
          for (const Hop& hop : route->hops)
            usable.insert({hop.interface, hop.gateway ? hop.gateway : next.gateway});
        }
        const bool anywhere = unknown || table->unknown;
        if (anywhere) usable.merge(possible_hops(device, vrf));
        may_fail |=
            anywhere || routes.size() != 1 || !routes.front()->certain || routes.front()->hops.empty();
      } else if (table != nullptr && next.other_vrf) {
        into.give_all(of_table(device, vrf, unknown), hit);
        by_vrf = true;
      }
    }
    for (const Hop& hop : usable) into.hops[hop] |= hit;
    return (by_vrf || !usable.empty()) && !may_fail;
  }

  Headers& headers_;
  const ModelFile& model_;
  FirstMatch& rules_;
  bool any_routing_;
  const Network& network_ = model_.network;
  const std::vector<DeviceRoutes>& tables_ = model_.routes;
  std::map<std::tuple<DeviceIndex, std::string, bool>, Ways> by_table_;
  std::map<std::pair<DeviceIndex, std::optional<InterfaceIndex>>, Ways> from_;
  std::map<DeviceIndex, std::set<Hop>> hops_;
};

}  // namespace sekisho::check
