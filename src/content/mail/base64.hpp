// Base64 (RFC 4648 section 4), as much as is needed to recognise what it holds.
#pragma once

#include <string>
#include <string_view>

namespace sekisho::content {

/// Only digits, with at most two '=' at the end.
[[nodiscard]] bool is_base64(std::string_view text);

/// Whole bytes of the digits up to the first character that is none.
[[nodiscard]] std::string decode_base64(std::string_view text);

}  // namespace sekisho::content
