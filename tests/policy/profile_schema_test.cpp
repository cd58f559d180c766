// The JSON Schema of profiles and the reader say the same about their form.
#include <sekisho/base/code.hpp>
#include <sekisho/policy/profile.hpp>

#include "model/snapshot_files.hpp"
#include "support/data.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include <sys/wait.h>

namespace sekisho::test {
namespace {

/// Runs the checker on a list of `accept PATH` and `reject PATH`.
void expect_as_listed(const std::string& list) {
  const std::string script = (source_root() / "tests/model/check_schema.py").string();
  const std::string schema = (source_root() / "policies/profile.schema.json").string();
  const std::string command = "python3 '" + script + "' '" + schema + "' '" + list + "' 2>&1";
  FILE* pipe = ::popen(command.c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string output;
  std::array<char, 4096> block{};
  for (std::size_t n = 0; (n = std::fread(block.data(), 1, block.size(), pipe)) > 0;)
    output.append(block.data(), n);
  const int status = ::pclose(pipe);
  const int exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  if (exit == 77 || exit == 127) GTEST_SKIP() << "needs python3-jsonschema and python3-yaml: " << output;
  EXPECT_EQ(exit, 0) << output;
}

TEST(ProfileSchema, AcceptsTheBuiltInProfiles) {
  const TemporaryFolder folder;
  std::string list;
  for (const auto& entry : std::filesystem::directory_iterator(source_root() / "policies")) {
    if (entry.path().extension() == ".yaml") list += "accept " + entry.path().string() + "\n";
  }
  expect_as_listed(folder.write("list", list));
}

TEST(ProfileSchema, SeesTheFaultsOfForm) {
  const std::string head = "profile: t\ntitle: x\n";
  const std::string row = "id: A\n    title: x\n    from: [lgwan]\n    to: [dmz]\n";
  const std::string clause = "id: t-1\n    clause: \"1\"\n    term: x\n    demand: x\n";
  const std::vector<std::string> texts = {
      head,
      head + "requirements:\n  - " + row,
      head + "requirements:\n  - " + row + "    allow: specific\n    confirm: {ja: x, en: x}\n",
      head + "requirements:\n  - " + row + "    semantics: packets\n",
      head + "requirements:\n  - " + row + "    alow: [x]\n",
      head + "requirements:\n  - id: A\n    title: x\n    from: [lgwan]\n",
      head + "requirements:\n  - id: A\n    title: x\n    from: []\n    to: [dmz]\n",
      head + "requirements:\n  - id: A\n    kind: devices\n    title: x\n    from: [lgwan]\n",
      head + "requirements:\n  - id: A\n    kind: practice\n    title: x\n    practice: time-servers\n",
      head + "requirements:\n  - id: A\n    kind: practice\n    title: x\n    practice: time-server\n",
      head + "requirements:\n  - id: A\n    kind: practice\n    title: x\n",
      head +
          "requirements:\n  - id: A\n    kind: practice\n    title: x\n    practice: time-servers\n    from: "
          "[dmz]\n",
      head + "requirements:\n  - " + row + "    practice: time-servers\n",
      head + "clauses:\n  - " + clause,
      head + "clauses:\n  - " + clause + "    check: [CHK-02, CHK-3]\n",
      head + "clauses:\n  - " + clause + "    check: CHK-02\n    attest: x\n    rows: [A]\n",
      head + "clauses:\n  - " + clause + "    attested: x\n",
      head + "kind: modle\nextends: alpha\n",
      head + "kind: base\nextends: [alpha]\nedition: {ja: x}\n",
      head + "extends: alpha\nexceptions: {approver: CISO, also: [x]}\n",
      head + "extends: alpha\nexceptions: {also: [x]}\n",
      head + "extends: alpha\nsegments: {lgwan: {meaning: x, includes: [internet-vpn]}}\n",
      head + "extends: alpha\nsegments: {lgwan: {meaning: x, includes: [internet-vpm]}}\n",
      head + "extends: alpha\nsegments: {lgwan: {includes: []}}\n",
      "profile: t\nextends: alpha\n",
  };
  const TemporaryFolder folder;
  std::string list;
  int number = 0;
  for (const std::string& text : texts) {
    DiagnosticSink sink;
    static_cast<void>(read_profile(text, "test.yaml", sink));
    const std::string path = folder.write(std::to_string(number++) + ".yaml", text);
    list += (sink.has_errors() ? "reject " : "accept ") + path + "\n";
  }
  expect_as_listed(folder.write("list", list));
}

/// The keys that the reader names as possible at the place where `{KEY}` stands.
std::string keys_of_the_reader(std::string text) {
  const std::string key = "qqqqqqqqqqqq";  // near to nothing, so that all keys are listed
  text.replace(text.find("{KEY}"), 5, key + ": x");
  DiagnosticSink sink;
  static_cast<void>(read_profile(text, "test.yaml", sink));
  for (const Diagnostic& each : sink.all()) {
    if (each.code == Code::unknown_key && each.arguments[0] == key) return each.arguments[2];
  }
  return "";
}

TEST(ProfileSchema, TheReaderKnowsNoOtherKeys) {
  EXPECT_EQ(keys_of_the_reader("{KEY}\n"),
            "profile, kind, title, edition, extends, exceptions, segments, clauses, requirements");
  EXPECT_EQ(keys_of_the_reader("profile: a\nrequirements: [{{KEY}}]\n"),
            "id, title, kind, semantics, from, to, except, allow, confirm, clauses");
  EXPECT_EQ(keys_of_the_reader("profile: a\nrequirements: [{kind: practice, {KEY}}]\n"),
            "id, title, kind, practice, clauses");
  EXPECT_EQ(keys_of_the_reader("profile: a\nclauses: [{{KEY}}]\n"),
            "id, clause, term, demand, check, rows, attest, not-checkable");
}

}  // namespace
}  // namespace sekisho::test
