// All files under data/configs/cisco-ios: none of them crashes or hangs, every line ends in one class,
// goldens say how each was understood, and no secret comes out.
#include "config/cisco_ios/cisco_ios.hpp"
#include "config/ios_dump.hpp"
#include "support/data.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace sekisho::test {
namespace {

using config::FileReport;
using config::LineClass;
using config::ParsedConfig;
using std::filesystem::path;

path corpus() { return data_root() / "configs" / "cisco-ios"; }

std::vector<path> files_below(const path& folder) {
  std::vector<path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().filename() != "SOURCES.md") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

ParsedConfig parse_file(const path& file, const std::string& name) {
  return config::cisco_ios_language().parse(read_file(file), name);
}

/// `FIRST-LAST CLASS CODE` for remarks of one kind on lines that follow each other.
std::string issue_ranges(const FileReport& report) {
  std::string text;
  for (std::size_t i = 0; i < report.issues.size();) {
    const config::LineIssue& first = report.issues[i];
    std::size_t last = i;
    while (last + 1 < report.issues.size() && report.issues[last + 1].line == report.issues[last].line + 1 &&
           report.issues[last + 1].line_class == first.line_class &&
           report.issues[last + 1].code == first.code) {
      ++last;
    }
    text += last == i ? fmt::format("{}", first.line)
                      : fmt::format("{}-{}", first.line, report.issues[last].line);
    text += fmt::format(" {} {}\n", name_of(first.line_class), name_of(first.code));
    i = last + 1;
  }
  return text;
}

std::string summary(const std::string& name, const ParsedConfig& parsed) {
  const FileReport& report = parsed.report;
  const Device& device = parsed.device;
  std::size_t addresses = 0;
  std::size_t ports = 0;
  for (const Interface& interface : device.interfaces) {
    addresses += interface.addresses.size();
    if (interface.switchport) ++ports;
  }
  std::string text =
      fmt::format("== {}\nlines {} used {} irrelevant {} approximated {} unsupported {} invalid {}\n", name,
                  report.lines.size(), report.count(LineClass::used), report.count(LineClass::irrelevant),
                  report.count(LineClass::approximated), report.count(LineClass::unsupported),
                  report.count(LineClass::invalid));
  text += fmt::format("device \"{}\" interfaces {} addresses {} ports {} vlans {} vrfs {}\n", device.hostname,
                      device.interfaces.size(), addresses, ports, device.vlans.size(), device.vrfs.size());
  for (const auto& [filter_name, filter] : device.filters) {
    text += fmt::format("filter {} rules {}\n", filter_name, filter.rules.size());
  }
  text += fmt::format("routes {} dynamic {} nat {}+{} policy {} doubts {} names {}\n",
                      device.static_routes.size(), device.dynamic_routing.size(),
                      device.destination_nat.size(), device.source_nat.size(), device.policy_routes.size(),
                      device.uncertainties.size(), device.dangling.size());
  return text + issue_ranges(report);
}

/// Compares with the golden of one folder, or rewrites it. In a smaller run it holds other files, too.
void check_golden(const std::string& folder, const std::vector<std::string>& summaries) {
  std::string found;
  for (const std::string& each : summaries) found += each;
  const path golden = source_root() / "tests" / "golden" / "config" / "cisco-ios" / (folder + ".txt");
  if (update_goldens()) {
    std::filesystem::create_directories(golden.parent_path());
    std::ofstream(golden, std::ios::binary) << found;
    return;
  }
  ASSERT_TRUE(std::filesystem::exists(golden)) << golden << " is missing; run with SEKISHO_UPDATE_GOLDENS=1";
  const std::string expected = read_file(golden);
  const std::string advice = folder + ": run with SEKISHO_UPDATE_GOLDENS=1 and review the difference";
  if (scale() >= 1) {
    EXPECT_EQ(found, expected) << advice;
  } else {
    for (const std::string& each : summaries) EXPECT_THAT(expected, ::testing::HasSubstr(each)) << advice;
  }
}

TEST(IosCorpora, GoldensHold) {
  SEKISHO_NEEDS(corpus());
  for (const auto& folder : std::filesystem::directory_iterator(corpus())) {
    if (!folder.is_directory()) continue;
    std::vector<std::string> summaries;
    const std::vector<path> files = files_below(folder.path());
    for (const path& file : part_of(files, 1)) {
      const std::string name = file.lexically_relative(corpus()).generic_string();
      const auto begin = std::chrono::steady_clock::now();
      const ParsedConfig parsed = parse_file(file, name);
      EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << name;
      int classified = 0;
      for (std::size_t i = 0; i < config::line_class_count; ++i) {
        classified += parsed.report.count(static_cast<LineClass>(i));
      }
      EXPECT_EQ(classified, static_cast<int>(parsed.report.lines.size())) << name;
      EXPECT_EQ(parsed.report.masked.size(), parsed.report.lines.size()) << name;
      summaries.push_back(summary(name, parsed));
    }
    std::cout << folder.path().filename() << ": " << summaries.size() << " of " << files.size() << " files\n";
    check_golden(folder.path().filename().string(), summaries);
  }
}

bool is_whole_device(const std::string& name) {
  const bool lab = name.find("lab-validation/") == 0 && name.ends_with("show_running-config.txt") &&
                   name.find("nxos") == std::string::npos;
  return lab || name.find("oxidized/") == 0 || name.find("technotut/") == 0 ||
         name.find("dodolia907/") == 0 || name.ends_with("_config.txt");
}

TEST(IosCorpora, RealDevicesAreUnderstood) {
  SEKISHO_NEEDS(corpus());
  int devices = 0;
  for (const path& file : files_below(corpus())) {
    const std::string name = file.lexically_relative(corpus()).generic_string();
    if (!is_whole_device(name)) continue;
    ++devices;
    const std::string text = read_file(file);
    const ParsedConfig parsed = config::cisco_ios_language().parse(text, name);
    EXPECT_LE(parsed.report.count(LineClass::unsupported) * 20, static_cast<int>(parsed.report.lines.size()))
        << name;
    EXPECT_GE(config::cisco_ios_language().likelihood(text), 50) << name;
  }
  EXPECT_GE(devices, 40);
}

TEST(IosCorpora, RoutingTablesAreRead) {
  SEKISHO_NEEDS(corpus());
  int tables = 0;
  for (const path& file : files_below(corpus())) {
    const std::string name = file.lexically_relative(corpus()).generic_string();
    const bool table = name.find("show_ip_route") != std::string::npos || name.ends_with("_route.txt");
    if (!table || name.find("nxos") != std::string::npos || name.find("Lo10012") != std::string::npos)
      continue;
    ++tables;
    Device device;
    DiagnosticSink sink;
    EXPECT_TRUE(config::cisco_ios_language().read_table(read_file(file), name, device, sink)) << name;
    EXPECT_FALSE(device.table.empty()) << name;
    EXPECT_TRUE(sink.all().empty()) << name << ":" << (sink.all().empty() ? 0 : sink.all().front().span.line);
  }
  EXPECT_GE(tables, 40);
}

/// Secrets as a plain search sees them, by other means than the mask: regular expressions on the line.
struct Secret {
  int line;
  std::string text;
};

std::vector<Secret> secrets_of(const std::string& text) {
  static const std::regex patterns[] = {
      std::regex(R"((?:^|\s)(?:enable\s+)?(?:secret|password)\s+(?:level\s+\d+\s+)?(?:[0-9]\s+)?(\S+)\s*$)"),
      std::regex(R"(snmp-server\s+community\s+(\S+))"),
      std::regex(R"(snmp-server\s+host\s+\S+.*version\s+(?:1|2c)\s+(\S+))"),
      std::regex(R"((?:^|\s)key-string\s+(?:[0-9]\s+)?(\S+))"),
      std::regex(R"((?:isakmp|address\s+\S+|server|private\s+\S+)\s+key\s+(?:[0-9]\s+)?(\S+))"),
      std::regex(R"(server-key\s+(?:[0-9]\s+)?(\S+))"),
      std::regex(R"(^\s*standby\s+\d+\s+authentication\s+(?!md5)(\S+))"),
      std::regex(R"(message-digest-key\s+\d+\s+md5\s+(?:[0-9]\s+)?(\S+))"),
      std::regex(R"(neighbor\s+\S+\s+password\s+(?:[0-9]\s+)?(\S+))"),
      std::regex(R"(^\s+([0-9A-F]{8}(?: [0-9A-F]{8}){3,}))"),
  };
  std::vector<Secret> secrets;
  std::istringstream stream(text);
  std::string line;
  for (int number = 1; std::getline(stream, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find("description") != std::string::npos) continue;
    for (const std::regex& pattern : patterns) {
      std::smatch match;
      if (std::regex_search(line, match, pattern)) secrets.push_back({number, match[1].str()});
    }
  }
  return secrets;
}

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
    ++count;
  return count;
}

