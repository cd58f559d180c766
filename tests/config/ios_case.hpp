// One case of the tables of ios_*_test.cpp: a small config, and what becomes of it.
#pragma once

#include "config/cisco_ios/cisco_ios.hpp"
#include "config/ios_dump.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace sekisho::test {

struct IosCase {
  const char* name;
  const char* text;
  const char* device;  // dump()
  const char* issues;  // dump_issues()
};

inline void PrintTo(const IosCase& one, std::ostream* stream) { *stream << one.name; }

class IosTable : public testing::TestWithParam<IosCase> {
 protected:
  void check() {
    const config::ParsedConfig parsed = config::cisco_ios_language().parse(GetParam().text, "test.cfg");
    EXPECT_EQ(dump(parsed.device), GetParam().device);
    EXPECT_EQ(dump_issues(parsed.report), GetParam().issues);
    int lines = 0;
    for (std::size_t i = 0; i < config::line_class_count; ++i) {
      lines += parsed.report.count(static_cast<config::LineClass>(i));
    }
    EXPECT_EQ(lines, static_cast<int>(parsed.report.lines.size()));
  }
};

inline std::string case_name(const testing::TestParamInfo<IosCase>& info) { return info.param.name; }

}  // namespace sekisho::test
