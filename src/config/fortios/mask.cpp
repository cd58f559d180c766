#include "config/fortios/mask.hpp"

#include "config/ledger.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace sekisho::config::fortios {
namespace {

// Parts of key names that say "secret": better one value too many hidden than one shown.
constexpr std::array secret_parts{
    "passw",      "passphrase", "pwd",  "psk",        "secret", "token",      "private", "community",
    "credential", "keytab",     "seed", "ssh-public", "sso-",   "activation", "headers", "encryption-value",
};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

/// True when `key` holds a cryptographic key: `key`, `auth-key`, `key-string`, `enckey`, `md5-keys`,
/// but not its type or lifetime (`key-type`, `keylife`).
bool names_a_key(const std::string& key) {
  if (key.starts_with("key-") && key != "key-string" && key != "key-inbound" && key != "key-outbound")
    return false;
  if (key.find("-key-type") != std::string::npos || key.find("-key-size") != std::string::npos) return false;
  return key == "key" || key == "key-string" || key.ends_with("key") || key.ends_with("keys") ||
         key.find("key-") != std::string::npos;
}

bool is_secret(std::string_view written) {
  const std::string key = lower(written);
  if (key == "password-policy" || key == "auth-keychain" || key.starts_with("hostkey-")) return false;
  const bool named = std::any_of(secret_parts.begin(), secret_parts.end(),
                                 [&](std::string_view part) { return key.find(part) != std::string::npos; });
  return named || names_a_key(key);
}

/// Position behind the word that starts at `at`, blanks before it skipped; `word` is that word.
std::size_t next_word(std::string_view line, std::size_t at, std::string_view& word) {
  while (at < line.size() && is_blank(line[at])) ++at;
  const std::size_t begin = at;
  while (at < line.size() && !is_blank(line[at])) ++at;
  word = line.substr(begin, at - begin);
  return at;
}

/// Where the secret of the line begins; npos when it has none.
std::size_t secret_from(std::string_view line) {
  std::string_view verb;
  std::string_view key;
  std::size_t at = next_word(line, 0, verb);
  const std::string command = lower(verb);
  if (command == "set" || command == "append" || command == "select") {
    at = next_word(line, at, key);
    if (is_secret(key)) return at;
  }
  // `ENC` marks an encrypted value whatever the key (FortiOS CLI Reference, "Encrypted passwords").
  for (std::size_t i = line.find("ENC"); i != std::string_view::npos; i = line.find("ENC", i + 1)) {
    const bool starts = i == 0 || is_blank(line[i - 1]) || line[i - 1] == '"';
    const bool ends = i + 3 < line.size() && is_blank(line[i + 3]);
    if (starts && ends) return i + 3;
  }
  const std::size_t pem = line.find("-----BEGIN");
  if (pem != std::string_view::npos) return pem;
  return line.find("-----END");
}

/// `https://user:password@host` keeps neither user nor password.
void mask_urls(std::string& line) {
  std::size_t from = 0;
  for (;;) {
    const std::size_t scheme = line.find("://", from);
    if (scheme == std::string::npos) return;
    from = scheme + 3;
    const std::size_t end = line.find_first_of("/ \t\"", from);
    const std::size_t at = line.find('@', from);
    if (at != std::string::npos && (end == std::string::npos || at < end)) {
      line.replace(from, at - from, masked_secret);
    }
  }
}

}  // namespace

std::string mask_line(std::string_view line) {
  const std::size_t secret = secret_from(line);
  std::string shown(line.substr(0, secret));
  const bool has_value =
      secret != std::string_view::npos && line.find_first_not_of(" \t\r", secret) != std::string_view::npos;
  if (has_value) {
    if (!shown.empty() && !is_blank(shown.back())) shown += ' ';
    shown += masked_secret;
  }
  mask_urls(shown);
  return shown;
}

}  // namespace sekisho::config::fortios
