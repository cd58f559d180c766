// What a proof says does not matter must not matter. Requirements are decided on random networks; of each
// proof, the part of the network that its assurance level leaves out is then replaced at random:
//
//   any-routing   routing tables: static routes, tables of the device, dynamic protocols
//   no-path       everything but links: filters, policies, translations, routes
//
// Afterwards neither the simulator may deliver anything, whatever its certainty, nor may the verdict change.
#include "random_network.hpp"
#include "support/data.hpp"

#include <sekisho/forwarding/reachability.hpp>
#include <sekisho/proof/checker.hpp>
#include <sekisho/simulation/trace.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace sekisho {
namespace {

using testing::Features;
using testing::RandomNetwork;

Requirement separation(const Network& network, SegmentIndex from, SegmentIndex to) {
  Requirement requirement;
  requirement.id = "TEST";
  requirement.from = network.snapshot.segments[from].name;
  requirement.to = network.snapshot.segments[to].name;
  return requirement;
}

Address some_neighbour(std::mt19937& random, const Network& network) {
  const Device& device = network.devices[random() % network.devices.size()];
  const Interface& interface = device.interfaces[random() % device.interfaces.size()];
  return interface.addresses[random() % interface.addresses.size()].address;
}

/// Routes of all kinds to anywhere by any neighbour.
void replace_routes(std::mt19937& random, Network& network) {
  for (Device& device : network.devices) {
    device.static_routes.clear();
    device.dynamic_routing.clear();
    for (std::size_t i = random() % 8; i > 0; --i) {
      StaticRoute route;
      route.next_hop.gateway = some_neighbour(random, network);
      const Address target = some_neighbour(random, network);
      if (route.next_hop.gateway->family != target.family) route.next_hop.gateway = target;
      route.prefix = Prefix::of(target, random() % 3 == 0 ? 0 : 24);
      const Interface& out = device.interfaces[random() % device.interfaces.size()];
      route.vrf = out.vrf;
      if (random() % 2 == 0) route.next_hop.interface = out.name;
      if (random() % 4 == 0) route.next_hop.gateway.reset();
      if (!route.next_hop.gateway) route.next_hop.interface = out.name;
      route.certain = random() % 4 != 0;
      device.static_routes.push_back(route);
    }
    if (random() % 5 == 0) device.dynamic_routing.push_back({device.interfaces.front().vrf, "ospf", {}});
  }
}

void open_everything(Network& network) {
  for (Device& device : network.devices) {
    device.filters.clear();
    device.forward_filter.reset();
    device.local_filter.reset();
    device.destination_nat.clear();
    device.source_nat.clear();
    device.stateful = false;
    for (Interface& interface : device.interfaces) {
      interface.ingress_filters.clear();
      interface.egress_filters.clear();
      interface.source_check = SourceCheck::none;
    }
  }
}

/// Tries packets; the path of one that gets through, or nothing.
std::optional<std::string> some_delivery(std::mt19937& random, const Network& network, SegmentIndex from,
                                         SegmentIndex to, int packets) {
  const std::vector<DeviceRoutes> routes = compute_routes(network);
  TraceStart start;
  start.segment = from;
  TraceOptions options;
  options.date = testing::verdict_date;
  const std::string& name = network.snapshot.segments[to].name;
  for (int i = 0; i < packets; ++i) {
    Packet packet = testing::random_packet(random, network, from);
    if (i % 2 == 0 && packet.family() == Family::v4 && !network.snapshot.segments[to].prefixes.empty())
      packet.destination = {Family::v4, network.snapshot.segments[to].prefixes.front().network.bits + 9};
    for (const TracePath& path : trace(network, routes, start, packet, options).paths) {
      const bool here = std::ranges::find(path.delivered_to, name) != path.delivered_to.end();
      if (path.disposition == Disposition::delivered && here) return to_string(packet);
    }
  }
  return std::nullopt;
}

struct ProofTally {
  int any_routing = 0;
  int no_path = 0;
};

void try_network(std::uint32_t seed, const Features& features, ProofTally& tally) {
  const RandomNetwork net = testing::random_network(seed, features);
  Checker checker(net.network, net.routes, testing::verdict_date, 4);
  std::mt19937 random(seed + 77);
  for (SegmentIndex from = 0; from < net.network.snapshot.segments.size(); ++from) {
    for (SegmentIndex to = 0; to < net.network.snapshot.segments.size(); ++to) {
      if (from == to) continue;
      const RequirementResult result = checker.check(separation(net.network, from, to));
      if (result.verdict != Verdict::proved) continue;
      const std::string about =
          "seed " + std::to_string(seed) + ", " + result.requirement.from + " to " + result.requirement.to;
      ASSERT_EQ(some_delivery(random, net.network, from, to, 10), std::nullopt) << about;
      if (result.assurance == Assurance::current_routing) continue;
      const bool no_path = result.assurance == Assurance::no_path;
      (no_path ? tally.no_path : tally.any_routing) += 1;
      for (int change = 0; change < 3; ++change) {
        Network changed = net.network;
        replace_routes(random, changed);
        if (no_path) open_everything(changed);
        ASSERT_EQ(some_delivery(random, changed, from, to, 20), std::nullopt)
            << about << ", change " << change;
        const std::vector<DeviceRoutes> routes = compute_routes(changed);
        Checker again(changed, routes, testing::verdict_date, 4);
        const RequirementResult still = again.check(separation(changed, from, to));
        ASSERT_EQ(still.verdict, Verdict::proved) << about << ", change " << change;
        // A dynamic protocol may join VRFs, so that a path exists; the filters are gone by then.
        if (!no_path) {
          ASSERT_GE(still.assurance, result.assurance) << about << ", change " << change;
        }
      }
    }
  }
}

TEST(Assurance, WhatAProofLeavesOutDoesNotMatter) {
  ProofTally tally;
  const Features features;  // routes into another VRF are structure (docs/proofs.md); none are drawn
  for (int seed = 1; seed <= test::scaled(80); ++seed) {
    try_network(static_cast<std::uint32_t>(seed), features, tally);
    if (::testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GT(tally.any_routing, 0);
  std::printf("%d proofs at any-routing, %d at no-path\n", tally.any_routing, tally.no_path);
}

TEST(Assurance, SegmentsBehindDevicesThatDoNotRoute) {
  ProofTally tally;
  for (int seed = 1; seed <= test::scaled(40); ++seed) {
    RandomNetwork net = testing::random_network(static_cast<std::uint32_t>(seed), Features{});
    std::mt19937 random(static_cast<std::uint32_t>(seed));
    Device& cut = net.network.devices[random() % net.network.devices.size()];
    cut.routes_ipv4 = cut.routes_ipv6 = false;
    const auto joined = structurally_joined(net.network);
    Network open = net.network;
    open_everything(open);
    for (SegmentIndex from = 0; from < joined.size(); ++from) {
      for (SegmentIndex to = 0; to < joined.size(); ++to) {
        if (joined[from][to]) continue;
        ++tally.no_path;
        ASSERT_EQ(some_delivery(random, open, from, to, 30), std::nullopt) << "seed " << seed;
        PacketSpace space;
        const std::vector<DeviceRoutes> routes = compute_routes(open);
        const ForwardingGraph graph(space, open, routes, testing::verdict_date, RoutingScope::any);
        const Reachability may(graph, Side::may, emission_of(graph, from, false));
        ASSERT_TRUE(may.at(graph.segment_sink(to)).empty()) << "seed " << seed;
      }
    }
  }
  EXPECT_GT(tally.no_path, 0);
}

}  // namespace
}  // namespace sekisho
