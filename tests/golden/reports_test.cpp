// The reports of real snapshots, byte for byte: one that holds, one that is broken, and configs
// that are no longer the approved ones. A few requirements
// each, so that a change can be read; tests/report has every kind of result.
#include "support/data.hpp"

#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/report/verify.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace sekisho {
namespace {

namespace fs = std::filesystem;

struct ReportCase {
  std::string name;  // of the goldens
  std::string snapshot;
  std::vector<std::string> only;
  Language language;
};

void PrintTo(const ReportCase& each, std::ostream* out) { *out << each.name; }  // NOLINT: GoogleTest's name

class Reports : public ::testing::TestWithParam<ReportCase> {
 protected:
  void SetUp() override {  // NOLINT(readability-identifier-naming): GoogleTest's name
    before_ = fs::current_path();
    fs::current_path(test::source_root());  // paths in reports are as given
  }
  void TearDown() override { fs::current_path(before_); }  // NOLINT(readability-identifier-naming)

  static void expect(const std::string& ending, const std::string& text) {
    const fs::path path = test::source_root() / "tests" / "golden" / "reports" / (GetParam().name + ending);
    if (test::update_goldens()) {
      fs::create_directories(path.parent_path());
      std::ofstream(path, std::ios::binary) << text;
      return;
    }
    ASSERT_TRUE(fs::exists(path)) << path << " is missing; SEKISHO_UPDATE_GOLDENS=1 writes it";
    EXPECT_EQ(test::read_file(path), text) << path << " differs; SEKISHO_UPDATE_GOLDENS=1 rewrites it";
  }

 private:
  fs::path before_;
};

TEST_P(Reports, AreAsTheyWere) {
  DiagnosticSink sink;
  const auto loaded = load_network(GetParam().snapshot, sink);
  ASSERT_TRUE(loaded.has_value());
  VerifyOptions options;
  options.date = {2026, 11, 21};
  options.only = GetParam().only;
  auto result = verify(*loaded, options, sink);
  ASSERT_TRUE(result.has_value());
  result->seconds = 0;  // how long it took differs from run to run
  ASSERT_EQ(result->requirements.size(), GetParam().only.size());
  report::VerifyInput input{&*result, &loaded->network.snapshot, &loaded->files};
  input.complete = false;
  const Language language = GetParam().language;
  expect(".sarif", report::verify_sarif(input, {language, "0.0.0", ""}));
  expect(".junit.xml", report::verify_junit(input, language));
  expect(".md", report::verify_markdown(input, language));
  expect(".txt", report::verify_text(input, {language}));
  expect(".html", report::verify_html(input, {language, "0.0.0", "tester", ""}));
}

const std::vector<std::string> between_mn_and_lg = {"ALPHA-LG-MN", "ALPHA-MN-LG"};
const std::string of_city = "topologies/sample-city/snapshot.yaml";
const std::string of_permit = "topologies/broken/temporary-permit/snapshot.yaml";
const std::string of_changed = "topologies/hirose-city-variants/changed-since-approval/snapshot.yaml";
const std::string of_reworded = "topologies/hirose-city-variants/reworded-since-approval/snapshot.yaml";

INSTANTIATE_TEST_SUITE_P(
    Snapshots, Reports,
    testing::Values(ReportCase{"sample-city.en", of_city, between_mn_and_lg, Language::en},
                    ReportCase{"temporary-permit.en", of_permit, between_mn_and_lg, Language::en},
                    ReportCase{"temporary-permit.ja", of_permit, between_mn_and_lg, Language::ja},
                    ReportCase{"changed-since-approval.en", of_changed, {"SENDAI-CONFIGS"}, Language::en},
                    ReportCase{"changed-since-approval.ja", of_changed, {"SENDAI-CONFIGS"}, Language::ja},
                    ReportCase{"reworded-since-approval.en", of_reworded, {"SENDAI-CONFIGS"}, Language::en},
                    ReportCase{"reworded-since-approval.ja", of_reworded, {"SENDAI-CONFIGS"}, Language::ja}),
    [](const auto& each) {
      std::string name = each.param.name;
      std::ranges::replace_if(
          name, [](char c) { return c == '-' || c == '.'; }, '_');
      return name;
    });

}  // namespace
}  // namespace sekisho
