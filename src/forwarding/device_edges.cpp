// The pipeline of one device as edges.
//
//   ingress(i) --stages before the route lookup--> routing(i) --route, stages behind it--> egress(j, gateway)
//                                                      \--own address, local filter--> device
//
// The stages come in the order of Device::pipeline, which the converters set as the vendor's manual
// has it. A construct that was not understood widens `may` and empties `must` of the edges it could
// touch, by its Effect.
#include "chain.hpp"
#include "graph_state.hpp"
#include "route_sets.hpp"

#include <algorithm>

namespace sekisho::forwarding {

namespace {

/// What unread lines may do to packets that cross a device or one of its interfaces.
struct Doubts {
  bool drop = false;
  bool permit = false;
  bool route = false;
  bool translate = false;

  void add(Effect effect) {
    switch (effect) {
      case Effect::may_drop: drop = true; break;
      case Effect::may_permit: permit = true; break;
      case Effect::may_route: route = true; break;
      case Effect::may_translate: translate = true; break;
      case Effect::may_bridge: break;  // Network has it in the domains
    }
  }
  void add(const Doubts& other) {
    drop |= other.drop;
    permit |= other.permit;
    route |= other.route;
    translate |= other.translate;
  }
};

/// A set on one side, from bounds and the doubts about them.
PacketSet side_of(const Bounds& bounds, const Doubts& doubts, Side side, PacketSpace& space) {
  if (side == Side::may) return doubts.permit ? space.all() : bounds.may;
  return doubts.drop ? space.none() : bounds.must;
}

class DeviceEdges {
 public:
  DeviceEdges(ForwardingGraph::State& state, DeviceIndex index)
      : state_(state),
        space_(state.space),
        index_(index),
        device_(state.network.devices[index]),
        rules_(state.rules_of(index)),
        forwards_(space_.none()) {
    if (device_.routes_ipv4) forwards_ |= space_.family(Family::v4);
    if (device_.routes_ipv6) forwards_ |= space_.family(Family::v6);
    for (const auto* rules : {&device_.destination_nat, &device_.source_nat}) {
      for (const NatRule& rule : *rules) add_mark(rule.mark);
    }
    for (const char* text : {"224.0.0.0/4", "255.255.255.255/32", "169.254.0.0/16", "ff00::/8", "fe80::/10"})
      for_link_only_.push_back(space_.address(Field::destination, *Prefix::parse(text)));
    for (const Uncertainty& doubt : device_.uncertainties) {
      (doubt.interface.empty() ? device_doubts_ : interface_doubts_[doubt.interface]).add(doubt.effect);
    }
  }

  void add() {
    for (InterfaceIndex i = 0; i < device_.interfaces.size(); ++i) {
      if (state_.network.domain_of[index_][i] == Network::no_domain) continue;
      if (device_.interfaces[i].switchport) continue;
      add_ingress(i);
      add_local(i);
      add_forwarding(i);
    }
    add_own_packets();
  }

 private:
  void add_mark(std::uint16_t mark) {
    if (std::find(marks_.begin(), marks_.end(), mark) == marks_.end()) marks_.push_back(mark);
  }

  [[nodiscard]] Doubts doubts_of(InterfaceIndex i) const {
    Doubts doubts = device_doubts_;
    const auto found = interface_doubts_.find(device_.interfaces[i].name);
    if (found != interface_doubts_.end()) doubts.add(found->second);
    return doubts;
  }

  [[nodiscard]] const RoutingTable* table_of(const std::string& vrf) const {
    return state_.routes[index_].find(vrf);
  }

  /// Whether `stage` comes before the route lookup in this vendor's order.
  [[nodiscard]] std::vector<Stage> stages(bool before_lookup) const {
    const auto lookup = std::find(device_.pipeline.begin(), device_.pipeline.end(), Stage::route_lookup);
    if (before_lookup) return {device_.pipeline.begin(), lookup};
    return lookup == device_.pipeline.end() ? std::vector<Stage>{}
                                            : std::vector<Stage>(lookup + 1, device_.pipeline.end());
  }

