// Every FortiOS file of the corpora: no crash, each line in one class, and goldens of how it was read.
#include "config/fortios_case.hpp"

#include "support/data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace sekisho::test::fortios {
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
  return fmt::format(
      "interfaces={} vrfs={} rules={} local={} filters={} dnat={} snat={} policy-routes={} routes={} "
      "dynamic={} "
      "uncertainties={}\n",
      device.interfaces.size(), device.vrfs.size(), device.forward_filter->rules.size(),
      device.local_filter->rules.size(), device.filters.size(), device.destination_nat.size(),
      device.source_nat.size(), device.policy_routes.size(), device.static_routes.size(),
      device.dynamic_routing.size(), device.uncertainties.size());
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

/// Files of other languages are only survived: their remarks are of no interest.
std::string describe(const fs::path& file, const fs::path& folder) {
  const std::string text = read_file(file);
  const config::ParsedConfig result = parsed(text);
  expect_sums(result.report, text);
  std::string dump =
      fmt::format("== {}\n{}\n", fs::relative(file, folder).generic_string(), counts(result.report));
  if (config::fortios_language().likelihood(text) < 50) return dump;
  return dump + summary(result.device) + dump_issues(result.report);
}

void compare_golden(const std::string& folder_name) {
  const fs::path folder = data_root() / "configs" / "fortios" / folder_name;
  SEKISHO_NEEDS(folder);
  std::string dump;
  for (const fs::path& file : files_below(folder)) dump += describe(file, folder);
  const fs::path golden = source_root() / "tests" / "golden" / "config" / "fortios" / (folder_name + ".txt");
  if (update_goldens()) {
    fs::create_directories(golden.parent_path());
    std::ofstream(golden, std::ios::binary) << dump;
    return;
  }
  ASSERT_TRUE(fs::exists(golden)) << "SEKISHO_UPDATE_GOLDENS=1 writes " << golden;
  EXPECT_EQ(dump, read_file(golden)) << "SEKISHO_UPDATE_GOLDENS=1 rewrites " << golden;
}

TEST(FortiosCorpus, GrammarFiles) { compare_golden("batfish-grammar"); }

TEST(FortiosCorpus, LabFiles) { compare_golden("lab-validation"); }

TEST(FortiosCorpus, WholeDevicesAreUnderstood) {
  const fs::path file =
      data_root() / "configs/fortios/lab-validation/fortios_first_basic/configs/d2_fw/show.txt";
  SEKISHO_NEEDS(file);
  const config::ParsedConfig result = parsed(read_file(file));
  const double lines = static_cast<double>(result.report.lines.size());
  EXPECT_LE(result.report.count(config::LineClass::unsupported), 0.05 * lines);
  EXPECT_EQ(result.report.count(config::LineClass::invalid), 0);
  EXPECT_EQ(result.device.hostname, "d2_fw");
  EXPECT_TRUE(result.device.uncertainties.empty());
}

TEST(FortiosCorpus, TheDevicesOwnTableAgreesWithItsConfig) {
  const fs::path folder = data_root() / "configs/fortios/lab-validation/fortios_first_basic";
  SEKISHO_NEEDS(folder);
  config::ParsedConfig result = parsed(read_file(folder / "configs/d2_fw/show.txt"));
  DiagnosticSink sink;
  ASSERT_TRUE(config::fortios_language().read_table(
      read_file(folder / "show/d2_fw/get_router_info_routing-table_all.txt"), "table.txt", result.device,
      sink));
  EXPECT_TRUE(sink.all().empty());
  EXPECT_EQ(dump_table(result.device),
            "0.0.0.0/0 port3 via 10.23.31.2\n"
            "10.12.12.0/30 port2\n"
            "10.23.31.0/30 port3\n"
            "192.168.122.0/24 port1\n"
            "192.168.123.1/32 port2 via 10.12.12.1\n"
            "192.168.123.2/32 loopback123\n");
  // What the config says by itself is the same.
  EXPECT_EQ(dump_routes(result.device),
            "192.168.123.1/32 port2 via 10.12.12.1 [10/0]\n"
            "0.0.0.0/0 port3 via 10.23.31.2 [10/0]\n");
}

TEST(FortiosCorpus, OtherLanguagesAreSurvived) {
  const fs::path folder = data_root() / "configs";
  SEKISHO_NEEDS(folder);
  for (const char* name : {"cisco-ios", "cisco-asa", "yamaha-rtx", "junos"}) {
    if (!fs::exists(folder / name)) continue;
    int left = 60;
    for (const fs::path& file : files_below(folder / name)) {
      if (left-- == 0) break;
      const std::string text = read_file(file);
      SCOPED_TRACE(file);
      expect_sums(parsed(text).report, text);
      EXPECT_LT(config::fortios_language().likelihood(text), 50);
    }
  }
}

}  // namespace
}  // namespace sekisho::test::fortios
