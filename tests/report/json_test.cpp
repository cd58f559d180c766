// The JSON reports: goldens, the schemas of docs/schemas, and the keys that scripts rely on.
#include "golden.hpp"
#include "json_schema.hpp"
#include "sample_results.hpp"
#include "support/data.hpp"

#include <sekisho/report/parse.hpp>
#include <sekisho/report/reach.hpp>
#include <sekisho/report/trace.hpp>
#include <sekisho/report/verify.hpp>

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using nlohmann::json;
using report::JsonOptions;

const JsonOptions json_english{Language::en, "0.0.0"};
const JsonOptions json_japanese{Language::ja, "0.0.0"};

std::string verify_json(const VerifyResult& result, const JsonOptions& options) {
  const Snapshot snapshot = sample_snapshot();
  const std::vector<config::FileReport> files = sample_files();
  return report::verify_json({&result, &snapshot, &files}, options);
}

SchemaChecker schema_of(const std::string& command) {
  return SchemaChecker(
      json::parse(read_file(source_root() / "docs" / "schemas" / (command + ".schema.json"))));
}

void expect_valid(const std::string& command, const std::string& text) {
  for (const std::string& problem : schema_of(command).problems(json::parse(text))) ADD_FAILURE() << problem;
}

TEST(JsonReport, VerifyGoldens) {
  expect_golden("verify.en.json", verify_json(sample_verdicts(), json_english));
  expect_golden("verify.ja.json", verify_json(sample_verdicts(), json_japanese));
}

TEST(JsonReport, OtherGoldens) {
  expect_golden("reach.json", report::reach_json(sample_reach(), json_english));
  expect_golden("trace.json", report::trace_json(sample_trace(), json_english));
  expect_golden("parse.ja.json", report::parse_json(sample_files(), {"configs/README"}, json_japanese));
}

TEST(JsonReport, FitsTheSchemas) {
  for (const JsonOptions& options : {json_english, json_japanese}) {
    expect_valid("verify", verify_json(sample_verdicts(), options));
    expect_valid("verify", verify_json(proved_verdicts(), options));
    expect_valid("verify", verify_json(attested_verdicts(), options));
    expect_valid("reach", report::reach_json(sample_reach(), options));
    expect_valid("reach", report::reach_json(empty_reach(), options));
    expect_valid("trace", report::trace_json(sample_trace(), options));
    expect_valid("trace", report::trace_json(denied_trace(), options));
    expect_valid("parse", report::parse_json(sample_files(), {}, options));
    expect_valid("parse", report::parse_json({}, {"a"}, options));
  }
}

TEST(JsonReport, FitsTheSchemaWithoutSnapshotAndFiles) {
  const VerifyResult result = sample_verdicts();
  expect_valid("verify", report::verify_json({&result, nullptr, nullptr}, json_english));
  const VerifyResult nothing;
  expect_valid("verify", report::verify_json({&nothing, nullptr, nullptr}, json_english));
}

TEST(JsonSchema, RefusesWhatIsWrong) {
  SchemaChecker checker = schema_of("reach");
  const json good = json::parse(report::reach_json(sample_reach(), json_english));
  ASSERT_TRUE(checker.problems(good).empty());
  json bad = good;
  bad["schema"] = "sekisho/reach/2";
  EXPECT_EQ(checker.problems(bad).size(), 1U);
  bad = good;
  bad.erase("empty");
  EXPECT_EQ(checker.problems(bad).size(), 1U);
  bad = good;
  bad["more"] = 1;
  EXPECT_EQ(checker.problems(bad).size(), 1U);
  bad = good;
  bad["may"][0]["src"] = "10.0.0.0/8";
  EXPECT_EQ(checker.problems(bad).size(), 1U);
  EXPECT_FALSE(SchemaChecker(json{{"typo", 1}}).problems(good).empty());
}

