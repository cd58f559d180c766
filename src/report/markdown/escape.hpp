// Text of users inside GitHub-flavoured Markdown (spec 0.29): it must stay text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sekisho::report::markdown {

/// Running text: one line, with everything that could begin markup, HTML, a link, a mention or a table
/// cell made harmless.
[[nodiscard]] std::string plain(std::string_view text);

/// A code span, in a table too: the fence is longer than any run of backticks inside.
[[nodiscard]] std::string code(std::string_view text);

/// A fenced block. Lines stay as they are; the fence is longer than any run of backticks inside.
[[nodiscard]] std::string block(std::string_view text);

/// A table row, and the head of a table.
[[nodiscard]] std::string row(const std::vector<std::string>& cells);
[[nodiscard]] std::string table_head(const std::vector<std::string>& columns);

/// Text that is shown when a reader opens it, behind a line that is markup already. Text that is too long for
/// a comment on a pull request is cut at the end of a line.
[[nodiscard]] std::string folded(std::string_view summary_markup, std::string text);

}  // namespace sekisho::report::markdown
