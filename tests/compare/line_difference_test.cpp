// Lines of two texts: what is left of both without the differing lines is the same text.
#include <sekisho/compare/line_difference.hpp>

#include "support/data.hpp"

#include <gtest/gtest.h>

#include <random>

namespace sekisho::compare {
namespace {

using Lines = std::vector<std::string>;

Lines kept(const Lines& lines, const std::vector<bool>& differing) {
  Lines result;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!differing[i]) result.push_back(lines[i]);
  }
  return result;
}

TEST(LineDifference, WhatIsKeptIsInBoth) {
  std::mt19937 random(5);
  const int cases = test::scaled(300);
  for (int i = 0; i < cases; ++i) {
    const auto text = [&] {
      Lines lines(std::uniform_int_distribution<std::size_t>(0, 20)(random));
      for (std::string& line : lines) line = std::string(1, static_cast<char>('a' + random() % (2 + i % 30)));
      return lines;
    };
    const Lines before = text();
    const Lines after = text();
    const LineDifference difference = differing_lines(before, after);
    ASSERT_EQ(difference.removed.size(), before.size());
    ASSERT_EQ(difference.added.size(), after.size());
    EXPECT_EQ(kept(before, difference.removed), kept(after, difference.added)) << "case " << i;
  }
}

TEST(LineDifference, TheSameTextHasNone) {
  const Lines lines{"edit 1", "next", "edit 2", "next"};
  const LineDifference difference = differing_lines(lines, lines);
  EXPECT_EQ(difference.removed, std::vector<bool>(4, false));
  EXPECT_EQ(difference.added, std::vector<bool>(4, false));
}

TEST(LineDifference, OneLineMoreIsOneLine) {
  const LineDifference difference =
      differing_lines({"permit a", "deny any"}, {"permit a", "permit b", "deny any"});
  EXPECT_EQ(difference.removed, (std::vector<bool>{false, false}));
  EXPECT_EQ(difference.added, (std::vector<bool>{false, true, false}));
}

}  // namespace
}  // namespace sekisho::compare
