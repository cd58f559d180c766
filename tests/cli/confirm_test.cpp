// sekisho confirm on the captures of the sample city: exactly what is expected of them, report and exit
// status.
#include "../report/json_schema.hpp"
#include "../support/xml_tree.hpp"
#include "cli/cli_run.hpp"

#include <sekisho/evidence/finding.hpp>
#include <sekisho/model/yaml_fields.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <map>

namespace sekisho::test {
namespace {

using nlohmann::json;

std::string sample(const std::string& name) {
  return (source_root() / "captures" / "sample-city" / name).string();
}

/// `kind outcome point first-frame`, of each finding that expected.yaml lists or the report has.
std::vector<std::string> expected_findings() {
  DiagnosticSink sink;
  const yaml::NodePtr root = yaml::parse_file(sample("expected.yaml"), sink);
  EXPECT_NE(root, nullptr);
  yaml::Fields fields({sample("expected.yaml"), &sink}, *root, "expected");
  std::vector<std::string> lines;
  for (const yaml::Text& each : fields.texts("findings")) lines.push_back(each.text);
  EXPECT_TRUE(sink.all().empty());
  return lines;
}

std::vector<std::string> reported_findings(const json& report) {
  std::vector<std::string> lines;
  for (const json& finding : report["findings"]) {
    if (finding["kind"] == "unused-channel" || finding["kind"] == "unused-rule") continue;
    const json& seen = finding["seen"][0];
    lines.push_back(finding["severity"].get<std::string>() + " " + finding["kind"].get<std::string>() + " " +
                    (finding["outcome"].is_null() ? "-" : finding["outcome"].get<std::string>()) + " " +
                    seen["point"].get<std::string>() + " " + std::to_string(seen["first_frame"].get<int>()));
  }
  return lines;
}

TEST(Confirm, FindsInTheSampleCityExactlyWhatWasDone) {
  const Outcome outcome =
      run({"confirm", sample("snapshot.yaml"), "--format", "json", "--date", "2026-11-21"});
  EXPECT_EQ(outcome.status, cli::exit_status::violated) << outcome.err;
  EXPECT_THAT(reported_findings(json::parse(outcome.out)),
              ::testing::UnorderedElementsAreArray(expected_findings()));
}

TEST(Confirm, JsonFitsItsSchema) {
  const json schema = json::parse(read_file(source_root() / "docs" / "schemas" / "confirm.schema.json"));
  for (const char* language : {"en", "ja"}) {
    const Outcome outcome = run({"confirm", sample("snapshot.yaml"), "--format", "json", "--lang", language});
    for (const std::string& problem : SchemaChecker(schema).problems(json::parse(outcome.out)))
      ADD_FAILURE() << problem;
  }
  std::vector<std::string> kinds;
  for (const evidence::Kind kind : evidence::all_kinds()) kinds.emplace_back(name_of(kind));
  EXPECT_EQ(schema["$defs"]["finding"]["properties"]["kind"]["enum"].get<std::vector<std::string>>(), kinds);
}

TEST(Confirm, TextTellsVerdictFramesAndWhatWasNotLookedAt) {
  const Outcome outcome = run({"confirm", sample("snapshot.yaml"), "--date", "2026-11-21"});
  EXPECT_TRUE(contains(outcome.out, "Not confirmed"));
  EXPECT_TRUE(contains(outcome.out, "at lg-servers"));
  EXPECT_TRUE(contains(outcome.out, "Segments that no capture looked at"));
  const Outcome japanese = run({"confirm", sample("snapshot.yaml"), "--lang", "ja"});
  EXPECT_TRUE(contains(japanese.out, "調べた範囲"));
}

TEST(Confirm, HtmlIsOneWellFormedPage) {
  const Outcome outcome = run({"confirm", sample("snapshot.yaml"), "--format", "html", "--lang", "ja"});
  EXPECT_NO_THROW(static_cast<void>(XmlParser(outcome.out).parse()));
  EXPECT_TRUE(contains(outcome.out, "<svg"));
}

TEST(Confirm, CleanCaptureIsNoFinding) {
  const Outcome outcome = run({"confirm", sample("snapshot.yaml"), "mn-servers=" + sample("mn-servers.pcap"),
                               "--date", "2026-11-21"});
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
}

TEST(Confirm, TheSameComesOutWithAnyNumberOfThreads) {
  const std::vector<std::string> command{
      "confirm", sample("snapshot.yaml"), "--format", "json", "--date", "2026-11-21", "-j"};
  const auto with = [&](const char* jobs) {
    std::vector<std::string> arguments = command;
    arguments.emplace_back(jobs);
    return run(arguments);
  };
  const Outcome alone = with("1");
  EXPECT_EQ(alone.out, with("3").out);
  EXPECT_EQ(alone.out, with("8").out);
  EXPECT_EQ(alone.status, cli::exit_status::violated);
}

/// A conn.log of Zeek: LG to MN, one line that is none, and a mail of which nothing but its existence is
/// known.
std::string zeek_log() {
  const std::string fields =
      "ts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tconn_state\thistory\t"
      "orig_pkts\tresp_pkts\n";
  const std::string session = "\tSF\tShADadFf\t5\t4\n";
  return "#separator \\x09\n#unset_field\t-\n#path\tconn\n#fields\t" + fields +
         "1795253400.5\t10.20.1.5\t40000\t10.10.2.10\t443\ttcp\tssl" + session +
         "1795253401.5\t10.20.1.5\t40001\tten\t443\ttcp\tssl" + session +
         "1795253402.5\t10.60.0.25\t40002\t10.20.10.25\t25\ttcp\tsmtp" + session;
}

TEST(Confirm, FlowRecordsStandInForACapture) {
  const std::filesystem::path log =
      std::filesystem::temp_directory_path() / ("sekisho-conn-" + std::to_string(::getpid()));
  std::ofstream(log) << zeek_log();
  const Outcome outcome = run({"confirm", sample("snapshot.yaml"), "--flows", "lg-floor=" + log.string(),
                               "--format", "json", "--date", "2026-11-21"});
  EXPECT_EQ(outcome.status, cli::exit_status::violated);
  EXPECT_TRUE(
      contains(outcome.err, log.string() + ":6: warning: no flow record, left out: id.resp_h is \"ten\""))
      << outcome.err;
  const json report = json::parse(outcome.out);
  const json schema = json::parse(read_file(source_root() / "docs" / "schemas" / "confirm.schema.json"));
  EXPECT_TRUE(SchemaChecker(schema).problems(report).empty());
  const json& finding = report["findings"][0];
  EXPECT_EQ(finding["kind"], "forbidden-flow");
  EXPECT_EQ(finding["outcome"], "answered");
  EXPECT_EQ(finding["seen"][0]["in_records"], true);
  EXPECT_EQ(finding["seen"][0]["first_frame"], 5);
  EXPECT_EQ(report["coverage"]["captures"][0]["records"]["bad"], 1);
  const Outcome japanese = run({"confirm", sample("snapshot.yaml"), "--flows", "lg-servers=" + log.string(),
                                "--lang", "ja", "--date", "2026-11-21"});
  EXPECT_TRUE(contains(japanese.out, "5 行目")) << japanese.out;
  EXPECT_TRUE(contains(japanese.out, "フロー記録には内容がない（SMTP）")) << japanese.out;
  std::filesystem::remove(log);
}

TEST(Confirm, WrongInputIsTold) {
  EXPECT_EQ(run({"confirm"}).status, cli::exit_status::usage);
  const Outcome point = run({"confirm", sample("snapshot.yaml"), "lg-flor=" + sample("lg-floor.pcap")});
  EXPECT_EQ(point.status, cli::exit_status::unusable_input);
  EXPECT_TRUE(contains(point.err, "lg-floor")) << point.err;
  const Outcome no_capture = run({"confirm", sample("snapshot.yaml"), sample("README.md")});
  EXPECT_EQ(no_capture.status, cli::exit_status::unusable_input);
  EXPECT_TRUE(contains(no_capture.err, "cannot be read")) << no_capture.err;
  const Outcome none = run({"confirm", (source_root() / "topologies/sample-city/snapshot.yaml").string()});
  EXPECT_EQ(none.status, cli::exit_status::unusable_input);
}

TEST(VerifyWithCaptures, TellsOfEachRequirementWhatWasSeen) {
  const Outcome outcome =
      run({"verify", sample("snapshot.yaml"), "--captures", "--format", "json", "--date", "2026-11-21"});
  EXPECT_EQ(outcome.status, cli::exit_status::violated)
      << outcome.err;  // though the configurations prove all
  const json report = json::parse(outcome.out);
  EXPECT_EQ(report["exit_status"], 1);
  EXPECT_EQ(report["summary"]["violated"], 0);
  EXPECT_GT(report["wire"]["errors"].get<int>(), 0);
  EXPECT_EQ(report["wire"]["captures"].size(), 5U);
  std::map<std::string, json> seen;
  for (const json& each : report["requirements"]) {
    if (each.contains("wire")) seen[each["id"]] = each["wire"];
  }
  const json broken = {
      {"watched", true}, {"flows", 1}, {"answered", 0}, {"against", 1}, {"farthest", "answered"}};
  EXPECT_EQ(seen.at("ALPHA-IN-LG:in>lg"), broken);
  const json quiet = {
      {"watched", false}, {"flows", 0}, {"answered", 0}, {"against", 0}, {"farthest", nullptr}};
  EXPECT_EQ(seen.at("ALPHA-GC-OUT:gc>dmz"), quiet);
}

TEST(VerifyWithCaptures, FitsTheSchema) {
  const json schema = json::parse(read_file(source_root() / "docs" / "schemas" / "verify.schema.json"));
  const Outcome outcome = run({"verify", sample("snapshot.yaml"), "--captures", "--format", "json"});
  for (const std::string& problem : SchemaChecker(schema).problems(json::parse(outcome.out)))
    ADD_FAILURE() << problem;
}

TEST(VerifyWithCaptures, SaysSoBeforeTheVerdictsInDetail) {
  const Outcome outcome = run({"verify", sample("snapshot.yaml"), "--captures", "--lang", "en"});
  const std::size_t wire = outcome.out.find("Seen on the wire");
  EXPECT_LT(wire, outcome.out.find("Separation at a glance"));
  EXPECT_THAT(outcome.out, ::testing::HasSubstr("Exit status 1"));
  EXPECT_THAT(outcome.out, ::testing::HasSubstr("ALPHA-IN-LG:in>lg is broken [forbidden-flow]"));
}

TEST(VerifyWithCaptures, HasAColumnOfTheAuditTable) {
  const std::vector<std::string> command{"verify", sample("snapshot.yaml"), "--format", "html", "--lang",
                                         "en"};
  EXPECT_THAT(run(command).out, ::testing::Not(::testing::HasSubstr("<th>On the wire</th>")));
  std::vector<std::string> with = command;
  with.emplace_back("--captures");
  const std::string page = run(with).out;
  EXPECT_THAT(page, ::testing::HasSubstr("<th>On the wire</th>"));
  EXPECT_THAT(page, ::testing::HasSubstr("<a href=\"#wire\">1 flows against it (answered)"));
  EXPECT_THAT(page, ::testing::HasSubstr("<section id=\"wire\""));
  EXPECT_LT(page.find("things were seen that must not be"), page.find("<section id=\"matrix\""));
}

TEST(VerifyWithCaptures, AnUnknownPointOrFileIsToldBeforeAnythingElse) {
  const Outcome point = run({"verify", sample("snapshot.yaml"), "--capture", "nowhere=x.pcap"});
  EXPECT_EQ(point.status, cli::exit_status::unusable_input);
  EXPECT_THAT(point.err, ::testing::HasSubstr("nowhere"));
  const Outcome file = run({"verify", sample("snapshot.yaml"), "--capture", "lg-floor=missing.pcap"});
  EXPECT_EQ(file.status, cli::exit_status::unusable_input);
  EXPECT_THAT(file.err, ::testing::HasSubstr("missing.pcap"));
}

}  // namespace
}  // namespace sekisho::test
