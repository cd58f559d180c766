// The ledger of lines and the registry of languages.
#include "config/ledger.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/model/device.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace sekisho::config {
namespace {

std::string hide_x(std::string_view line) {
  std::string shown(line);
  std::replace(shown.begin(), shown.end(), 'x', '*');
  return shown;
}

TEST(LineLedger, SplitsLinesAsEditorsDo) {
  const struct {
    const char* text;
    std::vector<std::string> lines;
  } cases[] = {
      {"", {}},
      {"a", {"a"}},
      {"a\n", {"a"}},
      {"a\nb", {"a", "b"}},
      {"a\r\nb\r\n", {"a", "b"}},
      {"a\r\r\nb\n", {"a", "b"}},
      {"a\rb\r", {"a", "b"}},
      {"a\rb\nc", {"a\rb", "c"}},
      {"\n\na\n", {"", "", "a"}},
      {"\xEF\xBB\xBF"
       "a\n",
       {"a"}},
  };
  for (const auto& row : cases) {
    const LineLedger ledger(row.text, "f", "test", nullptr);
    ASSERT_EQ(ledger.line_count(), static_cast<int>(row.lines.size())) << row.text;
    for (int line = 1; line <= ledger.line_count(); ++line) {
      EXPECT_EQ(ledger.line(line), row.lines[static_cast<std::size_t>(line - 1)]);
    }
  }
  const LineLedger ledger("a\n", "f", "test", nullptr);
  EXPECT_EQ(ledger.line(0), "");
  EXPECT_EQ(ledger.line(2), "");
}

TEST(LineLedger, KeepsTheGraverClassAndAllRemarks) {
  LineLedger ledger("one x\n\ntwo\nthree\nfour\n", "f", "test", hide_x);
  ledger.unsupported(4, Code::line_not_understood);
  ledger.used(1);
  ledger.approximated(1, Code::line_not_understood);
  ledger.irrelevant(1);
  ledger.invalid(3, Code::line_not_understood);
  ledger.used(3);
  EXPECT_TRUE(ledger.is_classified(2));
  EXPECT_FALSE(ledger.is_classified(5));
  const FileReport report = ledger.finish("host");
  EXPECT_EQ(report.lines,
            (std::vector<LineClass>{LineClass::approximated, LineClass::used, LineClass::invalid,
                                    LineClass::unsupported, LineClass::unsupported}));
  ASSERT_EQ(report.issues.size(), 4U);
  EXPECT_EQ(report.issues[0].line, 1);
  EXPECT_EQ(report.issues[0].text, "one *");
  EXPECT_EQ(report.issues[3].line, 5);
  EXPECT_EQ(report.issues[3].code, Code::line_not_understood);
  EXPECT_EQ(report.masked[0], "one *");
  EXPECT_EQ(report.device, "host");
  EXPECT_EQ(report.count(LineClass::unsupported), 2);
}

TEST(LineLedger, ConcealsWhatNoMaskKnows) {
  LineLedger ledger("  set name public\n  body\n", "f", "test", nullptr);
  ledger.conceal(1, 9);
  ledger.conceal(2);
  EXPECT_EQ(ledger.shown(1), "set name ********");
  EXPECT_EQ(ledger.source(2, "label").text, "********");
  EXPECT_EQ(ledger.finish("").masked, (std::vector<std::string>{"  set name ********", "  ********"}));
}

TEST(LineLedger, SurvivesBeingMoved) {
  LineLedger first("ab\n", "f", "test", nullptr);
  const LineLedger second = std::move(first);
  EXPECT_EQ(second.line(1), "ab");
  EXPECT_EQ(second.span(1).file, "f");
}

TEST(Registry, NamesAndDetection) {
  EXPECT_EQ(find_language("fortios")->name, "fortios");
  EXPECT_EQ(find_language("no-such"), nullptr);
  EXPECT_EQ(detect_language(""), nullptr);
  EXPECT_EQ(detect_language("just some prose\nand more of it\n"), nullptr);
  EXPECT_EQ(name_of(LineClass::approximated), "approximated");
  const ParsedConfig parsed =
      parse(*find_language("fortios"), "config system global\nset hostname h\nend\n", "x.conf");
  EXPECT_EQ(parsed.device.language, "fortios");
  EXPECT_EQ(parsed.device.files, std::vector<std::string>{"x.conf"});
  EXPECT_EQ(parsed.device.name, "h");
}

TEST(Schedules, ActivityOnADate) {
  const Date day = *Date::parse("2024-04-10");
  Schedule schedule;
  EXPECT_EQ(activity_on(schedule, day), Activity::active);
  schedule.periodic = true;
  EXPECT_EQ(activity_on(schedule, day), Activity::sometimes);
  schedule.end = Date::parse("2024-04-09");
  EXPECT_EQ(activity_on(schedule, day), Activity::inactive);
  schedule.end = day;
  schedule.start = day;
  schedule.periodic = false;
  EXPECT_EQ(activity_on(schedule, day), Activity::active);
  schedule.start = Date::parse("2024-04-11");
  EXPECT_EQ(activity_on(schedule, day), Activity::inactive);
  schedule = Schedule{};
  schedule.never = true;
  EXPECT_EQ(activity_on(schedule, day), Activity::inactive);
}

TEST(VlanSets, AddAndRemove) {
  VlanSet set;
  set.add(10, 20);
  set.add(30, 40);
  set.add(21, 29);
  EXPECT_EQ(set.ranges.size(), 1U);
  set.remove(15, 15);
  ASSERT_EQ(set.ranges.size(), 2U);
  EXPECT_FALSE(set.contains(15));
  EXPECT_TRUE(set.contains(14));
  EXPECT_TRUE(set.contains(40));
  set.remove(1, 4094);
  EXPECT_TRUE(set.ranges.empty());
  EXPECT_TRUE(VlanSet::all().contains(4094));
  set.add(5, 3);
  EXPECT_TRUE(set.ranges.empty());
}

}  // namespace
}  // namespace sekisho::config
