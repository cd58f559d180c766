// Every snapshot under topologies/ against the verdicts that were written down for it by reasoning.
#include "support/data.hpp"
#include "support/expected_verdicts.hpp"

#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/proof/checker.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace sekisho {
namespace {

namespace fs = std::filesystem;
using test::Expected;

/// The witness packets of expected.yaml get to where they must not.
void check_witnesses(const LoadedNetwork& loaded, const VerifyResult& result, const Expected& expected) {
  for (const auto& [requirement_id, packet] : expected.witnesses) {
    const std::string& id = requirement_id;  // clang 14 lets no lambda capture a structured binding
    const auto found = std::ranges::find_if(
        result.requirements, [&](const RequirementResult& each) { return each.requirement.id == id; });
    ASSERT_NE(found, result.requirements.end()) << id;
    DiagnosticSink sink;
    const auto traced = trace_packet(loaded, {found->requirement.from, packet, expected.date}, sink);
    ASSERT_TRUE(traced.has_value());
    const std::string& to = found->requirement.to;
    EXPECT_TRUE(std::ranges::any_of(
        traced->forward.paths,
        [&](const TracePath& path) {
          return path.end_device == to || std::ranges::find(path.delivered_to, to) != path.delivered_to.end();
        }))
        << id << ": " << to_string(packet) << " does not get to " << to;
  }
}

int exit_status(const VerifyResult& result) { return result.violated > 0 ? 1 : result.unproved > 0 ? 2 : 0; }

std::string explain(const RequirementResult& result) {
  std::string text = result.requirement.id + " " + std::string(name_of(result.verdict));
  for (const Reason& reason : result.reasons)
    text += "\n    " + render(reason.because, Language::en) + "  " + reason.text;
  for (const Violation& violation : result.violations) {
    text += "\n    " + to_string(violation.sent);
    for (const BlamedRule& rule : violation.rules) {
      text += "\n      " + std::string(name_of(rule.role)) + " " + to_string(rule.source.span) + "  " +
              rule.source.text;
    }
  }
  return text;
}

void check(const fs::path& folder) {
  const Expected expected = test::read_expected(folder / "expected.yaml");
  DiagnosticSink sink;
  const auto loaded = load_network((folder / "snapshot.yaml").string(), sink);
  for (const Diagnostic& diagnostic : sink.all()) {
    EXPECT_NE(severity_of(diagnostic.code), Severity::error) << render(diagnostic, Language::en);
  }
  ASSERT_TRUE(loaded.has_value());
  VerifyOptions options;
  options.date = expected.date;
  const auto result = verify(*loaded, options, sink);
  ASSERT_TRUE(result.has_value());
  std::map<std::string, std::string> found;
  std::string story;
  for (const RequirementResult& each : result->requirements) {
    // Statements made are as good as proofs here: a policy wants dozens of them.
    const bool stated =
        each.verdict == Verdict::attested && each.requirement.kind == RequirementKind::attestation;
    if (each.verdict != Verdict::proved && !stated) found[each.requirement.id] = name_of(each.verdict);
    const auto wanted = expected.verdicts.find(each.requirement.id);
    const std::string_view want =
        wanted == expected.verdicts.end() ? "proved" : std::string_view(wanted->second);
    if (want != name_of(each.verdict) && !stated)
      story += "  expected " + std::string(want) + ": " + explain(each) + "\n";
  }
  EXPECT_EQ(found, expected.verdicts) << story;
  EXPECT_EQ(exit_status(*result), expected.exit);
  check_witnesses(*loaded, *result, expected);
}

std::vector<fs::path> snapshots() {
  std::vector<fs::path> folders;
  const fs::path root = test::source_root() / "topologies";
  if (!fs::exists(root)) return folders;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().filename() == "snapshot.yaml") folders.push_back(entry.path().parent_path());
  }
  std::ranges::sort(folders);
  return folders;
}

class Topology : public ::testing::TestWithParam<fs::path> {};

TEST_P(Topology, HasTheExpectedVerdicts) { check(GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, Topology, ::testing::ValuesIn(test::part_of(snapshots(), 3)),
                         [](const auto& instance) {
                           std::string name = instance.param.filename().string();
                           std::ranges::replace_if(
                               name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; },
                               '_');
                           return name;
                         });
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Topology);

}  // namespace
}  // namespace sekisho
