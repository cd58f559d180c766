// Columns of a terminal: widths, padding, wrapping, and what must not be printed.
#include <sekisho/report/display.hpp>

#include <gtest/gtest.h>

namespace sekisho::report {
namespace {

using Lines = std::vector<std::string>;

TEST(DisplayWidth, CountsColumns) {
  struct Case {
    const char* text;
    int width;
  };
  for (const Case each : {Case{"", 0},        Case{"abc", 3},   Case{"関所", 4}, Case{"LGWAN接続系", 11},
                          Case{"（α）", 5},   Case{"ｶﾞ", 2},    Case{"が", 2},   Case{"か\u3099", 2},
                          Case{"e\u0301", 1}, Case{"○×△※◎", 5}, Case{"・", 2},   Case{"─", 1},
                          Case{"😀", 2},       Case{"𠮷", 2},    Case{"ＡＢ", 4}, Case{"한글", 4},
                          Case{"\u200b", 0},  Case{"㈱", 2},    Case{"①", 1},    Case{"é", 1}}) {
    EXPECT_EQ(display_width(each.text), each.width) << each.text;
  }
}

TEST(DisplayWidth, TakesBrokenBytesAsOneColumnEach) {
  EXPECT_EQ(display_width("\xff\xfe"), 2);
  EXPECT_EQ(display_width("\xe3\x81"), 2);          // cut off
  EXPECT_EQ(display_width("\xc0\xaf"), 2);          // too long
  EXPECT_EQ(display_width("\xed\xa0\x80"), 3);      // surrogate
  EXPECT_EQ(display_width("\xf4\x90\x80\x80"), 4);  // beyond Unicode
}

TEST(Pad, FillsColumnsNotBytes) {
  EXPECT_EQ(pad("関所", 6), "関所  ");
  EXPECT_EQ(pad_left("7", 3), "  7");
  EXPECT_EQ(pad("too long", 3), "too long");
  EXPECT_EQ(pad("", 0), "");
}

TEST(Shorten, CutsBetweenCharacters) {
  EXPECT_EQ(shorten("関所の門", 8), "関所の門");
  EXPECT_EQ(shorten("関所の門", 7), "関所の…");
  EXPECT_EQ(shorten("関所の門", 6), "関所…");
  EXPECT_EQ(shorten("abcdef", 1), "…");
  EXPECT_EQ(shorten("abcdef", 0), "");
}

TEST(Wrap, BreaksAtSpacesAndBetweenWideCharacters) {
  EXPECT_EQ(wrap("one two three", 7), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap("マイナンバー利用", 8), (Lines{"マイナン", "バー利用"}));
  EXPECT_EQ(wrap("", 10), (Lines{""}));
  EXPECT_EQ(wrap("a\nb", 10), (Lines{"a", "b"}));
}

TEST(Wrap, KeepsClosingMarksWithTheirWord) {
  EXPECT_EQ(wrap("遮断します。次", 10), (Lines{"遮断しま", "す。次"}));
  EXPECT_EQ(wrap("これは「門」です", 8), (Lines{"これは", "「門」で", "す"}));
}

TEST(Wrap, KeepsLongWordsWhole) {
  EXPECT_EQ(wrap("see rulesets/sample/core.cfg:120 now", 10),
            (Lines{"see", "rulesets/sample/core.cfg:120", "now"}));
}

TEST(Wrap, KeepsRunsOfSpacesInsideALine) { EXPECT_EQ(wrap("a  b   c", 20), (Lines{"a  b   c"})); }

TEST(Wrap, ComesToAnEndAtAnyWidth) {
  for (int width = -3; width < 12; ++width) {
    const Lines lines = wrap("関所（かんしょ）は、a bb ccc を\xff見ます。", width);
    EXPECT_GE(lines.size(), 3U) << width;
  }
}

TEST(Printable, TakesOutWhatDisturbsATerminal) {
  EXPECT_EQ(printable("plain 関所"), "plain 関所");
  EXPECT_EQ(printable("a\tb"), "a b");
  EXPECT_EQ(printable("\x1b[31mred"), "\uFFFD[31mred");
  EXPECT_EQ(printable("a\x07\x7f"), "a\uFFFD\uFFFD");
  EXPECT_EQ(printable("\xc2\x9b"), "\uFFFD");              // C1 control sequence introducer
  EXPECT_EQ(printable("\xe2\x80\xae abc"), "\uFFFD abc");  // right-to-left override
  EXPECT_EQ(printable("\x93\x8c"), "\uFFFD\uFFFD");        // Shift_JIS
  EXPECT_EQ(printable("a\r\nb"), "a\uFFFD\uFFFDb");
}

}  // namespace
}  // namespace sekisho::report
