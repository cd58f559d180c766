// lint and simplify from the command line: exit statuses, baselines, suppressions, configs alone.
#include "cli_run.hpp"
#include "report/json_schema.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace sekisho::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class LintCommand : public ::testing::Test {
 protected:
  void SetUp() override {  // NOLINT(readability-identifier-naming): GoogleTest's name
    folder_ = fs::temp_directory_path() / ("sekisho-lint-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }  // NOLINT(readability-identifier-naming)

  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }

  [[nodiscard]] std::string config() const {
    return file("r1.cfg",
                "hostname r1\n!\nip access-list extended IN\n"
                " permit ip 10.2.0.0 0.0.255.255 any\n"
                " deny tcp 10.2.0.0 0.0.255.255 any eq 23\n"
                "!\ninterface GigabitEthernet0/0\n ip address 10.2.0.1 255.255.0.0\n ip access-group IN in\n"
                "!\ninterface GigabitEthernet0/1\n ip address 10.3.0.1 255.255.0.0\n ip access-group IN "
                "in\n!\nend\n");
  }

  [[nodiscard]] std::string snapshot(const std::string& more) const {
    (void)config();
    return file(
        "s.yaml",
        "snapshot: 1\nname: test\nmodel: alpha\ndevices:\n  r1: {config: r1.cfg}\n"
        "segments:\n  lg: {class: lgwan, prefixes: [10.2.0.0/16], attached: ['r1:GigabitEthernet0/0']}\n"
        "  in: {class: internet-zone, prefixes: [10.3.0.0/16], attached: ['r1:GigabitEthernet0/1']}\n" +
            more);
  }

 private:
  fs::path folder_;
};

TEST_F(LintCommand, FailsFromTheSeverityAskedFor) {
  EXPECT_EQ(run({"lint", config()}).status, 0);
  const Outcome strict = run({"lint", config(), "--fail-on", "warning"});
  EXPECT_EQ(strict.status, 1);
  EXPECT_TRUE(contains(strict.out, "[shadowed]")) << strict.out;
  EXPECT_EQ(run({"lint", config(), "--fail-on", "never"}).status, 64);
  EXPECT_EQ(run({"lint", config(), "--kind", "shadow"}).status, 64);
  EXPECT_EQ(run({"lint"}).status, 64);
  EXPECT_EQ(run({"lint", config() + ".missing"}).status, 65);
}

TEST_F(LintCommand, ABaselineMakesFindingsOld) {
  const Outcome first = run({"lint", config(), "--format", "json"});
  const std::string known = file("known.json", first.out);
  EXPECT_GT(json::parse(first.out)["summary"]["warnings"], 0);
  const Outcome again = run({"lint", config(), "--baseline", known, "--fail-on", "note"});
  EXPECT_EQ(again.status, 0) << again.out;
  EXPECT_TRUE(contains(again.out, "0 errors, 0 warnings, 0 notes")) << again.out;
  EXPECT_EQ(run({"lint", config(), "--baseline", config()}).status, 65);
}

TEST_F(LintCommand, SuppressionsOfTheSnapshotCountUntilTheyExpire) {
  const std::vector<std::string> options{"--kind", "shadowed", "--kind", "expired", "--fail-on", "warning"};
  const auto lint = [&](const std::string& more, const std::string& date) {
    std::vector<std::string> args{"lint", snapshot(more), "--date", date};
    args.insert(args.end(), options.begin(), options.end());
    return run(args);
  };
  const std::string suppression =
      "suppressions:\n  - {finding: shadowed, device: r1, rule: eq 23, reason: known, expires: 2027-03-31}\n";
  EXPECT_EQ(lint("", "2026-11-21").status, 1);
  const Outcome silent = lint(suppression, "2026-11-21");
  EXPECT_EQ(silent.status, 0) << silent.out << silent.err;
  EXPECT_TRUE(contains(silent.out, "1 suppressed"));
  const Outcome late = lint(suppression, "2027-04-01");
  EXPECT_EQ(late.status, 1);
  EXPECT_TRUE(contains(late.out, "[shadowed]"));
  EXPECT_TRUE(contains(late.out, "[expired]"));
  const Outcome misspelt =
      run({"lint", snapshot("suppressions:\n  - {finding: shadowd, reason: x, expires: 2027-01-01}\n")});
  EXPECT_TRUE(contains(misspelt.out, "shadowed")) << misspelt.out;
  EXPECT_EQ(run({"lint", snapshot("suppressions:\n  - {finding: shadowed, reason: x}\n")}).status, 65);
}

TEST_F(LintCommand, SimplifyWritesTheConfigAndTellsWhatWent) {
  const Outcome outcome = run({"simplify", config()});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_FALSE(contains(outcome.out, "eq 23"));
  EXPECT_TRUE(contains(outcome.out, " permit ip 10.2.0.0 0.0.255.255 any\n"));
  EXPECT_TRUE(contains(outcome.err, "2 rules became 1."));
  const Outcome report = run({"simplify", config(), "--format", "json"});
  const json schema = json::parse(read_file(source_root() / "docs" / "schemas" / "simplify.schema.json"));
  for (const std::string& problem : SchemaChecker(schema).problems(json::parse(report.out)))
    ADD_FAILURE() << problem;
  EXPECT_EQ(run({"simplify"}).status, 64);
  EXPECT_EQ(run({"simplify", config() + ".missing"}).status, 65);
}

}  // namespace
}  // namespace sekisho::test
