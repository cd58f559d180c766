// Profiles: what is read, what is said about wrong ones and where, and what they compile to.
#include <sekisho/base/code.hpp>
#include <sekisho/policy/profile.hpp>

#include <gmock/gmock.h>

namespace sekisho {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// `line:column code arguments` of each diagnostic.
std::vector<std::string> said(const DiagnosticSink& sink) {
  std::vector<std::string> lines;
  for (const Diagnostic& each : sink.all()) {
    std::string line = std::to_string(each.span.line) + ":" + std::to_string(each.span.column) + " " +
                       std::string(name_of(each.code));
    for (const std::string& argument : each.arguments) line += " | " + argument;
    lines.push_back(line);
  }
  return lines;
}

constexpr const char* head = "profile: test\ntitle: {ja: 試験, en: Test}\nrequirements:\n";

/// A profile with the head above and these rows, which begin on line 4.
std::optional<Profile> read(const std::string& rows, DiagnosticSink& sink) {
  return read_profile(head + rows, "test.yaml", sink);
}

constexpr const char* good = R"(  - id: T-1
    title: {ja: 一, en: One}
    from: [my-number]
    to: [any]
    except: [lgwan]
    semantics: session
    allow: [specific]
    clauses: [guide/1, guide/2]
  - id: T-2
    kind: devices
    title: Two
    from: [guest]
)";

TEST(Profile, ReadsRows) {
  DiagnosticSink sink;
  const auto profile = read(good, sink);
  ASSERT_TRUE(profile.has_value());
  EXPECT_THAT(said(sink), IsEmpty());
  EXPECT_EQ(profile->name, "test");
  ASSERT_EQ(profile->rows.size(), 2u);
  const ProfileRow& one = profile->rows[0];
  EXPECT_EQ(one.title.ja, "一");
  EXPECT_EQ(one.semantics, Semantics::session);
  EXPECT_THAT(one.from.classes, ElementsAre("my-number"));
  EXPECT_THAT(one.from.except, IsEmpty());
  EXPECT_THAT(one.to.except, ElementsAre("lgwan"));
  EXPECT_THAT(one.allow, ElementsAre("specific"));
  EXPECT_THAT(one.clauses, ElementsAre("guide/1", "guide/2"));
  EXPECT_EQ(one.span.line, 4);
  EXPECT_EQ(profile->rows[1].kind, RequirementKind::devices);
  EXPECT_EQ(profile->rows[1].semantics, Semantics::packet);
}

TEST(Profile, SaysWhatIsWrongAndWhere) {
  struct Case {
    const char* rows;
    std::vector<std::string> expected;
    std::size_t kept;
  };
  const Case cases[] = {
      {"  - title: No id\n    from: [lgwan]\n    to: [internet]\n",
       {"4:5 missing_key | requirements[0] | id"},
       0},
      {"  - id: A\n    title: x\n    to: [internet]\n", {"4:5 missing_key | requirements[0] | from"}, 0},
      {"  - id: A\n    title: x\n    from: [lgwan]\n", {"4:5 missing_key | requirements[0] | to"}, 0},
      {"  - id: A\n    title: x\n    from: []\n    to: [internet]\n",
       {"6:11 empty_list | requirements[0].from"},
       0},
      {"  - id: A\n    title: x\n    from: [lgwan]\n    to: [internet]\n    semantics: packets\n",
       {"8:16 unknown_word | packets | requirements[0].semantics | packet, session"},
       0},
      {"  - id: A\n    title: x\n    from: [lgwam]\n    to: [internet]\n",
       {"6:12 unusual_class | lgwam | lgwan"},
       1},
      {"  - id: A\n    title: x\n    from: [honbu]\n    to: [internet]\n", {}, 1},
      {"  - id: A\n    title: x\n    from: [lgwan]\n    to: [internet]\n  - id: A\n    title: y\n    from: "
       "[dmz]\n"
       "    to: [internet]\n",
       {"8:5 duplicate_id | A | 4"},
       1},
  };
  for (const Case& each : cases) {
    DiagnosticSink sink;
    const auto profile = read(each.rows, sink);
    EXPECT_EQ(said(sink), each.expected) << each.rows;
    EXPECT_EQ(profile ? profile->rows.size() : 0, each.kept) << each.rows;
  }
}

