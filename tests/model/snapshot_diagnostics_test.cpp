// Every wrong thing in a snapshot is reported where it stands, and every code has a case.
#include "model/diagnostic_cases.hpp"
#include "model/snapshot_files.hpp"
#include "support/data.hpp"

#include <sekisho/base/code.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace sekisho::test {
namespace {

/// Where and what, in the form of summary(). Several diagnostics at one mark: the last mark goes on.
std::vector<std::string> expected_of(const SnapshotCase& test, const Marked& marked) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < test.expected.size(); ++i) {
    const auto [line, column] = marked.places[std::min(i, marked.places.size() - 1)];
    const std::string& expected = test.expected[i];
    const std::size_t blank = expected.find(' ');
    std::string text = expected.substr(0, blank) + ' ' + std::to_string(line) + ':' + std::to_string(column);
    if (blank != std::string::npos) text += expected.substr(blank);
    lines.push_back(text);
  }
  return lines;
}

class SnapshotDiagnostics : public testing::TestWithParam<SnapshotCase> {};

TEST_P(SnapshotDiagnostics, StandsWhereTheFaultIs) {
  const Marked marked(GetParam().text);
  ASSERT_FALSE(marked.places.empty());
  const Loaded loaded = load_text(marked.text);
  EXPECT_EQ(summary(loaded.sink), expected_of(GetParam(), marked));
}

std::string name_of_case(const testing::TestParamInfo<SnapshotCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(File, SnapshotDiagnostics, testing::ValuesIn(file_cases()), name_of_case);
INSTANTIATE_TEST_SUITE_P(Topology, SnapshotDiagnostics, testing::ValuesIn(topology_cases()), name_of_case);
INSTANTIATE_TEST_SUITE_P(Register, SnapshotDiagnostics, testing::ValuesIn(register_cases()), name_of_case);

/// The codes that messages.def lists under its headings "model: ...".
std::set<std::string> codes_of_the_model() {
  std::istringstream lines(read_file(source_root() / "include/sekisho/base/messages.def"));
  std::set<std::string> codes;
  bool ours = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("// ---")) ours = line.starts_with("// --- model:");
    constexpr std::string_view opening = "SEKISHO_MESSAGE(";
    if (ours && line.starts_with(opening)) {
      codes.insert(line.substr(opening.size(), line.find(',') - opening.size()));
    }
  }
  return codes;
}

TEST(ModelCodes, EachHasACaseThatTriggersIt) {
  // This one needs no text in a file but its size; see YamlTree.RefusesAHugeFile.
  std::set<std::string> tested{"file_too_large"};
  for (const auto* cases : {&file_cases(), &topology_cases(), &register_cases()}) {
    for (const SnapshotCase& test : *cases) {
      for (const std::string& expected : test.expected) tested.insert(expected.substr(0, expected.find(' ')));
    }
  }
  for (const std::string& code : network_codes_tested()) tested.insert(code);
  for (const std::string& code : codes_of_the_model()) EXPECT_TRUE(tested.contains(code)) << code;
}

TEST(SnapshotFile, ThatIsMissing) {
  DiagnosticSink sink;
  EXPECT_FALSE(load_snapshot("/nonexistent/snapshot.yaml", sink));
  EXPECT_THAT(
      summary(sink),
      testing::ElementsAre("file_unreadable 0:0 /nonexistent/snapshot.yaml | No such file or directory"));
}

TEST(SnapshotFile, ThatIsADirectory) {
  const TemporaryFolder folder;
  DiagnosticSink sink;
  EXPECT_FALSE(load_snapshot(folder.path().string(), sink));
  ASSERT_EQ(sink.all().size(), 1U);
  EXPECT_EQ(sink.all()[0].code, Code::file_unreadable);
}

}  // namespace
}  // namespace sekisho::test
