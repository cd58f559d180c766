// The report of `profiles`: goldens in both languages, and its schema.
#include "golden.hpp"
#include "json_schema.hpp"
#include "support/data.hpp"

#include <sekisho/report/profiles.hpp>

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using nlohmann::json;
using report::JsonOptions;
using report::TextOptions;

Profile sample_profile() {
  constexpr const char* text = R"(profile: town
title: {ja: ある町の情報セキュリティポリシー, en: "A town, information security policy"}
edition: {ja: 令和8年4月1日, en: 1 April 2026}
exceptions: {approver: {ja: 最高情報セキュリティ責任者, en: Chief Information Security Officer}, also: CISO}
segments:
  my-number: {meaning: {ja: 個人番号利用事務のシステム, en: Systems for individual numbers}, excludes: family-register}
requirements:
  - id: TOWN-MN
    title: {ja: マイナンバー利用事務系から他の領域へは1パケットも届かない, en: "From my-number to any other zone, not one packet"}
    from: my-number
    to: any
    except: government-cloud
    allow: specific
    clauses: town-2.1
  - id: TOWN-EXIT
    title: {ja: 独自の出口は監視している, en: An exit of its own is watched}
    from: internet-zone
    to: internet
    semantics: session
    confirm: {ja: 出口を監視している, en: The exit is watched}
  - id: TOWN-DEVICES
    kind: devices
    title: {ja: 機器には管理セグメントからだけ届く, en: Devices are reached from management only}
    from: any
clauses:
  - id: town-2.1
    clause: 2(1)
    term: {ja: 他の領域との分離, en: separation}
    demand: {ja: 他の領域と通信できない, en: No communication with any other zone}
    check: [CHK-02, CHK-03]
    attest: {ja: 経路をMACアドレスでも限っている, en: The path is limited by MAC address as well}
  - id: town-2.2
    clause: 2(2)
    term: {ja: 利用状況の調査, en: inspection}
    demand: {ja: 調べることができる, en: Use may be inspected}
    not-checkable: {ja: 権限を定める条項である, en: A clause that gives a right}
)";
  DiagnosticSink sink;
  std::optional<Profile> profile = read_profile(text, "town.yaml", sink);
  EXPECT_TRUE(profile.has_value() && sink.all().empty());
  return *profile;
}

Profile sample_base() {
  DiagnosticSink sink;
  return *read_profile(
      "profile: common\nkind: base\ntitle: Common\nrequirements: [{id: $PROFILE-1, title: x, from: dmz, to: "
      "any}]\n",
      "common.yaml", sink);
}

TEST(ProfilesReport, Goldens) {
  for (const Language language : {Language::en, Language::ja}) {
    const std::string suffix = language == Language::ja ? ".ja.txt" : ".en.txt";
    TextOptions options;
    options.language = language;
    expect_golden("profiles" + suffix, report::profiles_text({sample_profile()}, options));
    expect_golden("profile-list" + suffix,
                  report::profile_list_text({sample_base(), sample_profile()}, options));
  }
  expect_golden("profiles.json", report::profiles_json({sample_profile()}, {Language::ja, "0.1.0"}));
}

TEST(ProfilesReport, KeepsToItsSchema) {
  SchemaChecker schema(json::parse(read_file(source_root() / "docs" / "schemas" / "profiles.schema.json")));
  std::vector<Profile> all = {sample_profile(), sample_base()};
  for (const std::string& name : builtin_profiles()) {
    DiagnosticSink sink;
    all.push_back(find_profile(name, "", {}, sink).value());
  }
  const JsonOptions options{Language::en, "0.1.0"};
  for (const std::string& text :
       {report::profiles_json(all, options), report::profile_list_json(all, options)}) {
    for (const std::string& problem : schema.problems(json::parse(text))) ADD_FAILURE() << problem;
  }
}

}  // namespace
}  // namespace sekisho::test
