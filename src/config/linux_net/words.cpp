#include "config/linux_net/words.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace sekisho::config::linux_net {

std::vector<std::string_view> words_of(std::string_view line) {
  constexpr std::string_view blanks = " \t\r\f\v";
  std::vector<std::string_view> words;
  for (std::size_t at = line.find_first_not_of(blanks); at != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
    words.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(blanks, end);
  }
  return words;
}

std::optional<std::uint32_t> number_of(std::string_view text) {
  const bool hexadecimal = text.starts_with("0x");
  if (hexadecimal) text.remove_prefix(2);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, hexadecimal ? 16 : 10);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Prefix> destination_of(std::string_view text, Family family) {
  if (text == "default" || text == "all") return Prefix::everything(family);
  if (const std::optional<Prefix> whole = Prefix::parse(text)) return whole;
  // net-tools and iproute2 before 2.6.30 leave out trailing zero octets: 127/8.
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || text.find(':') != std::string_view::npos) return std::nullopt;
  std::string padded(text.substr(0, slash));
  for (auto dots = std::count(padded.begin(), padded.end(), '.'); dots < 3; ++dots) padded += ".0";
  return Prefix::parse(padded + std::string(text.substr(slash)));
}

}  // namespace sekisho::config::linux_net
