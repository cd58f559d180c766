// Small FortiOS configs and what they become, as rows of a table.
#pragma once

#include "config/fortios/fortios.hpp"
#include "config/fortios_dump.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sekisho::test::fortios {

inline config::ParsedConfig parsed(const std::string& text) {
  return config::fortios_language().parse(text, "fw.conf");
}

inline std::string rules(const config::ParsedConfig& result) {
  return dump_filter(*result.device.forward_filter);
}

struct Case {
  const char* name;
  const char* config;
  const char* expected;
};

/// Compares `dump(parsed config)` with each row's text.
template <class Dump>
void check(const std::vector<Case>& cases, Dump dump) {
  for (const Case& row : cases) {
    SCOPED_TRACE(row.name);
    const config::ParsedConfig result = parsed(row.config);
    EXPECT_EQ(dump(result), std::string(row.expected)) << dump_issues(result.report);
    EXPECT_EQ(result.report.lines.size(), result.report.masked.size());
  }
}

}  // namespace sekisho::test::fortios
