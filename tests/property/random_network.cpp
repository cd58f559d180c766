#include "random_network.hpp"

#include <algorithm>
#include <iterator>

namespace sekisho::testing {

namespace {

// Few ports and protocols, so that rules and packets meet often.
constexpr std::uint16_t ports[] = {22, 25, 53, 80, 443};

Prefix prefix(const std::string& text) { return *Prefix::parse(text); }

/// Draws with a fixed meaning on every platform (std distributions differ between libraries).
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : random_(seed) {}
  std::uint32_t below(std::size_t count) { return static_cast<std::uint32_t>(random_() % count); }
  bool chance(int percent) { return below(100) < static_cast<std::uint32_t>(percent); }
  template <typename List>
  const auto& pick(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::mt19937 random_;
};

class Builder {
 public:
  Builder(std::uint32_t seed, const Features& features) : dice_(seed), features_(features) {}

  RandomNetwork build() {
    add_devices();
    add_links();
    add_segments();
    for (Device& device : devices_) configure(device);
    for (std::size_t d = 0; d < devices_.size(); ++d) add_routes(d);
    for (std::size_t d = 0; features_.rule_tables && d < devices_.size(); ++d) add_rule_tables(d);
    snapshot_.file = "random";
    DiagnosticSink sink;
    RandomNetwork result;
    result.network = build_network(snapshot_, devices_, sink);
    result.routes = compute_routes(result.network);
    return result;
  }

 private:
  void add_devices() {
    const std::uint32_t count = 2 + dice_.below(3);
    for (std::uint32_t d = 0; d < count; ++d) {
      Device device;
      device.name = "r" + std::to_string(d);
      device.hostname = device.name;
      device.files = {device.name + ".cfg"};
      device.routes_ipv6 = features_.ipv6;
      device.pipeline = {Stage::source_check,   Stage::ingress_filter, Stage::destination_nat,
                         Stage::policy_routing, Stage::route_lookup,   Stage::forward_filter,
                         Stage::source_nat,     Stage::egress_filter,  Stage::local_filter};
      if (features_.vrfs && dice_.chance(20)) device.vrfs = {"blue"};
      devices_.push_back(device);
      SnapshotDevice named;
      named.name = device.name;
      snapshot_.devices.push_back(named);
    }
  }

  Interface& add_interface(std::size_t d, const std::string& v4, const std::string& v6, int host) {
    Device& device = devices_[d];
    Interface interface;
    interface.name = "e" + std::to_string(device.interfaces.size());
    interface.span = {device.files.front(), 10 + static_cast<int>(device.interfaces.size()), 1, 0};
    const Prefix subnet = prefix(v4);
    interface.addresses.push_back(
        {Address{Family::v4, subnet.network.bits + static_cast<Bits128>(host)}, subnet.length, false, false});
    if (features_.ipv6) {
      const Prefix subnet6 = prefix(v6);
      interface.addresses.push_back({Address{Family::v6, subnet6.network.bits + static_cast<Bits128>(host)},
                                     subnet6.length, false, false});
    }
    if (!device.vrfs.empty() && dice_.chance(40)) interface.vrf = device.vrfs.front();
    device.interfaces.push_back(interface);
    return device.interfaces.back();
  }

  void link(std::size_t a, std::size_t b) {
    const std::string k = std::to_string(snapshot_.links.size());
    const Interface first = add_interface(a, "10.200." + k + ".0/30", "2001:db8:f0" + k + "::/64", 1);
    const Interface second = add_interface(b, "10.200." + k + ".0/30", "2001:db8:f0" + k + "::/64", 2);
    snapshot_.links.push_back({{devices_[a].name, first.name, {}}, {devices_[b].name, second.name, {}}, {}});
    neighbours_.push_back({a, b, first, second});
  }

