// repair and explain from the command line: reports that fit their schemas, patches, exit statuses.
#include "cli_run.hpp"
#include "report/json_schema.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace sekisho::test {
namespace {

using nlohmann::json;

json fitting_its_schema(const std::string& command, const std::string& text) {
  const json schema = json::parse(read_file(source_root() / "docs" / "schemas" / (command + ".schema.json")));
  json document = json::parse(text);
  for (const std::string& problem : SchemaChecker(schema).problems(document)) ADD_FAILURE() << problem;
  return document;
}

TEST(RepairCommand, TellsWhatToTypeAndWritesAPatch) {
  const std::string patch =
      (std::filesystem::temp_directory_path() / ("sekisho-repair-" + std::to_string(getpid()))).string();
  const Outcome outcome = run({"repair", town("open.yaml"), "--date", "2026-11-21", "-o", patch});
  EXPECT_TRUE(contains(outcome.out + outcome.err, "ip access-group LG-IN in")) << outcome.out << outcome.err;
  const std::string written = read_file(patch);
  std::filesystem::remove(patch);
  EXPECT_TRUE(contains(written, "+++ b/")) << written;
  EXPECT_TRUE(contains(written, "+ ip access-group LG-IN in")) << written;
}

TEST(RepairCommand, JsonFitsItsSchema) {
  const Outcome outcome = run({"repair", town("open.yaml"), "--date", "2026-11-21", "--format", "json"});
  EXPECT_EQ(fitting_its_schema("repair", outcome.out)["schema"], "sekisho/repair/1");
}

TEST(RepairCommand, HasNothingToDoWhereNothingIsViolated) {
  const Outcome outcome =
      run({"repair", town("closed.yaml"), "--only", "ALPHA-LG-IN", "--date", "2026-11-21"});
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
}

TEST(VerifyCommand, ShowsRepairsWhenAskedTo) {
  const Outcome text = run({"verify", town("open.yaml"), "--date", "2026-11-21", "--repair", "--lang", "en"});
  EXPECT_EQ(text.status, 1) << text.err;
  EXPECT_TRUE(contains(text.out, "ip access-group LG-IN in")) << text.out;
  EXPECT_TRUE(contains(text.out, "no ip access-group LG-IN in")) << text.out;
  const Outcome outcome =
      run({"verify", town("open.yaml"), "--date", "2026-11-21", "--repair", "--format", "json"});
  const json document = fitting_its_schema("verify", outcome.out);
  std::size_t repaired = 0;
  for (const json& requirement : document["requirements"]) {
    for (const json& violation : requirement["violations"]) {
      EXPECT_TRUE(violation.contains("repair"));
      if (!violation["repair"]["proposals"].empty()) ++repaired;
    }
  }
  EXPECT_GT(repaired, 0U);
  EXPECT_EQ(run({"verify", town("open.yaml"), "--repair", "--watch-files"}).status, 64);
}

TEST(ExplainCommand, SaysWhyAPacketIsStopped) {
  const Outcome outcome = run({"explain", town("closed.yaml"), "--from", "lg", "--to", "in", "--src",
                               "10.2.0.5", "--dst", "10.3.0.9", "--dport", "443", "--date", "2026-11-21"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, "it is stopped by deny ip any any")) << outcome.out;
}

TEST(ExplainCommand, SaysWhatGetsThroughAndWhereTheRestEnds) {
  const Outcome open =
      run({"explain", town("open.yaml"), "--from", "lg", "--to", "in", "--date", "2026-11-21"});
  EXPECT_TRUE(contains(open.out, "10.2.0.0/24")) << open.out;
  EXPECT_FALSE(contains(open.out, "nothing joins the two")) << open.out;
  const Outcome closed =
      run({"explain", town("closed.yaml"), "--from", "lg", "--to", "in", "--date", "2026-11-21"});
  EXPECT_TRUE(contains(closed.out, "deny ip any any")) << closed.out;
}

TEST(ExplainCommand, JsonFitsItsSchema) {
  for (const char* snapshot : {"open.yaml", "closed.yaml"}) {
    const Outcome outcome = run({"explain", town(snapshot), "--from", "lg", "--to", "in", "--format", "json",
                                 "--date", "2026-11-21"});
    EXPECT_EQ(fitting_its_schema("explain", outcome.out)["schema"], "sekisho/explain/1");
  }
}

TEST(ExplainCommand, RefusesWhatItCannotRead) {
  EXPECT_EQ(run({"explain", town("open.yaml"), "--from", "lg"}).status, 64);
  EXPECT_EQ(run({"explain", town("open.yaml"), "--from", "lg", "--to", "nowhere"}).status, 65);
  EXPECT_EQ(run({"repair"}).status, 64);
}

}  // namespace
}  // namespace sekisho::test
