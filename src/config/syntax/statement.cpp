#include "config/syntax/statement.hpp"

#include <algorithm>

namespace sekisho::config {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

}  // namespace

bool same_text(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

bool starts_like(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && same_text(text.substr(0, start.size()), start);
}

std::vector<Word> split_words(std::string_view text) {
  std::vector<Word> words;
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    const std::size_t quote = text[at] == '"' ? text.find('"', at + 1) : std::string_view::npos;
    if (quote != std::string_view::npos && (quote + 1 == text.size() || is_blank(text[quote + 1]))) {
      words.push_back({text.substr(at + 1, quote - at - 1), at});
      at = quote + 1;
      continue;
    }
    while (end < text.size() && !is_blank(text[end])) ++end;
    words.push_back({text.substr(at, end - at), at});
    at = end;
  }
  return words;
}

}  // namespace sekisho::config
