// Lines become statements in one pass. Bytes that no command holds (NULs of UTF-16 files, backspaces of
// a pager) are taken out first, into storage of the list, so that statements can be views everywhere.
#include "config/syntax/indented_lines.hpp"

#include <algorithm>
#include <optional>

namespace sekisho::config {
namespace {

constexpr std::string_view blanks = " \t\r\f\v";
constexpr int tab_width = 8;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

int columns_of_leading_blanks(std::string_view line) {
  int column = 0;
  for (const char c : line) {
    if (c == '\t') {
      column += tab_width - column % tab_width;
    } else if (c == ' ') {
      ++column;
    } else {
      break;
    }
  }
  return column;
}

/// ETX, ESC and the like may stand inside of a banner's text, where they delimit; elsewhere they are noise.
bool is_noise(char c) { return c == '\0' || c == '\b' || c == '\x7f'; }

class Cutter {
 public:
  Cutter(LineLedger& ledger, const IndentedSyntax& syntax) : ledger_(ledger), syntax_(syntax) {}

  StatementList cut() {
    for (int line = 1; line <= ledger_.line_count(); ++line) line = take(line);
    return std::move(list_);
  }

 private:
  std::string_view cleaned(int line);
  int take(int line);
  int take_text(int line, const TextCommand& command, const Statement& statement);
  const TextCommand* text_command(const Statement& statement) const;
  void add(Statement statement);

  LineLedger& ledger_;
  const IndentedSyntax& syntax_;
  StatementList list_;
  int last_indent_ = -1;
};

/// The line without noise, pager marks and a byte order mark.
std::string_view Cutter::cleaned(int line) {
  std::string_view whole = ledger_.line(line);
  constexpr std::string_view pager = "--More--";
  const bool utf16_mark = line == 1 && (whole.starts_with("\xff\xfe") || whole.starts_with("\xfe\xff"));
  if (utf16_mark) whole.remove_prefix(2);
  const bool paged = whole.find(pager) != std::string_view::npos;
  if (!paged && std::ranges::none_of(whole, is_noise)) return whole;
  std::string clean;
  for (const char c : whole) {
    if (!is_noise(c)) clean += c;
  }
  if (const std::size_t at = clean.find(pager); at != std::string::npos) {
    // A pager writes its mark, waits, and rubs it out with backspaces and blanks.
    clean.erase(0, at + pager.size());
    clean.erase(0, std::min(clean.find_first_not_of(blanks), clean.size()));
  }
  return list_.owned.emplace_back(std::move(clean));
}

/// `name#`, `name>`, `name(config-if)#`: the length of a terminal prompt at the start of the text.
std::size_t prompt_length(std::string_view text, bool& configuring) {
  const std::size_t end = text.find_first_of("#>");
  if (end == std::string_view::npos || end == 0 || end > 80) return 0;
  const std::string_view name = text.substr(0, end);
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '(' || c == ')' || c == '/' || c == ':';
  };
  if (!std::ranges::all_of(name, allowed)) return 0;
  configuring = name.ends_with(')') && name.find("(config") != std::string_view::npos;
  return end + 1;
}

void split_mood(Statement& statement) {
  if (statement.words.size() < 2) return;
  const bool negated = same_text(statement.words.front().text, "no");
  // `default` is also a command of its own in places; there a row asks for the plain form.
  const bool defaulted = same_text(statement.words.front().text, "default");
  if (!negated && !defaulted) return;
  statement.mood = negated ? Mood::negated : Mood::defaulted;
  statement.words.erase(statement.words.begin());
}

void Cutter::add(Statement statement) {
  list_.indented = list_.indented || (last_indent_ >= 0 && statement.indent > last_indent_);
  last_indent_ = statement.indent;
  list_.statements.push_back(std::move(statement));
}

int Cutter::take(int line) {
  const std::string_view whole = cleaned(line);
  Statement statement;
  statement.line = line;
  statement.indent = columns_of_leading_blanks(whole);
  statement.text = trimmed(whole);
  if (statement.text.empty() || statement.text.front() == syntax_.comment) {
    ledger_.used(line);
    return line;
  }
  bool configuring = false;
  if (const std::size_t prompt = prompt_length(statement.text, configuring); prompt > 0) {
    statement.text = trimmed(statement.text.substr(prompt));
    statement.indent = 0;
    if (!configuring || statement.text.empty()) {  // a command typed at a prompt, its output follows
      ledger_.irrelevant(line);
      return line;
    }
  }
  statement.words = split_words(statement.text);
  const auto comment = std::ranges::find_if(statement.words, [&](const Word& word) {
    return !word.text.empty() && word.text.front() == syntax_.comment;
  });
  if (comment != statement.words.begin()) statement.words.erase(comment, statement.words.end());
  if (const TextCommand* text = text_command(statement)) return take_text(line, *text, statement);
  split_mood(statement);
  add(std::move(statement));
  return line;
}

const TextCommand* Cutter::text_command(const Statement& statement) const {
  for (const TextCommand& command : syntax_.texts) {
    const std::vector<Word> wanted = split_words(command.words);
    bool matches = wanted.size() <= statement.words.size();
    for (std::size_t i = 0; matches && i < wanted.size(); ++i) {
      matches = wanted[i].text == "*" || same_text(wanted[i].text, statement.words[i].text);
    }
    if (matches) return &command;
  }
  return nullptr;
}

/// `^C`, as a device prints the ETX character, or the first character of the text.
std::string_view delimiter_of(std::string_view argument) {
  return argument.substr(0, argument.starts_with("^C") ? 2 : 1);
}

/// Takes a command with its text; returns the last line of it. A text that never ends takes its first
/// line only, so that a damaged banner does not swallow the config behind it.
int Cutter::take_text(int line, const TextCommand& command, const Statement& statement) {
  const std::size_t command_words = split_words(command.words).size();
  int last = 0;
  if (command.end == TextCommand::End::word) {
    for (int next = line + 1; last == 0 && next <= ledger_.line_count(); ++next) {
      const std::string_view text = trimmed(cleaned(next));
      if (text == command.end_word) {
        last = next;
      } else if (command.belongs != nullptr && !command.belongs(text)) {
        last = line;
      }
    }
  } else {
    const std::string_view argument = statement.from(command_words);
    const std::string_view delimiter = delimiter_of(argument);
    if (delimiter.empty() || argument.find(delimiter, delimiter.size()) != std::string_view::npos)
      last = line;
    for (int next = line + 1; last == 0 && next <= ledger_.line_count(); ++next) {
      if (ledger_.line(next).find(delimiter) != std::string_view::npos) last = next;
    }
  }
  if (last == 0) list_.endless.push_back(line);
  ledger_.irrelevant(line);
  for (int next = line + 1; next <= last; ++next) {
    if (command.secret && next != last) ledger_.conceal(next);
    ledger_.irrelevant(next);
  }
  return std::max(line, last);
}

}  // namespace

StatementList read_indented_lines(LineLedger& ledger, const IndentedSyntax& syntax) {
  return Cutter(ledger, syntax).cut();
}

}  // namespace sekisho::config