  void add_links() {
    for (std::size_t d = 1; d < devices_.size(); ++d) link(dice_.below(d), d);
    if (devices_.size() > 2 && dice_.chance(60)) link(0, devices_.size() - 1);
  }

  void add_segments() {
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      const std::uint32_t count = d == 0 ? 1 + dice_.below(2) : dice_.below(3);
      for (std::uint32_t i = 0; i < count; ++i) add_segment(d);
    }
    if (snapshot_.segments.size() < 2) add_segment(devices_.size() - 1);
    if (dice_.chance(50)) add_internet();
  }

  void add_segment(std::size_t d) {
    const std::string k = std::to_string(snapshot_.segments.size() + 1);
    const std::string v4 = "10." + k + ".0.0/24";
    const std::string v6 = "2001:db8:" + k + "::/64";
    const Interface interface = add_interface(d, v4, v6, 1);
    Segment segment;
    segment.name = "s" + k;
    segment.class_name = "test";
    segment.prefixes = {prefix(v4)};
    if (features_.ipv6) segment.prefixes.push_back(prefix(v6));
    segment.attached = {{devices_[d].name, interface.name, {}}};
    snapshot_.segments.push_back(segment);
    homes_.push_back(d);
  }

  void add_internet() {
    Segment internet;
    internet.name = "inet";
    internet.segment_class = SegmentClass::internet;
    internet.class_name = "internet";
    internet.outside = true;
    internet.rest = true;
    const std::uint32_t attachments = 1 + dice_.below(2);
    for (std::uint32_t i = 0; i < attachments; ++i) {
      const std::size_t d = dice_.below(devices_.size());
      const std::string k = std::to_string(i);
      const Interface interface = add_interface(d, "203.0." + k + ".0/29", "2001:db8:ee" + k + "::/64", 1);
      internet.attached.push_back({devices_[d].name, interface.name, {}});
      const Address gateway = *Address::parse("203.0." + k + ".2");
      StaticRoute route;
      route.prefix = Prefix::everything(Family::v4);
      route.vrf = interface.vrf;
      route.next_hop.gateway = gateway;
      route.source = source(devices_[d], 500 + static_cast<int>(i));
      devices_[d].static_routes.push_back(route);
    }
    snapshot_.segments.push_back(internet);
    homes_.push_back(0);
  }

  RuleSource source(const Device& device, int line) {
    return {{device.files.front(), line, 1, 0}, "line " + std::to_string(line), ""};
  }

  AddressMatch some_addresses() {
    if (dice_.chance(35)) return AddressMatch::everything();
    std::vector<AddressTerm> terms;
    const std::uint32_t count = 1 + dice_.below(2);
    for (std::uint32_t i = 0; i < count; ++i) terms.push_back(some_term());
    AddressMatch match = AddressMatch::of(terms);
    match.negated = dice_.chance(8);
    return match;
  }

  AddressTerm some_term() {
    const std::string k = std::to_string(1 + dice_.below(snapshot_.segments.size() + 1));
    AddressTerm term{AddressRange::of(prefix("10." + k + ".0.0/24")), true};
    switch (dice_.below(5)) {
      case 0:
        term.value =
            AddressRange::of(*Address::parse("10." + k + ".0." + std::to_string(10 + dice_.below(3))));
        break;
      case 1:
        term.value = AddressRange{*Address::parse("10." + k + ".0.9"), *Address::parse("10." + k + ".0.11")};
        break;
      case 2:
        term.value = Wildcard{*Address::parse("10." + k + ".0.1"), Bits128{0xffffff01}};  // odd hosts
        break;
      case 3:
        if (features_.ipv6) term.value = AddressRange::of(prefix("2001:db8:" + k + "::/64"));
        break;
      default: break;
    }
    if (features_.uncertain && dice_.chance(6)) term.certain = false;
    return term;
  }

