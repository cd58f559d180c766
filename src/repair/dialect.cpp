#include "dialect.hpp"

#include <charconv>

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

std::vector<std::string> quoted_words_of(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  bool escaped = false;
  for (const char c : trimmed(line)) {
    if (!quoted && (c == ' ' || c == '\t')) {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
      continue;
    }
    if (c == '"' && !escaped) quoted = !quoted;
    escaped = c == '\\' && !escaped;
    word += c;
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::optional<int> number_of(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string joined(const std::vector<std::string>& words, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < words.size(); ++i) text += (i > first ? " " : "") + words[i];
  return text;
}

std::optional<Change> Dialect::without_services(const std::vector<std::string>& /*lines*/,
                                                const RuleSource& /*rule*/,
                                                const std::vector<Traffic>& /*traffic*/) const {
  return std::nullopt;
}

std::vector<Change> Dialect::with_filter(const FileLines& /*lines_in*/, const Device& /*device*/,
                                         const Interface& /*interface*/, const NewFilter& /*wanted*/) const {
  return {};
}

std::optional<Change> Dialect::with_vlan(const FileLines& /*lines_in*/, const Device& /*device*/,
                                         const Interface& /*port*/, std::uint16_t /*vlan*/) const {
  return std::nullopt;
}

std::optional<Change> Dialect::with_allowed_vlans(const FileLines& /*lines_in*/, const Device& /*device*/,
                                                  const Interface& /*port*/,
                                                  const VlanSet& /*allowed*/) const {
  return std::nullopt;
}

std::optional<Change> Dialect::without_port(const std::vector<std::string>& /*lines*/,
                                            const Interface& /*port*/) const {
  return std::nullopt;
}

const Dialect* find_dialect(std::string_view language) {
  static const std::unique_ptr<Dialect> ios = cisco_ios_dialect();
  static const std::unique_ptr<Dialect> fortios = fortios_dialect();
  static const std::unique_ptr<Dialect> linux_net = linux_dialect();
  if (language == "cisco-ios") return ios.get();
  if (language == "fortios") return fortios.get();
  if (language == "linux") return linux_net.get();
  return nullptr;
}

}  // namespace sekisho::repair