/// Every text of a device that comes from config lines.
std::vector<const RuleSource*> sources_of(const Device& device) {
  std::vector<const RuleSource*> sources;
  for (const auto& [name, filter] : device.filters) {
    sources.push_back(&filter.default_source);
    for (const Rule& rule : filter.rules) sources.push_back(&rule.source);
  }
  if (device.local_filter) {
    for (const Rule& rule : device.local_filter->rules) sources.push_back(&rule.source);
  }
  for (const NatRule& rule : device.source_nat) sources.push_back(&rule.source);
  for (const NatRule& rule : device.destination_nat) sources.push_back(&rule.source);
  for (const StaticRoute& route : device.static_routes) sources.push_back(&route.source);
  for (const PolicyRoute& route : device.policy_routes) sources.push_back(&route.source);
  for (const DynamicRouting& dynamic : device.dynamic_routing) sources.push_back(&dynamic.source);
  for (const Uncertainty& uncertainty : device.uncertainties) sources.push_back(&uncertainty.source);
  return sources;
}

TEST(IosCorpora, SecretsStayHidden) {
  SEKISHO_NEEDS(corpus());
  std::size_t found = 0;
  for (const path& file : part_of(files_below(corpus()), 2)) {
    const std::string text = read_file(file);
    const std::vector<Secret> secrets = secrets_of(text);
    if (secrets.empty()) continue;
    const std::string name = file.lexically_relative(corpus()).generic_string();
    const ParsedConfig parsed = config::cisco_ios_language().parse(text, name);
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    for (const Secret& secret : secrets) {
      ++found;
      const auto at = static_cast<std::size_t>(secret.line - 1);
      // The word may also stand elsewhere on the line as something harmless (a user named like it).
      const std::size_t before = occurrences(lines[at], secret.text);
      EXPECT_LT(occurrences(parsed.report.masked[at], secret.text), before) << name << ":" << secret.line;
      for (const config::LineIssue& issue : parsed.report.issues) {
        if (issue.line == secret.line) {
          EXPECT_LT(occurrences(issue.text, secret.text), before) << name << ":" << secret.line;
        }
      }
      for (const RuleSource* source : sources_of(parsed.device)) {
        if (source->span.line == secret.line) {
          EXPECT_LT(occurrences(source->text, secret.text), before) << name << ":" << secret.line;
        }
      }
    }
  }
  std::cout << found << " secrets\n";
  EXPECT_GT(found, scale() < 1 ? 20U : 150U);
}

TEST(IosCorpora, OtherLanguagesAreNotTakenForThis) {
  SEKISHO_NEEDS(data_root() / "configs");
  const int every = std::max(1, static_cast<int>(1 / scale()));
  for (const char* folder : {"fortios", "junos", "palo-alto", "iptables", "aws", "azure", "yamaha-rtx"}) {
    const path where = data_root() / "configs" / folder;
    if (!std::filesystem::exists(where)) continue;
    int taken = 0;
    int files = 0;
    for (const path& file : files_below(where)) {
      ++files;
      if (config::cisco_ios_language().likelihood(read_file(file)) >= 50) ++taken;
      // A text of another language is survived, whatever it holds; with fewer random cases, fewer texts.
      if (files % every == 0) (void)parse_file(file, file.filename().string());
    }
    // Folders of whole networks hold an IOS neighbour or two.
    EXPECT_LE(taken * 5, files) << folder;
  }
}

}  // namespace
}  // namespace sekisho::test
