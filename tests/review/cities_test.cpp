// The sample city against each of its broken variants: the comparison names what opened, by the verdicts and
// packets that were written down for the variant by reasoning.
#include "support/data.hpp"
#include "support/expected_verdicts.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/loading/load.hpp>
#include <sekisho/review/review.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

namespace sekisho::review {
namespace {

namespace fs = std::filesystem;

LoadedNetwork load(const fs::path& folder) {
  DiagnosticSink sink;
  std::optional<LoadedNetwork> loaded = load_network((folder / "snapshot.yaml").string(), sink);
  EXPECT_TRUE(loaded.has_value()) << folder;
  return std::move(*loaded);
}

const LoadedNetwork& sample_city() {
  static const LoadedNetwork city = load(test::source_root() / "topologies" / "sample-city");
  return city;
}

Comparison compared(const LoadedNetwork& before, const LoadedNetwork& after, const Date& date) {
  CompareOptions options;
  options.date = date;
  options.cube_limit = 4096;
  DiagnosticSink sink;
  Comparison comparison = compare_networks(before, after, options, sink);
  EXPECT_FALSE(sink.has_errors());
  return comparison;
}

const VerdictChange* change_of(const Comparison& comparison, const std::string& id) {
  const auto found = std::ranges::find(comparison.verdicts, id, &VerdictChange::id);
  return found == comparison.verdicts.end() ? nullptr : &*found;
}

const compare::PairDifference* pair_of(const Comparison& comparison, const std::string& from,
                                       const std::string& to) {
  const auto found = std::ranges::find_if(comparison.pairs, [&](const compare::PairDifference& each) {
    return each.from == from && each.to == to;
  });
  return found == comparison.pairs.end() ? nullptr : &*found;
}

bool holds(const std::vector<Cube>& cubes, const Packet& packet) {
  PacketSpace space;
  return std::ranges::any_of(cubes, [&](const Cube& cube) { return space.packets(cube).contains(packet); });
}

/// The packet that the variant lets through is among those that the comparison says newly get through.
void expect_opened(const Comparison& comparison, const LoadedNetwork& after, const Requirement& requirement,
                   const Packet& packet) {
  const compare::PairDifference* pair = pair_of(comparison, requirement.from, requirement.to);
  ASSERT_NE(pair, nullptr) << requirement.id;
  ASSERT_TRUE(pair->opened.has_value()) << requirement.id;
  ASSERT_TRUE(pair->opened->example.has_value()) << requirement.id;
  EXPECT_FALSE(pair->opened->lines.empty()) << requirement.id;
  DiagnosticSink sink;
  const auto traced = trace_packet(after, {requirement.from, packet, comparison.date}, sink);
  ASSERT_TRUE(traced.has_value());
  EXPECT_TRUE(std::ranges::any_of(traced->forward.paths,
                                  [&](const TracePath& path) {
                                    return holds(pair->opened->packets.certain, path.arrived) ||
                                           holds(pair->opened->packets.possible, path.arrived);
                                  }))
      << requirement.id << ": " << to_string(packet);
}

void check(const std::string& variant) {
  const fs::path folder = test::source_root() / "topologies" / "broken" / variant;
  const test::Expected old_ones =
      test::read_expected(test::source_root() / "topologies" / "sample-city" / "expected.yaml");
  const test::Expected expected = test::read_expected(folder / "expected.yaml");
  const LoadedNetwork after = load(folder);
  const Comparison comparison = compared(sample_city(), after, expected.date);
  bool opens = false;
  for (const auto& [id, verdict] : expected.verdicts) {
    const auto before = old_ones.verdicts.find(id);
    if (before != old_ones.verdicts.end() && before->second == verdict) continue;
    const VerdictChange* change = change_of(comparison, id);
    ASSERT_NE(change, nullptr) << id;
    ASSERT_NE(change->after, nullptr) << id;
    EXPECT_EQ(name_of(change->after->verdict), verdict) << id;
    EXPECT_EQ(change->opens(), verdict == "violated") << id;
    opens = opens || verdict == "violated";
  }
  EXPECT_EQ(comparison.outcome() == Outcome::forbidden_opens, opens);
  for (const auto& [id, packet] : expected.witnesses) {
    const VerdictChange* change = change_of(comparison, id);
    ASSERT_NE(change, nullptr) << id;
    // Over stepping stones and through exceptions that ran out no packet gets where none did before.
    const bool is_direct = change->after->requirement.kind == RequirementKind::separation ||
                           change->after->requirement.kind == RequirementKind::devices;
    if (is_direct && variant != "exception-expired")
      expect_opened(comparison, after, change->after->requirement, packet);
  }
}

std::vector<std::string> variants() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(test::source_root() / "topologies" / "broken")) {
    if (fs::exists(entry.path() / "snapshot.yaml")) names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

class BrokenCity : public ::testing::TestWithParam<std::string> {};

TEST_P(BrokenCity, NamesWhatOpened) { check(GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, BrokenCity, ::testing::ValuesIn(test::part_of(variants(), 1)),
                         [](const auto& instance) {
                           std::string name = instance.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(Compare, NothingDiffersBetweenACityAndItself) {
  const Comparison comparison = compared(sample_city(), sample_city(), {2026, 11, 21});
  EXPECT_TRUE(comparison.pairs.empty());
  EXPECT_TRUE(comparison.verdicts.empty());
  EXPECT_TRUE(comparison.devices.empty());
  EXPECT_EQ(comparison.outcome(), Outcome::nothing_opens);
}

// What opens one way closes the other way.
TEST(Compare, TurnedRoundItTellsTheOpposite) {
  const LoadedNetwork broken = load(test::source_root() / "topologies" / "broken" / "temporary-permit");
  const Comparison there = compared(sample_city(), broken, {2026, 11, 21});
  const Comparison back = compared(broken, sample_city(), {2026, 11, 21});
  ASSERT_EQ(there.pairs.size(), back.pairs.size());
  for (std::size_t i = 0; i < there.pairs.size(); ++i) {
    ASSERT_EQ(there.pairs[i].opened.has_value(), back.pairs[i].closed.has_value());
    if (there.pairs[i].opened) {
      EXPECT_EQ(there.pairs[i].opened->packets.certain, back.pairs[i].closed->packets.certain);
    }
  }
  EXPECT_EQ(there.outcome(), Outcome::forbidden_opens);
  EXPECT_EQ(back.outcome(), Outcome::nothing_opens);
}

TEST(Comparison, SetsThatOutgrowTheirLimitAreToldAndLeaveADoubt) {
  CompareOptions options;
  options.date = {2026, 11, 21};
  options.with_verdicts = false;
  options.node_limit = 1000;
  DiagnosticSink sink;
  const Comparison comparison = compare_networks(sample_city(), sample_city(), options, sink);
  ASSERT_EQ(sink.all().size(), 1U);
  EXPECT_EQ(sink.all().front().code, Code::pairs_not_compared);
  EXPECT_FALSE(comparison.pairs_compared);
  EXPECT_EQ(comparison.outcome(), Outcome::doubt_arises);
}

}  // namespace
}  // namespace sekisho::review
