// Every capture of data/captures, the damaged ones too: read to its end, and what could not be decoded is
// what it was before (golden/faults.txt).
#include "capture/frames.hpp"
#include "support/data.hpp"

#include <sekisho/capture/survey_files.hpp>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <vector>

namespace sekisho::test {
namespace {

std::vector<std::string> captures() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(data_root() / "captures")) {
    if (entry.is_regular_file() && entry.path().extension() != ".md") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

/// One line per file: counts that are zero are left out.
std::string line_of(const capture::SurveyedFile& file) {
  const capture::Survey& survey = file.survey;
  if (!file.refusal.empty()) return fmt::format("{}: refused: {}\n", file_name(survey.file), file.refusal);
  std::string line =
      fmt::format("{}: frames {} flows {}", file_name(survey.file), survey.frames, survey.flows);
  const auto count = [&line](std::string_view name, std::uint64_t number) {
    if (number > 0) line += fmt::format(" {} {}", name, number);
  };
  count("not-ip", survey.not_ip);
  count("lost-fragments", survey.lost_fragments);
  count("truncated", survey.truncated);
  for (const auto& [fault, frames] : survey.faults) count(capture::name_of(fault), frames);
  if (survey.end != capture::FileEnd::whole) line += " end: " + survey.fault;
  return line + '\n';
}

TEST(DataCaptures, AreReadToTheirEnd) {
  SEKISHO_NEEDS(data_root() / "captures");
  std::string found;
  for (const capture::SurveyedFile& file : capture::survey_files(captures(), {}, 2)) found += line_of(file);
  const std::filesystem::path golden = source_root() / "tests" / "capture" / "golden" / "faults.txt";
  if (update_goldens()) {
    std::filesystem::create_directories(golden.parent_path());
    std::ofstream(golden) << found;
  }
  EXPECT_EQ(found, read_file(golden));
}

// A table that is too small for the flows of a file gives them in parts and loses no packet.
TEST(DataCaptures, LoseNoPacketInASmallTable) {
  SEKISHO_NEEDS(data_root() / "captures");
  const auto packets = [](const std::vector<capture::SurveyedFile>& files) {
    std::vector<std::pair<std::string, std::uint64_t>> counts;
    for (const capture::SurveyedFile& file : files) {
      std::uint64_t sum = 0;
      for (const capture::Flow& flow : file.flows) sum += flow.packets();
      counts.emplace_back(file_name(file.survey.file), sum);
    }
    return counts;
  };
  EXPECT_EQ(packets(capture::survey_files(captures(), {}, 2)),
            packets(capture::survey_files(captures(), {.most_flows = 3}, 2)));
}

TEST(SurveyFiles, GivesTheOrderAskedForOnAnyNumberOfThreads) {
  SEKISHO_NEEDS(data_root() / "captures");
  std::vector<std::string> paths = captures();
  paths.insert(paths.begin() + 1, "/nowhere/at/all.pcap");
  std::uint64_t read = 0;
  std::uint64_t total = 0;
  const auto files = capture::survey_files(paths, {}, 7, {}, [&](std::uint64_t done, std::uint64_t all) {
    EXPECT_GE(done, read);
    read = done;
    total = all;
  });
  ASSERT_EQ(files.size(), paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) EXPECT_EQ(files[i].survey.file, paths[i]);
  EXPECT_EQ(files[1].refusal, "No such file or directory");
  EXPECT_GT(read, total / 2);
  EXPECT_LE(read, total);
}

}  // namespace
}  // namespace sekisho::test
