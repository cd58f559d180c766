#include "dialect.hpp"

namespace sekisho::repair {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  for (line = trimmed(line); !line.empty(); line = trimmed(line)) {
    const std::size_t end = line.find_first_of(" \t");
    words.emplace_back(line.substr(0, end));
    line.remove_prefix(end == std::string_view::npos ? line.size() : end);
  }
  return words;
}

const Dialect* find_dialect(std::string_view language) {
  static const std::unique_ptr<Dialect> ios = cisco_ios_dialect();
  static const std::unique_ptr<Dialect> fortios = fortios_dialect();
  if (language == "cisco-ios") return ios.get();
  if (language == "fortios") return fortios.get();
  return nullptr;
}

}  // namespace sekisho::repair
