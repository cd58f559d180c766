// The catalogue of phrases as a whole: both languages, the same arguments.
#include <sekisho/report/phrase.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace sekisho::report {
namespace {

const std::vector<std::string> numbered{"<0>", "<1>", "<2>", "<3>", "<4>", "<5>", "<6>", "<7>", "<8>", "<9>"};

std::set<int> arguments_used(const std::string& text) {
  std::set<int> used;
  for (int i = 0; i < 10; ++i) {
    if (text.find('<' + std::to_string(i) + '>') != std::string::npos) used.insert(i);
  }
  return used;
}

bool has_japanese(const std::string& text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xe3; });
}

TEST(Phrases, NamesAreUnique) {
  std::set<std::string_view> names;
  for (const Phrase phrase : all_phrases())
    EXPECT_TRUE(names.insert(name_of(phrase)).second) << name_of(phrase);
  EXPECT_GT(names.size(), 100U);
}

TEST(Phrases, BothLanguagesHaveTheSameArguments) {
  for (const Phrase phrase : all_phrases()) {
    const std::string english = say(phrase, Language::en, numbered);
    const std::string japanese = say(phrase, Language::ja, numbered);
    EXPECT_EQ(arguments_used(english), arguments_used(japanese)) << name_of(phrase);
    EXPECT_FALSE(english.empty() || japanese.empty()) << name_of(phrase);
    EXPECT_EQ(english.find_first_of("{}"), std::string::npos) << name_of(phrase);
    EXPECT_EQ(japanese.find_first_of("{}"), std::string::npos) << name_of(phrase);
    EXPECT_FALSE(has_japanese(english)) << name_of(phrase);
  }
}

// Sentences of commands and patterns of arguments only are alike; all others are translated.
TEST(Phrases, JapaneseIsJapanese) {
  const std::set<std::string_view> alike{"ending_at",
                                         "head_pair",
                                         "help_verify_examples",
                                         "help_reach_examples",
                                         "help_trace_examples",
                                         "help_parse_examples",
                                         "help_flows_examples",
                                         "help_profiles_examples",
                                         "help_init_examples",
                                         "help_diff_examples",
                                         "help_repair_examples",
                                         "help_lint_examples",
                                         "help_confirm_examples",
                                         "help_simplify_examples",
                                         "help_probe_examples",
                                         "help_explain_examples",
                                         "explain_share"};
  for (const Phrase phrase : all_phrases()) {
    if (alike.contains(name_of(phrase))) continue;
    EXPECT_TRUE(has_japanese(say(phrase, Language::ja, numbered))) << name_of(phrase);
  }
}

TEST(Phrases, ArgumentsAreNotReadAsPlaceholders) {
  EXPECT_EQ(say(Phrase::ending_at, Language::en, {"{1}", "{0}"}), "{1}: {0}");
}

}  // namespace
}  // namespace sekisho::report
