// Wrong usage: each mistake has its message, its suggestion and exit status 64, and nothing on stdout.
#include "cli_run.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

struct Mistake {
  std::vector<std::string> args;
  std::string message;  // part of what is told
};

void expect_usage_errors(const std::vector<Mistake>& mistakes) {
  for (const Mistake& mistake : mistakes) {
    const Outcome outcome = run(mistake.args);
    std::string line;
    for (const std::string& arg : mistake.args) line += arg + " ";
    EXPECT_EQ(outcome.status, 64) << line;
    EXPECT_EQ(outcome.out, "") << line;
    EXPECT_TRUE(contains(outcome.err, mistake.message)) << line << "\n" << outcome.err;
    EXPECT_TRUE(contains(outcome.err, "error: ")) << line << "\n" << outcome.err;
  }
}

TEST(Usage, Commands) {
  expect_usage_errors({
      {{}, "[no_command]"},
      {{"verfy"}, "did you mean \"verify\"? [unknown_command_near]"},
      {{"frobnicate"},
       "expected: init, verify, reach, trace, diff, explain, repair, lint, confirm, simplify, "
       "probe-plan, parse, flows, profiles [unknown_command]"},
      {{"--lang", "en", "pars"}, "did you mean \"parse\"?"},
      {{"--help", "verfy"}, "did you mean \"verify\"?"},
  });
}

TEST(Usage, Options) {
  expect_usage_errors({
      {{"verify", "x", "--formt", "json"}, "\"--formt\"; did you mean \"--format\"? [unknown_option_near]"},
      {{"verify", "x", "--onyl=A"}, "did you mean \"--only\"?"},
      {{"reach", "x", "--form", "a"}, "did you mean"},
      {{"verify", "x", "--frobnicate"}, "\"--frobnicate\"; see: sekisho verify --help [unknown_option]"},
      {{"verify", "x", "-z"}, "[unknown_option]"},
      {{"verify", "x", "--dport", "443"}, "--dport"},  // of another command
      {{"--frobnicate"}, "[unknown_option]"},
  });
}

TEST(Usage, ValuesThatAreMissingOrTooMany) {
  expect_usage_errors({
      {{"verify", "x", "--format"}, "\"--format\" needs a value [missing_value]"},
      {{"verify", "x", "--lang", "--quiet"}, "\"--lang\" needs a value"},
      {{"verify", "x", "-o", "--quiet"}, "\"--output\" needs a value"},
      {{"verify", "x", "--only"}, "\"--only\" needs a value"},
      {{"verify", "x", "--quiet=maybe"}, "[unwanted_value]"},
      {{"verify", "x", "y"}, "\"y\" is one argument too many"},
      {{"reach", "x", "y", "--from", "a", "--to", "b"}, "[excess_argument]"},
      {{"verify"}, "\"SNAPSHOT\" is missing; see: sekisho verify --help [missing_argument]"},
      {{"verify", ""}, "\"SNAPSHOT\" is missing"},
      {{"parse"}, "\"CONFIG\" is missing"},
      {{"reach", "x"}, "\"--from\" is missing"},
      {{"reach", "x", "--from", "a"}, "\"--to\" is missing"},
      {{"trace", "x", "--from", "a", "--dst", "10.0.0.1"}, "\"--src\" is missing"},
      {{"trace", "x", "--from", "a", "--src", "10.0.0.1"}, "\"--dst\" is missing"},
      {{"trace", "x", "--src", "10.0.0.1", "--dst", "10.0.0.2", "--dport", "1"}, "\"--from\" is missing"},
  });
}

TEST(Usage, ValuesThatAreWrong) {
  expect_usage_errors({
      {{"verify", "x", "--lang", "fr"}, "\"--lang\": found \"fr\"; expected ja, en [bad_option_value]"},
      {{"verify", "x", "--color", "red"}, "expected auto, always, never"},
      {{"verify", "x", "--format", "yaml"},
       "\"--format\": found \"yaml\"; expected text, json, html, markdown"},
      {{"reach", "x", "--format", "sarif"}, "\"--format\": found \"sarif\"; expected text, json ["},
      {{"verify", "x", "--date", "2026-02-30"}, "\"--date\": found \"2026-02-30\"; expected YYYY-MM-DD"},
      {{"verify", "x", "--date", "tomorrow"}, "expected YYYY-MM-DD"},
      {{"verify", "x", "--jobs", "0"}, "expected 1-1024"},
      {{"verify", "x", "--jobs", "many"}, "expected 1-1024"},
      {{"verify", "x", "--jobs", "99999999999999"}, "expected 1-1024"},
      {{"verify", "x", "-q", "-v"}, "exclude each other [options_exclude]"},
      {{"reach", "x", "--from", "a", "--to", "b", "--semantics", "flow"}, "expected packet, session"},
      {{"parse", "x", "--as", "cisco"}, "\"--as\": found \"cisco\""},
  });
}

