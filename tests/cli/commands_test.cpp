// The four commands on a town of one router: exit statuses, formats, and input that is not usable.
#include "cli_run.hpp"
#include "report/json_schema.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace sekisho::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string secret = "SECRETHASHSECRETHASHSECR";

json valid_json(const std::string& command, const std::string& text) {
  SchemaChecker checker(
      json::parse(read_file(source_root() / "docs" / "schemas" / (command + ".schema.json"))));
  json document = json::parse(text);
  for (const std::string& problem : checker.problems(document)) ADD_FAILURE() << problem;
  return document;
}

std::vector<std::string> trace_args(const std::string& snapshot, std::vector<std::string> more = {}) {
  std::vector<std::string> args{"trace",    town(snapshot), "--from",   "lg",      "--src",
                                "10.2.0.5", "--dst",        "10.3.0.9", "--dport", "443"};
  args.insert(args.end(), more.begin(), more.end());
  return args;
}

TEST(Verify, ClosedTownHolds) {
  const Outcome outcome = run({"verify", town("closed.yaml"), "--only", "ALPHA-LG-IN", "--only",
                               "ALPHA-IN-LG", "--date", "2026-11-21"});
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
  EXPECT_TRUE(contains(outcome.out, "All 2 requirements are proved."));
  EXPECT_TRUE(contains(outcome.out, "2026-11-21"));
}

TEST(Verify, OpenTownIsViolated) {
  const Outcome outcome = run({"verify", town("open.yaml"), "--format", "json", "--date", "2026-11-21"});
  EXPECT_EQ(outcome.status, 1) << outcome.out << outcome.err;
  const json document = valid_json("verify", outcome.out);
  EXPECT_EQ(document["schema"], "sekisho/verify/1");
  EXPECT_EQ(document["date"], "2026-11-21");
  EXPECT_GE(document["summary"]["violated"], 1);
  const auto& requirements = document["requirements"];
  const auto broken = std::find_if(requirements.begin(), requirements.end(), [](const json& each) {
    return each["from"] == "lg" && each["to"] == "in" && each["kind"] == "separation";
  });
  ASSERT_NE(broken, requirements.end());
  EXPECT_EQ((*broken)["verdict"], "violated");
  EXPECT_FALSE((*broken)["violations"][0]["rules"].empty());
}

TEST(Verify, QuietIsOneLine) {
  const Outcome outcome = run({"verify", town("open.yaml"), "-q", "--lang", "ja"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 1);
  EXPECT_TRUE(outcome.out.starts_with("○ 証明 "));
}

TEST(Verify, SameBytesAtEveryRun) {
  const std::vector<std::string> args{"verify", town("open.yaml"), "--format",
                                      "json",   "--date",          "2026-11-21"};
  const std::string first = run(args).out;
  EXPECT_EQ(run(args).out, first);
  std::vector<std::string> with_jobs = args;
  with_jobs.insert(with_jobs.end(), {"--jobs", "7"});
  EXPECT_EQ(run(with_jobs).out, first);
}

TEST(Verify, InputThatIsNotUsable) {
  struct Case {
    std::vector<std::string> args;
    std::string message;
  };
  for (const Case& each :
       {Case{{"verify", town("no-such.yaml")}, "no-such.yaml"}, Case{{"verify", town("")}, "error: "},
        Case{{"verify", town("broken.yaml")}, "segmants"}, Case{{"verify", town("closed.cfg")}, "error: "},
        Case{{"verify", town("closed.yaml"), "--only", "ALPHA-LG-INN"}, "unknown_requirement"},
        Case{{"verify", town("two-files.yaml")}, "configs_do_not_combine"},
        Case{{"verify", town("closed.yaml"), "--policies", town("no-such")}, "error: "}}) {
    const Outcome outcome = run(each.args);
    EXPECT_EQ(outcome.status, 65) << each.message << outcome.out;
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(contains(outcome.err, each.message)) << outcome.err;
  }
}

TEST(Verify, DiagnosticsHaveFileLineAndColumn) {
  const std::string err = run({"verify", town("broken.yaml")}).err;
  EXPECT_TRUE(contains(err, "broken.yaml:8:1: error: ")) << err;
}

TEST(Reach, OpenAndClosed) {
  const Outcome open = run({"reach", town("open.yaml"), "--from", "lg", "--to", "in", "--format", "json"});
  EXPECT_EQ(open.status, 0) << open.err;
  EXPECT_EQ(valid_json("reach", open.out)["empty"], false);
  const Outcome closed =
      run({"reach", town("closed.yaml"), "--from", "lg", "--to", "in", "--format", "json"});
  EXPECT_EQ(closed.status, 0);
  EXPECT_EQ(valid_json("reach", closed.out)["empty"], true);
  EXPECT_TRUE(
      contains(run({"reach", town("closed.yaml"), "--from", "lg", "--to", "in"}).out, "Nothing gets there"));
}

TEST(Reach, SemanticsAndDevices) {
  const Outcome session = run({"reach", town("open.yaml"), "--from", "lg", "--to", "in", "--semantics",
                               "session", "--format", "json"});
  EXPECT_EQ(session.status, 0);
  EXPECT_EQ(valid_json("reach", session.out)["semantics"], "session");
  EXPECT_EQ(run({"reach", town("open.yaml"), "--from", "lg", "--to", "town-rtr"}).status, 0);
}

TEST(Reach, UnknownNamesSuggestTheNearest) {
  const Outcome outcome = run({"reach", town("open.yaml"), "--from", "lgg", "--to", "inn"});
  EXPECT_EQ(outcome.status, 65);
  EXPECT_TRUE(contains(outcome.err, "\"lgg\"") && contains(outcome.err, "\"inn\"")) << outcome.err;
}

TEST(Trace, DeliveredAndDenied) {
  const json open = valid_json("trace", run(trace_args("open.yaml", {"--format", "json"})).out);
  EXPECT_EQ(open["disposition"], "delivered");
  EXPECT_EQ(open["return_disposition"], "denied");  // the answer meets the list of the other interface
  const json closed = valid_json("trace", run(trace_args("closed.yaml", {"--format", "json"})).out);
  EXPECT_EQ(closed["disposition"], "denied");
  EXPECT_TRUE(closed["return_disposition"].is_null());
  EXPECT_EQ(closed["hops"][0]["device"], "town-rtr");
}

TEST(Trace, TextNamesTheRule) {
  const Outcome outcome = run(trace_args("closed.yaml"));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, "deny ip any any")) << outcome.out;
  EXPECT_TRUE(contains(outcome.out, "closed.cfg:4")) << outcome.out;
}

