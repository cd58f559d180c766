#include "config/syntax/option_line.hpp"

namespace sekisho::config {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

/// Reads one word from `at` on, which is not a blank.
OptionWord next_word(std::string_view line, std::size_t& at) {
  OptionWord word;
  char open = '\0';
  for (; at < line.size(); ++at) {
    const char c = line[at];
    if (open == '\0' && is_blank(c)) break;
    if (open == '\0' && (c == '"' || c == '\'')) {
      open = c;
      word.quoted = true;
    } else if (c == open && open != '\0') {
      open = '\0';
    } else if (c == '\\' && open != '\'' && at + 1 < line.size()) {
      word.text += line[++at];
    } else {
      word.text += c;
    }
  }
  return word;
}

bool is_option(const OptionWord& word) {
  return !word.quoted && word.text.size() > 1 && word.text.front() == '-';
}

bool is_negation(const OptionWord& word) { return !word.quoted && word.text == "!"; }

Option option_of(const std::string& text, bool negated) {
  Option option;
  option.negated = negated;
  const std::size_t equals = text.starts_with("--") ? text.find('=') : std::string::npos;
  option.name = text.substr(0, equals);
  if (equals != std::string::npos) option.values.push_back(text.substr(equals + 1));
  return option;
}

}  // namespace

std::vector<OptionWord> split_option_words(std::string_view line) {
  std::vector<OptionWord> words;
  for (std::size_t at = 0; at < line.size();) {
    if (is_blank(line[at])) {
      ++at;
    } else {
      words.push_back(next_word(line, at));
    }
  }
  return words;
}

OptionLine read_option_line(const std::vector<OptionWord>& words) {
  OptionLine line;
  bool negated = false;
  for (const OptionWord& word : words) {
    if (is_option(word)) {
      line.options.push_back(option_of(word.text, negated));
      negated = false;
    } else if (is_negation(word)) {
      line.stray_negation |= negated;
      negated = true;
    } else if (line.options.empty()) {
      line.leading.push_back(word.text);
    } else {
      // `-s ! 10.0.0.0/8`, `--tcp-flags ! SYN,ACK SYN`: the old place of the negation.
      if (negated) line.options.back().negated = !line.options.back().negated;
      negated = false;
      line.options.back().values.push_back(word.text);
    }
  }
  line.stray_negation |= negated;
  return line;
}

}  // namespace sekisho::config
