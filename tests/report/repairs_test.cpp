// Repairs in reports: of `repair` itself, and of `verify --repair` in each of its formats.
#include "golden.hpp"
#include "json_schema.hpp"
#include "sample_results.hpp"
#include "support/data.hpp"
#include "support/xml_tree.hpp"

#include <sekisho/report/repair.hpp>
#include <sekisho/report/verify.hpp>

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using nlohmann::json;
using repair::Change;
using repair::ChangeKind;
using repair::Miss;
using repair::Obstacle;
using repair::Proposal;
using repair::RepairResult;
using repair::RequirementRepair;
using report::Detail;
using report::TextOptions;

RuleSource source(const char* file, int line, const char* text) { return {{file, line, 1, 0}, text, ""}; }

Change deny_in_front() {
  Change change;
  change.kind = ChangeKind::insert_deny;
  change.device = "core-sw";
  change.at = source("rulesets/core-sw.cfg", 112, " permit ip any any");
  change.edits = {{"rulesets/core-sw.cfg", 112, 0, {" 15 deny tcp 10.2.0.0 0.0.255.255 any eq 443"}}};
  change.commands = {"ip access-list extended LG-IN", " 15 deny tcp 10.2.0.0 0.0.255.255 any eq 443"};
  change.undo = {"ip access-list extended LG-IN", " no 15"};
  return change;
}

Change removal() {
  Change change;
  change.kind = ChangeKind::remove_rule;
  change.device = "fw-in";
  change.at = source("rulesets/fw-in.conf", 40, "edit 21");
  change.commands = {"config firewall policy", "edit 21", "set status disable", "next", "end"};
  change.undo = {"config firewall policy", "edit 21", "set status enable", "next", "end"};
  return change;
}

/// Of the violations of sample_verdicts(): two proposals, one that ends with the first, and none.
RepairResult sample_repairs() {
  RepairResult result;
  result.before = sample_verdicts();
  result.after = proved_verdicts();
  for (const RequirementResult& each : result.before.requirements) {
    if (each.verdict != Verdict::violated) continue;
    RequirementRepair repair;
    repair.violated = each;
    repair.trials = 12;
    result.requirements.push_back(std::move(repair));
  }
  RequirementRepair& first = result.requirements.at(0);
  Proposal deny;
  deny.changes = {deny_in_front()};
  deny.ends = {first.violated.requirement.id, result.requirements.at(1).violated.requirement.id};
  deny.lines = 1;
  deny.texts = {{"rulesets/core-sw.cfg", " 15 deny tcp 10.2.0.0 0.0.255.255 any eq 443\n"}};
  Proposal remove;
  remove.changes = {removal()};
  remove.ends = {first.violated.requirement.id};
  remove.stops = {{"lg", "internet", {cube_of("10.2.0.0/16", "203.0.113.0/24", 17, 123, 123)}, false}};
  remove.conditional_channels = {"mail"};
  first.proposals = {deny, remove};
  const RuleSource denial = source("rulesets/core-sw.cfg", 108, " deny tcp any 10.1.0.0 0.0.255.255 eq 443");
  first.missed = {
      {"core-sw", first.violated.violations.front().rules.front().source, denial, Miss::destination}};
  result.requirements.at(1).ended_by = first.violated.requirement.id;
  result.requirements.at(2).obstacle = Obstacle::only_sanctioned;
  result.folder = "/city";
  result.patch = "--- a/rulesets/core-sw.cfg\n";
  return result;
}

class RepairReports : public testing::TestWithParam<Language> {
 protected:
  RepairReports() : repairs_(sample_repairs()), snapshot_(sample_snapshot()) {
    input_.result = &repairs_.before;
    input_.snapshot = &snapshot_;
    input_.repairs = &repairs_;
  }
  [[nodiscard]] static std::string ending() { return GetParam() == Language::ja ? ".ja" : ".en"; }
  [[nodiscard]] static TextOptions options(Detail detail) { return {GetParam(), detail, false, 80}; }

  RepairResult repairs_;
  Snapshot snapshot_;
  report::VerifyInput input_;
};

INSTANTIATE_TEST_SUITE_P(BothLanguages, RepairReports, testing::Values(Language::en, Language::ja),
                         [](const auto& each) { return each.param == Language::ja ? "ja" : "en"; });