  std::vector<Service> some_services() {
    if (dice_.chance(35)) return {};
    Service service;
    switch (dice_.below(5)) {
      case 0:
        service.protocol = protocol::icmp;
        if (dice_.chance(50)) service.icmp_types = {{8, 8}};
        break;
      case 1:
        service.protocol = protocol::udp;
        service.destination_ports = {{53, 53}};
        break;
      case 2:
        service.protocol = protocol::tcp;
        service.tcp_flags = {{tcp_flag::ack, tcp_flag::ack}, {tcp_flag::rst, tcp_flag::rst}};
        break;
      case 3:
        service.protocol = protocol::tcp;
        service.source_ports = {{1024, 65535}};
        service.destination_ports = {{25, 80}};
        break;
      default:
        service.protocol = protocol::tcp;
        service.destination_ports = {{dice_.pick(ports), 443}};
        if (service.destination_ports[0].first > 443) service.destination_ports[0].first = 443;
        break;
    }
    return {service};
  }

  Match some_match() {
    Match match;
    match.source = some_addresses();
    match.destination = some_addresses();
    match.services = some_services();
    if (features_.uncertain && dice_.chance(5)) match.certain = false;
    return match;
  }

  Filter some_filter(const Device& device, const std::string& name, int line, int permits) {
    Filter filter;
    filter.name = name;
    const std::uint32_t count = 1 + dice_.below(5);
    for (std::uint32_t i = 0; i < count; ++i) {
      Rule rule;
      rule.source = source(device, line + static_cast<int>(i));
      rule.action = dice_.chance(permits) ? Action::permit : Action::deny;
      rule.match = some_match();
      if (features_.uncertain && dice_.chance(5)) rule.schedule.periodic = true;
      if (features_.lists) name_a_list(device, rule);
      filter.rules.push_back(rule);
    }
    filter.default_action = dice_.chance(50) ? Action::permit : Action::deny;
    return filter;
  }

  /// Makes some rules hand over to one of the lists that the device has so far.
  void name_a_list(const Device& device, Rule& rule) {
    if (dice_.chance(10)) rule.action = Action::give_back;
    if (dice_.chance(15)) rule.match.states = {static_cast<ConnectionState>(dice_.below(5))};
    std::uint32_t known = 0;
    while (device.filters.count("list" + std::to_string(known)) != 0) ++known;
    if (known == 0 || !dice_.chance(40)) return;
    constexpr Action actions[] = {Action::call, Action::call, Action::go_to, Action::require};
    rule.action = dice_.pick(actions);
    rule.list = "list" + std::to_string(dice_.below(known));
  }

  /// Lists that only other lists name, each the ones before it.
  void add_lists(Device& device) {
    const std::uint32_t count = dice_.below(4);
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::string name = "list" + std::to_string(i);
      Filter list = some_filter(device, name, 1000 + static_cast<int>(10 * i), 60);
      for (Rule& rule : list.rules) rule.ingress = some_interfaces(device);
      device.filters[name] = std::move(list);
    }
  }

  std::vector<std::string> some_interfaces(const Device& device) {
    if (dice_.chance(50)) return {};
    return {dice_.pick(device.interfaces).name};
  }

  void configure(Device& device) {
    if (features_.lists) add_lists(device);
    if (features_.filters) add_filters(device);
    if (features_.policies && dice_.chance(35)) add_policy(device);
    if (features_.translation && dice_.chance(40)) add_translation(device);
    if (features_.lists && features_.translation && dice_.chance(40)) add_nat_filters(device);
    if (features_.policy_routes && dice_.chance(25)) add_policy_route(device);
    if (features_.uncertain && dice_.chance(12)) add_doubt(device);
    if (dice_.chance(25)) device.local_filter = some_filter(device, "local", 900, 60);
    if (!features_.source_checks) return;
    for (Interface& interface : device.interfaces) {
      if (dice_.chance(20)) interface.source_check = static_cast<SourceCheck>(1 + dice_.below(3));
    }
  }

