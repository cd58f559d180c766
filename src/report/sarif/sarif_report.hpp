// The verdicts of one run as SARIF, whichever command asks.
#pragma once

#include <sekisho/report/verify.hpp>

#include <string>
#include <string_view>

namespace sekisho::report::sarif {

/// `command`: code review tools keep the findings of each command apart.
[[nodiscard]] std::string text_of(const VerifyInput& input, const SarifOptions& options,
                                  std::string_view command);

}  // namespace sekisho::report::sarif
