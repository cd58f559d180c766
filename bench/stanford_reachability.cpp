#include "stanford_reachability.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace sekisho::bench::stanford {

namespace {

using ConditionId = HeaderConditions::Id;

/// A packet at a router: injected there (the number of the router), or come in by a port (the number of
/// routers and that of the port).
using StateId = std::uint32_t;

/// One way out of a router.
struct Hop {
  static constexpr StateId delivered = ~StateId{0};
  static constexpr PortId no_port = ~PortId{0};  // of packets to the router itself
  PortId port = no_port;
  ConditionId condition = HeaderConditions::always;
  StateId next = delivered;
};

/// Conditions under which packets are delivered, by router; short lists.
using Deliveries = std::vector<std::pair<RouterId, ConditionId>>;

/// Adds a way to be delivered. True when the condition became wider.
bool add(Deliveries& deliveries, RouterId at, ConditionId condition, HeaderConditions& conditions) {
  if (condition == HeaderConditions::never) return false;
  for (auto& [router, so_far] : deliveries) {
    if (router != at) continue;
    const ConditionId wider = conditions.either(so_far, condition);
    return std::exchange(so_far, wider) != wider;
  }
  deliveries.emplace_back(at, condition);
  return true;
}

/// The walks over the network, class after class.
class Walk {
 public:
  Walk(const Network& network, const DestinationClasses& classes, const PortFilters& filters,
       HeaderConditions& conditions)
      : network_(network), classes_(classes), conditions_(conditions) {
    const std::size_t states = network.routers.size() + network.ports.size();
    marks_.assign(states, Mark::unseen);
    deliveries_.resize(states);
    circling_.resize(states);
    list_hops(filters);
  }

  Reachability run() {
    Reachability found;
    found.routers = network_.routers.size();
    found.pairs.resize(found.routers * found.routers);
    for (ClassId id = 0; id < classes_.count(); ++id) {
      order_states(id);
      work_out_deliveries();
      for (RouterId from = 0; from < found.routers; ++from) {
        for (const auto& [to, condition] : deliveries_[from])
          if (to != from) found.pairs[from * found.routers + to].push_back({id, condition});
      }
      if (!circles_) continue;
      const ConditionId looping = work_out_loops();
      if (looping != HeaderConditions::never) found.loops.push_back({id, looping});
    }
    return found;
  }

 private:
  enum class Mark : std::uint8_t { unseen, open, done };

  void list_hops(const PortFilters& filters) {
    hops_.resize(network_.targets.size());
    for (TargetId target = 0; target < hops_.size(); ++target) {
      if (network_.targets[target].self) hops_[target].push_back({});
      for (const PortId port : network_.targets[target].ports) {
        const std::vector<PortId>& peers = network_.ports[port].peers;
        if (peers.empty()) hops_[target].push_back({port, filters.out[port], Hop::delivered});
        for (const PortId peer : peers) {
          const ConditionId passed = conditions_.both(filters.out[port], filters.in[peer]);
          hops_[target].push_back({port, passed, state_of(peer)});
        }
      }
    }
  }

  [[nodiscard]] StateId state_of(PortId port) const {
    return static_cast<StateId>(network_.routers.size() + port);
  }

  [[nodiscard]] RouterId router_of(StateId state) const {
    const std::size_t routers = network_.routers.size();
    return state < routers ? state : network_.ports[state - routers].router;
  }

  /// Calls `visit` for each way out of the state that packets of the current class take.
  template <typename Visit>
  void each_hop(StateId state, const Visit& visit) const {
    const TargetId target = (*targets_)[router_of(state)];
    if (target == no_target) return;
    for (const Hop& hop : hops_[target]) {
      const bool back = hop.port != Hop::no_port && state_of(hop.port) == state;
      if (!back && hop.condition != HeaderConditions::never) visit(hop);
    }
  }

  /// The states that packets of the class can be in, each behind those it leads to but for circles.
  void order_states(ClassId id) {
    targets_ = &classes_.targets[id];
    for (const StateId state : order_) marks_[state] = Mark::unseen;
    order_.clear();
    circles_ = false;
    for (RouterId from = 0; from < network_.routers.size(); ++from)
      if (marks_[from] == Mark::unseen) visit(from);
  }

  void visit(StateId state) {
    marks_[state] = Mark::open;
    each_hop(state, [&](const Hop& hop) {
      if (hop.next == Hop::delivered) return;
      if (marks_[hop.next] == Mark::open) circles_ = true;
      if (marks_[hop.next] == Mark::unseen) visit(hop.next);
    });
    marks_[state] = Mark::done;
    order_.push_back(state);
  }

  /// The least conditions that agree with the hops: from nothing upwards.
  void work_out_deliveries() {
    for (const StateId state : order_) deliveries_[state].clear();
    bool wider = true;
    while (wider) {
      wider = false;
      for (const StateId state : order_) wider = widen(state) || wider;
      wider = wider && circles_;  // without circles one pass is all
    }
  }

  bool widen(StateId state) {
    bool wider = false;
    each_hop(state, [&](const Hop& hop) {
      if (hop.next == Hop::delivered) {
        wider = add(deliveries_[state], router_of(state), hop.condition, conditions_) || wider;
        return;
      }
      if (hop.next == state) return;  // nothing new comes of going round
      for (const auto& [at, condition] : deliveries_[hop.next]) {
        const ConditionId passed = conditions_.both(hop.condition, condition);
        wider = add(deliveries_[state], at, passed, conditions_) || wider;
      }
    });
    return wider;
  }