  void add_filters(Device& device) {
    int line = 100;
    for (Interface& interface : device.interfaces) {
      for (const bool in : {true, false}) {
        if (!dice_.chance(25)) continue;
        const std::string name = interface.name + (in ? "-in" : "-out");
        device.filters[name] = some_filter(device, name, line, 70);
        line += 10;
        (in ? interface.ingress_filters : interface.egress_filters).push_back(name);
      }
    }
  }

  void add_policy(Device& device) {
    device.stateful = true;
    device.session_needs_syn = dice_.chance(70);
    Filter policy = some_filter(device, "policy", 300, 80);
    for (Rule& rule : policy.rules) {
      rule.ingress = some_interfaces(device);
      rule.egress = some_interfaces(device);
      if (features_.translation && rule.action == Action::permit && dice_.chance(25)) {
        Rewrite rewrite;
        rewrite.source = some_target(device);
        rule.translate = rewrite;
        rule.match.ipv6 = false;  // the pool is of IPv4
      }
    }
    device.forward_filter = policy;
  }

  AddressRange some_target(const Device& device) {
    const Interface& interface = dice_.pick(device.interfaces);
    const Address own = interface.addresses.front().address;
    if (features_.pools && dice_.chance(40)) return {own, Address{own.family, own.bits + 3}};
    return AddressRange::of(own);
  }

  void add_translation(Device& device) {
    const std::uint32_t count = 1 + dice_.below(2);
    for (std::uint32_t i = 0; i < count; ++i) {
      NatRule rule;
      rule.source = source(device, 700 + static_cast<int>(i));
      rule.match = some_match();
      rule.match.ipv6 = false;
      rule.ingress = some_interfaces(device);
      if (features_.uncertain && dice_.chance(10)) rule.certain = false;
      if (dice_.chance(50)) {
        rule.rewrite.source = some_target(device);
        rule.egress = some_interfaces(device);
        device.source_nat.push_back(rule);
        continue;
      }
      const std::string k = std::to_string(1 + dice_.below(snapshot_.segments.size()));
      rule.rewrite.destination = AddressRange::of(*Address::parse("10." + k + ".0.10"));
      if (dice_.chance(30)) rule.rewrite.destination_port = PortRange{443, 443};
      rule.mark = static_cast<std::uint16_t>(dice_.below(3));
      device.destination_nat.push_back(rule);
    }
  }

  /// NAT in lists instead of rules: a filter that calls one, or has the rules itself.
  void add_nat_filters(Device& device) {
    device.destination_nat.clear();
    device.source_nat.clear();
    for (const bool destination : {true, false}) {
      Filter filter = some_filter(device, destination ? "dnat" : "snat", destination ? 1100 : 1200, 90);
      for (Rule& rule : filter.rules) {
        if (rule.action != Action::permit || !dice_.chance(60)) continue;
        rule.match.ipv6 = false;
        rule.translate = Rewrite{};
        const std::string k = std::to_string(1 + dice_.below(snapshot_.segments.size()));
        if (destination) {
          rule.translate->destination = AddressRange::of(*Address::parse("10." + k + ".0.10"));
        } else {
          rule.translate->source = some_target(device);
        }
      }
      filter.default_action = Action::permit;
      (destination ? device.destination_nat_filter : device.source_nat_filter) = filter;
    }
  }

  void add_policy_route(Device& device) {
    PolicyRoute rule;
    rule.source = source(device, 800);
    rule.match = some_match();
    rule.ingress = some_interfaces(device);
    rule.verdict = static_cast<PolicyRoute::Verdict>(dice_.below(3));
    for (const auto& each : neighbours_) {
      if (devices_[each.a].name == device.name) {
        rule.next_hops = {{each.first.name, each.second.addresses.front().address, "", false}};
      }
    }
    if (rule.next_hops.empty()) rule.verdict = PolicyRoute::Verdict::drop;
    if (features_.uncertain && dice_.chance(15)) rule.certain = false;
    device.policy_routes.push_back(rule);
  }

