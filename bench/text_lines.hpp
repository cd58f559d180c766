// Lines of words: the text form of all the datasets here.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace sekisho::bench {

/// The words of a line, which blanks separate. They point into the text.
using Words = std::vector<std::string_view>;

inline void split(std::string_view line, Words& words) {
  constexpr std::string_view blanks = " \t\r";
  words.clear();
  for (std::size_t begin = line.find_first_not_of(blanks); begin != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(blanks, begin), line.size());
    words.push_back(line.substr(begin, end - begin));
    begin = line.find_first_not_of(blanks, end);
  }
}

/// Calls `take(line)` for each line in turn while it gives true. The number of the line, from 1, at which
/// it gave false; nothing when all are taken.
template <typename Take>
std::optional<int> first_refused_line(std::string_view text, const Take& take) {
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (!take(text.substr(0, end))) return number;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::nullopt;
}

/// The number that the whole word is, in decimal digits.
template <typename Number>
std::optional<Number> number_of(std::string_view word) {
  Number number{};
  const char* end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace sekisho::bench
