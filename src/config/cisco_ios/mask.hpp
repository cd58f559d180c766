// Hides what is secret in an IOS line: passwords, keys, hashes, communities, key material.
#pragma once

#include <string>
#include <string_view>

namespace sekisho::config::ios {

/// The line with its secrets replaced by masked_secret; everything else as it was.
[[nodiscard]] std::string mask_line(std::string_view line);

}  // namespace sekisho::config::ios
