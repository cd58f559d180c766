// The pipeline of one device as edges.
//
//   ingress(i) --stages before the route lookup--> routing(i) --route, stages behind it--> egress(j, gateway)
//                                                      \--own address, local filter--> device
//
// The stages come in the order of Device::pipeline, which the converters set as the vendor's manual
// has it. A construct that was not understood widens `may` and empties `must` of the edges it could
// touch, by its Effect.
#include "chain.hpp"
#include "device_routing.hpp"
#include "graph_state.hpp"

#include <algorithm>

namespace sekisho::forwarding {

namespace {

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
        doubts_(device_),
        routing_(state, index, doubts_),
        forwards_(space_.none()) {
    if (device_.routes_ipv4) forwards_ |= space_.family(Family::v4);
    if (device_.routes_ipv6) forwards_ |= space_.family(Family::v6);
    for (const auto* rules : {&device_.destination_nat, &device_.source_nat}) {
      for (const NatRule& rule : *rules) add_mark(rule.mark);
    }
    for (const char* text : {"224.0.0.0/4", "255.255.255.255/32", "169.254.0.0/16", "ff00::/8", "fe80::/10"})
      for_link_only_.push_back(space_.address(Field::destination, *Prefix::parse(text)));
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
    const Doubts doubts = doubts_.of(i);
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
    const HopRegions& by_source = routing_.known(table, Field::source);
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
    const Doubts doubts = doubts_.of(i);
    if (stage == Stage::source_check && checks_sources(interface)) {
      const RoutingTable* table = routing_.table_of(interface.vrf);
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
        const bool also_here = std::any_of(here.begin(), here.end(), [&](const InterfaceAddress& each) {
          return each.address == own.address;
        });
        if (is_ipv6_link_local(own.address) && !also_here)
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
    const RoutingTable* table = routing_.table_of(interface.vrf);
    if (table == nullptr) return;
    Bounds own = looks_into_tables() ? routing_.routed_from(i).local
                                     : routing_.known(*table, Field::destination).local;
    if (may_leave_vrf(device_)) {  // then the device may be reached by its addresses in other VRFs too
      for (const RoutingTable& other : state_.routes[index_].tables)
        own.may |= routing_.known(other, Field::destination).local.may;
    }
    own.must -= link_local_elsewhere(i);
    Bounds accepted{space_.all(), space_.all()};
    Transfer transfer;
    if (device_.local_filter) {
      accepted = rules_.filters.regions(*device_.local_filter, interface.name, "").any_permit;
      transfer.filters.push_back({index_, &*device_.local_filter, interface.name, "", false});
    }
    const Doubts doubts = doubts_.of(i);
    for (const Side side : {Side::may, Side::must}) {
      Chain chain(space_);
      chain.filter(side == Side::may ? own.may : own.must);
      chain.filter(side_of(accepted, doubts, side, space_));
      (side == Side::may ? transfer.may : transfer.must) = std::move(chain).finish();
    }
    state_.join(state_.place(Place::routing, index_, i), state_.place(Place::device, index_), transfer);
  }

  void add_forwarding(InterfaceIndex i) {
    if (!device_.routes_ipv4 && !device_.routes_ipv6) return;
    const HopRegions regions = routing_.routed_from(i);
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
    Doubts doubts = doubts_.of(i);
    doubts.add(doubts_.of(hop.interface));
    const std::vector<Stage> order = stages(false);
    Transfer transfer;
    for (const Side side : {Side::may, Side::must}) {
      Chain chain(space_);
      chain.filter(side == Side::may ? region.bounds.may & forwards_ : surely_forwarded(i, hop, region));
      for (const Stage stage : order) {
        egress_stage(stage, i, hop.interface, policy, side, chain);
        if (stage == Stage::source_nat) doubt_translation(doubts_.of(hop.interface), side, chain);
      }
      if (!has(order, Stage::source_nat)) doubt_translation(doubts_.of(hop.interface), side, chain);
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
    Doubts doubts = doubts_.of(i);
    doubts.add(doubts_.of(j));
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
      const HopRegions regions = routing_.own_packets_by(table.vrf);
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
          chain.filter(side_of(permitted, doubts_.of(hop.interface), side, space_));
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

  ForwardingGraph::State& state_;
  PacketSpace& space_;
  DeviceIndex index_;
  const Device& device_;
  RuleSets::State::OfDevice& rules_;
  DeviceDoubts doubts_;
  DeviceRouting routing_;
  PacketSet forwards_;                    // families that the device routes
  std::vector<std::uint16_t> marks_{0};   // that the device's rules put on packets
  std::vector<PacketSet> for_link_only_;  // destinations that routers do not forward
};

}  // namespace

void add_device_edges(ForwardingGraph::State& state, DeviceIndex device) {
  DeviceEdges(state, device).add();
  // What the filters permit is kept; the set of each rule by itself has done its work.
  state.rules_of(device).matches.forget();
}

}  // namespace sekisho::forwarding
