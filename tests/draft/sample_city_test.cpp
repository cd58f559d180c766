// The sample city's configs alone, held against its snapshot, which was written by hand.
#include "draft/closeness.hpp"
#include "support/data.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/loading/load.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

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

}  // namespace
}  // namespace sekisho::test
