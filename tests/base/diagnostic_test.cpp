// The catalogue of messages as a whole, rendering, and suggestions of names.
#include <sekisho/base/code.hpp>
#include <sekisho/base/diagnostic.hpp>
#include <sekisho/base/result.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace sekisho {
namespace {

/// Ten arguments that show up in a sentence by their number.
const std::vector<std::string> numbered{"<0>", "<1>", "<2>", "<3>", "<4>", "<5>", "<6>", "<7>", "<8>", "<9>"};

std::set<int> arguments_used(const std::string& text) {
  std::set<int> used;
  for (int i = 0; i < 10; ++i) {
    if (text.find('<' + std::to_string(i) + '>') != std::string::npos) used.insert(i);
  }
  return used;
}

TEST(Catalogue, NamesAreUniqueAndPlain) {
  std::set<std::string_view> names;
  for (const Code code : all_codes()) {
    const std::string_view name = name_of(code);
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string_view::npos)
        << name;
  }
  EXPECT_FALSE(names.empty());
}

TEST(Catalogue, BothLanguagesSayTheSameThings) {
  for (const Code code : all_codes()) {
    const std::string english = sentence(code, numbered, Language::en);
    const std::string japanese = sentence(code, numbered, Language::ja);
    EXPECT_EQ(arguments_used(english), arguments_used(japanese)) << name_of(code);
    const std::set<int> used = arguments_used(english);
    if (!used.empty()) {
      EXPECT_EQ(*used.rbegin() + 1, static_cast<int>(used.size())) << name_of(code) << ": gap in arguments";
    }
    EXPECT_NE(english, japanese) << name_of(code);
    EXPECT_TRUE(std::ranges::all_of(english, [](char c) { return c >= ' ' && c <= '~'; })) << name_of(code);
    EXPECT_TRUE(std::ranges::any_of(japanese, [](char c) { return c < 0; })) << name_of(code);
    for (const std::string& text : {english, japanese}) {
      EXPECT_EQ(text.find_first_of("{}\n"), std::string::npos) << name_of(code) << ": " << text;
      EXPECT_FALSE(text.empty() || text.back() == '.' || text.ends_with("。") || text.front() == ' ')
          << name_of(code) << ": " << text;
    }
  }
}

TEST(Span, PrintsWhatIsKnown) {
  EXPECT_EQ(to_string(Span{"a.conf", 3, 7}), "a.conf:3:7");
  EXPECT_EQ(to_string(Span{"a.conf", 3}), "a.conf:3");
  EXPECT_EQ(to_string(Span{"a.conf", 0, 7}), "a.conf");
  EXPECT_EQ(to_string(Span{}), "");
  EXPECT_EQ(to_string(Span{"", 3, 7}), "3:7");
}

TEST(Diagnostic, RendersInBothLanguages) {
  const Diagnostic diagnostic{Code::file_unreadable, {"net.yaml", 3, 7}, {"a.conf", "no such file"}};
  EXPECT_EQ(render(diagnostic, Language::en),
            "net.yaml:3:7: error: cannot read \"a.conf\": no such file [file_unreadable]");
  EXPECT_EQ(render(diagnostic, Language::ja),
            "net.yaml:3:7: error: ファイル「a.conf」を読めません: no such file [file_unreadable]");
  EXPECT_EQ(render({Code::yaml_syntax, {}, {"x"}}, Language::en), "error: not valid YAML: x [yaml_syntax]");
}

TEST(Diagnostic, ArgumentsAreNotReadAsPlaceholders) {
  EXPECT_EQ(sentence(Code::file_unreadable, {"{1}", "{0}"}, Language::en), "cannot read \"{1}\": {0}");
}

TEST(DiagnosticSink, KeepsOrderAndKnowsErrors) {
  DiagnosticSink sink;
  EXPECT_FALSE(sink.has_errors());
  sink.report(Code::yaml_syntax, {"a", 2}, {"x"});
  sink.report(Code::file_unreadable, {"a", 1}, {"y", "z"});
  ASSERT_EQ(sink.all().size(), 2U);
  EXPECT_EQ(sink.all()[0].code, Code::yaml_syntax);
  EXPECT_EQ(sink.all()[1].span.line, 1);
  EXPECT_TRUE(sink.has_errors());
}

TEST(DiagnosticSink, OnlyErrorsAreErrors) {
  for (const Code code : all_codes()) {
    DiagnosticSink sink;
    sink.report(code, {}, numbered);
    EXPECT_EQ(sink.has_errors(), severity_of(code) == Severity::error) << name_of(code);
  }
}

TEST(NearestName, SuggestsWhatWasProbablyMeant) {
  const std::vector<std::string> known{"devices",  "links",      "segments",
                                       "channels", "my-number",  "lgwan",
                                       "dmz",      "住民記録系", "インターネット接続系"};
  EXPECT_EQ(nearest_name("device", known), "devices");
  EXPECT_EQ(nearest_name("segmnets", known), "segments");
  EXPECT_EQ(nearest_name("chanels", known), "channels");
  EXPECT_EQ(nearest_name("mynumber", known), "my-number");
  EXPECT_EQ(nearest_name("LGWAN", known), "lgwan");
  EXPECT_EQ(nearest_name("dnz", known), "dmz");
  EXPECT_EQ(nearest_name("住民記録", known), "住民記録系");
  EXPECT_EQ(nearest_name("インタネット接続系", known), "インターネット接続系");
  EXPECT_EQ(nearest_name("住基", known), "");
  EXPECT_EQ(nearest_name("interfaces", known), "");
  EXPECT_EQ(nearest_name("xyz", known), "");
  EXPECT_EQ(nearest_name("", known), "");
  EXPECT_EQ(nearest_name("a", {"b"}), "");
  EXPECT_EQ(nearest_name("lgwan", {}), "");
}

TEST(NearestName, PrefersTheNearestThenTheFirst) {
  EXPECT_EQ(nearest_name("server-12", {"server-1", "server-12x", "server-12"}), "server-12");
  EXPECT_EQ(nearest_name("abcd", {"abce", "abcf"}), "abce");
}

TEST(NearestName, TakesAnyBytes) {
  EXPECT_EQ(nearest_name("\xff\xfe\xe3\x81", {"\xff\xfe\xe3\x82"}), "\xff\xfe\xe3\x82");
  EXPECT_EQ(nearest_name(std::string(5000, 'x'), {std::string(5000, 'x')}), "");
}

Result<int> half(int value) {
  if (value % 2 != 0) return Failure{"odd"};
  return value / 2;
}

TEST(Result, HoldsAValueOrAReason) {
  EXPECT_TRUE(half(4).ok());
  EXPECT_EQ(half(4).value(), 2);
  EXPECT_FALSE(half(3));
  EXPECT_EQ(half(3).reason(), "odd");
}

}  // namespace
}  // namespace sekisho
