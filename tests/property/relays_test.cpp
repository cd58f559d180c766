// Stepping stones against brute force: every path through a random graph of permitted sessions is walked.
#include "proof/chain_search.hpp"
#include "proof/city.hpp"
#include "support/data.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::test {
namespace {

using Graph = std::map<std::size_t, std::vector<std::size_t>>;

/// Length of the shortest of all paths without a vertex twice, walked one by one; 0: there is none.
std::size_t by_walking(const Graph& graph, std::size_t from, std::size_t to, std::set<std::size_t>& on_path) {
  if (from == to) return 1;
  std::size_t best = 0;
  on_path.insert(from);
  const auto edges = graph.find(from);
  if (edges != graph.end()) {
    for (const std::size_t next : edges->second) {
      if (on_path.contains(next)) continue;
      const std::size_t rest = by_walking(graph, next, to, on_path);
      if (rest > 0 && (best == 0 || rest + 1 < best)) best = rest + 1;
    }
  }
  on_path.erase(from);
  return best;
}

std::size_t by_walking(const Graph& graph, std::size_t from, std::size_t to) {
  std::set<std::size_t> on_path;
  return by_walking(graph, from, to, on_path);
}

TEST(ChainSearch, FindsAShortestPathWhereWalkingFindsOne) {
  for (int round = 0; round < scaled(3000); ++round) {
    std::mt19937 random(static_cast<std::uint32_t>(round));
    const std::size_t vertices = 2 + random() % 7;
    Graph graph;
    for (std::size_t from = 0; from < vertices; ++from) {
      for (std::size_t to = 0; to < vertices; ++to) {
        if (from != to && random() % 4 == 0) graph[from].push_back(to);
      }
    }
    const std::vector<std::size_t> chain =
        proof::shortest_chain(vertices, 0, vertices - 1, [&](std::size_t vertex) { return graph[vertex]; });
    SCOPED_TRACE("seed " + std::to_string(round));
    ASSERT_EQ(chain.size(), by_walking(graph, 0, vertices - 1));
    for (std::size_t i = 1; i < chain.size(); ++i) {
      const std::vector<std::size_t>& edges = graph[chain[i - 1]];
      ASSERT_NE(std::ranges::find(edges, chain[i]), edges.end());
    }
  }
}

/// Segments 0 (the internet), 1, 2, ... behind one firewall; hosts .8 and .9 of each, of which .9 may be a
/// sanitizer.
class RandomSessions {
 public:
  explicit RandomSessions(std::uint32_t seed) : random_(seed), segments_(3 + random_() % 4) {
    add_segments();
    std::vector<Rule> rules;
    for (std::size_t from = 0; from < segments_; ++from) {
      for (std::size_t to = 1; to < segments_; ++to) {
        if (from != to && random_() % 3 == 0) rules.push_back(random_rule(from, to));
      }
    }
    std::shuffle(rules.begin(), rules.end(), random_);
    world.device_named("fw").forward_filter = filter("policy", std::move(rules));
  }

  World world;
  Graph certain;   // sessions between hosts that are no sanitizers
  Graph possible;  // those, and more that may be opened
  [[nodiscard]] std::size_t segments() const { return segments_; }
  static std::string name(std::size_t segment) { return "s" + std::to_string(segment); }

 private:
  static std::string net(std::size_t segment) { return "10." + std::to_string(segment) + ".0."; }

  void add_segments() {
    std::vector<Interface> interfaces{interface("i0", {"203.0.113.1/29"})};
    for (std::size_t s = 1; s < segments_; ++s)
      interfaces.push_back(interface("i" + std::to_string(s), {net(s) + "1/24"}));
    Device fw = device("fw", std::move(interfaces));
    fw.stateful = fw.session_needs_syn = true;
    add_route(fw, "0.0.0.0/0", "203.0.113.2");
    world.add(fw);
    world.segment(name(0), {"rest"}, SegmentClass::internet);
    for (std::size_t s = 1; s < segments_; ++s) world.segment(name(s), {net(s) + "0/24"});
    sanitizing_.resize(segments_, false);
    for (std::size_t s = 0; s < segments_; ++s) {
      world.join({name(s), "fw:i" + std::to_string(s)});
      sanitizing_[s] = s > 0 && random_() % 2 == 0;
      if (!sanitizing_[s]) continue;
      Host host;
      host.name = "sanitizer" + std::to_string(s);
      host.segment = name(s);
      host.addresses = {AddressRange::of(prefix(net(s) + "9/32"))};
      host.sanitizer = "file-cdr";
      world.network.snapshot.hosts.push_back(host);
    }
  }

  /// A permit from all of a segment, its host .8 or its host .9 to the same of another.
  Rule random_rule(std::size_t from, std::size_t to) {
    const auto end = [&](std::size_t segment, bool& only_sanitizer) -> std::string {
      const auto kind = random_() % 3;
      only_sanitizer = kind == 2 && sanitizing_[segment];
      if (segment == 0) return kind == 0 ? "" : "198.51.100.7/32";
      return net(segment) + (kind == 0 ? "0/24" : kind == 1 ? "8/32" : "9/32");
    };
    bool from_sanitizer = false;
    bool to_sanitizer = false;
    const std::string source = end(from, from_sanitizer);
    const std::string destination = end(to, to_sanitizer);
    Rule made = rule(Action::permit, source, destination, {service(protocol::tcp, 443)});
    made.ingress = {"i" + std::to_string(from)};
    const bool is_certain = random_() % 4 != 0;
    if (!from_sanitizer && !to_sanitizer) {
      possible[from].push_back(to);
      if (is_certain) certain[from].push_back(to);
    }
    return is_certain ? made : maybe(made);
  }

  std::mt19937 random_;
  std::size_t segments_;
  std::vector<bool> sanitizing_;
};

TEST(Relays, VerdictsAreThoseOfEveryPathWalked) {
  std::map<Verdict, int> seen;
  for (int round = 0; round < scaled(400); ++round) {
    SCOPED_TRACE("seed " + std::to_string(round));
    const RandomSessions made(static_cast<std::uint32_t>(round));
    const std::vector<DeviceRoutes> routes = compute_routes(made.world.network);
    Checker checker(made.world.network, routes, verdict_date, 4);
    for (std::size_t to = 1; to < made.segments(); ++to) {
      Requirement requirement =
          must_not_reach(RandomSessions::name(0), RandomSessions::name(to), Semantics::session);
      requirement.kind = RequirementKind::relays;
      const RequirementResult result = checker.check(requirement);
      const std::size_t sure = by_walking(made.certain, 0, to);
      const std::size_t maybe = by_walking(made.possible, 0, to);
      const Verdict expected = sure > 0     ? Verdict::violated
                               : maybe == 0 ? Verdict::proved
                                            : Verdict::unproved;
      ASSERT_EQ(result.verdict, expected) << requirement.to << ": " << line_of(result);
      if (sure > 0) {
        ASSERT_EQ(result.violations[0].chain.size() + 1, sure);
      }
      ++seen[result.verdict];
    }
  }
  EXPECT_EQ(seen.size(), 3U) << "a kind of verdict never came up";
}

}  // namespace
}  // namespace sekisho::test
