// Text that comes from a file: is it UTF-8, and which column do people see a byte in?
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace sekisho {

/// The first byte that must not be in a YAML file: not UTF-8 (RFC 3629 section 4), or a C0 control
/// character other than tab and line ends (YAML 1.2.2 section 5.1). Line and column count from 1,
/// columns in characters.
struct TextFault {
  int line = 1;
  int column = 1;
  unsigned char byte = 0;
  bool is_control = false;
};

[[nodiscard]] std::optional<TextFault> find_text_fault(std::string_view text);

/// Length in bytes of the UTF-8 character at the start of `text`; 0 when there is none.
[[nodiscard]] std::size_t character_length(std::string_view text);

/// Number of characters in UTF-8 text.
[[nodiscard]] int count_characters(std::string_view text);

}  // namespace sekisho
