// Longest-prefix match as sets against lookup(), on random tables.
#include "lab.hpp"

#include "forwarding/route_sets.hpp"
#include "support/data.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace sekisho::test {
namespace {

using forwarding::hop_regions;
using forwarding::HopRegions;

/// A table over 10.0.0.0/28 with nested prefixes, sorted as tables are, a certain entry last of its prefix.
RoutingTable random_table(std::mt19937& random) {
  RoutingTable table;
  std::map<std::pair<int, Bits128>, std::vector<Route>> by_prefix;
  for (std::uint32_t i = 1 + static_cast<std::uint32_t>(random() % 7); i > 0; --i) {
    Route route;
    route.prefix = Prefix::of(Address::v4(0x0a000000u | static_cast<std::uint32_t>(random() % 16)),
                              random() % 5 == 0 ? 0 : 28 + static_cast<int>(random() % 5));
    route.kind = random() % 6 == 0 ? RouteKind::discard : RouteKind::static_route;
    if (route.prefix.length == 32 && random() % 2 == 0) route.kind = RouteKind::local;
    route.certain = random() % 4 != 0;
    if (route.kind == RouteKind::static_route) {
      for (std::uint32_t h = 1 + static_cast<std::uint32_t>(random() % 2); h > 0; --h) {
        route.hops.push_back(
            {random() % 3, Address::v4(0x0a000100u + static_cast<std::uint32_t>(random() % 2))});
      }
    }
    by_prefix[{-route.prefix.length, route.prefix.network.bits}].push_back(route);
  }
  for (auto& [key, routes] : by_prefix) {
    std::stable_partition(routes.begin(), routes.end(), [](const Route& r) { return !r.certain; });
    for (const Route& route : routes) {
      table.routes.push_back(route);
      if (route.certain) break;
    }
  }
  return table;
}

TEST(RouteSets, AgreeWithLookupOnEveryAddress) {
  PacketSpace space;
  std::mt19937 random(3);
  int arrived = 0;
  for (int i = 0; i < scaled(600); ++i) {
    const RoutingTable table = random_table(random);
    const HopRegions regions = hop_regions(space, table, Field::destination, {}, RoutingScope::current);
    for (std::uint32_t low = 0; low < 18; ++low) {
      const Packet packet = tcp("192.0.2.1", to_string(Address::v4(0x0a000000u | low)));
      const std::vector<const Route*> found = lookup(table, packet.destination);
      const bool sure = found.size() == 1 && found.front()->certain;
      std::map<Hop, bool> expected;  // hop -> surely
      bool local = false;
      for (const Route* route : found) {
        for (const Hop& hop : route->hops) expected[hop] = sure;
        local |= route->kind == RouteKind::local;
      }
      for (const auto& [hop, region] : regions.hops) {
        const auto at = expected.find(hop);
        ASSERT_EQ(region.bounds.may.contains(packet), at != expected.end()) << i << ": " << to_string(packet);
        ASSERT_EQ(region.bounds.must.contains(packet), at != expected.end() && at->second)
            << i << ": " << to_string(packet);
        if (at != expected.end()) ++arrived;
        expected.erase(hop);
      }
      ASSERT_TRUE(expected.empty()) << i << ": " << to_string(packet);
      ASSERT_EQ(regions.local.may.contains(packet), local) << i << ": " << to_string(packet);
      ASSERT_EQ(regions.local.must.contains(packet), local && sure) << i << ": " << to_string(packet);
    }
  }
  EXPECT_GT(arrived, scaled(600));
}

TEST(RouteSets, UnknownTablesSendAnythingAnywhere) {
  PacketSpace space;
  std::mt19937 random(4);
  const std::vector<Hop> possible{{0, std::nullopt}, {7, address("10.0.1.9")}};
  for (int i = 0; i < scaled(100); ++i) {
    RoutingTable table = random_table(random);
    const HopRegions any = hop_regions(space, table, Field::destination, possible, RoutingScope::any);
    const HopRegions known = hop_regions(space, table, Field::destination, {}, RoutingScope::current);
    table.unknown = true;
    const HopRegions unknown = hop_regions(space, table, Field::destination, possible, RoutingScope::current);
    for (const Hop& hop : possible) EXPECT_EQ(any.hops.at(hop).bounds.may, ~any.local.must);
    for (const auto& [hop, region] : known.hops) {
      EXPECT_TRUE(region.bounds.may.subset_of(any.hops.at(hop).bounds.may));
      EXPECT_TRUE(any.hops.at(hop).bounds.must.empty());
      EXPECT_EQ(unknown.hops.at(hop).bounds.may, any.hops.at(hop).bounds.may);
    }
  }
}

TEST(RouteSets, TheSourceFieldIsReadForReversePaths) {
  PacketSpace space;
  RoutingTable table;
  table.routes.push_back({prefix("10.1.0.0/16"), RouteKind::connected, {{0, std::nullopt}}, true, 0, 0, {}});
  const HopRegions by_source = forwarding::known_routes(space, table, Field::source);
  const auto strict =
      forwarding::source_check_region(space, table, by_source, 0, SourceCheck::strict, RoutingScope::current);
  EXPECT_TRUE(strict.must.contains(tcp("10.1.2.3", "192.0.2.1")));
  EXPECT_FALSE(strict.may.contains(tcp("192.0.2.1", "10.1.2.3")));
  const auto other =
      forwarding::source_check_region(space, table, by_source, 1, SourceCheck::strict, RoutingScope::current);
  EXPECT_TRUE(other.may.empty());
  const auto any =
      forwarding::source_check_region(space, table, by_source, 1, SourceCheck::strict, RoutingScope::any);
  EXPECT_TRUE(any.may.is_all());
  EXPECT_TRUE(any.must.empty());
}

}  // namespace
}  // namespace sekisho::test
