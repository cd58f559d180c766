#include "report/markdown/escape.hpp"

#include "report/words.hpp"

#include <algorithm>

namespace sekisho::report::markdown {
namespace {

std::size_t longest_run_of_backticks(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string plain(std::string_view text) {
  std::string escaped;
  for (const char c : one_line(text)) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '@': escaped += "&#64;"; break;  // no mention of a person
      case ':': escaped += "&#58;"; break;  // no link, no :emoji:
      case '\\':
      case '`':
      case '*':
      case '_':
      case '~':
      case '#':
      case '|':
      case '[':
      case ']':
      case '!':
        escaped += '\\';
        escaped += c;
        break;
      default: escaped += c;
    }
  }
  return escaped;
}

std::string code(std::string_view text) {
  std::string line = one_line(text);
  if (line.find_first_not_of(' ') == std::string::npos) return {};
  const std::string fence(longest_run_of_backticks(line) + 1, '`');
  // The one character that ends a table cell even inside a code span; there `\|` is a bar.
  std::string escaped;
  for (const char c : line) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  const bool touches = escaped.front() == '`' || escaped.back() == '`';
  const std::string gap = touches ? " " : "";
  return fence + gap + escaped + gap + fence;
}

std::string block(std::string_view text) {
  const std::string fence(std::max<std::size_t>(3, longest_run_of_backticks(text) + 1), '`');
  std::string lines(text);
  if (lines.empty() || lines.back() != '\n') lines += '\n';
  return fence + "text\n" + lines + fence + "\n";
}

std::string row(const std::vector<std::string>& cells) {
  std::string text;
  for (const std::string& cell : cells) text += "| " + cell + " ";
  return text + "|\n";
}

std::string table_head(const std::vector<std::string>& columns) {
  return row(columns) + row(std::vector<std::string>(columns.size(), "---"));
}

std::string folded(std::string_view summary_markup, std::string text) {
  constexpr std::size_t longest = 4000;  // bytes
  if (text.size() > longest) {
    const std::size_t end = text.rfind('\n', longest);
    text.resize(end == std::string::npos ? 0 : end + 1);
    text += "…\n";
  }
  return "<details><summary>" + std::string(summary_markup) + "</summary>\n\n" + block(text) +
         "\n</details>\n\n";
}

}  // namespace sekisho::report::markdown