TEST_P(RepairReports, OfRepairAsText) {
  expect_golden("repair" + ending() + ".txt",
                report::repair_text(repairs_, &snapshot_, "", options(Detail::normal)));
  expect_golden("repair-full" + ending() + ".txt",
                report::repair_text(repairs_, &snapshot_, "fix.patch", options(Detail::full)));
}

TEST_P(RepairReports, OfVerifyAsText) {
  expect_golden("verify-repair" + ending() + ".txt", report::verify_text(input_, options(Detail::normal)));
}

TEST_P(RepairReports, OfVerifyAsMarkdown) {
  expect_golden("verify-repair" + ending() + ".md", report::verify_markdown(input_, GetParam()));
}

json fitting(const std::filesystem::path& schema, const std::string& text) {
  json document = json::parse(text);
  for (const std::string& problem : SchemaChecker(json::parse(read_file(schema))).problems(document))
    ADD_FAILURE() << problem;
  return document;
}

TEST_P(RepairReports, JsonHasTheRepairInEachViolation) {
  const json document = fitting(source_root() / "docs/schemas/verify.schema.json",
                                report::verify_json(input_, {GetParam(), "0.0.0"}));
  std::size_t violations = 0;
  for (const json& requirement : document["requirements"]) {
    for (const json& violation : requirement["violations"]) {
      ++violations;
      ASSERT_TRUE(violation.contains("repair"));
      const RequirementRepair& expected = repairs_.requirements.at(violations - 1);
      EXPECT_EQ(violation["repair"]["proposals"].size(), expected.proposals.size());
      EXPECT_EQ(violation["repair"]["ended_by"].is_null(), expected.ended_by.empty());
    }
  }
  EXPECT_EQ(violations, repairs_.requirements.size());
  fitting(source_root() / "docs/schemas/repair.schema.json",
          report::repair_json(repairs_, {GetParam(), "0.0.0"}));
}

TEST_P(RepairReports, SarifFixesAreEditsOfTheFiles) {
  const json document = fitting(source_root() / "tests/report/sarif.schema.json",
                                report::verify_sarif(input_, {GetParam(), "0.0.0", ""}));
  std::size_t fixes = 0;
  for (const json& result : document["runs"][0]["results"]) {
    if (!result.contains("fixes")) continue;
    ++fixes;
    const json& change = result["fixes"][0]["artifactChanges"][0];
    EXPECT_EQ(change["artifactLocation"]["uri"], "rulesets/core-sw.cfg");
    EXPECT_EQ(change["replacements"][0]["insertedContent"]["text"],
              " 15 deny tcp 10.2.0.0 0.0.255.255 any eq 443\n");
  }
  // The lines at fault of the violation and of the one that ends with it.
  EXPECT_EQ(fixes, 6U);
}

TEST_P(RepairReports, HtmlTellsWhatToTypeAndInTheAuditTableInShort) {
  const XmlElement page = XmlParser(report::verify_html(input_, {GetParam(), "0.0.0", "tester", ""})).parse();
  std::size_t blocks = 0;
  for (const XmlElement* block : page.all("div")) {
    if (block->attribute("class").starts_with("repair")) ++blocks;
  }
  EXPECT_EQ(blocks, repairs_.requirements.size());
  ASSERT_EQ(page.all("pre").size(), 2U);
  EXPECT_NE(page.all("pre")[0]->whole_text().find("15 deny tcp"), std::string::npos);
  for (const XmlElement* section : page.all("section")) {
    if (section->attribute("id") != "audit") continue;
    EXPECT_NE(section->whole_text().find("core-sw: "), std::string::npos);
    EXPECT_NE(section->whole_text().find("rulesets/core-sw.cfg:112"), std::string::npos);
  }
}

TEST_P(RepairReports, WithoutRepairsOnlyTheWayToGetThemIsTold) {
  input_.repairs = nullptr;
  const std::string text = report::verify_text(input_, options(Detail::normal));
  EXPECT_NE(text.find("--repair"), std::string::npos);
  EXPECT_EQ(json::parse(report::verify_json(input_, {GetParam(), "0.0.0"})).dump().find("\"repair\""),
            std::string::npos);
}

}  // namespace
}  // namespace sekisho::test