  [[nodiscard]] Bounds interface_filters(const std::vector<std::string>& names, const std::string& in,
                                         const std::string& out) {
    const PassingPackets passing = state_.rule_sets->passing(index_, names, in, out);
    return {passing.may, passing.must};
  }

  void use_filters(const std::vector<std::string>& names, const std::string& in, const std::string& out,
                   bool after_rewrite, Transfer& transfer) const {
    for (const std::string& name : names) {
      const auto found = device_.filters.find(name);
      if (found != device_.filters.end())
        transfer.filters.push_back({index_, &found->second, in, out, after_rewrite});
    }
  }

  void add_ingress(InterfaceIndex i) {
    const Interface& interface = device_.interfaces[i];
    const Doubts doubts = doubts_of(i);
    const std::vector<Stage> order = stages(true);
    Transfer transfer;
    for (const Side side : {Side::may, Side::must}) {
      Chain chain(space_);
      for (const Stage stage : order) {
        ingress_stage(stage, i, side, chain);
        if (stage == Stage::destination_nat) doubt_translation(doubts, side, chain);
      }
      if (!has(order, Stage::destination_nat)) doubt_translation(doubts, side, chain);
      if (side == Side::must && doubts.drop) chain.filter(space_.none());
      (side == Side::may ? transfer.may : transfer.must) = std::move(chain).finish();
    }
    const auto filter_at = std::find(order.begin(), order.end(), Stage::ingress_filter);
    const auto nat_at = std::find(order.begin(), order.end(), Stage::destination_nat);
    if (filter_at != order.end()) {
      use_filters(interface.ingress_filters, interface.name, "", nat_at < filter_at, transfer);
    }
    state_.join(state_.place(Place::ingress, index_, i), state_.place(Place::routing, index_, i), transfer);
  }

  static bool has(const std::vector<Stage>& stages, Stage stage) {
    return std::find(stages.begin(), stages.end(), stage) != stages.end();
  }

  /// An unread line that may translate does so where the device translates.
  void doubt_translation(const Doubts& doubts, Side side, Chain& chain) const {
    if (!doubts.translate) return;
    if (side == Side::may)
      chain.scramble(marks_);
    else
      chain.filter(space_.none());
  }

  [[nodiscard]] static bool checks_sources(const Interface& interface) {
    return interface.source_check != SourceCheck::none || interface.strictest_source_check;
  }

  /// Sources that pass the check of an interface: `may` by its weakest mode, `must` by its strictest.
  [[nodiscard]] Bounds source_check_of(InterfaceIndex i, const RoutingTable& table, RoutingScope scope) {
    const Interface& interface = device_.interfaces[i];
    const HopRegions& by_source = known(table, Field::source);
    Bounds bounds = source_check_region(space_, table, by_source, i, interface.source_check, scope);
    if (interface.strictest_source_check) {
      const SourceCheck strictest = *interface.strictest_source_check;
      bounds.must &= source_check_region(space_, table, by_source, i, strictest, scope).must;
    }
    if (interface.source_check_ipv6) return bounds;
    const PacketSet ipv6 = space_.family(Family::v6);
    return {bounds.may | ipv6, bounds.must | ipv6};
  }

  void ingress_stage(Stage stage, InterfaceIndex i, Side side, Chain& chain) {
    const Interface& interface = device_.interfaces[i];
    const Doubts doubts = doubts_of(i);
    if (stage == Stage::source_check && checks_sources(interface)) {
      const RoutingTable* table = table_of(interface.vrf);
      if (table == nullptr) return;
      const RoutingScope scope = doubts.route ? RoutingScope::any : state_.scope;
      chain.filter(side_of(source_check_of(i, *table, scope), doubts, side, space_));
    } else if (stage == Stage::ingress_filter) {
      chain.filter(
          side_of(interface_filters(interface.ingress_filters, interface.name, ""), doubts, side, space_));
    } else if (stage == Stage::destination_nat) {
      chain.translate(translations_of(rules_.matches, device_.destination_nat, interface.name, "", side));
      nat_filter(device_.destination_nat_filter, interface.name, "", doubts, side, chain);
    }
  }

