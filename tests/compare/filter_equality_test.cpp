// Two filters against each other, held against plain first match on every packet of a small universe.
#include "support/data.hpp"

#include <sekisho/compare/equivalence.hpp>
#include <sekisho/compare/states.hpp>
#include <sekisho/simulation/filter_decision.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

namespace sekisho::compare {
namespace {

const Date today{2026, 11, 21};

// Rules ask about these values only, and one more of each stands for all others.
constexpr std::uint32_t first_address = 0x0a000000;  // 10.0.0.0
constexpr std::array<std::uint8_t, 3> protocols{protocol::tcp, protocol::udp, protocol::ospf};

class RandomFilter {
 public:
  explicit RandomFilter(std::uint32_t seed) : random_(seed) {}

  Filter make(int rules) {
    Filter filter;
    filter.name = "F";
    filter.default_action = below(2) == 0 ? Action::permit : Action::deny;
    for (int i = 0; i < rules; ++i) filter.rules.push_back(rule(i + 1));
    return filter;
  }

  /// The same filter with one thing changed, which may or may not matter.
  Filter changed(Filter filter) {
    if (filter.rules.empty() || below(4) == 0) filter.rules.push_back(rule(90));
    const auto at = static_cast<std::size_t>(below(static_cast<int>(filter.rules.size())));
    const auto other = static_cast<std::size_t>(below(static_cast<int>(filter.rules.size())));
    switch (below(3)) {
      case 0: std::swap(filter.rules[at], filter.rules[other]); break;
      case 1: filter.rules.erase(filter.rules.begin() + static_cast<std::ptrdiff_t>(at)); break;
      default: filter.rules[at] = rule(91);
    }
    return filter;
  }

 private:
  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }

  AddressMatch addresses() {
    if (below(2) == 0) return AddressMatch::everything();
    const auto first = static_cast<std::uint32_t>(below(3));
    const std::uint32_t last = first + static_cast<std::uint32_t>(below(2));
    AddressTerm term;
    term.value = AddressRange{Address::v4(first_address + first), Address::v4(first_address + last)};
    term.certain = below(12) != 0;
    AddressMatch match = AddressMatch::of({term});
    match.negated = below(8) == 0;
    return match;
  }

  Rule rule(int number) {
    Rule rule;
    rule.source.span = {"f.cfg", number};
    rule.source.text = "rule " + std::to_string(number);
    rule.action = below(2) == 0 ? Action::permit : Action::deny;
    rule.match.ipv6 = false;
    rule.match.source = addresses();
    rule.match.destination = addresses();
    rule.match.certain = below(12) != 0;
    if (below(3) == 0) return rule;
    Service service;
    service.protocol = protocols[static_cast<std::size_t>(below(2))];
    const auto port = static_cast<std::uint16_t>(below(3));
    if (below(2) == 0) service.destination_ports = {{port, static_cast<std::uint16_t>(port + below(2))}};
    rule.match.services = {service};
    return rule;
  }

