#include "content/mail/text_tricks.hpp"

#include "content/mail/base64.hpp"
#include "content/mail/file_kind.hpp"
#include "content/text.hpp"

#include <algorithm>
#include <string>

namespace sekisho::content {
namespace {

// A run of lines of base64. Words of people are shorter than `shortest_line`; a certificate or a signature
// has more than `long_run` digits and so counts as what it is, a text nobody can read.
constexpr std::size_t shortest_line = 40;
constexpr std::size_t long_run = 600;
constexpr std::size_t looked_at = 64;  // digits decoded to recognise a file

struct Base64Run {
  std::string start;
  std::size_t digits = 0;

  void add(std::string_view line) {
    if (start.size() < looked_at) start += line.substr(0, looked_at - start.size());
    digits += line.size();
  }
  // Ends the run; the lines before a short last one are what matters.
  [[nodiscard]] TextTrick end() {
    TextTrick trick = TextTrick::none;
    if (digits > 0 && !file_kind(decode_base64(start)).empty()) {
      trick = TextTrick::encoded_file;
    } else if (digits >= long_run) {
      trick = TextTrick::encoded_text;
    }
    *this = {};
    return trick;
  }
};

// The length that the first character of a line of uuencode tells, and the characters that it takes
// (POSIX, uuencode, "Historical Algorithm").
bool is_uuencode_line(std::string_view line) {
  if (line.size() < 2 || line[0] < ' ' || line[0] > '`') return false;
  const auto bytes = static_cast<std::size_t>((line[0] - ' ') & 0x3f);
  return bytes > 0 && line.size() >= 1 + (bytes + 2) / 3 * 4;
}

bool is_uuencode_start(std::string_view line) {
  if (!line.starts_with("begin ")) return false;
  line.remove_prefix(6);
  const std::size_t digits = line.find_first_not_of("01234567");
  return (digits == 3 || digits == 4) && line[digits] == ' ' && line.size() > digits + 1;
}

}  // namespace

TextTrick find_trick(std::string_view text) {
  bool encoded_text = false;
  bool encrypted = false;
  bool after_begin = false;
  Base64Run run;
  const auto is_file = [&](TextTrick trick) {
    encoded_text = encoded_text || trick == TextTrick::encoded_text;
    return trick == TextTrick::encoded_file;
  };
  std::string_view line;
  while (!text.empty()) {
    if (!take_line(text, line)) {
      line = text;
      text = {};
    }
    if (after_begin && is_uuencode_line(line)) return TextTrick::encoded_file;
    after_begin = is_uuencode_start(line);
    if (line.starts_with("=ybegin ") || line.starts_with("(This file must be converted with BinHex")) {
      return TextTrick::encoded_file;
    }
    encrypted = encrypted || line.starts_with("-----BEGIN PGP MESSAGE-----");
    // Quoted in an answer it is the same file.
    const std::string_view bare = line.substr(std::min(line.find_first_not_of("> \t"), line.size()));
    if (bare.size() >= shortest_line && is_base64(bare)) {
      run.add(bare);
    } else if (is_file(run.end())) {
      return TextTrick::encoded_file;
    }
  }
  if (is_file(run.end())) return TextTrick::encoded_file;
  if (encoded_text) return TextTrick::encoded_text;
  return encrypted ? TextTrick::encrypted_text : TextTrick::none;
}

bool has_binary_bytes(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    constexpr std::string_view harmless("\b\t\n\v\f\r\x0e\x0f\x1a\x1b", 10);  // 0x1a: end of text in MS-DOS
    return static_cast<unsigned char>(c) < ' ' && harmless.find(c) == std::string_view::npos;
  });
}

}  // namespace sekisho::content
