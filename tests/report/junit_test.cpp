// JUnit XML: goldens, well-formed whatever the configs hold, counts that agree with the cases.
#include "golden.hpp"
#include "hostile_results.hpp"
#include "sample_results.hpp"
#include "support/xml_tree.hpp"

#include <sekisho/report/verify.hpp>

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

std::string verify_junit(const VerifyResult& result, Language language) {
  const Snapshot snapshot = sample_snapshot();
  return report::verify_junit({&result, &snapshot, nullptr}, language);
}

TEST(JunitReport, Goldens) {
  expect_golden("verify.en.junit.xml", verify_junit(sample_verdicts(), Language::en));
  expect_golden("verify.ja.junit.xml", verify_junit(sample_verdicts(), Language::ja));
}

TEST(JunitReport, CountsAgreeWithTheCases) {
  const XmlElement root = XmlParser(verify_junit(sample_verdicts(), Language::en)).parse();
  EXPECT_EQ(root.name, "testsuites");
  EXPECT_EQ(root.attribute("tests"), "8");
  EXPECT_EQ(root.attribute("failures"), "3");
  EXPECT_EQ(root.attribute("errors"), "1");
  EXPECT_EQ(root.attribute("skipped"), "1");
  for (const XmlElement* suite : root.all("testsuite")) {
    EXPECT_EQ(suite->attribute("tests"), std::to_string(suite->all("testcase").size()));
    EXPECT_EQ(suite->attribute("failures"), std::to_string(suite->all("failure").size()));
    EXPECT_EQ(suite->attribute("errors"), std::to_string(suite->all("error").size()));
    EXPECT_EQ(suite->attribute("skipped"), std::to_string(suite->all("skipped").size()));
  }
  EXPECT_NE(root.all("failure")[0]->text.find("rulesets/core-sw.cfg:120"), std::string::npos);
  EXPECT_NE(root.all("skipped")[0]->attribute("message").find("EX-1"), std::string::npos);
}

TEST(JunitReport, NothingCheckedIsStillADocument) {
  const VerifyResult nothing;
  const XmlElement root = XmlParser(report::verify_junit({&nothing, nullptr, nullptr}, Language::ja)).parse();
  EXPECT_EQ(root.attribute("tests"), "0");
}

TEST(JunitReport, HostileTextStaysText) {
  for (const std::string text : {"</testcase><x a='\"'>&amp;]]>", "\x1b[2J\x01\xff\n\ttab"}) {
    const HostileCase hostile = hostile_case(text);
    const XmlElement root =
        XmlParser(report::verify_junit({&hostile.result, &hostile.snapshot, nullptr}, Language::en)).parse();
    EXPECT_EQ(root.all("testcase").size(), 8U);
    EXPECT_TRUE(root.all("x").empty());
  }
}

}  // namespace
}  // namespace sekisho::test