  std::mt19937 random_;
};

std::vector<Packet> universe() {
  std::vector<Packet> packets;
  for (std::uint32_t source = 0; source < 5; ++source) {
    for (std::uint32_t destination = 0; destination < 5; ++destination) {
      for (const std::uint8_t protocol : protocols) {
        for (std::uint16_t port = 0; port < (has_ports(protocol) ? 5 : 1); ++port) {
          Packet packet;
          packet.source = Address::v4(first_address + source);
          packet.destination = Address::v4(first_address + destination);
          packet.protocol = protocol;
          packet.destination_port = port;
          packets.push_back(packet);
        }
      }
    }
  }
  return packets;
}

LoadedNetwork network_with(Filter filter) {
  Device device;
  device.name = "r";
  device.language = "cisco-ios";
  device.filters["F"] = std::move(filter);
  Snapshot snapshot;
  snapshot.devices.push_back({"r", "cisco-ios", {}, {}, {}, {}});
  DiagnosticSink sink;
  LoadedNetwork loaded;
  loaded.network = build_network(std::move(snapshot), {std::move(device)}, sink);
  loaded.routes = compute_routes(loaded.network);
  return loaded;
}

enum class Fate : std::uint8_t { permitted, denied, open };

Fate fate_of(const LoadedNetwork& loaded, const Packet& packet) {
  const FilterLists& lists = loaded.network.devices.front().filters;
  const std::vector<FilterDecision> decisions = decide(lists.at("F"), lists, packet, today, "", "");
  if (decisions.size() != 1 || !decisions.front().certain) return Fate::open;
  return decisions.front().permits ? Fate::permitted : Fate::denied;
}

bool holds(PacketSpace& space, const std::vector<Cube>& cubes, const Packet& packet) {
  return std::ranges::any_of(cubes, [&](const Cube& cube) { return space.packets(cube).contains(packet); });
}

/// Every packet is where plain first match says it belongs.
void check_flow(const std::optional<FilterFlow>& flow, const LoadedNetwork& without,
                const LoadedNetwork& with) {
  PacketSpace space;
  for (const Packet& packet : universe()) {
    const Fate before = fate_of(without, packet);
    const Fate after = fate_of(with, packet);
    const bool certain = before == Fate::denied && after == Fate::permitted;
    const bool possible =
        (before == Fate::denied && after == Fate::open) || (before == Fate::open && after == Fate::permitted);
    EXPECT_EQ(flow && holds(space, flow->packets.certain, packet), certain) << to_string(packet);
    EXPECT_EQ(flow && holds(space, flow->packets.possible, packet), possible) << to_string(packet);
  }
}

void check_pair(const Filter& old_filter, const Filter& new_filter) {
  const LoadedNetwork before = network_with(old_filter);
  const LoadedNetwork after = network_with(new_filter);
  bool differ = false;
  bool alike = true;
  for (const Packet& packet : universe()) {
    const Fate was = fate_of(before, packet);
    const Fate is = fate_of(after, packet);
    differ = differ || (was != is && was != Fate::open && is != Fate::open);
    alike = alike && was == is && is != Fate::open;
  }
  const NamedFilter named{0, FilterKind::list, "F", "", ""};
  const FilterComparison found = compare_filters(before, named, after, named, today, 4096);
  EXPECT_EQ(found.equality, differ ? Equality::unequal : alike ? Equality::equal : Equality::unproved);
  EXPECT_EQ(found.reasons.empty() && found.equality == Equality::unproved, false);
  check_flow(found.opened, before, after);
  check_flow(found.closed, after, before);
  if (found.opened) {
    ASSERT_TRUE(found.opened->example.has_value());
    EXPECT_NE(fate_of(before, *found.opened->example), Fate::permitted);
    EXPECT_FALSE(found.opened->before.empty());
    EXPECT_FALSE(found.opened->after.empty());
  }
}

TEST(FilterEquality, AgreesWithFirstMatchPacketByPacket) {
  const int cases = test::scaled(150);
  for (int i = 0; i < cases; ++i) {
    const auto seed = static_cast<std::uint32_t>(20261121 + i);
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomFilter random(seed);
    const Filter filter = random.make(1 + i % 8);
    // An IPv4 filter without rules would speak of IPv6 too.
    Filter other = random.changed(filter);
    if (other.rules.empty()) other = filter;
    check_pair(filter, other);
    if (testing::Test::HasFailure()) return;
  }
}

TEST(FilterEquality, AFilterIsItself) {
  RandomFilter random(7);
  Filter filter = random.make(6);
  for (Rule& rule : filter.rules) {
    rule.match.certain = true;
    for (AddressMatch* match : {&rule.match.source, &rule.match.destination}) {
      for (AddressTerm& term : match->terms) term.certain = true;
    }
  }
  const LoadedNetwork loaded = network_with(filter);
  const NamedFilter named{0, FilterKind::list, "F", "", ""};
  EXPECT_EQ(compare_filters(loaded, named, loaded, named, today).equality, Equality::equal);
  filter.rules.front().match.certain = false;
  const LoadedNetwork doubtful = network_with(filter);
  EXPECT_NE(compare_filters(doubtful, named, doubtful, named, today).equality, Equality::unequal);
}

// The same differences are told of the whole networks, filter by filter.
TEST(FilterEquality, NetworksTellTheSameDifferences) {
  const int cases = test::scaled(40);
  for (int i = 0; i < cases; ++i) {
    const auto seed = static_cast<std::uint32_t>(4711 + i);
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomFilter random(seed);
    const Filter filter = random.make(1 + i % 6);
    const LoadedNetwork before = network_with(filter);
    const LoadedNetwork after = network_with(random.changed(filter));
    DiagnosticSink sink;
    const StateDifference found = compare_states(before, after, today, 4096, sink);
    ASSERT_LE(found.filters.size(), 1U);
    const bool any = !found.filters.empty();
    check_flow(any ? found.filters.front().opened : std::nullopt, before, after);
    check_flow(any ? found.filters.front().closed : std::nullopt, after, before);
  }
}

TEST(FindFilter, NamesAreFoundOrReported) {
  RandomFilter random(3);
  const LoadedNetwork loaded = network_with(random.make(2));
  DiagnosticSink sink;
  EXPECT_TRUE(find_filter(loaded, "F", sink).has_value());
  EXPECT_TRUE(find_filter(loaded, "r:F", sink).has_value());
  EXPECT_TRUE(find_filter(loaded, "", sink).has_value());
  EXPECT_TRUE(sink.all().empty());
  EXPECT_FALSE(find_filter(loaded, "G", sink).has_value());
  EXPECT_FALSE(find_filter(loaded, "a>b", sink).has_value());
  EXPECT_TRUE(sink.has_errors());
}

}  // namespace
}  // namespace sekisho::compare