  /// Link-local addresses that other interfaces have: on the link of this one they are somebody else's, or
  /// nobody's (RFC 4291 section 2.5.6, RFC 4007 section 6).
  [[nodiscard]] PacketSet link_local_elsewhere(InterfaceIndex i) {
    PacketSet elsewhere = space_.none();
    const auto& here = device_.interfaces[i].addresses;
    for (const Interface& other : device_.interfaces) {
      for (const InterfaceAddress& own : other.addresses) {
        const bool link_local = own.address.family == Family::v6 && own.address.bits >> 118 == 0x3fa;
        const bool also_here = std::any_of(here.begin(), here.end(), [&](const InterfaceAddress& each) {
          return each.address == own.address;
        });
        if (link_local && !also_here)
          elsewhere |= space_.address(Field::destination, AddressRange::of(own.address));
      }
    }
    return elsewhere;
  }

  /// Whether packets may be looked up in tables of other routing instances, which have own addresses too.
  [[nodiscard]] bool looks_into_tables() const {
    return std::any_of(device_.policy_routes.begin(), device_.policy_routes.end(),
                       [](const PolicyRoute& rule) { return rule.falls_through; });
  }

  void add_local(InterfaceIndex i) {
    const Interface& interface = device_.interfaces[i];
    const RoutingTable* table = table_of(interface.vrf);
    if (table == nullptr) return;
    Bounds own = looks_into_tables() ? routed_from(i).local : known(*table, Field::destination).local;
    if (may_leave_vrf(device_)) {  // then the device may be reached by its addresses in other VRFs too
      for (const RoutingTable& other : state_.routes[index_].tables)
        own.may |= known(other, Field::destination).local.may;
    }
    own.must -= link_local_elsewhere(i);
    Bounds accepted{space_.all(), space_.all()};
    Transfer transfer;
    if (device_.local_filter) {
      accepted = rules_.filters.regions(*device_.local_filter, interface.name, "").any_permit;
      transfer.filters.push_back({index_, &*device_.local_filter, interface.name, "", false});
    }
    const Doubts doubts = doubts_of(i);
    for (const Side side : {Side::may, Side::must}) {
      Chain chain(space_);
      chain.filter(side == Side::may ? own.may : own.must);
      chain.filter(side_of(accepted, doubts, side, space_));
      (side == Side::may ? transfer.may : transfer.must) = std::move(chain).finish();
    }
    state_.join(state_.place(Place::routing, index_, i), state_.place(Place::device, index_), transfer);
  }

  /// Routes as policy routing and the table together send packets of interface `i`.
  HopRegions routed_from(InterfaceIndex i) {
    const std::string& vrf = device_.interfaces[i].vrf;
    HopRegions regions = table_regions(vrf, doubts_of(i).route);
    if (!device_.policy_routes.empty() && table_of(vrf) != nullptr) apply_policy_routes(i, regions);
    return regions;
  }

  /// The routes that a table tells. All interfaces of a VRF look into the same one.
  const HopRegions& known(const RoutingTable& table, Field field) {
    const auto [found, is_new] = known_routes_.try_emplace({&table, field});
    if (is_new) found->second = known_routes(space_, table, field);
    return found->second;
  }

  /// What the table of a VRF does, unread lines at the interfaces that it sends to taken into account.
  const HopRegions& table_regions(const std::string& vrf, bool unknown) {
    const auto [found, is_new] = table_regions_.try_emplace({vrf, unknown});
    if (is_new) found->second = new_table_regions(vrf, unknown);
    return found->second;
  }

  HopRegions new_table_regions(const std::string& vrf, bool unknown) {
    const RoutingTable* table = table_of(vrf);
    if (table == nullptr) {
      HopRegions nothing;
      nothing.local = {space_.none(), space_.none()};
      nothing.unrouted = {space_.all(), space_.all()};
      return nothing;
    }
    const std::vector<Hop> possible = possible_hops(state_.network, index_, vrf);
    HopRegions regions = known(*table, Field::destination);
    add_unknown_routes(regions, space_, *table, possible, unknown ? RoutingScope::any : state_.scope);
    PacketSet doubtful = space_.none();
    for (const auto& [hop, region] : regions.hops) {
      if (doubts_of(hop.interface).route) doubtful |= region.bounds.may;
    }
    if (doubtful.empty()) return regions;
    for (const Hop& hop : possible) region_for(regions, hop, space_).bounds.may |= doubtful;
    for (auto& [hop, region] : regions.hops) region.bounds.must -= doubtful;
    return regions;
  }

