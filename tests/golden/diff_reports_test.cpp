// The reports of a change on real snapshots, byte for byte, and JSON against its schema.
#include "report/json_schema.hpp"
#include "support/data.hpp"

#include <sekisho/report/diff.hpp>
#include <sekisho/review/review.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace sekisho {
namespace {

namespace fs = std::filesystem;

class DiffReports : public ::testing::Test {
 protected:
  void SetUp() override {  // NOLINT(readability-identifier-naming): GoogleTest's name
    folder_ = fs::current_path();
    fs::current_path(test::source_root());  // paths in reports are as given
  }
  void TearDown() override { fs::current_path(folder_); }  // NOLINT(readability-identifier-naming)

  static LoadedNetwork load(const std::string& path) {
    DiagnosticSink sink;
    std::optional<LoadedNetwork> loaded = load_network(path, sink);
    EXPECT_TRUE(loaded.has_value()) << path;
    return std::move(*loaded);
  }

  static review::Comparison compared(const LoadedNetwork& before, const LoadedNetwork& after) {
    review::CompareOptions options;
    options.date = {2026, 11, 21};
    DiagnosticSink sink;
    review::Comparison comparison = review::compare_networks(before, after, options, sink);
    EXPECT_FALSE(sink.has_errors());
    return comparison;
  }

  static void expect(const std::string& name, const std::string& text) {
    const fs::path path = test::source_root() / "tests" / "golden" / "reports" / name;
    if (test::update_goldens()) {
      std::ofstream(path, std::ios::binary) << text;
      return;
    }
    ASSERT_TRUE(fs::exists(path)) << path << " is missing; SEKISHO_UPDATE_GOLDENS=1 writes it";
    EXPECT_EQ(test::read_file(path), text) << path << " differs; SEKISHO_UPDATE_GOLDENS=1 rewrites it";
  }

  static void expect_valid(const std::string& schema, const std::string& text) {
    test::SchemaChecker checker(nlohmann::json::parse(
        test::read_file(test::source_root() / "docs" / "schemas" / (schema + ".schema.json"))));
    for (const std::string& problem : checker.problems(nlohmann::json::parse(text))) ADD_FAILURE() << problem;
  }

 private:
  fs::path folder_;
};

TEST_F(DiffReports, OfATemporaryPermit) {
  const LoadedNetwork before = load("topologies/sample-city/snapshot.yaml");
  const LoadedNetwork after = load("topologies/broken/temporary-permit/snapshot.yaml");
  const review::Comparison comparison = compared(before, after);
  const report::DiffInput input{&comparison, &before.network.snapshot, &after.network.snapshot};
  for (const Language language : {Language::en, Language::ja}) {
    const std::string name =
        language == Language::en ? "diff-temporary-permit.en" : "diff-temporary-permit.ja";
    expect(name + ".txt", report::diff_text(input, {language}));
    expect(name + ".md", report::diff_markdown(input, language));
    expect_valid("diff", report::diff_json(input, {language, "0.0.0"}));
  }
  expect("diff-temporary-permit.en.json", report::diff_json(input, {Language::en, "0.0.0"}));
  expect("diff-temporary-permit.en.sarif", report::diff_sarif(input, {Language::en, "0.0.0", ""}));
}

// A denial was there and is not: no line of the new configs is new, so all that are passed are shown.
TEST_F(DiffReports, OfAnUnboundAccessList) {
  const LoadedNetwork before = load("topologies/sample-city/snapshot.yaml");
  const LoadedNetwork after = load("topologies/broken/acl-not-bound/snapshot.yaml");
  const review::Comparison comparison = compared(before, after);
  const report::DiffInput input{&comparison, &before.network.snapshot, &after.network.snapshot};
  expect("diff-acl-not-bound.en.txt", report::diff_text(input, {Language::en}));
  expect_valid("diff", report::diff_json(input, {Language::en, "0.0.0"}));
}

TEST_F(DiffReports, OfEveryBrokenCityFitTheSchema) {
  const LoadedNetwork before = load("topologies/sample-city/snapshot.yaml");
  for (const std::string name : {"fqdn-object", "dynamic-routing", "vip-into-lgwan", "trunk-allowed-all"}) {
    const LoadedNetwork after = load("topologies/broken/" + name + "/snapshot.yaml");
    const review::Comparison comparison = compared(after, before);
    expect_valid("diff", report::diff_json({&comparison, nullptr, nullptr}, {Language::ja, "0.0.0"}));
  }
}

// A list is itself, and is not another one: refuted with a packet.
TEST_F(DiffReports, OfTwoFilters) {
  const LoadedNetwork city = load("topologies/sample-city/snapshot.yaml");
  DiagnosticSink sink;
  const auto first = compare::find_filter(city, "core-sw:LG201-IN", sink);
  const auto second = compare::find_filter(city, "core-sw:LG202-IN", sink);
  ASSERT_TRUE(first && second);
  const Date today{2026, 11, 21};
  const compare::FilterComparison same = compare::compare_filters(city, *first, city, *first, today);
  EXPECT_EQ(same.equality, compare::Equality::equal);
  expect_valid("diff-filters", report::filter_comparison_json(same, {Language::en, "0.0.0"}));
  const compare::FilterComparison other = compare::compare_filters(city, *first, city, *second, today);
  EXPECT_EQ(other.equality, compare::Equality::unequal);
  expect_valid("diff-filters", report::filter_comparison_json(other, {Language::ja, "0.0.0"}));
  expect("diff-filters.en.txt", report::filter_comparison_text(other, {Language::en}));
  expect("diff-filters.ja.txt", report::filter_comparison_text(other, {Language::ja}));
}

}  // namespace
}  // namespace sekisho
