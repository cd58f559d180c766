// SARIF: goldens, the demands of the standard, and what review tools rely on.
#include "golden.hpp"
#include "json_schema.hpp"
#include "sample_results.hpp"
#include "support/data.hpp"

#include "report/sarif/locations.hpp"

#include <sekisho/report/verify.hpp>

#include <gtest/gtest.h>

#include <set>

namespace sekisho::test {
namespace {

using nlohmann::json;
using report::SarifOptions;
using report::sarif::uri_of;

const SarifOptions sarif_english{Language::en, "0.0.0", ""};
const SarifOptions sarif_japanese{Language::ja, "0.0.0", ""};

std::string verify_sarif(const VerifyResult& result, const SarifOptions& options) {
  const Snapshot snapshot = sample_snapshot();
  const std::vector<config::FileReport> files = sample_files();
  return report::verify_sarif({&result, &snapshot, &files}, options);
}

json results_of(const VerifyResult& result) {
  return json::parse(verify_sarif(result, sarif_english))["runs"][0]["results"];
}

/// The one result on that line, or null.
json result_on_line(const json& results, const std::string& rule, int line) {
  for (const json& each : results) {
    const json& location = each["locations"][0]["physicalLocation"];
    if (each["ruleId"] == rule && location.contains("region") && location["region"]["startLine"] == line)
      return each;
  }
  return {};
}

void expect_valid(const std::string& text) {
  SchemaChecker schema(json::parse(read_file(source_root() / "tests" / "report" / "sarif.schema.json")));
  const json document = json::parse(text);
  for (const std::string& problem : schema.problems(document)) ADD_FAILURE() << problem;
  const json& run = document["runs"][0];
  const json& rules = run["tool"]["driver"]["rules"];
  std::set<std::string> ids;
  for (const json& rule : rules) EXPECT_TRUE(ids.insert(rule["id"]).second) << rule["id"];
  for (const json& result : run["results"]) {
    EXPECT_EQ(rules.at(result["ruleIndex"].get<std::size_t>())["id"], result["ruleId"]);
    const json related = result.value("relatedLocations", json::array());
    EXPECT_EQ(std::set<json>(related.begin(), related.end()).size(), related.size()) << "uniqueItems";
  }
}

TEST(SarifReport, Goldens) {
  expect_golden("verify.en.sarif", verify_sarif(sample_verdicts(), sarif_english));
  expect_golden("verify.ja.sarif", verify_sarif(sample_verdicts(), sarif_japanese));
}

TEST(SarifReport, MeetsTheStandard) {
  for (const SarifOptions& options : {sarif_english, sarif_japanese}) {
    expect_valid(verify_sarif(sample_verdicts(), options));
    expect_valid(verify_sarif(proved_verdicts(), options));
  }
  const VerifyResult result = sample_verdicts();
  expect_valid(report::verify_sarif({&result, nullptr, nullptr}, sarif_english));
  const VerifyResult nothing;
  expect_valid(report::verify_sarif({&nothing, nullptr, nullptr}, sarif_english));
}

TEST(SarifReport, LevelsFollowTheVerdict) {
  const json results = results_of(sample_verdicts());
  EXPECT_EQ(result_on_line(results, "ALPHA-LG-INET", 120)["level"], "error");
  EXPECT_EQ(result_on_line(results, "ALPHA-MN-LG", 42)["level"], "warning");
  int suppressed = 0;
  for (const json& each : results) {
    if (!each.contains("suppressions")) continue;
    ++suppressed;
    EXPECT_EQ(each["level"], "note");
    EXPECT_NE(each["suppressions"][0]["justification"].get<std::string>().find("EX-1"), std::string::npos);
  }
  EXPECT_EQ(suppressed, 1);
}

TEST(SarifReport, WhatIsProvedHasARuleAndNoResult) {
  const json run = json::parse(verify_sarif(proved_verdicts(), sarif_english))["runs"][0];
  EXPECT_EQ(run["results"], json::array());
  EXPECT_EQ(run["tool"]["driver"]["rules"].size(), 2U);
}

TEST(SarifReport, PathIsRelatedInItsOrder) {
  const json related =
      result_on_line(results_of(sample_verdicts()), "ALPHA-LG-INET", 120)["relatedLocations"];
  ASSERT_EQ(related.size(), 4U);
  EXPECT_EQ(related[0]["physicalLocation"]["region"]["startLine"], 120);
  EXPECT_EQ(related[3]["physicalLocation"]["artifactLocation"]["uri"], "rulesets/fw-in.conf");
}

// A line that moves is the same finding; a line that reads differently is another one.
TEST(SarifReport, FingerprintsOutliveLineNumbers) {
  const auto prints = [](const VerifyResult& result) {
    std::multiset<std::string> found;
    for (const json& each : results_of(result)) found.insert(each["partialFingerprints"]["configLine/v1"]);
    return found;
  };
  VerifyResult moved = sample_verdicts();
  VerifyResult edited = sample_verdicts();
  for (RequirementResult& each : moved.requirements) {
    for (Violation& violation : each.violations) {
      for (BlamedRule& rule : violation.rules) rule.source.span.line += 7;
    }
  }
  edited.requirements[4].violations[0].rules[0].source.text = "permit ip any host 192.0.2.1";
  const std::multiset<std::string> before = prints(sample_verdicts());
  EXPECT_EQ(std::set<std::string>(before.begin(), before.end()).size(), before.size()) << "not unique";
  EXPECT_EQ(prints(moved), before);
  EXPECT_NE(prints(edited), before);
}

TEST(SarifReport, ViolationWithoutLinesPointsAtTheSnapshot) {
  VerifyResult result = sample_verdicts();
  for (RequirementResult& each : result.requirements) {
    each.violations.clear();
    each.reasons.clear();
  }
  for (const json& each : results_of(result)) {
    if (each["level"] != "error") continue;
    EXPECT_EQ(each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], result.snapshot);
  }
}

TEST(SarifUri, IsRelativeAndEncoded) {
  EXPECT_EQ(uri_of("topologies/city/../../rulesets/a b.cfg", ""), "rulesets/a%20b.cfg");
  EXPECT_EQ(uri_of("./a.cfg", ""), "a.cfg");
  EXPECT_EQ(uri_of("/srv/x/net/fw.conf", "/srv/x"), "net/fw.conf");
  EXPECT_EQ(uri_of("/etc/fw.conf", "/srv/x"), "file:///etc/fw.conf");
  EXPECT_EQ(uri_of("/srv/xy/fw.conf", "/srv/x"), "file:///srv/xy/fw.conf");
  EXPECT_EQ(uri_of("設定%.cfg", ""), "%E8%A8%AD%E5%AE%9A%25.cfg");
}

// `[word](place)` in a message is a link of SARIF: the text of a config must not make one.
TEST(SarifReport, MessagesMakeNoLinks) {
  VerifyResult result = sample_verdicts();
  for (RequirementResult& each : result.requirements) {
    for (Violation& violation : each.violations) {
      for (BlamedRule& rule : violation.rules) rule.device = "[fw](https://example.invalid)";
    }
  }
  const std::string text = results_of(result).dump();
  EXPECT_EQ(text.find(" [fw]("), std::string::npos);
  EXPECT_NE(text.find("\\\\[fw\\\\]"), std::string::npos);
}

}  // namespace
}  // namespace sekisho::test
