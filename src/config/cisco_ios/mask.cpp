// A secret in IOS stands behind a word that announces it, often with a digit between that says how it is
// encrypted (0, 5, 6, 7, 8, 9). Whatever is between announcement and end of line is hidden where the
// secret may hold blanks, the one word elsewhere. Hiding too much costs a word in a report; hiding too
// little gives a secret away: in doubt the word is hidden.
#include "config/cisco_ios/mask.hpp"

#include "config/ledger.hpp"
#include "config/reading/pattern.hpp"
#include "config/syntax/statement.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

namespace sekisho::config::ios {
namespace {

/// Which words of one line are secret.
class Secrets {
 public:
  explicit Secrets(std::string_view line) : line_(line), words_(split_words(line)) {}

  void find();
  [[nodiscard]] std::string masked() const;

 private:
  [[nodiscard]] std::string_view word(std::size_t at) const {
    return at < words_.size() ? words_[at].text : std::string_view();
  }
  [[nodiscard]] bool is(std::size_t at, std::string_view text) const { return same_text(word(at), text); }
  [[nodiscard]] bool starts(std::string_view first, std::string_view second = {}) const;
  void hide(std::size_t at) {
    if (at < words_.size()) hidden_.insert(at);
  }
  void hide_rest(std::size_t at) {
    for (; at < words_.size(); ++at) hide(at);
  }
  /// Steps over an encryption type in front of the secret.
  [[nodiscard]] std::size_t behind_type(std::size_t at) const {
    const bool type = word(at).size() == 1 && word(at)[0] >= '0' && word(at)[0] <= '9';
    return type && at + 1 < words_.size() ? at + 1 : at;
  }
  void find_announced(std::size_t at);
  void find_key(std::size_t at);
  void find_by_command();
  void find_material();
  void find_snmp();