TEST(Profile, UnknownKeysAreReported) {
  DiagnosticSink sink;
  static_cast<void>(
      read("  - id: A\n    title: x\n    from: [lgwan]\n    to: [internet]\n    alow: [x]\n", sink));
  ASSERT_EQ(sink.all().size(), 1u);
  EXPECT_EQ(sink.all()[0].code, Code::unknown_key);
  EXPECT_EQ(sink.all()[0].span.line, 8);
}

TEST(Profile, UnreadableFilesGiveNothing) {
  for (const char* text : {"", "[", "profile: x\n", "- 1\n", "profile: x\ntitle: y\nrequirements: []\n"}) {
    DiagnosticSink sink;
    EXPECT_FALSE(read_profile(text, "test.yaml", sink).has_value()) << text;
  }
}

TEST(Profile, BuiltInOnesAreSoundAndFoundByName) {
  EXPECT_FALSE(builtin_profiles().empty());
  for (const std::string& name : builtin_profiles()) {
    DiagnosticSink sink;
    const auto profile = find_profile(name, "", {}, sink);
    EXPECT_TRUE(profile.has_value()) << name;
    EXPECT_THAT(said(sink), IsEmpty()) << name;
  }
  DiagnosticSink sink;
  EXPECT_FALSE(find_profile("alpa", "", {"snapshot.yaml", 3, 9, 0}, sink).has_value());
  EXPECT_THAT(said(sink), ElementsAre("3:9 unknown_profile | alpa | alpha"));
}

Segment segment(const std::string& name, const std::string& class_name, bool outside = false) {
  Segment made;
  made.name = name;
  made.class_name = class_name;
  made.outside = outside;
  return made;
}

Snapshot city() {
  Snapshot snapshot;
  snapshot.segments = {segment("mn", "my-number"), segment("lg1", "lgwan"), segment("lg2", "lgwan"),
                       segment("inet", "internet", true), segment("own", "honbu")};
  for (const char* name : {"r1", "r2"}) {
    SnapshotDevice device;
    device.name = name;
    snapshot.devices.push_back(device);
  }
  return snapshot;
}

std::vector<std::string> ids(const std::string& rows) {
  DiagnosticSink sink;
  const auto profile = read(rows, sink);
  std::vector<std::string> result;
  for (const Requirement& each : compile(*profile, city())) result.push_back(each.id);
  return result;
}

std::string row(const std::string& id, const std::string& from, const std::string& to,
                const std::string& more = "") {
  return "  - id: " + id + "\n    title: x\n    from: [" + from + "]\n    to: [" + to + "]\n" + more;
}

TEST(Compile, OneStatementPerOrderedPair) {
  EXPECT_THAT(ids(row("A", "lgwan", "my-number, lgwan")),
              ElementsAre("A:lg1>mn", "A:lg1>lg2", "A:lg2>mn", "A:lg2>lg1"));
}

TEST(Compile, WordsAndExcept) {
  EXPECT_THAT(ids(row("A", "my-number", "outside")), ElementsAre("A:mn>inet"));
  EXPECT_THAT(ids(row("A", "my-number", "inside", "    except: [lgwan]\n")), ElementsAre("A:mn>own"));
  EXPECT_THAT(ids(row("A", "my-number", "any", "    except: [outside, honbu]\n")),
              ElementsAre("A:mn>lg1", "A:mn>lg2"));
  // Only the side that is given as a word loses classes.
  EXPECT_THAT(ids(row("A", "lgwan", "any", "    except: [lgwan]\n")),
              ElementsAre("A:lg1>mn", "A:lg1>inet", "A:lg1>own", "A:lg2>mn", "A:lg2>inet", "A:lg2>own"));
}

TEST(Compile, APairBelongsToTheFirstRow) {
  EXPECT_THAT(ids(row("A", "my-number", "internet") + row("B", "my-number", "any, internet")),
              ElementsAre("A:mn>inet", "B:mn>lg1", "B:mn>lg2", "B:mn>own"));
}

TEST(Compile, DevicesAreAllDevices) {
  const std::string rows =
      row("A", "honbu", "any") + "  - id: D\n    kind: devices\n    title: x\n    from: [honbu]\n";
  EXPECT_THAT(ids(rows),
              ElementsAre("A:own>mn", "A:own>lg1", "A:own>lg2", "A:own>inet", "D:own>r1", "D:own>r2"));
}

}  // namespace
}  // namespace sekisho