TEST(Trace, StartsAtInterfacesAndDevices) {
  for (const std::string from : {"town-rtr:GigabitEthernet0/0", "town-rtr"}) {
    const Outcome outcome = run({"trace", town("open.yaml"), "--from", from, "--src", "10.2.0.5", "--dst",
                                 "10.3.0.9", "--dport", "443"});
    EXPECT_EQ(outcome.status, 0) << from << outcome.err;
  }
  const Outcome wrong = run({"trace", town("open.yaml"), "--from", "town-rtr:Gig9", "--src", "10.2.0.5",
                             "--dst", "10.3.0.9", "--dport", "443"});
  EXPECT_EQ(wrong.status, 65);
  EXPECT_TRUE(contains(wrong.err, "Gig9")) << wrong.err;
}

TEST(Parse, CountsLines) {
  const Outcome outcome = run({"parse", town("closed.cfg"), "--format", "json"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const json file = valid_json("parse", outcome.out)["files"][0];
  EXPECT_EQ(file["language"], "cisco-ios");
  EXPECT_EQ(file["device"], "town-rtr");
  EXPECT_EQ(file["lines"]["total"], 17);
}

TEST(Parse, FoldersAreSearched) {
  const Outcome outcome = run({"parse", town(""), "--format", "json"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const json document = valid_json("parse", outcome.out);
  EXPECT_EQ(document["files"].size(), 2U);
  EXPECT_EQ(document["left_out"].size(), 5U);
  EXPECT_TRUE(contains(outcome.err, "5 files of the folders are no configs")) << outcome.err;
}

TEST(Parse, StrictFailsOnLinesNotUnderstood) {
  const fs::path path = fs::temp_directory_path() / ("sekisho-strict-" + std::to_string(getpid()) + ".cfg");
  std::ofstream(path) << read_file(town("closed.cfg")) << "frobnicate the packets\n";
  EXPECT_EQ(run({"parse", path.string()}).status, 0);
  EXPECT_EQ(run({"parse", "--strict", path.string()}).status, 1);
  EXPECT_EQ(run({"parse", "--strict", town("closed.cfg")}).status, 0);
  fs::remove(path);
}

TEST(Parse, InputThatIsNotUsable) {
  EXPECT_EQ(run({"parse", town("no-such.cfg")}).status, 65);
  const Outcome unknown = run({"parse", town("README.md")});
  EXPECT_EQ(unknown.status, 65);
  EXPECT_TRUE(contains(unknown.err, "README.md: warning: ")) << unknown.err;
  EXPECT_TRUE(contains(unknown.err, "[no_config_found]"));
  EXPECT_EQ(unknown.out, "");
}

// What could be read is reported; that something could not is in the exit status.
TEST(Parse, MissingFileBesideAGoodOne) {
  const Outcome outcome = run({"parse", town("closed.cfg"), town("no-such.cfg")});
  EXPECT_EQ(outcome.status, 65);
  EXPECT_TRUE(contains(outcome.out, "closed.cfg"));
  EXPECT_TRUE(contains(outcome.err, "no-such.cfg: error: "));
}

TEST(Parse, LanguageCanBeForced) {
  const Outcome outcome = run({"parse", town("README.md"), "--as", "cisco-ios", "--format", "json"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(json::parse(outcome.out)["files"][0]["language"], "cisco-ios");
}

TEST(Secrets, AreInNoOutput) {
  for (const std::vector<std::string>& args :
       {std::vector<std::string>{"parse", town("closed.cfg")},
        {"parse", town("closed.cfg"), "--annotate", "-v"},
        {"parse", town("closed.cfg"), "--format", "json"},
        {"verify", town("open.yaml"), "-v"},
        {"verify", town("open.yaml"), "--format", "json"},
        {"parse", town("closed.cfg"), "--as", "fortios", "--annotate"}}) {
    const Outcome outcome = run(args);
    EXPECT_FALSE(contains(outcome.out + outcome.err, secret)) << args[0];
  }
}

}  // namespace
}  // namespace sekisho::test
