// sekisho profiles: the list, a profile by name, a folder of one's own, and names that do not exist.
#include "cli_run.hpp"
#include "model/snapshot_files.hpp"
#include "report/json_schema.hpp"

#include <sekisho/policy/profile.hpp>

#include <gtest/gtest.h>

#include <fstream>

namespace sekisho::test {
namespace {

using nlohmann::json;

json valid_json(const std::string& text) {
  SchemaChecker checker(json::parse(read_file(source_root() / "docs" / "schemas" / "profiles.schema.json")));
  json document = json::parse(text);
  for (const std::string& problem : checker.problems(document)) ADD_FAILURE() << problem;
  return document;
}

TEST(Profiles, ListsEveryOneOfTheProgram) {
  const Outcome outcome = run({"profiles"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  for (const std::string& name : builtin_profiles()) EXPECT_TRUE(contains(outcome.out, name)) << name;
  const json document = valid_json(run({"profiles", "--format", "json"}).out);
  EXPECT_EQ(document["profiles"].size(), builtin_profiles().size());
}

TEST(Profiles, ShowsEveryClauseAndHowItIsChecked) {
  std::ifstream listed(source_root() / "tests/policy/clauses.txt");
  std::vector<std::string> args{"profiles"};
  for (const std::string& name : builtin_profiles()) args.push_back(name);
  const std::string text = run(args).out;
  for (std::string id; std::getline(listed, id);) {
    if (id.empty() || id.front() == '#') continue;
    EXPECT_TRUE(contains(text, id + "  ")) << id;
  }
  args.insert(args.end(), {"--format", "json", "--lang", "ja"});
  const json all = valid_json(run(args).out);
  for (const json& profile : all["profiles"]) {
    for (const json& clause : profile["clauses"]) {
      const bool checked = !clause["requirements"].empty() || !clause["attestation"].is_null() ||
                           !clause["not_checkable"].get<std::string>().empty();
      EXPECT_TRUE(checked || profile["kind"] == "base") << clause["id"];
    }
  }
}

TEST(Profiles, AFolderAddsItsOwn) {
  const TemporaryFolder folder;
  folder.write("mycity.yaml", "profile: mycity\ntitle: My City\nextends: [yonago]\n");
  const std::string path = folder.path().string();
  EXPECT_TRUE(contains(run({"profiles", "--policies", path}).out, "mycity"));
  const Outcome outcome = run({"profiles", "mycity", "--policies", path});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, "yonago-6-3-ア"));
}

TEST(Profiles, UnknownNamesAndFolders) {
  const Outcome unknown = run({"profiles", "alphaa"});
  EXPECT_EQ(unknown.status, 65);
  EXPECT_TRUE(contains(unknown.err, "alpha")) << unknown.err;
  EXPECT_EQ(run({"profiles", "--policies", "/nowhere/at/all"}).status, 65);
}

}  // namespace
}  // namespace sekisho::test
