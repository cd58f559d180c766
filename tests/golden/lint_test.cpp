// The findings of `lint`: on a config with a fault of each kind that rules and names can have, on every real
// config (how many of which kind), and the reports of both.
#include "../report/json_schema.hpp"
#include "report/lint_summary.hpp"
#include "support/data.hpp"

#include <sekisho/config/parse.hpp>
#include <sekisho/report/lint.hpp>
#include <sekisho/routing/tables.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

namespace sekisho {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::Pair;

LintResult lint_text_of(const std::string& text, const std::string& file,
                        const config::LanguageEntry& language) {
  std::vector<Device> devices{config::parse(language, text, file).device};
  Snapshot snapshot;
  devices.front().name = devices.front().hostname;
  snapshot.devices.emplace_back().name = devices.front().name;
  DiagnosticSink sink;
  const Network network = build_network(std::move(snapshot), std::move(devices), sink);
  return lint_network(network, nullptr, {{2026, 11, 21}, 1});
}

LintResult faulty_config() {
  const fs::path path = test::source_root() / "tests" / "golden" / "lint" / "ios.cfg";
  return lint_text_of(test::read_file(path), "ios.cfg", *config::find_language("cisco-ios"));
}

std::multimap<int, std::string> by_line(const LintResult& result) {
  std::multimap<int, std::string> found;
  for (const Finding& finding : result.findings)
    found.emplace(finding.rule.span.line, std::string(name_of(finding.kind)));
  return found;
}

TEST(Lint, FindsTheFaultsOfAConfig) {
  const std::multimap<int, std::string> found = by_line(faulty_config());
  EXPECT_THAT(found, Contains(Pair(6, "generalization")));  // 10 is an exception to 30
  EXPECT_THAT(found, Contains(Pair(7, "shadowed")));        // 20 permits all of it
  EXPECT_THAT(found, Contains(Pair(8, "redundant")));       // 20 permits all of it
  EXPECT_THAT(found, Contains(Pair(10, "mergeable")));      // two halves of a /23
  EXPECT_THAT(found, Contains(Pair(11, "correlation")));    // 20, 30, 60 and 70 permit some of it
  EXPECT_THAT(found, Contains(Pair(12, "any-established")));
  EXPECT_THAT(found, Contains(Pair(12, "redundant")));  // 100 permits it too
  EXPECT_THAT(found, Contains(Pair(13, "permit-any")));
  EXPECT_THAT(found, Contains(Pair(14, "unbound-filter")));
  EXPECT_THAT(found, Contains(Pair(21, "unfiltered-interface")));
  EXPECT_THAT(found, Contains(Pair(26, "undefined-reference")));
  EXPECT_THAT(found, Contains(Pair(30, "cleartext-service")));
  EXPECT_THAT(found, Contains(Pair(30, "management-exposed")));
}

TEST(Lint, NamesWhatIsResponsibleAndShowsAPacket) {
  const LintResult result = faulty_config();
  const auto shadowed = std::ranges::find(result.findings, FindingKind::shadowed, &Finding::kind);
  ASSERT_NE(shadowed, result.findings.end());
  ASSERT_EQ(shadowed->by.size(), 1U);
  EXPECT_EQ(shadowed->by.front().span.line, 5);
  ASSERT_TRUE(shadowed->example);
  EXPECT_EQ(shadowed->example->packet.destination, *Address::parse("10.1.0.7"));
  EXPECT_EQ(shadowed->example->packet.destination_port, 443);
}

TEST(Lint, RulesOfNatHaveNamesOfTheirOwn) {
  const std::string dump =
      "*nat\n:PREROUTING ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n"
      "-A POSTROUTING -s 10.1.0.0/16 -j SNAT --to-source 192.0.2.1\n"          // 4
      "-A POSTROUTING -s 10.1.2.0/24 -j SNAT --to-source 192.0.2.2\n"          // 5
      "-A POSTROUTING -d 10.9.0.0/16 -j SNAT --to-source 192.0.2.3\n"          // 6
      "-A POSTROUTING -s 10.1.0.0/16 -j SNAT --to-source 192.0.2.1\n"          // 7
      "-A POSTROUTING -s 10.0.0.0/8 -j SNAT --to-source 192.0.2.5\nCOMMIT\n";  // 8
  const std::multimap<int, std::string> found =
      by_line(lint_text_of(dump, "nat.rules", *config::find_language("iptables")));
  EXPECT_THAT(found, Contains(Pair(5, "shadowed")));
  EXPECT_THAT(found, Contains(Pair(6, "overlapping")));
  EXPECT_THAT(found, Contains(Pair(7, "duplicate")));
  EXPECT_THAT(found, Contains(Pair(8, "overlapping")));  // 4 is an exception to it
  for (const auto& [line, kind] : found) {
    EXPECT_NE(kind, "correlation") << line;
    EXPECT_NE(kind, "generalization") << line;
  }
}

TEST(Lint, ATranslationThatExcludesItselfIsNeverUsed) {
  Device device;
  device.name = "rtr";
  NatRule& rule = device.source_nat.emplace_back();
  rule.source = {{"rtr.cfg", 3}, "nat of GRE to port 80", ""};
  rule.rewrite.source = AddressRange::of(*Prefix::parse("192.0.2.1/32"));
  Service& service = rule.match.services.emplace_back();
  service.protocol = std::uint8_t{47};  // has no ports
  service.destination_ports = {{80, 80}};
  Snapshot snapshot;
  snapshot.devices.emplace_back().name = "rtr";
  DiagnosticSink sink;
  const Network network = build_network(std::move(snapshot), {device}, sink);
  EXPECT_THAT(by_line(lint_network(network, nullptr, {{2026, 11, 21}, 1})),
              testing::ElementsAre(Pair(3, "never-used")));
}

TEST(Lint, WhatReadingShowedToBeFalseIsNotTold) {
  const std::string dump =
      "*filter\n:INPUT DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n"
      "-A INPUT -i lo -j ACCEPT\n"
      "-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT\n"               // 6
      "-A INPUT -p tcp -m tcp --dport 80 -m owner --uid-owner 1 -j ACCEPT\n"  // 7
      "-A INPUT -p tcp -m tcp --dport 81 -m owner --uid-owner 2 -j ACCEPT\n"
      "-A INPUT -p udp -j REJECT --reject-with icmp-port-unreachable\n"  // 9
      "-A INPUT -j DROP\n"                                               // 10
      "-A INPUT -i eth0 -j DROP\n"                                       // 11
      "-A OUTPUT -o lo -j ACCEPT\n-A OUTPUT -j ACCEPT\nCOMMIT\n";        // 12, 13
  const LintResult result = lint_text_of(dump, "fw.rules", *config::find_language("iptables"));
  const std::multimap<int, std::string> found = by_line(result);
  EXPECT_EQ(found.count(8), 0U) << "another owner";
  EXPECT_THAT(found, testing::Not(Contains(Pair(9, "redundant"))))
      << "senders are told something else than by the rule behind";
  EXPECT_THAT(found, Contains(Pair(11, "redundant"))) << "10 takes all of it and decides alike";
  EXPECT_THAT(found, testing::Not(Contains(Pair(12, "permit-any"))));
  const auto own = std::ranges::find_if(result.findings, [](const Finding& finding) {
    return finding.rule.span.line == 13 && finding.kind == FindingKind::permit_any;
  });
  if (own != result.findings.end()) {
    EXPECT_EQ(own->severity, Severity::note);
  }
}

/// The sentences of a kind about a router with one segment, 10.1.0.0/24 and 2001:db8:1::/64, behind it.
std::vector<std::string> said_of_a_segment(FindingKind kind, const std::string& rules) {
  const std::string text = "hostname rtr\nipv6 unicast-routing\n" + rules +
                           "interface GigabitEthernet0/0\n ip address 10.1.0.1 255.255.255.0\n"
                           " ipv6 address 2001:db8:1::1/64\n ip access-group A in\n"
                           " ipv6 traffic-filter B in\n";
  std::vector<Device> devices{config::parse(*config::find_language("cisco-ios"), text, "rtr.cfg").device};
  Snapshot snapshot;
  devices.front().name = snapshot.devices.emplace_back().name = "rtr";
  Segment& segment = snapshot.segments.emplace_back();
  segment.name = segment.class_name = "lgwan";
  segment.segment_class = SegmentClass::lgwan;
  segment.prefixes = {*Prefix::parse("10.1.0.0/24"), *Prefix::parse("2001:db8:1::/64")};
  segment.attached = {{"rtr", "GigabitEthernet0/0", {}}};
  DiagnosticSink sink;
  const Network network = build_network(std::move(snapshot), std::move(devices), sink);
  const std::vector<DeviceRoutes> routes = compute_routes(network);
  std::vector<std::string> sentences;
  for (const Finding& finding : lint_network(network, &routes, {{2026, 11, 21}, 1}).findings) {
    if (finding.kind == kind)
      sentences.push_back(sentence(finding.message.code, finding.message.arguments, Language::en));
  }
  return sentences;
}

TEST(Lint, PrefixesMuchWiderThanWhatLiesBehindThem) {
  EXPECT_THAT(said_of_a_segment(FindingKind::too_wide,
                                "ip access-list extended A\n permit tcp 10.1.0.0 0.0.255.255 any eq 443\n"
                                "ipv6 access-list B\n permit tcp 2001:db8::/32 any eq 443\n"),
              testing::ElementsAre(
                  "10.1.0.0/16 is 65536 addresses, of which 256 belong to a segment of the snapshot",
                  "2001:db8::/32 is 4294967296 networks of /64, of which 1 hold addresses of a segment of "
                  "the snapshot"));
  EXPECT_THAT(said_of_a_segment(FindingKind::too_wide,
                                "ip access-list extended A\n permit tcp 10.1.0.0 0.0.3.255 any eq 443\n"
                                "ipv6 access-list B\n permit tcp 2001:db8:1::/62 any eq 443\n"
                                " permit tcp 2001:db8:1::5/128 any eq 22\n"),
              testing::IsEmpty());
}

void expect_golden(const std::string& name, const std::string& text) {
  const fs::path path = test::source_root() / "tests" / "golden" / "lint" / name;
  if (test::update_goldens()) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  ASSERT_TRUE(fs::exists(path)) << path << " is missing; SEKISHO_UPDATE_GOLDENS=1 writes it";
  EXPECT_EQ(test::read_file(path), text) << path << " differs; SEKISHO_UPDATE_GOLDENS=1 rewrites it";
}

TEST(Lint, ReportsAreAsTheyWere) {
  const LintResult result = faulty_config();
  const report::LintInput input{&result, {"ios.cfg"}, Severity::warning};
  expect_golden("ios.en.txt", report::lint_text(input, {Language::en, report::Detail::full, false, 100}));
  expect_golden("ios.ja.txt", report::lint_text(input, {Language::ja, report::Detail::normal, false, 100}));
  expect_golden("ios.en.json", report::lint_json(input, {Language::en, "0.0.0", false}));
  expect_golden("ios.en.sarif", report::lint_sarif(input, {Language::en, "0.0.0", ""}));
}

TEST(Lint, ReportsFitTheSchema) {
  const LintResult result = faulty_config();
  const report::LintInput input{&result, {"ios.cfg"}, Severity::warning};
  const auto schema =
      nlohmann::json::parse(test::read_file(test::source_root() / "docs" / "schemas" / "lint.schema.json"));
  const std::string json = report::lint_json(input, {Language::ja, "0.0.0", false});
  for (const std::string& problem : test::SchemaChecker(schema).problems(nlohmann::json::parse(json)))
    ADD_FAILURE() << problem;
  std::vector<std::string> kinds;
  for (const FindingKind kind : all_finding_kinds()) kinds.emplace_back(name_of(kind));
  EXPECT_EQ(schema["$defs"]["finding"]["properties"]["kind"]["enum"].get<std::vector<std::string>>(), kinds);
}

TEST(Lint, ABaselineKnowsItsFindingsAgain) {
  const LintResult result = faulty_config();
  const report::LintInput input{&result, {"ios.cfg"}, Severity::warning};
  const auto known = report::read_lint_baseline(report::lint_json(input, {Language::en, "0.0.0", false}));
  ASSERT_TRUE(known.ok());
  EXPECT_EQ(known.value(), report::fingerprints(result));
  EXPECT_FALSE(report::read_lint_baseline("{}").ok());
  EXPECT_FALSE(report::read_lint_baseline("not json").ok());
}

/// Where a rule stands: its line, and of a list that no line has its own, none.
std::string line_of(const RuleSource& rule) {
  return rule.span.line > 0 ? std::to_string(rule.span.line) : std::string("-");
}

const char* word_of(Severity severity) {
  switch (severity) {
    case Severity::note: return "note";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return "";
}

/// One line for the config, and one for each kind of finding: `  shadowed warning: 12<5,7 19<3`, line 12 by
/// lines 5 and 7. Nothing of the config's own text.
std::string findings_of(const std::string& name, const LintResult& result) {
  std::map<std::string, std::string> kinds;
  for (const Finding& finding : result.findings) {
    std::string& places = kinds[std::string(name_of(finding.kind)) + " " + word_of(finding.severity)];
    places += " " + line_of(finding.rule);
    std::string separator = "<";
    for (const RuleSource& by : finding.by) {
      places += separator + line_of(by);
      separator = ",";
    }
    if (finding.more_by > 0) places += "+" + std::to_string(finding.more_by);
  }
  std::ostringstream text;
  text << name << ": " << result.filters << " filters, " << result.rules << " rules\n";
  for (const auto& [kind, places] : kinds) text << "  " << kind << ":" << places << "\n";
  return text.str();
}

/// The golden, config by config.
std::map<std::string, std::string> known_findings() {
  std::map<std::string, std::string> known;
  std::istringstream golden(
      test::read_file(test::source_root() / "tests" / "golden" / "lint" / "real-configs.txt"));
  std::string name;
  for (std::string line; std::getline(golden, line);) {
    if (!line.starts_with(' ')) name = line.substr(0, line.find(": "));
    known[name] += line + "\n";
  }
  return known;
}

/// Every finding on every real config, where it stands; docs/lint.md says what came of reading them.
TEST(Lint, RealConfigs) {
  SEKISHO_NEEDS(test::data_root() / "configs");
  const fs::path root = test::data_root() / "configs";
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file() && entry.file_size() < 4'000'000) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  // In a smaller run, small files only.
  const bool whole = test::scale() >= 1;
  std::map<std::string, std::string> found;
  for (const fs::path& file : files) {
    if (!whole && fs::file_size(file) > 20'000) continue;
    const std::string text = test::read_file(file);
    const config::LanguageEntry* language = config::detect_language(text);
    if (language == nullptr) continue;
    const std::string name = fs::relative(file, root).generic_string();
    found[name] = findings_of(name, lint_text_of(text, name, *language));
  }
  std::string all;
  for (const auto& [name, text] : found) all += text;
  if (whole) return expect_golden("real-configs.txt", all);
  std::map<std::string, std::string> known = known_findings();
  for (const auto& [name, text] : found) EXPECT_EQ(known[name], text);
}

}  // namespace
}  // namespace sekisho
