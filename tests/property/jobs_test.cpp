// However many threads decide, the result is the same, byte for byte.
#include "cities.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string>
#include <vector>

namespace sekisho::test {
namespace {

std::vector<std::string> cities() {
  std::vector<std::string> paths;
  for (const std::filesystem::path& city : city_snapshots()) paths.push_back(city.string());
  return paths;
}

/// The folders of a snapshot as one word.
std::string word_of(const ::testing::TestParamInfo<std::string>& city) {
  std::string word = std::filesystem::path(city.param).parent_path().string();
  std::ranges::replace_if(
      word, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return word;
}

class JobsOnCities : public ::testing::TestWithParam<std::string> {};

TEST_P(JobsOnCities, AnyNumberOfThreadsGivesTheSameResult) {
  const std::string path = (source_root() / GetParam()).string();
  const std::string alone = fresh_verdicts(path, options_with(1));
  EXPECT_NE(alone.find("\"requirements\""), std::string::npos);
  const std::vector<int> counts = scale() < 1 ? std::vector{5} : std::vector{2, 5};
  for (const int jobs : counts) EXPECT_EQ(fresh_verdicts(path, options_with(jobs)), alone) << "jobs " << jobs;
}

INSTANTIATE_TEST_SUITE_P(Shipped, JobsOnCities, ::testing::ValuesIn(part_of(cities(), 2)), word_of);

TEST(Jobs, ProgressCountsEveryRequirementAboutPacketsOnce) {
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
  const auto about_packets =
      std::count_if(result->requirements.begin(), result->requirements.end(),
                    [](const RequirementResult& each) { return is_about_packets(each.requirement.kind); });
  EXPECT_EQ(told.back(), static_cast<std::size_t>(about_packets));
}

}  // namespace
}  // namespace sekisho::test