TEST(JsonReport, VerifyHasTheKeysOfTheContract) {
  const json document = json::parse(verify_json(sample_verdicts(), json_japanese));
  EXPECT_EQ(document["schema"], "sekisho/verify/1");
  EXPECT_EQ(document["summary"],
            (json{{"proved", 3}, {"violated", 3}, {"unproved", 1}, {"excepted", 1}, {"attested", 0}}));
  EXPECT_EQ(document["exit_status"], 1);
  for (const json& requirement : document["requirements"]) {
    for (const char* key : {"id", "title", "clauses", "from", "to", "semantics", "verdict", "assurance",
                            "reasons", "violations"})
      EXPECT_TRUE(requirement.contains(key)) << key;
  }
  const json& violation = document["requirements"][4]["violations"][0];
  EXPECT_EQ(violation["flow"]["src"], "10.2.1.5");
  EXPECT_EQ(violation["flow"]["dport"], 443);
  EXPECT_EQ(violation["arrived"]["src"], "198.51.100.7");
  EXPECT_EQ(violation["path"][0]["steps"][0]["rule"]["line"], 120);
  EXPECT_EQ(violation["rules"][0]["device"], "core-sw");
  EXPECT_EQ(violation["rules"][0]["text"], "permit ip any any log");
  EXPECT_EQ(document["requirements"][7]["exception"], "EX-1");
}

TEST(JsonReport, TitlesFollowTheLanguage) {
  const json ja = json::parse(verify_json(sample_verdicts(), json_japanese))["requirements"][0];
  const json en = json::parse(verify_json(sample_verdicts(), json_english))["requirements"][0];
  EXPECT_EQ(ja["title"], ja["title_ja"]);
  EXPECT_EQ(en["title"], en["title_en"]);
  EXPECT_EQ(ja["title_ja"], en["title_ja"]);
}

TEST(JsonReport, NoTimeIsInIt) {
  VerifyResult slow = sample_verdicts();
  slow.seconds = 99;
  EXPECT_EQ(verify_json(slow, json_english), verify_json(sample_verdicts(), json_english));
}

TEST(JsonReport, ReachSpellsCubesOut) {
  const json may = json::parse(report::reach_json(sample_reach(), json_english))["may"];
  EXPECT_EQ(may[0]["src"], json::array({"10.2.0.0/16"}));
  EXPECT_EQ(may[0]["dst"], json::array({"10.3.0.7"}));
  EXPECT_EQ(may[0]["proto"], "tcp");
  EXPECT_EQ(may[0]["sport"], json::array({"0-65535"}));
  EXPECT_EQ(may[0]["dport"], json::array({"1494"}));
  EXPECT_EQ(may[1]["icmp_type"], json::array({"8"}));
  EXPECT_EQ(may[1]["dport"], json::array());
  EXPECT_EQ(may[2]["tcp_flags"], json::array({"A=1"}));
}

TEST(JsonReport, TraceSpeaksOfTheWayThatDecides) {
  const json delivered = json::parse(report::trace_json(sample_trace(), json_english));
  EXPECT_EQ(delivered["disposition"], "delivered");
  EXPECT_EQ(delivered["return_disposition"], "delivered");
  EXPECT_EQ(delivered["hops"], delivered["paths"][0]["hops"]);
  const json denied = json::parse(report::trace_json(denied_trace(), json_english));
  EXPECT_EQ(denied["disposition"], "denied");
  EXPECT_TRUE(denied["return_disposition"].is_null());
  EXPECT_EQ(json::parse(report::trace_json(TraceResult{}, json_english))["hops"], json::array());
  // Only an uncertain way gets there: its answer is told, the packet as a whole stays unanswered.
  TraceResult doubtful = sample_trace();
  doubtful.forward.paths = {denied_trace().forward.paths.front(), sample_path()};
  doubtful.forward.paths.back().certain = false;
  const json document = json::parse(report::trace_json(doubtful, json_english));
  EXPECT_EQ(document["disposition"], "denied");
  EXPECT_TRUE(document["return_disposition"].is_null());
  EXPECT_EQ(document["return_paths"].size(), 1U);
}

TEST(JsonReport, LineClassesSumToTheTotal) {
  const json document = json::parse(report::parse_json(sample_files(), {}, json_english));
  for (const json& file : document["files"]) {
    int sum = 0;
    for (const auto& [name, count] : file["lines"].items()) sum += name == "total" ? 0 : count.get<int>();
    EXPECT_EQ(file["lines"]["total"], sum);
  }
  EXPECT_EQ(document["files"][1]["issues"][0]["class"], "approximated");
}

// Old configs are Shift_JIS: a report on them is still valid UTF-8.
TEST(JsonReport, BytesThatAreNotUtf8AreReplaced) {
  VerifyResult result = sample_verdicts();
  result.requirements[4].violations[0].rules[0].source.text = "description \x93\x8c\x8b\x9e";
  const std::string text = verify_json(result, json_english);
  EXPECT_NO_THROW({
    const json document = json::parse(text);
    EXPECT_TRUE(document.is_object());
  });
}

}  // namespace
}  // namespace sekisho::test
