// Profiles that extend others: what is taken over, what is replaced, how ids are named, and what is wrong.
#include <sekisho/base/code.hpp>
#include <sekisho/policy/profile.hpp>

#include "model/snapshot_files.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// `line code arguments` of each diagnostic.
std::vector<std::string> said(const DiagnosticSink& sink) {
  std::vector<std::string> lines;
  for (const Diagnostic& each : sink.all()) {
    std::string line = std::to_string(each.span.line) + " " + std::string(name_of(each.code));
    for (const std::string& argument : each.arguments) line += " | " + argument;
    lines.push_back(line);
  }
  return lines;
}

std::string row(const std::string& id, const std::string& to, const std::string& more = "") {
  return "  - id: \"" + id + "\"\n    title: x\n    from: [lgwan]\n    to: [" + to + "]\n" + more;
}

std::string clause(const std::string& id, const std::string& more) {
  return "  - id: \"" + id + "\"\n    clause: \"1\"\n    term: x\n    demand: x\n" + more;
}

class Extends : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const {
    folder_.write(name + ".yaml", "profile: " + name + "\ntitle: x\n" + text);
  }
  std::optional<Profile> find(const std::string& name) {
    return find_profile(name, folder_.path().string(), {"snapshot.yaml", 3, 1, 0}, sink_);
  }
  static std::vector<std::string> ids(const Profile& profile) {
    std::vector<std::string> result;
    for (const ProfileRow& each : profile.rows) result.push_back(each.id + ">" + each.to.classes.front());
    return result;
  }

  TemporaryFolder folder_;
  DiagnosticSink sink_;
};

TEST_F(Extends, RowsAreTakenOverAndReplacedInPlace) {
  write("town", "requirements:\n" + row("TOWN-1", "dmz") + row("TOWN-2", "internet"));
  write("own", "extends: [town]\nrequirements:\n" + row("OWN-1", "guest") + row("TOWN-1", "saas"));
  const auto profile = find("own");
  ASSERT_TRUE(profile.has_value());
  EXPECT_THAT(ids(*profile), ElementsAre("TOWN-1>saas", "TOWN-2>internet", "OWN-1>guest"));
  EXPECT_THAT(said(sink_), IsEmpty());
}

TEST_F(Extends, ABaseNamesItsHeir) {
  write("common", "kind: base\nrequirements:\n" +
                      row("$PROFILE-1", "dmz", "    clauses: [\"$profile-1a\"]\n") + "clauses:\n" +
                      clause("$profile-1a", "") + clause("$profile-2", "    attest: x\n"));
  write("own", "extends: [common]\nexceptions: {approver: CISO}\n");
  const auto profile = find("own");
  ASSERT_TRUE(profile.has_value());
  EXPECT_THAT(said(sink_), IsEmpty());
  EXPECT_THAT(ids(*profile), ElementsAre("OWN-1>dmz"));
  ASSERT_EQ(profile->clauses.size(), 2u);
  EXPECT_EQ(profile->clauses[0].id, "own-1a");
  EXPECT_EQ(profile->rows_of(profile->clauses[0]).size(), 1u);
  EXPECT_EQ(profile->clauses[1].attestation_id, "OWN-ATT-2");
  EXPECT_EQ(profile->name, "own");
}

TEST_F(Extends, AClauseAddsItselfToRowsThatItNames) {
  write("town", "requirements:\n" + row("TOWN-1", "dmz"));
  write("own", "extends: [town]\nclauses:\n" + clause("own-1", "    rows: [TOWN-1]\n") +
                   clause("own-2", "    rows: [TOWN-2]\n    attest: x\n"));
  const auto profile = find("own");
  ASSERT_TRUE(profile.has_value());
  EXPECT_THAT(profile->rows[0].clauses, ElementsAre("own-1"));
  EXPECT_THAT(said(sink_), ElementsAre("10 clause_of_unknown_row | own-2 | TOWN-2 | TOWN-1"));
}

TEST_F(Extends, ProfilesOfAFolderExtendThoseOfTheProgram) {
  write("own", "extends: [alpha]\n");
  const auto profile = find("own");
  ASSERT_TRUE(profile.has_value());
  DiagnosticSink sink;
  EXPECT_EQ(profile->rows.size(), find_profile("alpha", "", {}, sink)->rows.size());
}

TEST_F(Extends, CirclesAreRefused) {
  write("a", "extends: [b]\n");
  write("b", "extends: [c]\n");
  write("c", "extends: [b]\n");
  EXPECT_FALSE(find("a").has_value());
  EXPECT_THAT(said(sink_), ElementsAre("3 profile_extends_itself | b | b > c > b"));
}

