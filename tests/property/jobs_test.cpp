// However many threads decide, the result is the same, byte for byte.
#include "cities.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

TEST(Jobs, AnyNumberOfThreadsGivesTheSameResult) {
  for (const std::filesystem::path& city : city_snapshots()) {
    const std::string path = (source_root() / city).string();
    const std::string alone = fresh_verdicts(path, options_with(1));
    EXPECT_NE(alone.find("\"requirements\""), std::string::npos) << city;
    for (const int jobs : {2, 5})
      EXPECT_EQ(fresh_verdicts(path, options_with(jobs)), alone) << city << ", jobs " << jobs;
  }
}

TEST(Jobs, ProgressCountsEveryRequirementOnce) {
  DiagnosticSink sink;
  const auto loaded = load_network((source_root() / city_snapshots().front()).string(), sink);
  ASSERT_TRUE(loaded);
  VerifyOptions options = options_with(3);
  std::vector<std::size_t> told;
  options.progress = [&](std::size_t done, std::size_t) { told.push_back(done); };
  const auto result = verify(*loaded, options, sink);
  ASSERT_TRUE(result);
  ASSERT_FALSE(told.empty());
  EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
  EXPECT_EQ(told.back(), result->requirements.size());
}

}  // namespace
}  // namespace sekisho::test
