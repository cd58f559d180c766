// Laying out UTF-8 text in columns of a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sekisho::report {

/// Columns that the text takes: East Asian wide and fullwidth characters two, combining ones none.
/// Characters of ambiguous width (○ × △) count one, as in every UTF-8 locale's wcwidth().
[[nodiscard]] int display_width(std::string_view text);

/// The text with everything taken out that could disturb a terminal or a reader: control characters,
/// escape sequences, direction overrides and bytes that are not UTF-8 become U+FFFD, a tab one space.
[[nodiscard]] std::string printable(std::string_view text);

/// The text with spaces behind (or in front) until it is `width` wide; longer text stays as it is.
[[nodiscard]] std::string pad(std::string_view text, int width);
[[nodiscard]] std::string pad_left(std::string_view text, int width);

/// The text, or its beginning and `…`, at most `width` wide.
[[nodiscard]] std::string shorten(std::string_view text, int width);

/// Lines no wider than `width` where the text allows it: broken at spaces and between wide
/// characters, never before a closing mark (。、」) or behind an opening one. A longer word (a path, a
/// config line to be copied) stays whole. Newlines of the text stay.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, int width);

}  // namespace sekisho::report
