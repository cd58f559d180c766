#include "config/syntax/config_edit.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace sekisho::config {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

/// Reads statements off the lines; `line_` and `column_` are where it stands.
class Scanner {
 public:
  explicit Scanner(LineLedger& ledger) : ledger_(ledger) {}

  std::vector<EditStatement> run() {
    std::vector<EditStatement> statements;
    for (line_ = 1; line_ <= ledger_.line_count(); ++line_) {
      column_ = 0;
      skip_prompt();
      skip_blanks();
      if (at_line_end()) {
        ledger_.used(line_);
        continue;
      }
      if (here() == '#') {
        ledger_.used(line_);
        continue;
      }
      statements.push_back(statement());
    }
    return statements;
  }

 private:
  EditStatement statement() {
    const int first = line_;
    EditStatement statement;
    statement.line = first;
    while (!at_line_end()) {
      std::string word;
      const bool sound = read_word(word);
      if (!sound) {
        statement.broken = true;
        line_ = first;  // the lines behind it stand for themselves
        statement.words.push_back(std::move(word));
        break;
      }
      statement.words.push_back(std::move(word));
      skip_blanks();
    }
    statement.end_line = line_;
    for (int line = first + 1; line <= line_; ++line) ledger_.conceal(line);
    statement.verb = statement.words.front();
    statement.words.erase(statement.words.begin());
    std::transform(statement.verb.begin(), statement.verb.end(), statement.verb.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return statement;
  }

  /// One word: adjacent quoted and bare parts are one (`"new"_name`). False: a quote stays open.
  bool read_word(std::string& word) {
    while (!at_line_end() && !is_blank(here())) {
      const char c = here();
      if (c == '"' || (c == '\'' && word.empty() && closes_on_this_line('\''))) {
        ++column_;
        if (!read_quoted(word, c)) return false;
      } else if (c == '\\' && column_ + 1 < text().size() && is_escapable(text()[column_ + 1])) {
        word += text()[column_ + 1];
        column_ += 2;
      } else {
        word += c;
        ++column_;
      }
    }
    return true;
  }

  bool read_quoted(std::string& word, char quote) {
    const int first = line_;
    for (;;) {
      while (!at_line_end()) {
        const char c = here();
        ++column_;
        if (c == quote) return first == line_ || believable_end();
        if (c == '\\' && !at_line_end() && is_escapable(here())) {
          word += here();
          ++column_;
        } else {
          word += c;
        }
      }
      if (quote == '\'' || line_ >= no_quote_from_ || line_ == ledger_.line_count()) {
        if (quote == '"') no_quote_from_ = std::min(no_quote_from_, first);
        return false;
      }
      ++line_;
      column_ = 0;
      word += '\n';
    }
  }

  /// The quote that ends a value of several lines is followed by a blank or the line's end. One that
  /// is not opens a word of a later line (`edit "x"`): the first quote was never closed.
  [[nodiscard]] bool believable_end() const { return at_line_end() || is_blank(here()); }

  [[nodiscard]] bool closes_on_this_line(char quote) const {
    return text().find(quote, column_ + 1) != std::string_view::npos;
  }
  /// Sessions that were logged begin lines with `NAME # ` or `NAME (section) # `, `$` for read-only users.
  void skip_prompt() {
    const std::string_view line = text();
    const std::size_t mark = std::min(line.find(" # "), line.find(" $ "));
    const bool bare = mark == std::string_view::npos && (line.ends_with(" #") || line.ends_with(" $"));
    if (mark == std::string_view::npos && !bare) return;
    std::string_view prompt = bare ? line.substr(0, line.size() - 2) : line.substr(0, mark);
    if (prompt.ends_with(')')) {
      const std::size_t open = prompt.find(" (");
      if (open == std::string_view::npos) return;
      prompt = prompt.substr(0, open);
    }
    const bool one_word = !prompt.empty() && prompt.find_first_of(" \t\"") == std::string_view::npos;
    if (one_word) column_ = bare ? line.size() : mark + 3;
  }
  static bool is_escapable(char c) { return c == '"' || c == '\\' || c == '\'' || c == ' '; }
  [[nodiscard]] std::string_view text() const { return ledger_.line(line_); }
  [[nodiscard]] char here() const { return text()[column_]; }
  [[nodiscard]] bool at_line_end() const { return column_ >= text().size(); }
  void skip_blanks() {
    while (!at_line_end() && is_blank(here())) ++column_;
  }

  LineLedger& ledger_;
  int line_ = 1;
  std::size_t column_ = 0;
  int no_quote_from_ = 1 << 30;  // from this line on no quote closes: do not search the rest again
};

}  // namespace

std::vector<EditStatement> read_config_edit(LineLedger& ledger) { return Scanner(ledger).run(); }

}  // namespace sekisho::config
