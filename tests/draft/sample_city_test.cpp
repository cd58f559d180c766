// The sample city's configs alone, held against its snapshot, which was written by hand.
#include "draft/closeness.hpp"
#include "support/data.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/loading/load.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace sekisho::test {
namespace {

namespace fs = std::filesystem;

draft::Draft draft_of_the_city() {
  DiagnosticSink sink;
  return draft::draft_snapshot((source_root() / "rulesets" / "sample-city").string(), sink);
}

TEST(SampleCity, DraftComesCloseToTheSnapshotWrittenByHand) {
  DiagnosticSink sink;
  const std::optional<Snapshot> by_hand =
      load_snapshot((source_root() / "topologies/sample-city/snapshot.yaml").string(), sink);
  ASSERT_TRUE(by_hand);
  const std::string measured = closeness(draft_of_the_city(), *by_hand);
  const fs::path golden = source_root() / "tests/draft/goldens/sample-city.txt";
  if (update_goldens()) std::ofstream(golden) << measured;
  EXPECT_EQ(measured, read_file(golden));
}

/// Whatever is guessed, the file must be one that the other commands take.
TEST(SampleCity, DraftLoadsWithoutErrors) {
  const fs::path file = fs::temp_directory_path() / "sekisho-draft-of-the-city.yaml";
  for (const Language language : {Language::en, Language::ja}) {
    std::ofstream(file) << draft::snapshot_text(draft_of_the_city(), language, file.parent_path().string());
    DiagnosticSink sink;
    const std::optional<LoadedNetwork> loaded = load_network(file.string(), sink);
    ASSERT_TRUE(loaded);
    for (const Diagnostic& diagnostic : sink.all())
      EXPECT_NE(severity_of(diagnostic.code), Severity::error) << render(diagnostic, Language::en);
    EXPECT_TRUE(loaded->network.snapshot.is_draft());
  }
  fs::remove(file);
}

/// The proposed register, filled in.
TEST(SampleCity, ProposesItsExternalConnections) {
  const fs::path file = fs::temp_directory_path() / "sekisho-register-of-the-city.yaml";
  std::istringstream draft(
      draft::snapshot_text(draft_of_the_city(), Language::en, file.parent_path().string()));
  std::ofstream filled(file);
  bool proposed = false;
  for (std::string line; std::getline(draft, line);) {
    proposed |= line == "# external_connections:";
    if (proposed) line.erase(0, 2);
    if (const std::size_t day = line.find("YYYY-MM-DD"); day != std::string::npos && proposed)
      line.replace(day, 10, "2027-03-31");
    filled << line << '\n';
  }
  filled.close();
  DiagnosticSink sink;
  const std::optional<Snapshot> snapshot = load_snapshot(file.string(), sink);
  fs::remove(file);
  ASSERT_TRUE(snapshot);
  EXPECT_FALSE(sink.has_errors());
  const auto outside = std::ranges::count_if(
      snapshot->segments, [](const Segment& each) { return each.outside && !each.attached.empty(); });
  ASSERT_GT(outside, 0);
  EXPECT_EQ(snapshot->external_connections.size(), static_cast<std::size_t>(outside));
  for (const ExternalConnection& each : snapshot->external_connections) {
    const Segment* segment = snapshot->find_segment(each.to);
    ASSERT_NE(segment, nullptr);
    EXPECT_EQ(each.at, segment->attached);
  }
}

}  // namespace
}  // namespace sekisho::test