  [[nodiscard]] bool is_unknown(const std::string& vrf, InterfaceIndex i) const {
    const RoutingTable* table = table_of(vrf);
    return state_.scope == RoutingScope::any || doubts_of(i).route || (table != nullptr && table->unknown);
  }

  /// Policy routes steer what is not for the device itself (Cisco IOS "IP Routing: Protocol-Independent
  /// Configuration Guide", policy-based routing), first match first.
  void apply_policy_routes(InterfaceIndex i, HopRegions& regions) {
    Bounds open{~regions.local.must, ~regions.local.may};
    HopRegions steered;
    steered.local = regions.local;
    for (const PolicyRoute& rule : device_.policy_routes) {
      if (rule.own_packets) continue;
      const Bounds bounds =
          bound_to(rules_.matches.of(rule), rule.ingress, device_.interfaces[i].name, {}, "", space_);
      const Bounds hit{open.may & bounds.may, open.must & bounds.must};
      if (hit.may.empty()) continue;
      if (rule.falls_through) {
        look_up_or_go_on(rule, doubts_of(i).route, bounds, open, steered);
        continue;
      }
      if (rule.verdict == PolicyRoute::Verdict::normal_routing) {
        keep(hit, steered, regions);
      } else if (rule.verdict == PolicyRoute::Verdict::forward) {
        steer(rule, i, hit, regions, steered);
      }
      if (!rule.only_if_no_route) open.may -= bounds.must;
      open.must -= bounds.may;
    }
    keep(open, steered, regions);
    regions.hops = std::move(steered.hops);
    regions.local = std::move(steered.local);
  }

  /// A policy route that looks into a table and is passed over where the table has no route.
  void look_up_or_go_on(const PolicyRoute& rule, bool unknown, const Bounds& bounds, Bounds& open,
                        HopRegions& into) {
    for (const NextHop& next : rule.next_hops) {
      const HopRegions& found = table_regions(next.vrf, unknown);
      const Bounds hit{open.may & bounds.may, open.must & bounds.must};
      keep(hit, into, found);
      into.local.may |= hit.may & found.local.may;
      into.local.must |= hit.must & found.local.must;
      open.may -= bounds.must - found.unrouted.may;
      open.must -= bounds.may - found.unrouted.must;
    }
  }

  static HopRegions::Region& region_for(HopRegions& regions, const Hop& hop, PacketSpace& space) {
    const auto [found, is_new] = regions.hops.try_emplace(hop);
    if (is_new) found->second.bounds = {space.none(), space.none()};
    return found->second;
  }

  void keep(const Bounds& share, HopRegions& into, const HopRegions& from) {
    for (const auto& [hop, region] : from.hops) {
      HopRegions::Region& target = region_for(into, hop, space_);
      target.bounds.may |= region.bounds.may & share.may;
      target.bounds.must |= region.bounds.must & share.must;
      for (const auto& [source, part] : region.routes) {
        const PacketSet steered = part & share.may;
        if (!steered.empty()) target.routes.emplace_back(source, steered);
      }
    }
  }

  /// Where the next hops of a policy route lead.
  struct Ways {
    HopRegions regions;             // what each takes when it is used
    std::size_t count = 0;          // next hops that can be used
    bool certain = true;            // all that can be used are sure to be
    bool may_fall_through = false;  // packets may follow the table after all
  };

  void steer(const PolicyRoute& rule, InterfaceIndex i, const Bounds& hit, const HopRegions& normal,
             HopRegions& into) {
    Ways ways;
    // A link that is down, or a route that is gone, makes a next hop unusable.
    ways.may_fall_through = state_.scope == RoutingScope::any;
    for (const NextHop& next : rule.next_hops) add_way(next, i, ways);
    const bool sure = ways.count == 1 && ways.certain && !rule.only_if_no_route;
    const Bounds share{hit.may, sure ? hit.must : space_.none()};
    for (const auto& [hop, region] : ways.regions.hops) {
      HopRegions::Region& target = region_for(into, hop, space_);
      target.bounds.may |= region.bounds.may & share.may;
      target.bounds.must |= region.bounds.must & share.must;
      target.routes.emplace_back(&rule.source, region.bounds.may & share.may);
    }
    if (ways.count == 0) {
      keep(hit, into, normal);
    } else if (ways.may_fall_through) {
      keep({hit.may, space_.none()}, into, normal);
    }
  }

