// Small outputs of a Linux system and what they become, as rows of a table.
#pragma once

#include "config/linux_dump.hpp"
#include "config/linux_net/linux_net.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sekisho::test::linux_net {

inline config::ParsedConfig parsed(const std::string& text) {
  return config::parse(config::linux_net_language(), text, "net.txt");
}

struct Case {
  const char* name;
  const char* outputs;
  const char* expected;
};

/// Compares `dump(parsed outputs)` with each row's text.
template <class Dump>
void check(const std::vector<Case>& cases, Dump dump) {
  for (const Case& row : cases) {
    SCOPED_TRACE(row.name);
    const config::ParsedConfig result = parsed(row.outputs);
    EXPECT_EQ(dump(result), std::string(row.expected)) << dump_issues(result.report);
    EXPECT_EQ(result.report.lines.size(), result.report.masked.size());
  }
}

}  // namespace sekisho::test::linux_net