  /// The greatest conditions of going on for ever that agree with the hops: from `always` downwards. The
  /// union over the routers where packets are injected.
  ConditionId work_out_loops() {
    for (const StateId state : order_) circling_[state] = HeaderConditions::always;
    bool narrower = true;
    while (narrower) {
      narrower = false;
      for (const StateId state : order_) {
        ConditionId going_on = HeaderConditions::never;
        each_hop(state, [&](const Hop& hop) {
          if (hop.next == Hop::delivered) return;
          going_on = conditions_.either(going_on, conditions_.both(hop.condition, circling_[hop.next]));
        });
        narrower = std::exchange(circling_[state], going_on) != going_on || narrower;
      }
    }
    ConditionId looping = HeaderConditions::never;
    for (RouterId from = 0; from < network_.routers.size(); ++from)
      looping = conditions_.either(looping, circling_[from]);
    return looping;
  }

  const Network& network_;
  const DestinationClasses& classes_;
  HeaderConditions& conditions_;
  std::vector<std::vector<Hop>> hops_;  // of each target

  // Of the current class; the vectors by state.
  const std::vector<TargetId>* targets_ = nullptr;
  std::vector<Mark> marks_;
  std::vector<StateId> order_;
  bool circles_ = false;
  std::vector<Deliveries> deliveries_;
  std::vector<ConditionId> circling_;
};

/// Constrains an address field of an IPv4 cube to addresses given as ascending disjoint ranges.
void constrain_address(Cube& cube, Field field, std::uint32_t first, std::uint32_t last) {
  constexpr int free_bits = 96;  // behind an IPv4 address
  cube.fields[static_cast<std::size_t>(field)].push_back(
      {raw_of(Address::v4(first)), raw_of(Address::v4(last)) | low_ones(free_bits)});
}

PacketSet packets_of(PacketSpace& space, const Rule& rule) {
  // The fields nearest the terminal first, so that each step adds nodes on top of what is there.
  PacketSet packets = space.family(Family::v4);
  if (!rule.source_ports.is_any()) packets &= space.ports(Field::source_port, rule.source_ports);
  if (!rule.destination_ports.is_any())
    packets &= space.ports(Field::destination_port, rule.destination_ports);
  packets &= space.range(Field::protocol, rule.first_protocol, rule.last_protocol);
  if (rule.source.care != 0) packets &= space.address(Field::source, rule.source);
  if (rule.destination.care != 0) packets &= space.address(Field::destination, rule.destination);
  return packets;
}

PacketSet permitted(PacketSpace& space, const Acl& acl) {
  std::vector<MatchedRule> rules;
  rules.reserve(acl.rules.size());
  for (const Rule& rule : acl.rules) rules.push_back({packets_of(space, rule), rule.permit});
  return space.first_match(rules);
}

}  // namespace

PortFilters filters_of(const Network& network, PacketSpace& space, HeaderConditions& conditions) {
  std::vector<ConditionId> permits;
  for (const Acl& acl : network.acls) {
    const auto alike = std::find_if(network.acls.begin(), network.acls.end(),
                                    [&](const Acl& other) { return other.rules == acl.rules; });
    const auto first = static_cast<std::size_t>(alike - network.acls.begin());
    permits.push_back(first < permits.size() ? permits[first] : conditions.number_of(permitted(space, acl)));
  }
  const auto all_of = [&](const std::vector<AclId>& acls) {
    ConditionId all = HeaderConditions::always;
    for (const AclId acl : acls) all = conditions.both(all, permits[acl]);
    return all;
  };
  PortFilters filters;
  for (const Port& port : network.ports) {
    filters.in.push_back(all_of(port.in));
    filters.out.push_back(all_of(port.out));
  }
  return filters;
}

PortFilters no_filters(const Network& network) {
  const std::vector<ConditionId> none(network.ports.size(), HeaderConditions::always);
  return {none, none};
}

Reachability reachability_of(const Network& network, const DestinationClasses& classes,
                             const PortFilters& filters, HeaderConditions& conditions) {
  return Walk(network, classes, filters, conditions).run();
}

std::uint64_t count_destinations(const DestinationClasses& classes, const Parts& parts) {
  std::uint64_t destinations = 0;
  for (const Part& part : parts) destinations += classes.sizes[part.destinations];
  return destinations;
}

PacketSet PartSets::packets_of(const Parts& parts) {
  std::map<ConditionId, std::vector<ClassId>> by_condition;
  for (const Part& part : parts) by_condition[part.condition].push_back(part.destinations);
  PacketSet packets = space_.none();
  for (const auto& [condition, destinations] : by_condition)
    packets |= destined_to(destinations) & conditions_.packets(condition);
  return packets;
}

const PacketSet& PartSets::destined_to(const std::vector<ClassId>& destinations) {
  const auto [known, is_new] = made_.try_emplace(destinations);
  if (!is_new) return known->second;
  std::vector<bool> wanted(classes_.count(), false);
  for (const ClassId id : destinations) wanted[id] = true;
  Cube cube;
  cube.fields[static_cast<std::size_t>(Field::family)] = {{0, 0}};
  const auto& intervals = classes_.intervals;
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    if (!wanted[intervals[i].destinations]) continue;
    const std::uint32_t first = intervals[i].first;
    while (i + 1 < intervals.size() && wanted[intervals[i + 1].destinations]) ++i;
    constrain_address(cube, Field::destination, first, intervals[i].last);
  }
  return known->second = space_.packets(cube);
}

}  // namespace sekisho::bench::stanford