TEST_F(Extends, UnknownNamesAreRefused) {
  write("own", "extends: [alpho]\nrequirements:\n" + row("OWN-1", "dmz"));
  EXPECT_FALSE(find("own").has_value()) << "fewer rows would be checked than the profile says";
  EXPECT_THAT(said(sink_), ElementsAre("3 unknown_profile | alpho | alpha"));
}

TEST_F(Extends, ManyWaysToOneProfileAreReadOnce) {
  write("p0", "requirements:\n" + row("P-0", "dmz"));
  for (int i = 1; i <= 40; ++i) {
    const std::string below = "p" + std::to_string(i - 1);
    write("p" + std::to_string(i), "extends: [" + below + ", " + below + "]\n");
  }
  EXPECT_TRUE(find("p40").has_value());
}

TEST_F(Extends, AChainHasAnEnd) {
  write("p0", "requirements:\n" + row("P-0", "dmz"));
  for (int i = 1; i <= 64; ++i) write("p" + std::to_string(i), "extends: [p" + std::to_string(i - 1) + "]\n");
  EXPECT_TRUE(find("p63").has_value());
  EXPECT_FALSE(find("p64").has_value());
  EXPECT_THAT(said(sink_), ElementsAre("3 yaml_too_deep | 64"));
}

TEST_F(Extends, ClausesHaveToBeChecked) {
  write("own", "requirements:\n" + row("OWN-1", "dmz", "    clauses: [own-1, own-9, elsewhere/3]\n") +
                   "clauses:\n" + clause("own-1", "    not-checkable: x\n") + clause("own-2", "") +
                   clause("own-3", "    not-checkable: x\n") + clause("own-4", "    attest: x\n"));
  ASSERT_TRUE(find("own").has_value());
  EXPECT_THAT(said(sink_), ElementsAre("10 clause_checked_after_all | own-1", "15 clause_not_checked | own-2",
                                       "4 row_cites_unknown_clause | OWN-1 | own-9 | own-1"));
}

TEST_F(Extends, ASnapshotNamesNoBase) {
  write("common", "kind: base\nrequirements:\n" + row("$PROFILE-1", "dmz"));
  Snapshot snapshot;
  snapshot.model = "common";
  EXPECT_FALSE(find_policies(snapshot, folder_.path().string(), sink_).has_value());
  EXPECT_THAT(said(sink_), ElementsAre("1 profile_is_base | common"));
}

TEST_F(Extends, PolicyAndModelAreBothCompiled) {
  write("town", "exceptions: {approver: {ja: 市長, en: Mayor}}\nrequirements:\n" + row("TOWN-1", "dmz") +
                    "clauses:\n" + clause("town-2", "    attest: x\n"));
  write("m", "kind: model\nrequirements:\n" + row("M-1", "dmz"));
  Snapshot snapshot;
  snapshot.policy = "town";
  snapshot.model = "m";
  snapshot.segments.resize(2);
  snapshot.segments[0].name = "lg";
  snapshot.segments[0].class_name = "lgwan";
  snapshot.segments[1].name = "dmz";
  snapshot.segments[1].class_name = "dmz";
  snapshot.attestations.resize(2);
  snapshot.attestations[0].id = "AT-1";
  snapshot.attestations[0].requirement = "town-2";
  snapshot.attestations[1].id = "AT-2";
  snapshot.attestations[1].requirement = "town-3";
  const auto policies = find_policies(snapshot, folder_.path().string(), sink_);
  ASSERT_TRUE(policies.has_value());
  EXPECT_EQ(policies->name(), "town+m");
  std::vector<std::string> found;
  for (const Requirement& each : compile(*policies, snapshot, sink_)) {
    found.push_back(each.id);
    EXPECT_THAT(each.approver.titles, ElementsAre("市長", "Mayor")) << each.id;
  }
  EXPECT_THAT(found, ElementsAre("TOWN-1:lg>dmz", "TOWN-ATT-2", "M-1:lg>dmz"));
  EXPECT_THAT(said(sink_), ElementsAre("0 record_of_no_requirement | AT-2 | town-3 | town-2"));
  EXPECT_EQ(policies->files.size(), 2u);
}

TEST_F(Extends, ClassesThatASnapshotLacksAreRemarkedOn) {
  write("town",
        "segments: {lgwan: {meaning: x}, standalone: {meaning: y}}\nrequirements:\n" + row("TOWN-1", "dmz"));
  Snapshot snapshot;
  snapshot.policy = "town";
  snapshot.segments.resize(1);
  snapshot.segments[0].name = "lg";
  snapshot.segments[0].class_name = "lgwan";
  const auto policies = find_policies(snapshot, folder_.path().string(), sink_);
  ASSERT_TRUE(policies.has_value());
  static_cast<void>(compile(*policies, snapshot, sink_));
  EXPECT_THAT(said(sink_), ElementsAre("0 policy_class_missing | town | standalone"));
}

}  // namespace
}  // namespace sekisho::test
