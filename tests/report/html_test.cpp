// The HTML report: goldens, well-formed whatever the configs hold, complete in itself, and readable without
// colour.
#include "golden.hpp"
#include "hostile_results.hpp"
#include "sample_results.hpp"
#include "support/xml_tree.hpp"

#include <sekisho/report/verify.hpp>

#include <gtest/gtest.h>

#include <set>

namespace sekisho::test {
namespace {

using report::HtmlOptions;
using report::InputFile;

const HtmlOptions html_english{Language::en, "0.0.0", "A. Auditor", ""};
const HtmlOptions html_japanese{Language::ja, "0.0.0", "監査 太郎", ""};

const std::vector<InputFile> inputs{{"topologies/sample-city/snapshot.yaml", std::string(64, 'a')},
                                    {"rulesets/core-sw.cfg", std::string(64, 'b')},
                                    {"rulesets/fw-in.conf", ""}};

/// The sample snapshot with the devices and links that its violations pass.
Snapshot wired_snapshot() {
  Snapshot snapshot = sample_snapshot();
  for (const char* name : {"core-sw", "fw-in", "fw-mn"}) {
    SnapshotDevice device;
    device.name = name;
    device.language = "cisco-ios";
    snapshot.devices.push_back(device);
  }
  const auto link = [&](const char* a, const char* b) {
    snapshot.links.push_back({{a, "eth0", {}}, {b, "eth1", {}}, {}});
  };
  link("core-sw", "fw-in");
  link("core-sw", "fw-mn");
  const auto attach = [&](const char* segment, const char* device) {
    for (Segment& each : snapshot.segments) {
      if (each.name == segment) each.attached.push_back({device, "eth2", {}});
    }
  };
  attach("lg", "core-sw");
  attach("guest", "core-sw");
  attach("internet", "fw-in");
  attach("mn", "fw-mn");
  return snapshot;
}

std::string html_of(const VerifyResult& result, const Snapshot* snapshot, const HtmlOptions& options) {
  const std::vector<config::FileReport> files = sample_files();
  report::VerifyInput input{&result, snapshot, &files};
  input.inputs = &inputs;
  return report::verify_html(input, options);
}

std::string sample_html(const HtmlOptions& options) {
  const Snapshot snapshot = wired_snapshot();
  return html_of(sample_verdicts(), &snapshot, options);
}

/// Parsed, with what must be true of every report: links lead somewhere in the page, ids are unique, nothing
/// is run and nothing fetched.
XmlElement checked(const std::string& html) {
  XmlElement page = XmlParser(html).parse();
  std::set<std::string> ids;
  page.each([&](const XmlElement& element) {
    const std::string id = element.attribute("id");
    EXPECT_TRUE(id.empty() || ids.insert(id).second) << id;
  });
  page.each([&](const XmlElement& element) {
    for (const auto& [name, value] : element.attributes) {
      EXPECT_FALSE(name.starts_with("on")) << name;
      EXPECT_NE(name, "src");
      EXPECT_NE(name, "style");
    }
    const std::string target = element.attribute("href");
    if (target.empty()) return;
    EXPECT_EQ(target[0], '#') << target;
    EXPECT_TRUE(ids.contains(target.substr(1))) << target;
  });
  for (const char* name : {"script", "link", "iframe", "object", "img", "form"})
    EXPECT_TRUE(page.all(name).empty()) << name;
  EXPECT_EQ(page.all("style").size(), 1U);
  for (const char* loaded : {"url(", "@import", "http"})
    EXPECT_EQ(page.all("style")[0]->text.find(loaded), std::string::npos) << loaded;
  return page;
}

TEST(HtmlReport, Goldens) {
  expect_golden("verify.en.html", sample_html(html_english));
  expect_golden("verify.ja.html", sample_html(html_japanese));
}

TEST(HtmlReport, IsCompleteInItself) {
  const VerifyResult nothing;
  const VerifyResult proved = proved_verdicts();
  const VerifyResult sample = sample_verdicts();
  for (const HtmlOptions& options : {html_english, html_japanese}) {
    checked(sample_html(options));
    checked(html_of(proved, nullptr, options));
    checked(html_of(sample, nullptr, options));
    checked(report::verify_html({&nothing, nullptr, nullptr}, options));
  }
}

TEST(HtmlReport, HostileTextStaysText) {
  for (const std::string text :
       {"</td><script>alert(1)</script>&amp;\"'", "\x1b[2J\x01\xff\n]]>", "\" onclick=\"x"}) {
    const HostileCase hostile = hostile_case(text);
    HtmlOptions options = html_english;
    options.operator_name = options.handling_label = options.version = text;
    const XmlElement page = checked(html_of(hostile.result, &hostile.snapshot, options));
    const bool scripted = text.find("script") != std::string::npos;
    EXPECT_EQ(page.whole_text().find("<script>alert(1)</script>") != std::string::npos, scripted);
  }
}

// A reader who sees no colours, or a black-and-white print, misses nothing.
TEST(HtmlReport, ColourIsNeverAlone) {
  const XmlElement page = checked(sample_html(html_english));
  std::size_t cells = 0;
  for (const XmlElement* cell : page.all("td")) {
    if (cell->attribute("class").find("-cell") == std::string::npos) continue;
    ++cells;
    EXPECT_EQ(cell->all("span").size(), 1U);
    EXPECT_FALSE(cell->all("span")[0]->text.empty());
    ASSERT_FALSE(cell->all("small").empty());
    EXPECT_FALSE(cell->all("small")[0]->text.empty());
    EXPECT_EQ(cell->all("a").size(), 1U);
  }
  EXPECT_EQ(cells, 8U);
}

TEST(HtmlReport, AuditTableHasItsColumns) {
  const XmlElement page = checked(sample_html(html_japanese));
  for (const XmlElement* section : page.all("section")) {
    if (section->attribute("id") != "audit") continue;
    std::string heads;
    for (const XmlElement* head : section->all("th")) heads += head->text + "|";
    EXPECT_EQ(heads, "監査項目|条文|判定|確認方法|証拠|指摘事項|改善提案|例外措置番号|");
    const std::string words = section->whole_text();
    for (const char* word : {"適合", "不適合", "要確認", "EX-1"})
      EXPECT_NE(words.find(word), std::string::npos) << word;
  }
}

TEST(HtmlReport, ListsExternalConnections) {
  Snapshot snapshot = wired_snapshot();
  const auto heading = [](const XmlElement& page) {
    bool found = false;
    page.each([&](const XmlElement& element) { found |= element.attribute("id") == "external-connections"; });
    return found;
  };
  EXPECT_FALSE(heading(checked(html_of(sample_verdicts(), &snapshot, html_english)))) << "without entries";
  for (const char* text : {"EC-1", "<script>alert(1)</script>&\"'"}) {
    ExternalConnection connection;
    connection.id = connection.line = connection.approved_by = connection.record = text;
    connection.label = connection.purpose = {text, text};
    connection.at = {{"fw-in", text, {}}};
    connection.to = "internet";
    connection.expires = Date{2020, 1, 1};
    snapshot.external_connections = {connection};
    const std::string html = html_of(sample_verdicts(), &snapshot, html_english);
    EXPECT_TRUE(heading(checked(html)));
    EXPECT_EQ(html.find("<script>alert(1)"), std::string::npos);
  }
}

TEST(HtmlReport, SaysWhoAndWhatItIsOf) {
  HtmlOptions options = html_japanese;
  options.handling_label = "部外秘";
  const Snapshot snapshot = wired_snapshot();
  const std::string words = checked(html_of(sample_verdicts(), &snapshot, options)).whole_text();
  for (const std::string& word : {std::string("部外秘"), std::string("監査 太郎"), std::string("2026-11-21"),
                                  std::string(64, 'a'), std::string("まもなく期限"), std::string("期限切れ")})
    EXPECT_NE(words.find(word), std::string::npos) << word;
}

TEST(HtmlReport, TellsWhereElseAFaultIs) {
  VerifyResult result = sample_verdicts();
  RequirementResult twin = result.requirements[4];
  twin.requirement.from = "guest";
  twin.requirement.id = "ALPHA-LG-INET:guest>internet";
  twin.violations[0].rules = {twin.violations[0].rules[0]};
  twin.violations[0].rules[0].device = "branch-sw";
  twin.violations[0].rules[0].source.span = {"rulesets/branch-sw.cfg", 17, 1, 0};
  twin.violations[0].rules[0].source.text = "170  permit ip any any log";
  result.requirements[4].violations[0].rules[0].source.text = "30 permit ip any any LOG";
  result.requirements.push_back(twin);
  const std::string words = checked(html_of(result, nullptr, html_english)).whole_text();
  EXPECT_NE(words.find("yes: 2 devices (core-sw, branch-sw)"), std::string::npos);
}

TEST(HtmlReport, ManyDevicesAreCounted) {
  VerifyResult result = sample_verdicts();
  const RequirementResult pattern = result.requirements[4];
  for (int i = 0; i < 200; ++i) {
    RequirementResult each = pattern;
    each.requirement.id += std::to_string(i);
    each.violations[0].rules[0].device = "branch-" + std::to_string(i);
    result.requirements.push_back(each);
  }
  const XmlElement page = checked(html_of(result, nullptr, html_english));
  for (const XmlElement* section : page.all("section")) {
    if (section->attribute("id") != "summary") continue;
    EXPECT_NE(section->whole_text().find("and 197 more"), std::string::npos);
    EXPECT_EQ(section->whole_text().find("branch-100"), std::string::npos);
  }
}

TEST(HtmlReport, DrawsThePathOfEachViolation) {
  const XmlElement page = checked(sample_html(html_english));
  const auto drawings = page.all("svg");
  ASSERT_EQ(drawings.size(), 3U);  // the whole, and two violations; the third has the lines of the first
  for (const XmlElement* drawing : drawings) {
    std::size_t paths = 0;
    for (const XmlElement* line : drawing->all("polyline"))
      paths += line->attribute("class").starts_with("path");
    EXPECT_GE(paths, 1U);
  }
}

}  // namespace
}  // namespace sekisho::test
