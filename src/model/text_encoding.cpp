#include <sekisho/model/text_encoding.hpp>

namespace sekisho {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

/// Control characters are checked because yaml-cpp takes byte 0x04 for the end of the file and would
/// drop what follows without a word.
bool is_forbidden_control(unsigned char byte) {
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f;
}

}  // namespace

std::size_t character_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) return 0;
  }
  // Overlong forms, surrogates and values above U+10FFFF: the second byte tells (RFC 3629 section 4).
  const auto second = static_cast<unsigned char>(text[1]);
  if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f)) return 0;
  if ((lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f)) return 0;
  return length;
}

std::optional<TextFault> find_text_fault(std::string_view text) {
  TextFault place;
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    place.byte = static_cast<unsigned char>(text[0]);
    place.is_control = length == 1 && is_forbidden_control(place.byte);
    if (length == 0 || place.is_control) return place;
    if (text[0] == '\n') {
      ++place.line;
      place.column = 1;
    } else {
      ++place.column;
    }
    text.remove_prefix(length);
  }
  return std::nullopt;
}

int count_characters(std::string_view text) {
  int count = 0;
  for (const char c : text) count += is_continuation(c) ? 0 : 1;
  return count;
}

}  // namespace sekisho
