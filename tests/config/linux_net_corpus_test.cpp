// Every file of the Linux corpora: no crash, each line in one class, and goldens of how outputs of iproute2
// were read.
#include "config/linux_net_case.hpp"
#include "support/data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace sekisho::test::linux_net {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string counts(const config::FileReport& report) {
  std::string text = fmt::format("lines={}", report.lines.size());
  int sum = 0;
  for (std::size_t i = 0; i < config::line_class_count; ++i) {
    const auto line_class = static_cast<config::LineClass>(i);
    text += fmt::format(" {}={}", config::name_of(line_class), report.count(line_class));
    sum += report.count(line_class);
  }
  EXPECT_EQ(sum, static_cast<int>(report.lines.size()));
  return text + "\n";
}

std::string summary(const Device& device) {
  return fmt::format("interfaces={} vrfs={} rules={} routes={} doubts={} unknown={}\n",
                     device.interfaces.size(), device.vrfs.size(), device.policy_routes.size(),
                     device.table.size(), device.uncertainties.size(), device.unknown_routes.size());
}

std::string issues(const config::FileReport& report) {
  std::string text;
  for (const config::LineIssue& issue : report.issues) {
    text += fmt::format("{} {} {}\n", issue.line, config::name_of(issue.line_class), name_of(issue.code));
  }
  return text;
}

/// Files of other languages are only survived.
std::string describe(const fs::path& file, const fs::path& folder) {
  const std::string text = read_file(file);
  const config::ParsedConfig result = parsed(text);
  const std::string count = counts(result.report);
  if (config::linux_net_language().likelihood(text) < 50) return {};
  return fmt::format("== {}\n", fs::relative(file, folder).generic_string()) + count +
         summary(result.device) + issues(result.report);
}

TEST(LinuxNetCorpus, IptablesFolder) {
  const fs::path folder = data_root() / "configs" / "iptables";
  SEKISHO_NEEDS(folder);
  std::string dump;
  for (const fs::path& file : files_below(folder)) dump += describe(file, folder);
  const fs::path golden = source_root() / "tests" / "golden" / "config" / "linux-net" / "corpus.txt";
  if (update_goldens()) {
    fs::create_directories(golden.parent_path());
    std::ofstream(golden, std::ios::binary) << dump;
    return;
  }
  ASSERT_TRUE(fs::exists(golden)) << "SEKISHO_UPDATE_GOLDENS=1 writes " << golden;
  EXPECT_EQ(dump, read_file(golden)) << "SEKISHO_UPDATE_GOLDENS=1 rewrites " << golden;
}

}  // namespace
}  // namespace sekisho::test::linux_net
