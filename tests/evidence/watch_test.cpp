// Captures that go on, and the packets kept of findings: on a capture of the sample city.
#include "evidence/observed.hpp"
#include "support/data.hpp"

#include <sekisho/capture/capture_file.hpp>
#include <sekisho/capture/decode.hpp>
#include <sekisho/evidence/keep.hpp>
#include <sekisho/evidence/watch.hpp>
#include <sekisho/policy/profile.hpp>

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

namespace sekisho::test {
namespace {

namespace fs = std::filesystem;

struct JudgedCity {
  LoadedNetwork loaded;
  std::vector<Requirement> requirements;
};

const JudgedCity& judged_city() {
  static const JudgedCity city = [] {
    DiagnosticSink sink;
    std::optional<LoadedNetwork> loaded =
        load_network((source_root() / "captures/sample-city/snapshot.yaml").string(), sink);
    const std::optional<Policies> policies = find_policies(loaded->network.snapshot, "", sink);
    std::vector<Requirement> requirements = compile(*policies, loaded->network.snapshot, sink);
    return JudgedCity{std::move(*loaded), std::move(requirements)};
  }();
  return city;
}

fs::path servers_capture() { return source_root() / "captures/sample-city/lg-servers.pcap"; }

using Kinds = std::multiset<std::string>;

Kinds kinds_of(const std::vector<evidence::Finding>& findings) {
  Kinds kinds;
  for (const evidence::Finding& each : findings) {
    if (!is_about_silence(each)) kinds.insert(std::string(name_of(each.kind)));
  }
  return kinds;
}

/// Findings as they are told while the frames of a file come in, and those in the end.
struct Told {
  Kinds news;
  Kinds in_the_end;
  std::vector<std::size_t> per_call;
  bool kept = true;  // all evidence could be written
};

Told watched(std::size_t frames_per_call, evidence::LiveEvidence* kept = nullptr) {
  const JudgedCity& city = judged_city();
  capture::CaptureFile file = std::move(capture::CaptureFile::open(servers_capture().string())).value();
  std::vector<capture::Observer*> others;
  if (kept != nullptr) others.push_back(kept);
  evidence::Watch watch(city.loaded, city.requirements, {observed_on}, file.interfaces().at(0), "lg-servers",
                        others);
  Told told;
  const auto ask = [&] {
    const std::vector<evidence::Finding> news = watch.news();
    told.per_call.push_back(news.size());
    told.news.merge(kinds_of(news));
    for (const evidence::Finding& each : news) {
      if (kept != nullptr) told.kept = told.kept && kept->write(each).ok();
    }
  };
  capture::Frame frame;
  for (std::size_t i = 1; file.next(frame); ++i) {
    watch.add(frame);
    if (i % frames_per_call == 0) ask();
  }
  watch.end();
  ask();
  told.in_the_end = kinds_of(watch.result(46, 0).findings);
  return told;
}

TEST(Watch, TellsWhatTheWholeCaptureShows) {
  const Told told = watched(5);
  EXPECT_EQ(told.in_the_end, (Kinds{"contradicts-model", "forbidden-flow", "unsanitized-content"}));
  // What is forbidden while it was only tried is told again when it was answered: it is more then.
  EXPECT_TRUE(
      std::includes(told.news.begin(), told.news.end(), told.in_the_end.begin(), told.in_the_end.end()));
  EXPECT_FALSE(told.news.contains("unproved-content"));
}

TEST(Watch, TellsNothingTwice) {
  const Told told = watched(1000);
  EXPECT_EQ(told.news, told.in_the_end);
  EXPECT_EQ(told.per_call, (std::vector<std::size_t>{told.in_the_end.size()}));
}

TEST(Watch, KeepsTheFirstPacketsOfAFlowForItsEvidence) {
  const fs::path folder = fs::temp_directory_path() / ("sekisho-live-evidence-" + std::to_string(getpid()));
  fs::create_directories(folder);
  evidence::LiveEvidence kept({folder.string(), 16, {}}, {});
  const Told told = watched(1000, &kept);
  EXPECT_TRUE(told.kept);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), static_cast<long>(told.news.size()));
  fs::remove_all(folder);
}

TEST(Evidence, IsThePacketsWithoutTheirPayload) {
  const JudgedCity& city = judged_city();
  const evidence::ConfirmResult result =
      evidence::confirm_files(city.loaded, city.requirements, {{"lg-servers", servers_capture().string()}},
                              {observed_on}, 1)
          .result;
  const fs::path folder = fs::temp_directory_path() / ("sekisho-evidence-" + std::to_string(getpid()));
  const Result<std::vector<std::string>> written =
      evidence::write_evidence(result.findings, {folder.string(), 16, {}});
  ASSERT_TRUE(written);
  ASSERT_EQ(written.value().size(), 3U);
  for (const std::string& path : written.value()) {
    capture::CaptureFile file = std::move(capture::CaptureFile::open(path)).value();
    capture::Decoder decoder;
    capture::Frame frame;
    std::size_t frames = 0;
    while (file.next(frame)) {
      ++frames;
      const capture::DecodedFrame& decoded = decoder.decode(frame);
      ASSERT_EQ(decoded.datagram_count, 1U) << path;
      EXPECT_TRUE(decoded.packets()[0].has_transport) << path;
      EXPECT_TRUE(decoded.packets()[0].payload.empty()) << path;
    }
    EXPECT_GE(frames, 8U) << path;
    EXPECT_LE(frames, 16U) << path;
    EXPECT_EQ(file.end(), capture::FileEnd::whole);
  }
  fs::remove_all(folder);
}

TEST(Evidence, FolderThatCannotBeMadeIsAFailure) {
  EXPECT_FALSE(evidence::write_evidence({}, {"/proc/no-such-folder", 16, {}}));
}

}  // namespace
}  // namespace sekisho::test
