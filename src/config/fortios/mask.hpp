// Secrets of FortiOS configs: what never leaves the program.
#pragma once

#include <string>
#include <string_view>

namespace sekisho::config::fortios {

/// The line with the values of keys that hold secrets (passwords, pre-shared keys, tokens, private keys,
/// certificates), everything behind `ENC`, and passwords inside URLs replaced by `********`.
[[nodiscard]] std::string mask_line(std::string_view line);

}  // namespace sekisho::config::fortios
