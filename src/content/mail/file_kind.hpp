// What kind of file some bytes begin like.
#pragma once

#include <string_view>

namespace sekisho::content {

/// "zip" (Office documents too), "pdf", "exe", "html", ...: by the signature at the beginning; empty where
/// none is known.
[[nodiscard]] std::string_view file_kind(std::string_view bytes);

}  // namespace sekisho::content
