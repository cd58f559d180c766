// probe-plan from the command line: its report, its file, its errors.
#include "cli_run.hpp"
#include "report/json_schema.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace sekisho::test {
namespace {

TEST(ProbePlanCommand, JsonFitsItsSchemaAndTheFileHasAllPackets) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("sekisho-probes-" + std::to_string(getpid()) + ".pcap");
  const Outcome outcome = run(
      {"probe-plan", town("open.yaml"), "--date", "2026-11-21", "--format", "json", "--pcap", file.string()});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const nlohmann::json schema =
      nlohmann::json::parse(read_file(source_root() / "docs" / "schemas" / "probe-plan.schema.json"));
  const nlohmann::json document = nlohmann::json::parse(outcome.out);
  for (const std::string& problem : SchemaChecker(schema).problems(document)) ADD_FAILURE() << problem;
  EXPECT_FALSE(document["probes"].empty());
  const std::string written = read_file(file);
  std::filesystem::remove(file);
  EXPECT_GT(written.size(), 24 + document["probes"].size() * (16 + 60 - 1));
}

TEST(ProbePlanCommand, TellsWhatMustNotArrive) {
  const Outcome outcome = run({"probe-plan", town("closed.yaml"), "--date", "2026-11-21", "--lang", "en"});
  EXPECT_TRUE(contains(outcome.out, "must not arrive")) << outcome.out;
  EXPECT_TRUE(contains(outcome.out, "Nothing was sent")) << outcome.out;
  const Outcome japanese = run({"probe-plan", town("closed.yaml"), "--date", "2026-11-21", "--lang", "ja"});
  EXPECT_TRUE(contains(japanese.out, "届いてはならない")) << japanese.out;
}

TEST(ProbePlanCommand, RefusesWhatItCannotUse) {
  EXPECT_EQ(run({"probe-plan"}).status, 64);
  EXPECT_EQ(run({"probe-plan", town("open.yaml"), "--per-pair", "0"}).status, 64);
  EXPECT_EQ(run({"probe-plan", town("open.yaml"), "--from", "nowhere", "--date", "2026-11-21"}).status, 65);
  EXPECT_EQ(
      run({"probe-plan", town("open.yaml"), "--date", "2026-11-21", "--pcap", "/nonexistent/x/y"}).status,
      65);
}

}  // namespace
}  // namespace sekisho::test