  std::string_view line_;
  std::vector<Word> words_;
  std::set<std::size_t> hidden_;
};

bool Secrets::starts(std::string_view first, std::string_view second) const {
  const std::size_t at = is(0, "no") ? 1 : 0;
  return is(at, first) && (second.empty() || is(at + 1, second));
}

/// Words that announce a secret wherever they stand.
constexpr std::array whole_rest{"password", "secret", "passphrase", "key-string", "passwd"};
constexpr std::array one_word{"md5",
                              "sha",
                              "authentication-key",
                              "area-password",
                              "domain-password",
                              "server-key",
                              "psk",
                              "wpa-psk",
                              "shared-secret",
                              "token",
                              "idtoken",
                              "cipher",
                              "authenticator",
                              "ascii",
                              "hex",
                              "key-hash",
                              "hmac-md5",
                              "des",
                              "3des",
                              "priv-password",
                              "auth-password",
                              "wep-key",
                              "hex-key",
                              "sae-password",
                              "pre-shared-key"};

void Secrets::find_announced(std::size_t at) {
  const auto announces = [&](std::string_view name) { return is(at, name); };
  if (std::ranges::any_of(whole_rest, announces)) {
    // `password encryption aes`, `aaa authentication login X enable secret`: nothing to hide behind them.
    if (!is(at + 1, "encryption")) hide_rest(behind_type(at + 1));
  } else if (std::ranges::any_of(one_word, announces)) {
    std::size_t secret = at + 1;
    if (is(secret, "ascii") || is(secret, "hex") || is(secret, "local") || is(secret, "remote")) ++secret;
    if (is(secret, "key-string") || is(secret, "address") || is(secret, "hostname")) return;
    if (is(secret, "timeout") || is(secret, "key-chain")) return;
    hide(behind_type(secret));
  }
}

/// `key 7 X`, `key X`, `crypto isakmp key 6 X address A`, `pre-shared-key address A key X`. The number of
/// a key in a key chain (`key 1`) and words that go on (`key chain`, `key generate`) are no secrets.
void Secrets::find_key(std::size_t at) {
  if (!is(at, "key") && !is(at, "tunnel-key")) return;
  static constexpr std::array goes_on{"chain",        "generate", "zeroize",   "export",  "import",
                                      "pubkey-chain", "decrypt",  "encrypt",   "storage", "mypubkey",
                                      "rsa",          "bits",     "config-key"};
  if (std::ranges::any_of(goes_on, [&](std::string_view name) { return is(at + 1, name); })) {
    if (is(at + 1, "config-key")) hide_rest(at + 3);
    return;
  }
  const bool numbered =
      words_.size() == at + 2 && word(at + 1).size() <= 3 && parse_number(word(at + 1)).has_value();
  if (at > 0 && is(at - 1, "tunnel")) return;  // GRE key: an id, sent in clear
  if (!numbered) hide(behind_type(at + 1));
  if (is(at + 1, "size") || is(at + 2, "size")) hide_rest(at + 2);  // encryption key 1 size 128bit 7 X
}

void Secrets::find_snmp() {
  if (starts("snmp-server", "community")) hide(is(0, "no") ? 3 : 2);
  if (starts("snmp-server", "user")) {
    for (std::size_t at = 2; at < words_.size(); ++at) {
      if (is(at, "auth") || is(at, "priv")) {
        hide(is(at + 1, "aes") ? at + 3 : at + 2);
      }
    }
  }
  if (!starts("snmp-server", "host")) return;
  std::size_t at = is(0, "no") ? 4 : 3;
  while (at < words_.size()) {
    if (is(at, "vrf") || is(at, "version")) {
      const bool third = is(at, "version") && is(at + 1, "3");
      at += 2;
      if (third && (is(at, "auth") || is(at, "noauth") || is(at, "priv"))) ++at;
    } else if (is(at, "informs") || is(at, "traps")) {
      ++at;
    } else {
      hide(at);
      return;
    }
  }
}

void Secrets::find_by_command() {
  const std::size_t base = is(0, "no") ? 1 : 0;
  const bool redundancy = is(base, "standby") || is(base, "vrrp") || is(base, "glbp");
  if (redundancy || starts("ip", "nhrp")) {
    for (std::size_t at = base + 1; at < words_.size(); ++at) {
      if (!is(at, "authentication")) continue;
      if (is(at + 1, "text")) {
        hide(at + 2);
      } else if (is(at + 1, "md5")) {
        if (is(at + 2, "key-string")) hide(behind_type(at + 3));
      } else {
        hide(at + 1);
      }
    }
  }
  if (starts("ntp", "authentication-key")) {  // ntp authentication-key 1 md5 X 7
    hidden_.erase(base + 2);                  // the number of the key
    hidden_.erase(base + 3);
    hide(base + 4);
  }
  if (starts("crypto", "isakmp") && is(base + 2, "key")) hide(behind_type(base + 3));
  for (std::size_t at = base; at < words_.size(); ++at) {
    if (is(at, "message-digest-key")) {  // ip ospf message-digest-key 1 md5 7 X
      for (std::size_t method = at + 1; method < words_.size(); ++method) {
        if (is(method, "md5")) hide_rest(behind_type(method + 1));
      }
    }
  }
  find_snmp();
}

bool is_hex(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
  });
}

bool is_base64(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' ||
           c == '/' || c == '=';
  });
}

/// Lines of a certificate or a public key: nothing but groups of eight hex digits, or one long word of
/// base64.
void Secrets::find_material() {
  constexpr std::size_t long_word = 40;
  if (words_.empty()) return;
  std::size_t digits = 0;
  bool all_hex = true;
  for (const Word& candidate : words_) {
    digits += candidate.text.size();
    all_hex = all_hex && is_hex(candidate.text);
  }
  if (all_hex && digits >= 16 && words_.front().text.size() == 8) hide_rest(0);
  if (words_.size() == 1 && words_.front().text.size() >= long_word && is_base64(words_.front().text))
    hide(0);
}

void Secrets::find() {
  for (std::size_t at = 0; at < words_.size(); ++at) {
    if (is(at, "description") && at == 0) return;
    find_announced(at);
    find_key(at);
  }
  find_by_command();
  find_material();
}

std::string Secrets::masked() const {
  std::string text;
  std::size_t written = 0;
  for (const std::size_t at : hidden_) {
    const Word& secret = words_[at];
    if (secret.offset < written) continue;
    text += line_.substr(written, secret.offset - written);
    text += masked_secret;
    // A quoted word is shorter than what stands in the line by its two quotes.
    const bool quoted = line_[secret.offset] == '"' && secret.text.data() != line_.data() + secret.offset;
    written = secret.offset + secret.text.size() + (quoted ? 2 : 0);
  }
  text += line_.substr(std::min(written, line_.size()));
  return text;
}

}  // namespace

std::string mask_line(std::string_view line) {
  Secrets secrets(line);
  secrets.find();
  return secrets.masked();
}

}  // namespace sekisho::config::ios
