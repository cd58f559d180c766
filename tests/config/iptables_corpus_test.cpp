// Every dump of the corpora: no crash, each line in one class, and goldens of how it was read.
#include "config/iptables_case.hpp"

#include "support/data.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>

namespace sekisho::test::iptables {
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
  for (std::size_t i = 0; i < config::line_class_count; ++i) {
    const auto line_class = static_cast<config::LineClass>(i);
    text += fmt::format(" {}={}", config::name_of(line_class), report.count(line_class));
  }
  return text;
}

std::string summary(const Device& device) {
  std::size_t rules = 0;
  std::size_t certain = 0;
  for (const auto& [name, filter] : device.filters) {
    rules += filter.rules.size();
    certain += static_cast<std::size_t>(std::count_if(filter.rules.begin(), filter.rules.end(),
                                                      [](const Rule& rule) { return rule.match.certain; }));
  }
  return fmt::format("lists={} rules={} certain={} uncertainties={} dangling={}\n", device.filters.size(),
                     rules, certain, device.uncertainties.size(), device.dangling.size());
}

/// How often each remark is made, and on which line first: dumps repeat themselves thousands of times.
std::string remark_counts(const config::FileReport& report) {
  std::map<std::string, std::pair<int, int>> counted;
  for (const config::LineIssue& issue : report.issues) {
    std::string text = fmt::format("{} {}", config::name_of(issue.line_class), name_of(issue.code));
    if (!issue.arguments.empty()) text += " " + issue.arguments.front();
    auto& [count, line] = counted.try_emplace(text, 0, issue.line).first->second;
    ++count;
  }
  std::string result;
  for (const auto& [text, found] : counted)
    result += fmt::format("  {} x{} from line {}\n", text, found.first, found.second);
  return result;
}

void expect_sums(const config::FileReport& report, const std::string& text) {
  int sum = 0;
  for (std::size_t i = 0; i < config::line_class_count; ++i)
    sum += report.count(static_cast<config::LineClass>(i));
  EXPECT_EQ(sum, static_cast<int>(report.lines.size()));
  const auto ends = std::count(text.begin(), text.end(), '\n');
  const bool open = !text.empty() && text.back() != '\n';
  EXPECT_EQ(static_cast<std::ptrdiff_t>(report.lines.size()), ends + (open ? 1 : 0));
}

/// Files of other languages are only survived.
std::string describe(const fs::path& file, const fs::path& folder) {
  const std::string text = read_file(file);
  const Parsed result = parsed({text}, linux_router());
  expect_sums(result.reports[0], text);
  if (config::iptables_language().likelihood(text) < 50) return "";
  return fmt::format("== {}\n{}\n{}", fs::relative(file, folder).generic_string(), counts(result.reports[0]),
                     summary(result.device)) +
         remark_counts(result.reports[0]);
}

void compare_golden(const std::string& folder_name) {
  const fs::path folder = data_root() / "configs" / "iptables" / folder_name;
  SEKISHO_NEEDS(folder);
  std::string dump;
  const std::vector<fs::path> files = files_below(folder);
  std::vector<std::string> texts;
  for (const fs::path& file : part_of(files, 0)) dump += texts.emplace_back(describe(file, folder));
  std::cout << folder_name << ": " << texts.size() << " of " << files.size() << " files\n";
  const fs::path golden = source_root() / "tests" / "golden" / "config" / "iptables" / (folder_name + ".txt");
  if (update_goldens()) {
    fs::create_directories(golden.parent_path());
    std::ofstream(golden, std::ios::binary) << dump;
    return;
  }
  ASSERT_TRUE(fs::exists(golden)) << "SEKISHO_UPDATE_GOLDENS=1 writes " << golden;
  const std::string expected = read_file(golden);
  if (scale() >= 1) {
    EXPECT_EQ(dump, expected) << "SEKISHO_UPDATE_GOLDENS=1 rewrites " << golden;
  } else {
    for (const std::string& each : texts) EXPECT_THAT(expected, ::testing::HasSubstr(each));
  }
}

TEST(IptablesCorpus, NetNetwork) { compare_golden("net-network"); }
TEST(IptablesCorpus, BatfishExample) { compare_golden("batfish-iptables-firewall"); }

TEST(IptablesCorpus, DumpsAreDetected) {
  const fs::path folder = data_root() / "configs" / "iptables";
  SEKISHO_NEEDS(folder);
  for (const fs::path& file : files_below(folder)) {
    const std::string text = read_file(file);
    if (text.find("\nCOMMIT") == std::string::npos) continue;
    const config::LanguageEntry* found = config::detect_language(text);
    ASSERT_NE(found, nullptr) << file;
    EXPECT_EQ(found->name, "iptables") << file;
  }
}

TEST(IptablesCorpus, OtherLanguagesAreNotClaimed) {
  const fs::path folder = data_root() / "configs";
  SEKISHO_NEEDS(folder);
  for (const fs::path& file : files_below(folder)) {
    const std::string text = read_file(file);
    const bool dump = text.find("\nCOMMIT") != std::string::npos && text.find("\n*") != std::string::npos;
    const bool starts = text.starts_with("*");
    if (dump || starts) continue;
    EXPECT_LT(config::iptables_language().likelihood(text), 50) << file;
  }
}

}  // namespace
}  // namespace sekisho::test::iptables
