// Comparing a report with the file that holds it as it shall be.
#pragma once

#include <string>

namespace sekisho::test {

/// Expects `text` to equal tests/report/golden/NAME byte for byte; with SEKISHO_UPDATE_GOLDENS=1 the
/// file is rewritten instead.
void expect_golden(const std::string& name, const std::string& text);

}  // namespace sekisho::test
