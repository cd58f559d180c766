// Edits of texts, and texts as patches.
#include <sekisho/repair/patch.hpp>

#include <gtest/gtest.h>

namespace sekisho::repair {
namespace {

TEST(UnifiedDiff, HasThreeLinesOfContext) {
  EXPECT_EQ(unified_diff("a.cfg", "1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\nnew\n6\n7\n8\n"),
            "--- a/a.cfg\n+++ b/a.cfg\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+new\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, OfEqualTextsIsEmpty) { EXPECT_EQ(unified_diff("a.cfg", "1\n", "1\n"), ""); }

TEST(UnifiedDiff, TellsAMissingLineEnd) {
  EXPECT_EQ(unified_diff("a.cfg", "1", "1\n2\n"),
            "--- a/a.cfg\n+++ b/a.cfg\n@@ -1 +1,2 @@\n-1\n\\ No newline at end of file\n+1\n+2\n");
}

TEST(UnifiedDiff, FarChangesHaveHunksOfTheirOwn) {
  std::string before;
  for (int i = 0; i < 20; ++i) before += std::to_string(i) + "\n";
  const std::string patch = unified_diff("a.cfg", before, "new\n" + before + "last\n");
  EXPECT_NE(patch.find("@@ -1,3 +1,4 @@\n+new\n"), std::string::npos) << patch;
  EXPECT_NE(patch.find("@@ -18,3 +19,4 @@\n"), std::string::npos) << patch;
}

TEST(TextEdits, KeepLineNumbersAndLineEnds) {
  const FileTexts texts{{"a.cfg", "1\r\n2\r\n3"}};
  const FileTexts after = applied(texts, {{"a.cfg", 1, 1, {"one", "and"}}, {"a.cfg", 4, 0, {"4"}}});
  EXPECT_EQ(after.at("a.cfg"), "one\r\nand\r\n2\r\n3\r\n4\r\n");
}

TEST(EditsBetween, MakeTheNewTextOfTheOldOne) {
  const std::string before = "1\n2\n3\n4\n5\n";
  for (const std::string after :
       {"1\n2\n3\n4\n5\n", "0\n1\n2\n3\n4\n5\n", "1\n3\n4\n", "1\nb\nc\n3\n4\n5\n6\n", "9\n"}) {
    const std::vector<TextEdit> edits = edits_between("a.cfg", before, after);
    EXPECT_EQ(edits.empty(), before == after);
    EXPECT_TRUE(edits.empty() || applied({{"a.cfg", before}}, edits).at("a.cfg") == after) << after;
  }
}

TEST(EditsBetween, LinesNextToEachOtherAreOneEdit) {
  const std::vector<TextEdit> edits = edits_between("a.cfg", "1\n2\n3\n4\n", "1\nb\nc\n4\n");
  ASSERT_EQ(edits.size(), 1U);
  EXPECT_EQ(edits[0].line, 2U);
  EXPECT_EQ(edits[0].removed, 2U);
  EXPECT_EQ(edits[0].added, (std::vector<std::string>{"b", "c"}));
}

TEST(PatchFolder, IsTheNearestThatHoldsAllFiles) {
  EXPECT_EQ(patch_folder("/net/city/snapshot.yaml", {"/net/city/configs/fw.conf"}), "/net/city");
  EXPECT_EQ(patch_folder("/net/city/snapshot.yaml", {"/net/city/../rules/fw.conf"}), "/net");
}

}  // namespace
}  // namespace sekisho::repair