  void add_doubt(Device& device) {
    Uncertainty doubt;
    doubt.effect = static_cast<Effect>(dice_.below(3));  // drop, permit, route
    doubt.source = source(device, 950);
    if (dice_.chance(60)) doubt.interface = dice_.pick(device.interfaces).name;
    device.uncertainties.push_back(doubt);
    if (dice_.chance(20)) device.dynamic_routing.push_back({"", "ospf", source(device, 960)});
  }

  struct Neighbours {
    std::size_t a;
    std::size_t b;
    Interface first;
    Interface second;
  };

  /// Mostly the way towards a segment, sometimes another, sometimes none.
  void add_routes(std::size_t d) {
    for (std::size_t s = 0; s < homes_.size(); ++s) {
      if (homes_[s] == d || dice_.chance(15)) continue;
      for (std::size_t p = 0; p < snapshot_.segments[s].prefixes.size(); ++p)
        add_route(d, snapshot_.segments[s].prefixes[p]);
    }
  }

  void add_route(std::size_t d, const Prefix& to) {
    std::vector<const Neighbours*> near;
    for (const Neighbours& each : neighbours_) {
      if (each.a == d || each.b == d) near.push_back(&each);
    }
    if (near.empty()) return;
    const Neighbours& way = *dice_.pick(near);
    const Interface& own = way.a == d ? way.first : way.second;
    const Interface& other = way.a == d ? way.second : way.first;
    StaticRoute route;
    route.source = source(devices_[d], 600 + static_cast<int>(devices_[d].static_routes.size()));
    route.prefix = dice_.chance(15) ? Prefix::of(to.network, 16) : to;
    route.vrf = own.vrf;
    route.next_hop.gateway = other.addresses[to.family() == Family::v4 ? 0 : 1].address;
    if (dice_.chance(30)) route.next_hop.interface = own.name;
    if (dice_.chance(8)) route.discard = true;
    if (dice_.chance(10)) route.distance = 200;
    if (features_.uncertain && dice_.chance(8)) route.certain = false;
    devices_[d].static_routes.push_back(route);
    if (dice_.chance(15)) add_route(d, to);  // a second way: ECMP or floating
  }

  /// Tables as of Linux `ip rule`, and source checks whose mode is open.
  void add_rule_tables(std::size_t d) {
    Device& device = devices_[d];
    for (const char* table : {"table 1", "table 2"}) {
      device.vrfs.emplace_back(table);
      device.table_vrfs.emplace_back(table);
      for (std::uint32_t i = dice_.below(4); i > 0; --i) add_table_route(d, table);
      if (features_.uncertain && dice_.chance(10)) {
        const Family family = dice_.chance(50) ? Family::v4 : Family::v6;
        device.unknown_routes.push_back({table, family, source(device, 850)});
      }
    }
    for (std::uint32_t i = 1 + dice_.below(3); i > 0; --i) add_table_rule(device);
    for (Interface& interface : device.interfaces) {
      if (!dice_.chance(10)) continue;
      interface.source_check_ipv6 = dice_.chance(50);
      interface.source_check = dice_.chance(50) ? SourceCheck::none : SourceCheck::loose;
      if (features_.uncertain) interface.strictest_source_check = SourceCheck::strict;
    }
  }

