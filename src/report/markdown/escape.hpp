// Text of users inside GitHub-flavoured Markdown (spec 0.29): it must stay text.
#pragma once

#include <string>
#include <string_view>

namespace sekisho::report::markdown {

/// Running text: one line, with everything that could begin markup, HTML, a link, a mention or a table
/// cell made harmless.
[[nodiscard]] std::string plain(std::string_view text);

/// A code span, in a table too: the fence is longer than any run of backticks inside.
[[nodiscard]] std::string code(std::string_view text);

/// A fenced block. Lines stay as they are; the fence is longer than any run of backticks inside.
[[nodiscard]] std::string block(std::string_view text);

}  // namespace sekisho::report::markdown
