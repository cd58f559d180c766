// sekisho init: where the draft and its report go, and that no file is lost.
#include "cli_run.hpp"
#include "report/json_schema.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace sekisho::test {
namespace {

using nlohmann::json;

std::string configs() { return (source_root() / "rulesets/sample-city").string(); }

class InitCommand : public testing::Test {
 protected:
  void SetUp() override {
    const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    path_ = std::filesystem::temp_directory_path() / ("sekisho-init-" + name + ".yaml");
    std::filesystem::remove(path_);
  }
  void TearDown() override { std::filesystem::remove(path_); }
  [[nodiscard]] std::string path() const { return path_.string(); }

  std::filesystem::path path_;
};

TEST_F(InitCommand, WritesTheSnapshotAndReports) {
  const Outcome outcome = run({"init", configs(), "-o", path()});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, "A draft to be confirmed")) << outcome.out;
  EXPECT_TRUE(contains(read_file(path_), "draft: true"));
  EXPECT_TRUE(contains(outcome.err, "README.md"));  // left out, by name
}

TEST_F(InitCommand, VerifyOnTheDraftProvesNothing) {
  ASSERT_EQ(run({"init", configs(), "-o", path(), "-q"}).status, 0);
  const Outcome outcome = run({"verify", path(), "--format", "json", "--date", "2026-11-21"});
  ASSERT_TRUE(outcome.status == 1 || outcome.status == 2) << outcome.err;
  const json document = json::parse(outcome.out);
  EXPECT_EQ(document["summary"]["proved"], 0);
  EXPECT_EQ(document["summary"]["excepted"], 0);
  ASSERT_FALSE(document["requirements"].empty());
  for (const json& requirement : document["requirements"])
    EXPECT_EQ(requirement["reasons"][0]["code"], "reason_draft") << requirement["id"];
}

TEST_F(InitCommand, KeepsAFileThatIsThere) {
  std::ofstream(path_) << "mine";
  EXPECT_EQ(run({"init", configs(), "-o", path()}).status, 65);
  EXPECT_EQ(read_file(path_), "mine");
  EXPECT_EQ(run({"init", configs(), "-o", path(), "--force"}).status, 0);
  EXPECT_NE(read_file(path_), "mine");
}

TEST_F(InitCommand, WithoutAFileTheSnapshotIsTheOutput) {
  const Outcome outcome = run({"init", configs()});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(contains(outcome.out, "snapshot: 1"));
  EXPECT_TRUE(contains(outcome.err, "A draft to be confirmed"));
}

TEST_F(InitCommand, JsonFitsItsSchema) {
  SchemaChecker schema(json::parse(read_file(source_root() / "docs/schemas/init.schema.json")));
  for (const std::string language : {"en", "ja"}) {
    const Outcome outcome = run({"init", configs(), "--format", "json", "--lang", language});
    EXPECT_EQ(outcome.status, 0);
    for (const std::string& problem : schema.problems(json::parse(outcome.out))) ADD_FAILURE() << problem;
  }
}

TEST_F(InitCommand, SpeaksJapanese) {
  const Outcome outcome = run({"init", configs(), "-o", path(), "--lang", "ja"});
  EXPECT_TRUE(contains(outcome.out, "下書きです"));
  EXPECT_TRUE(contains(read_file(path_), "要確認"));
}

TEST_F(InitCommand, WrongFolders) {
  EXPECT_EQ(run({"init"}).status, 64);
  EXPECT_EQ(run({"init", configs() + "/no-such"}).status, 65);
  EXPECT_EQ(run({"init", configs() + "/mn-sw.cfg"}).status, 65);
}

}  // namespace
}  // namespace sekisho::test