  void add_table_route(std::size_t d, const char* table) {
    std::vector<const Neighbours*> near;
    for (const Neighbours& each : neighbours_) {
      if (each.a == d || each.b == d) near.push_back(&each);
    }
    if (near.empty() || snapshot_.segments.empty()) return;
    const Neighbours& way = *dice_.pick(near);
    const Interface& own = way.a == d ? way.first : way.second;
    const Interface& other = way.a == d ? way.second : way.first;
    TableRoute route;
    route.vrf = table;
    const Segment& to = dice_.pick(snapshot_.segments);
    route.prefix = to.prefixes.empty() ? Prefix::everything(Family::v4) : dice_.pick(to.prefixes);
    if (dice_.chance(30)) route.prefix = Prefix::everything(route.prefix.family());
    route.span = {devices_[d].files.front(), 820 + static_cast<int>(devices_[d].table.size()), 1, 0};
    const Address gateway = other.addresses[route.prefix.family() == Family::v4 ? 0 : 1].address;
    if (dice_.chance(70)) route.next_hops = {{own.name, gateway, "", false}};
    if (dice_.chance(15)) route.kind = TableRoute::Kind::no_route;
    if (route.kind == TableRoute::Kind::no_route) route.next_hops.clear();
    if (features_.uncertain && dice_.chance(10)) route.certain = false;
    devices_[d].table.push_back(route);
  }

  void add_table_rule(Device& device) {
    PolicyRoute rule;
    rule.source = source(device, 800 + static_cast<int>(device.policy_routes.size()));
    rule.match = some_match();
    rule.ingress = some_interfaces(device);
    rule.falls_through = true;
    const std::uint32_t table = dice_.below(3);
    rule.next_hops = {{"", std::nullopt, table == 0 ? "" : "table " + std::to_string(table), true}};
    if (features_.uncertain && dice_.chance(10)) rule.certain = false;
    rule.own_packets = dice_.chance(25);
    if (rule.own_packets) rule.ingress.clear();
    device.policy_routes.push_back(rule);
  }

  Dice dice_;
  Features features_;
  Snapshot snapshot_;
  std::vector<Device> devices_;
  std::vector<Neighbours> neighbours_;
  std::vector<std::size_t> homes_;  // device of each segment
};

}  // namespace

RandomNetwork random_network(std::uint32_t seed, const Features& features) {
  return Builder(seed, features).build();
}

namespace {

Address random_address(std::mt19937& random, const Network& network) {
  const std::size_t segments = network.snapshot.segments.size();
  if (random() % 8 == 0) {  // some interface of some device
    const Device& device = network.devices[random() % network.devices.size()];
    const Interface& interface = device.interfaces[random() % device.interfaces.size()];
    return interface.addresses[random() % interface.addresses.size()].address;
  }
  if (random() % 12 == 0) return *Address::parse("198.51.100.7");
  const std::string k = std::to_string(1 + random() % segments);
  const std::string host = std::to_string(8 + random() % 5);
  if (random() % 6 == 0) return *Address::parse("2001:db8:" + k + "::" + host);
  return *Address::parse("10." + k + ".0." + host);
}

}  // namespace

Packet random_packet(std::mt19937& random, const Network& network, SegmentIndex from) {
  Packet packet;
  packet.destination = random_address(random, network);
  do {
    packet.source = random_address(random, network);
  } while (packet.source.family != packet.destination.family);
  const Segment& segment = network.snapshot.segments[from];
  if (!segment.prefixes.empty() && packet.family() == Family::v4 && random() % 3 != 0) {
    packet.source = Address{Family::v4, segment.prefixes.front().network.bits + 10};
  }
  switch (random() % 4) {
    case 0:
      packet.protocol = packet.family() == Family::v4 ? protocol::icmp : protocol::icmpv6;
      packet.icmp_type = random() % 2 == 0 ? 8 : 0;
      break;
    case 1:
      packet.protocol = protocol::udp;
      packet.source_port = 5000;
      packet.destination_port = 53;
      break;
    default:
      packet.protocol = protocol::tcp;
      packet.source_port = static_cast<std::uint16_t>(random() % 2 == 0 ? 40000 : 443);
      packet.destination_port = ports[random() % std::size(ports)];
      packet.tcp_flags = random() % 3 == 0 ? tcp_flag::ack : tcp_flag::syn;
      break;
  }
  return packet;
}

}  // namespace sekisho::testing
