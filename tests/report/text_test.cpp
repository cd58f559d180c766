// The text reports as a whole, against goldens, in both languages, with and without colour.
#include "golden.hpp"
#include "sample_results.hpp"

#include <sekisho/report/display.hpp>

#include <sekisho/report/parse.hpp>
#include <sekisho/report/reach.hpp>
#include <sekisho/report/trace.hpp>
#include <sekisho/report/verify.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace sekisho::test {
namespace {

using report::Detail;
using report::TextOptions;

const char* suffix(Language language) { return language == Language::ja ? "ja" : "en"; }

std::string verify_text(const VerifyResult& result, const TextOptions& options) {
  const Snapshot snapshot = sample_snapshot();
  const std::vector<config::FileReport> files = sample_files();
  return report::verify_text({&result, &snapshot, &files}, options);
}

/// The text without colour escapes.
std::string without_colour(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') {
      i = text.find('m', i);
    } else {
      plain += text[i];
    }
  }
  return plain;
}

class TextReport : public testing::TestWithParam<Language> {
 protected:
  TextOptions options(Detail detail = Detail::normal, bool color = false) {
    return {GetParam(), detail, color, 80};
  }
  void expect(const std::string& name, const std::string& text) {
    expect_golden(name + "." + suffix(GetParam()) + ".txt", text);
  }
};

INSTANTIATE_TEST_SUITE_P(BothLanguages, TextReport, testing::Values(Language::en, Language::ja),
                         [](const auto& each) { return std::string(suffix(each.param)); });

TEST_P(TextReport, VerifyWithEveryVerdict) { expect("verify", verify_text(sample_verdicts(), options())); }

TEST_P(TextReport, VerifyInFull) {
  expect("verify-full", verify_text(sample_verdicts(), options(Detail::full)));
}

TEST_P(TextReport, VerifyAllProved) { expect("verify-proved", verify_text(proved_verdicts(), options())); }

TEST_P(TextReport, VerifyWithStatements) {
  expect("verify-attested", verify_text(attested_verdicts(), options()));
}

TEST_P(TextReport, VerifyWithStatementsInFull) {
  expect("verify-attested-full", verify_text(attested_verdicts(), options(Detail::full)));
}

TEST_P(TextReport, VerifyInColour) {
  const std::string coloured = verify_text(sample_verdicts(), options(Detail::normal, true));
  expect("verify-colour", coloured);
  EXPECT_EQ(without_colour(coloured), verify_text(sample_verdicts(), options()));
}

TEST_P(TextReport, Reach) {
  const Snapshot snapshot = sample_snapshot();
  expect("reach", report::reach_text(sample_reach(), &snapshot, options()));
  expect("reach-exact", report::reach_text(exact_reach(), &snapshot, options()));
  expect("reach-empty", report::reach_text(empty_reach(), &snapshot, options()));
}

TEST_P(TextReport, Trace) {
  const Snapshot snapshot = sample_snapshot();
  expect("trace", report::trace_text(sample_trace(), &snapshot, options()));
  expect("trace-denied", report::trace_text(denied_trace(), &snapshot, options()));
}

TEST_P(TextReport, Parse) {
  expect("parse", report::parse_text(sample_files(), options()));
  expect("parse-annotated", report::parse_annotated(sample_files(), options()));
}

TEST_P(TextReport, BriefIsOneLineForVerify) {
  const std::string text = verify_text(sample_verdicts(), options(Detail::brief));
  EXPECT_EQ(std::ranges::count(text, '\n'), 1);
  EXPECT_EQ(text, GetParam() == Language::ja
                      ? "○ 証明 3・× 違反 3・△ 未証明 1・※ 例外 1・◇ 申告 0\n"
                      : "○ proved 3 | × violated 3 | △ unproved 1 | ※ excepted 1 | ◇ attested 0\n");
}

// Prose keeps to 80 columns; only config lines and file names may be longer.
TEST_P(TextReport, ProseFitsEightyColumns) {
  std::istringstream lines(verify_text(proved_verdicts(), options()) +
                           verify_text(sample_verdicts(), options()));
  for (std::string line; std::getline(lines, line);) {
    if (line.find("rulesets/") != std::string::npos) continue;
    EXPECT_LE(report::display_width(line), 80) << line;
  }
}

TEST_P(TextReport, WithoutSnapshotAndFiles) {
  const VerifyResult result = sample_verdicts();
  const std::string text = report::verify_text({&result, nullptr, nullptr}, options());
  EXPECT_NE(text.find("ALPHA-LG-INET:lg>internet"), std::string::npos);
  EXPECT_NE(text.find("lg → internet"), std::string::npos);
  EXPECT_EQ(text.find("fw-in.conf 7"), std::string::npos);
}

// A violation that names neither rules nor a witness is still a violation, and says so.
TEST_P(TextReport, ViolationWithoutEvidence) {
  VerifyResult result = sample_verdicts();
  for (RequirementResult& each : result.requirements) each.violations.clear();
  const std::string text = verify_text(result, options());
  EXPECT_NE(text.find(GetParam() == Language::ja ? "禁止された通信が確実に届きます" : "Forbidden traffic"),
            std::string::npos);
}

TEST_P(TextReport, UnprovedWithoutReason) {
  VerifyResult result = sample_verdicts();
  for (RequirementResult& each : result.requirements) each.reasons.clear();
  const std::string text = verify_text(result, options());
  EXPECT_NE(text.find(GetParam() == Language::ja ? "特定できませんでした" : "No config line could be named"),
            std::string::npos);
}

TEST_P(TextReport, NothingToCheckIsNoPraise) {
  VerifyResult result;
  const std::string text = report::verify_text({&result, nullptr, nullptr}, options());
  EXPECT_NE(text.find(GetParam() == Language::ja ? "検証する要件がありません" : "no requirement to check"),
            std::string::npos);
}

TEST(TextReportSafety, ConfigTextCannotDriveTheTerminal) {
  VerifyResult result = sample_verdicts();
  result.name = {"\x1b]0;owned\x07", ""};
  for (RequirementResult& each : result.requirements) {
    each.requirement.title = {"a\x1b[2Jb", "a\x1b[2Jb"};
    for (Violation& violation : each.violations) {
      for (BlamedRule& rule : violation.rules) rule.source.text = "permit \x1b[31m\xff\r any";
    }
    for (Reason& reason : each.reasons) reason.text = "\x1b[2J";
  }
  const std::string text = verify_text(result, {Language::en, Detail::full, false, 80});
  EXPECT_EQ(text.find_first_of("\x1b\x07\r\xff"), std::string::npos);
}

TEST(TextReportSafety, ManySegmentsSplitTheMatrix) {
  VerifyResult result = proved_verdicts();
  const RequirementResult pattern = result.requirements.front();
  for (int from = 0; from < 30; ++from) {
    RequirementResult each = pattern;
    each.requirement.from = "segment-" + std::to_string(from);
    each.requirement.to = "segment-" + std::to_string((from + 1) % 30);
    result.requirements.push_back(each);
  }
  std::istringstream lines(verify_text(result, {Language::ja, Detail::normal, false, 80}));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(report::display_width(line), 80) << line;
}

}  // namespace
}  // namespace sekisho::test