  void add_way(const NextHop& next, InterfaceIndex i, Ways& ways) {
    const std::string& vrf = next.other_vrf ? next.vrf : device_.interfaces[i].vrf;
    const RoutingTable* table = table_of(vrf);
    const auto use = [&](const Hop& hop) {
      region_for(ways.regions, hop, space_).bounds = {space_.all(), space_.all()};
    };
    if (!next.interface.empty()) {
      for (InterfaceIndex j = 0; j < device_.interfaces.size(); ++j) {
        if (device_.interfaces[j].name != next.interface || !device_.interfaces[j].enabled) continue;
        use({j, next.gateway});
        ++ways.count;
      }
    } else if (table == nullptr) {
      return;
    } else if (!next.gateway) {
      if (!next.other_vrf) return;
      ++ways.count;
      keep({space_.all(), space_.all()}, ways.regions, table_regions(vrf, is_unknown(vrf, i)));
    } else if (is_unknown(vrf, i)) {
      ways.certain = false;
      ways.may_fall_through = true;
      ++ways.count;
      for (const Hop& hop : possible_hops(state_.network, index_, vrf)) use(hop);
      use_gateway(*table, *next.gateway, use);
    } else {
      const std::size_t found = use_gateway(*table, *next.gateway, use);
      if (found > 0) ++ways.count;
      const std::vector<const Route*> routes = lookup(*table, *next.gateway);
      const bool settled = routes.size() == 1 && routes.front()->certain && !routes.front()->hops.empty();
      if (found > 1 || !settled) ways.certain = false;
      if (!settled) ways.may_fall_through = true;
    }
  }

  /// The hops towards a gateway; how many there are.
  template <typename Use>
  static std::size_t use_gateway(const RoutingTable& table, const Address& gateway, Use use) {
    std::size_t found = 0;
    for (const Route* route : lookup(table, gateway)) {
      for (const Hop& hop : route->hops) {
        use({hop.interface, hop.gateway ? hop.gateway : std::optional(gateway)});
        ++found;
      }
    }
    return found;
  }

  void add_forwarding(InterfaceIndex i) {
    if (!device_.routes_ipv4 && !device_.routes_ipv6) return;
    const HopRegions regions = routed_from(i);
    std::map<InterfaceIndex, FilterRegions> policies;
    for (const auto& [hop, region] : regions.hops) {
      if (!device_.interfaces[hop.interface].enabled) continue;
      auto policy = policies.find(hop.interface);
      if (policy == policies.end())
        policy = policies.emplace(hop.interface, policy_between(i, hop.interface)).first;
      add_hop(i, hop, region, policy->second);
    }
  }

  FilterRegions policy_between(InterfaceIndex i, InterfaceIndex j) {
    FilterRegions regions;
    regions.permitted = {space_.all(), space_.all()};
    if (device_.forward_filter) {
      regions = rules_.filters.regions(*device_.forward_filter, device_.interfaces[i].name,
                                       device_.interfaces[j].name);
    }
    if (device_.stateful && device_.session_needs_syn) narrow_to_first_packets(regions);
    return regions;
  }

  // A stateful device admits a TCP packet without a session only when it opens one (SYN, no ACK).
  void narrow_to_first_packets(FilterRegions& regions) {
    const PacketSet opens = ~space_.protocol(protocol::tcp) |
                            space_.masked(Field::tcp_flags, tcp_flag::syn, tcp_flag::syn | tcp_flag::ack);
    const auto narrow = [&](Bounds& bounds) {
      bounds.may &= opens;
      bounds.must &= opens;
    };
    narrow(regions.permitted);
    for (FilterRegions::Translated& entry : regions.translated) narrow(entry.region);
  }

