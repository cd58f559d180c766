// Markdown: goldens, a bounded length, and texts of configs that stay texts.
#include "golden.hpp"
#include "hostile_results.hpp"
#include "sample_results.hpp"

#include "report/markdown/escape.hpp"

#include <sekisho/report/verify.hpp>

#include <gtest/gtest.h>

#include <sstream>

namespace sekisho::test {
namespace {

using report::markdown::block;
using report::markdown::code;
using report::markdown::plain;

std::string verify_markdown(const VerifyResult& result, Language language) {
  const Snapshot snapshot = sample_snapshot();
  return report::verify_markdown({&result, &snapshot, nullptr}, language);
}

TEST(MarkdownReport, Goldens) {
  expect_golden("verify.en.md", verify_markdown(sample_verdicts(), Language::en));
  expect_golden("verify.ja.md", verify_markdown(sample_verdicts(), Language::ja));
  expect_golden("verify-proved.en.md", verify_markdown(proved_verdicts(), Language::en));
}

TEST(MarkdownEscape, PlainTextHasNoMarkup) {
  EXPECT_EQ(plain("a|b\nc"), "a\\|b c");
  EXPECT_EQ(plain("<b>&"), "&lt;b&gt;&amp;");
  EXPECT_EQ(plain("@team #12 [x](y) !z"), "&#64;team \\#12 \\[x\\](y) \\!z");
  EXPECT_EQ(plain("https://example.invalid"), "https&#58;//example.invalid");
  EXPECT_EQ(plain("1_a*~`\\"), "1\\_a\\*\\~\\`\\\\");
}

TEST(MarkdownEscape, CodeFencesAreLongEnough) {
  EXPECT_EQ(code("permit ip any any"), "`permit ip any any`");
  EXPECT_EQ(code("a `` b"), "```a `` b```");
  EXPECT_EQ(code("`x`"), "`` `x` ``");
  EXPECT_EQ(code("a|b\nc"), "`a\\|b c`");
  EXPECT_EQ(code(""), "");
  EXPECT_EQ(block("```\nx"), "````text\n```\nx\n````\n");
}

/// The line without its code spans: inside them nothing is markup.
std::string without_code(const std::string& line) {
  std::string rest;
  for (std::size_t i = 0; i < line.size();) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      rest += line.substr(i, 2);
      i += 2;
      continue;
    }
    const std::size_t end = std::min(line.find_first_not_of('`', i), line.size());
    if (end == i) {
      rest += line[i++];
      continue;
    }
    const std::string fence = line.substr(i, end - i);
    std::size_t close = line.find(fence, end);
    while (close != std::string::npos) {
      const std::size_t after = std::min(line.find_first_not_of('`', close), line.size());
      if (after - close == fence.size()) break;
      close = line.find(fence, after);
    }
    if (close == std::string::npos) return rest + "UNCLOSED";
    i = close + fence.size();
  }
  return rest;
}

// Outside fenced blocks and code spans no raw HTML but ours, and every line of a table has as many cells as
// its head.
TEST(MarkdownReport, HostileTextStaysText) {
  for (const std::string text : {"</details><script>x</script> | `|` @all", "\n\n# x\n```\n", "|||\x1b[2J"}) {
    const HostileCase hostile = hostile_case(text);
    std::istringstream lines(
        report::verify_markdown({&hostile.result, &hostile.snapshot, nullptr}, Language::en));
    std::string fence;
    int open = 0;
    for (std::string line; std::getline(lines, line);) {
      const std::size_t ticks = std::min(line.find_first_not_of('`'), line.size());
      if (fence.empty() && ticks >= 3) {
        fence = line.substr(0, ticks);
      } else if (line == fence) {
        fence.clear();
      } else if (fence.empty()) {
        const std::string outside = line.starts_with("<details>") ? line : without_code(line);  // HTML
        EXPECT_EQ(outside.find("<script"), std::string::npos) << line;
        EXPECT_EQ(outside.find("UNCLOSED"), std::string::npos) << line;
        EXPECT_FALSE(line.starts_with("# ")) << line;
        open += line.starts_with("<details>") ? 1 : line == "</details>" ? -1 : 0;
        EXPECT_TRUE(open == 0 || open == 1) << line;
      }
    }
    EXPECT_EQ(open, 0);
    EXPECT_EQ(fence, "");
  }
}

// A comment on GitHub holds 65,536 characters.
TEST(MarkdownReport, ManyFindingsStayShort) {
  VerifyResult result = sample_verdicts();
  const RequirementResult pattern = result.requirements[4];
  for (int i = 0; i < 500; ++i) {
    RequirementResult each = pattern;
    each.requirement.to = "segment-" + std::to_string(i);
    each.requirement.id += std::to_string(i);
    for (BlamedRule& rule : each.violations[0].rules) rule.source.span.line += i;
    result.requirements.push_back(each);
    ++result.violated;
  }
  EXPECT_LT(verify_markdown(result, Language::ja).size(), 65536U);
}

}  // namespace
}  // namespace sekisho::test
