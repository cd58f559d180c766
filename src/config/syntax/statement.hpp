// One command of a line-oriented config: its words and where they stand. All families of config syntax
// that write one command per line hand out statements; what the words mean is the business of the
// language's tables (src/config/reading).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace sekisho::config {

/// Text of a config line; it lives as long as the LineLedger and the StatementList it came from.
struct Word {
  std::string_view text;
  std::size_t offset = 0;  // in Statement::text
};

/// How a command is given: as itself, taken back (`no`), or put back to its default (`default`).
enum class Mood : unsigned char { plain, negated, defaulted };

struct Statement {
  int line = 0;
  int indent = 0;  // columns of leading blanks; a tab fills up to the next multiple of 8
  Mood mood = Mood::plain;
  std::string_view text;    // without surrounding blanks
  std::vector<Word> words;  // without the leading `no` or `default`

  [[nodiscard]] std::size_t size() const { return words.size(); }
  /// Word `index`, or nothing behind the last one.
  [[nodiscard]] std::string_view word(std::size_t index) const {
    return index < words.size() ? words[index].text : std::string_view();
  }
  /// Everything from word `index` to the end of the line, as written.
  [[nodiscard]] std::string_view from(std::size_t index) const {
    return index < words.size() ? text.substr(words[index].offset) : std::string_view();
  }
};

/// Equality of ASCII text without regard to case.
[[nodiscard]] bool same_text(std::string_view a, std::string_view b);

/// True when `text` starts with `start`, without regard to case.
[[nodiscard]] bool starts_like(std::string_view text, std::string_view start);

/// The words of a line: separated by blanks; "a quoted text" is one word, without its quotes.
[[nodiscard]] std::vector<Word> split_words(std::string_view text);

}  // namespace sekisho::config