  void add_hop(InterfaceIndex i, const Hop& hop, const HopRegions::Region& region,
               const FilterRegions& policy) {
    const Interface& out = device_.interfaces[hop.interface];
    Doubts doubts = doubts_of(i);
    doubts.add(doubts_of(hop.interface));
    const std::vector<Stage> order = stages(false);
    Transfer transfer;
    for (const Side side : {Side::may, Side::must}) {
      Chain chain(space_);
      chain.filter(side == Side::may ? region.bounds.may & forwards_ : surely_forwarded(i, hop, region));
      for (const Stage stage : order) {
        egress_stage(stage, i, hop.interface, policy, side, chain);
        if (stage == Stage::source_nat) doubt_translation(doubts_of(hop.interface), side, chain);
      }
      if (!has(order, Stage::source_nat)) doubt_translation(doubts_of(hop.interface), side, chain);
      if (side == Side::must && doubts.drop) chain.filter(space_.none());
      if (marks_.size() > 1) chain.clear_marks(marks_);
      (side == Side::may ? transfer.may : transfer.must) = std::move(chain).finish();
    }
    transfer.routes = region.routes;
    const std::string& in_name = device_.interfaces[i].name;
    if (device_.forward_filter)
      transfer.filters.push_back({index_, &*device_.forward_filter, in_name, out.name, false});
    const auto nat_at = std::find(order.begin(), order.end(), Stage::source_nat);
    const auto filter_at = std::find(order.begin(), order.end(), Stage::egress_filter);
    use_filters(out.egress_filters, in_name, out.name, nat_at < filter_at, transfer);
    state_.join(state_.place(Place::routing, index_, i),
                state_.place(Place::egress, index_, hop.interface, hop.gateway), transfer);
  }

  /// What is surely sent this way: not what is meant for one link only (RFC 919, RFC 1112, RFC 3927,
  /// RFC 4291), whatever the table says. A multicast router would carry some of it, so `may` keeps it.
  [[nodiscard]] PacketSet surely_forwarded(InterfaceIndex i, const Hop& hop,
                                           const HopRegions::Region& region) {
    PacketSet packets = region.bounds.must & forwards_;
    for (const PacketSet& link_only : for_link_only_) packets -= link_only;
    packets -= broadcasts_of(i);
    if (!hop.gateway) packets -= broadcasts_of(hop.interface);
    return packets;
  }

  [[nodiscard]] PacketSet broadcasts_of(InterfaceIndex i) {
    PacketSet result = space_.none();
    for (const InterfaceAddress& own : device_.interfaces[i].addresses) {
      if (own.address.family != Family::v4 || own.length > 30) continue;  // RFC 3021
      result |= space_.address(Field::destination, AddressRange::of(own.subnet().last()));
    }
    return result;
  }

  void egress_stage(Stage stage, InterfaceIndex i, InterfaceIndex j, const FilterRegions& policy, Side side,
                    Chain& chain) {
    Doubts doubts = doubts_of(i);
    doubts.add(doubts_of(j));
    const Interface& in = device_.interfaces[i];
    const Interface& out = device_.interfaces[j];
    if (stage == Stage::forward_filter) {
      forward(policy, doubts, side, chain);
    } else if (stage == Stage::source_nat) {
      chain.translate(translations_of(rules_.matches, device_.source_nat, in.name, out.name, side));
      nat_filter(device_.source_nat_filter, in.name, out.name, doubts, side, chain);
    } else if (stage == Stage::egress_filter) {
      chain.filter(side_of(interface_filters(out.egress_filters, in.name, out.name), doubts, side, space_));
    }
  }

  void nat_filter(const std::optional<Filter>& filter, const std::string& in, const std::string& out,
                  const Doubts& doubts, Side side, Chain& chain) {
    if (filter) forward(rules_.filters.regions(*filter, in, out), doubts, side, chain);
  }