TEST(Usage, Packets) {
  const auto packet = [](std::vector<std::string> more) {
    std::vector<std::string> args{"trace", "x", "--from", "a"};
    args.insert(args.end(), more.begin(), more.end());
    return args;
  };
  const auto addressed = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"--src", "10.0.0.1", "--dst", "10.0.0.2"});
    return packet(std::move(more));
  };
  expect_usage_errors({
      {packet({"--src", "10.0.0.256", "--dst", "10.0.0.1"}), "\"--src\": found \"10.0.0.256\""},
      {packet({"--src", "10.0.0.1", "--dst", "host"}), "\"--dst\": found \"host\""},
      {packet({"--src", "10.0.0.1", "--dst", "2001:db8::1"}), "[families_differ]"},
      {addressed({"--proto", "tpc", "--dport", "1"}), "\"--proto\": found \"tpc\""},
      {addressed({"--proto", "256"}), "\"--proto\": found \"256\""},
      {addressed({}), "protocol tcp needs \"--dport\" [option_needed_for_protocol]"},
      {addressed({"--proto", "udp"}), "protocol udp needs \"--dport\""},
      {addressed({"--dport", "65536"}), "\"--dport\": found \"65536\"; expected 0-65535"},
      {addressed({"--dport", "https"}), "expected 0-65535"},
      {addressed({"--dport", "1", "--sport", "-1"}), "--sport"},
      {addressed({"--proto", "icmp", "--dport", "1"}), "\"--dport\" does not go with protocol icmp"},
      {addressed({"--proto", "esp", "--flags", "S"}), "[option_not_for_protocol]"},
      {addressed({"--proto", "tcp", "--dport", "1", "--icmp-type", "8"}),
       "\"--icmp-type\" does not go with protocol tcp"},
      {addressed({"--proto", "icmp", "--icmp-type", "256"}), "expected 0-255"},
      {addressed({"--dport", "1", "--flags", "X"}), "\"--flags\": found \"X\""},
      {addressed({"--dport", "1", "--vlan", "4095"}), "expected 0-4094"},
      {addressed({"--dport", "1", "--src-mac", "00:11:22"}), "\"--src-mac\": found \"00:11:22\""},
      {addressed({"--dport", "1", "--dst-mac", "zz:11:22:33:44:55"}), "\"--dst-mac\""},
  });
}

// The mistake itself may be in --lang or beside it: the message is in the language asked for.
TEST(Usage, MessagesAreInTheLanguageOfTheRun) {
  EXPECT_TRUE(contains(run({"verfy", "--lang", "ja"}).err, "「verify」の誤りではありませんか"));
  EXPECT_TRUE(contains(run({"verfy", "--lang=ja"}).err, "誤りではありませんか"));
  EXPECT_TRUE(contains(run({"verify", "--lang", "ja", "--format"}).err, "値が必要です"));
  cli::Environment japanese;
  japanese.variables["LANG"] = "ja_JP.UTF-8";
  EXPECT_TRUE(contains(run({}, japanese).err, "コマンドが指定されていません"));
  EXPECT_TRUE(contains(run({"verify"}, japanese).err, "error: "));  // the word that scripts look for
}

TEST(Usage, SeveralMistakesAreToldAtOnce) {
  const Outcome outcome = run({"reach", "--semantics", "flow"});
  EXPECT_EQ(outcome.status, 64);
  for (const char* part : {"SNAPSHOT", "--from", "--to", "--semantics"})
    EXPECT_TRUE(contains(outcome.err, part)) << part;
}

}  // namespace
}  // namespace sekisho::test
