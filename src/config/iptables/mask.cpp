#include "config/iptables/mask.hpp"

#include "config/ledger.hpp"

#include <algorithm>
#include <array>

namespace sekisho::config::iptables {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

/// Where the value that begins at `at` ends: a quoted text with its quotes, or up to the next blank or quote.
std::size_t end_of_value(std::string_view line, std::size_t at) {
  if (at < line.size() && (line[at] == '"' || line[at] == '\'')) {
    const char quote = line[at++];
    while (at < line.size() && line[at] != quote) at += line[at] == '\\' ? 2 : 1;
    return std::min(at + 1, line.size());
  }
  while (at < line.size() && !is_blank(line[at]) && line[at] != '"' && line[at] != '\'') ++at;
  return at;
}

constexpr std::array<std::string_view, 12> announcements{
    "--string", "--hex-string", "password", "passwd", "passphrase", "secret",
    "token",    "psk",          "api_key",  "apikey", "api-key",    "credential"};

/// The value behind an announcement that ends at `at`: nothing unless blanks, `=` or `:` lie between.
std::size_t value_behind(std::string_view line, std::size_t at) {
  std::size_t next = at;
  while (next < line.size() &&
         (is_blank(line[next]) || line[next] == '=' || line[next] == ':' || line[next] == '!'))
    ++next;
  return next == at || next >= line.size() ? std::string_view::npos : next;
}

}  // namespace

std::string mask_line(std::string_view line) {
  const std::string words = lower(line);
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = 0; at < line.size();) {
    const auto* found = std::find_if(announcements.begin(), announcements.end(), [&](std::string_view word) {
      return std::string_view(words).substr(at).starts_with(word);
    });
    const std::size_t value =
        found == announcements.end() ? std::string_view::npos : value_behind(line, at + found->size());
    if (value == std::string_view::npos) {
      ++at;
      continue;
    }
    result.append(line.substr(copied, value - copied)).append(masked_secret);
    at = copied = end_of_value(line, value);
    if (copied == value) ++at;  // a quote that closes the text
  }
  return result.append(line.substr(std::min(copied, line.size())));
}

}  // namespace sekisho::config::iptables