  /// Packets that a filter permits go on, translated where its rule says so.
  void forward(const FilterRegions& policy, const Doubts& doubts, Side side, Chain& chain) {
    TranslationList list;
    for (const FilterRegions::Translated& entry : policy.translated) {
      const PacketSet region =
          side == Side::may ? entry.region.may : (doubts.drop ? space_.none() : entry.region.must);
      add_translation(space_, {region, *entry.rule->translate, std::nullopt, &entry.rule->source}, side,
                      list.translations);
    }
    list.untouched = side_of(policy.permitted, doubts, side, space_);
    chain.translate(list);
  }

  /// Packets of the device itself go where its tables say, if its own filter permits; egress filters and
  /// policies do not see them (Cisco IOS Security Configuration Guide, "IP Access List Overview": outbound
  /// lists leave out what the router itself sends; FortiOS Administration Guide: local-out traffic has no
  /// policy).
  void add_own_packets() {
    const VertexIndex self = state_.place(Place::device_source, index_);
    for (const RoutingTable& table : state_.routes[index_].tables) {
      if (!is_routing_instance(table.vrf)) continue;
      const HopRegions regions = own_packets_by(table.vrf);
      for (const auto& [hop, region] : regions.hops) {
        if (!device_.interfaces[hop.interface].enabled) continue;
        const std::string& out = device_.interfaces[hop.interface].name;
        Transfer transfer;
        Bounds permitted{space_.all(), space_.all()};
        if (device_.own_filter) {
          permitted = rules_.filters.regions(*device_.own_filter, "", out).any_permit;
          transfer.filters.push_back({index_, &*device_.own_filter, "", out, false});
        }
        for (const Side side : {Side::may, Side::must}) {
          Chain chain(space_);
          chain.filter(side == Side::may ? region.bounds.may : region.bounds.must);
          chain.filter(side_of(permitted, doubts_of(hop.interface), side, space_));
          (side == Side::may ? transfer.may : transfer.must) = std::move(chain).finish();
        }
        transfer.routes = region.routes;
        state_.join(self, state_.place(Place::egress, index_, hop.interface, hop.gateway), transfer);
      }
    }
  }

  /// False for a table that only policy routes look into.
  [[nodiscard]] bool is_routing_instance(const std::string& vrf) const {
    return vrf.empty() || std::any_of(device_.interfaces.begin(), device_.interfaces.end(),
                                      [&](const Interface& interface) { return interface.vrf == vrf; });
  }

  /// Where the device's own packets go from a VRF: by the policy routes for them, else by its table.
  HopRegions own_packets_by(const std::string& vrf) {
    HopRegions regions = table_regions(vrf, device_doubts_.route);
    Bounds open{space_.all(), space_.all()};
    HopRegions steered;
    steered.local = regions.local;
    bool any = false;
    for (const PolicyRoute& rule : device_.policy_routes) {
      if (!rule.own_packets) continue;
      any = true;
      const Bounds bounds = rules_.matches.of(rule);
      if (rule.falls_through) {
        look_up_or_go_on(rule, device_doubts_.route, bounds, open, steered);
        continue;
      }
      if (rule.verdict == PolicyRoute::Verdict::normal_routing)
        keep({open.may & bounds.may, open.must & bounds.must}, steered, regions);
      open.may -= bounds.must;
      open.must -= bounds.may;
    }
    if (!any) return regions;
    keep(open, steered, regions);
    return steered;
  }

  ForwardingGraph::State& state_;
  PacketSpace& space_;
  DeviceIndex index_;
  const Device& device_;
  RuleSets::State::OfDevice& rules_;
  PacketSet forwards_;                    // families that the device routes
  std::vector<std::uint16_t> marks_{0};   // that the device's rules put on packets
  std::vector<PacketSet> for_link_only_;  // destinations that routers do not forward
  Doubts device_doubts_;
  std::map<std::string, Doubts> interface_doubts_;
  std::map<std::pair<const RoutingTable*, Field>, HopRegions> known_routes_;
  std::map<std::pair<std::string, bool>, HopRegions> table_regions_;  // by VRF, and whether all is unknown
};

}  // namespace

void add_device_edges(ForwardingGraph::State& state, DeviceIndex device) {
  DeviceEdges(state, device).add();
  // What the filters permit is kept; the set of each rule by itself has done its work.
  state.rules_of(device).matches.forget();
}

}  // namespace sekisho::forwarding
