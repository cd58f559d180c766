// Text within bytes: lines, words, and what may be shown of what a stranger sent.
#pragma once

#include <sekisho/capture/bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sekisho::content {

using capture::Bytes;
using capture::Cursor;

[[nodiscard]] inline std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
[[nodiscard]] inline Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// ASCII only, whatever the locale.
[[nodiscard]] constexpr char lower(char c) {
  return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] bool starts_with_ignoring_case(std::string_view text, std::string_view lower_case_start);

/// What stands before the first `separator`, or everything.
[[nodiscard]] std::string_view before(std::string_view text, char separator);

/// Without blanks and tabs at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Printable ASCII as it is, any other byte as '?'; at most `most` bytes. What a stranger sent must not steer
/// a terminal.
[[nodiscard]] std::string printable(std::string_view text, std::size_t most = 255);

/// Takes a line off the front of `text`, without its CR LF or LF; false when there is no whole line.
[[nodiscard]] bool take_line(std::string_view& text, std::string_view& line);

}  // namespace sekisho::content
