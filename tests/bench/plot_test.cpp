// bench/plot.py draws the plots of docs/performance.md from the CSV files beside them, and says what is
// wrong with a file.
#include <support/data.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace sekisho {
namespace {

class Plot : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) /
              ("plot-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// Runs the script; its exit status as std::system gives it. Messages are in `errors()`.
  int plot(const std::string& arguments) {
    const std::string command = "python3 '" + (test::source_root() / "bench" / "plot.py").string() + "' " +
                                arguments + " -o '" + out().string() + "' 2> '" +
                                (folder_ / "errors").string() + "'";
    return std::system(command.c_str());
  }
  [[nodiscard]] std::filesystem::path out() const { return folder_ / "out.svg"; }
  [[nodiscard]] std::string errors() const { return test::read_file(folder_ / "errors"); }
  std::string csv(const std::string& text) {
    const auto path = folder_ / "runs.csv";
    std::ofstream(path) << text;
    return path.string();
  }

  std::filesystem::path folder_;
};

TEST_F(Plot, FiltersAreDrawnFromTheirFigures) {
  const auto figures = test::source_root() / "docs" / "performance";
  const auto line = [&](const std::string& label, const std::string& file) {
    return " '" + label + "=" + (figures / file).string() + "'";
  };
  ASSERT_EQ(
      plot("--x rules --x-label 'rules of the filter' --seconds cpu_seconds --time-label 'processor time, "
           "seconds'" +
           line("sample filters", "acl.csv") + line("ClassBench acl1", "classbench-acl1.csv") +
           line("ClassBench fw1", "classbench-fw1.csv") + line("ClassBench ipc1", "classbench-ipc1.csv")),
      0)
      << errors();
  EXPECT_EQ(test::read_file(out()), test::read_file(figures / "filters.svg"))
      << "draw it again: the command is in docs/performance.md";
}

TEST_F(Plot, RunsOfOneSizeAreOnePointAtTheirMedian) {
  const std::string path =
      csv("size,seconds,peak_bytes\n10,1,1000000\nsize,seconds,peak_bytes\n10,3,1000000\n"
          "10,2,1000000\n100,20,10000000\n");
  ASSERT_EQ(plot("--x size 'a line=" + path + "'"), 0) << errors();
  const std::string svg = test::read_file(out());
  // 250 pixels for the decades 1, 10 and 100 seconds: the median 2 is at 310 - 250 * log10(2) / 2.
  EXPECT_THAT(svg, testing::HasSubstr("<circle cx=\"80.0\" cy=\"272.4\""));
  EXPECT_THAT(svg, testing::HasSubstr("a line"));
}

TEST_F(Plot, WhatIsNoCsvOfRunsIsRefused) {
  EXPECT_NE(plot("--x size 'a=" + csv("size,seconds,peak_bytes\n") + "'"), 0);
  EXPECT_THAT(errors(), testing::HasSubstr("no runs"));
  EXPECT_NE(plot("--x size 'a=" + csv("size,seconds,peak_bytes\n10,1\n") + "'"), 0);
  EXPECT_THAT(errors(), testing::HasSubstr("2 values under 3 names"));
}

}  // namespace
}  // namespace sekisho
