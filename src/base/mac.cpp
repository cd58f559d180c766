#include <sekisho/base/mac.hpp>

#include <fmt/format.h>

namespace sekisho {

std::optional<std::uint64_t> parse_mac(std::string_view text) {
  std::uint64_t mac = 0;
  int digits = 0;
  for (const char c : text) {
    if (c == ':' || c == '-' || c == '.') {
      if (digits % 2 != 0) return std::nullopt;
      continue;
    }
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool decimal = lower >= '0' && lower <= '9';
    if (!decimal && (lower < 'a' || lower > 'f')) return std::nullopt;
    mac = mac << 4 | static_cast<std::uint64_t>(decimal ? lower - '0' : lower - 'a' + 10);
    if (++digits > 12) return std::nullopt;
  }
  if (digits != 12) return std::nullopt;
  return mac;
}

std::string mac_text(std::uint64_t mac) {
  std::string text;
  for (int shift = 40; shift >= 0; shift -= 8) {
    if (!text.empty()) text += ':';
    text += fmt::format("{:02x}", mac >> shift & 0xff);
  }
  return text;
}

}  // namespace sekisho
