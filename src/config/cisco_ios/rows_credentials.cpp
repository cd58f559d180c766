// Administrators: how their secrets are kept, and which logins ask for none.
// Source: Cisco IOS Security Command Reference, "enable password", "enable secret", "username", "aaa
// authentication login".
#include "config/cisco_ios/settings.hpp"

#include <algorithm>

namespace sekisho::config::ios {
namespace {

void enable_secret(IosReader& reader, const Arguments& arguments) {
  const Statement& statement = arguments.statement();
  std::size_t at = 2;
  if (same_text(statement.word(at), "level")) at += 2;
  const std::string scope = "enable " + words_from(arguments, 1).front();
  remember(reader, arguments, {FactKind::credential, secret_kind(statement, at), scope, {}, {}});
}

/// `username U [privilege N] ... password|secret [TYPE] X`, `username U nopassword`.
void user(IosReader& reader, const Arguments& arguments) {
  const std::vector<std::string> words = words_from(arguments, 0);
  const std::string scope = "user " + arguments.text(0);
  const auto said = std::find_if(words.begin() + 2, words.end(), [](const std::string& word) {
    return word == "password" || word == "secret" || word == "nopassword";
  });
  if (said == words.end()) return;
  const auto at = static_cast<std::size_t>(said - words.begin());
  const std::string kept = *said == "nopassword" ? "none" : secret_kind(arguments.statement(), at + 1);
  remember(reader, arguments, {FactKind::credential, kept, scope, {}, {}});
}

/// `aaa authentication login LIST METHOD ...`. Where `none` is among the methods, one who sees to it that the
/// others do not answer gets in.
void login_list(IosReader& reader, const Arguments& arguments) {
  const std::vector<std::string> methods = words_from(arguments, arguments.index(1));
  reader.config.login_lists[arguments.text(0)] = methods;
  if (std::ranges::find(methods, "none") != methods.end()) {
    remember(reader, arguments, {FactKind::credential, "none", "login list " + arguments.text(0), {}, {}});
  }
}

}  // namespace

IosRows credential_rows() {
  return {
      Spell::used("enable password <text>", enable_secret),
      Spell::used("no enable password ...", forget),
      Spell::used("enable secret <text>", enable_secret),
      Spell::used("no enable secret ...", forget),
      Spell::used("username <word> <text>", user),
      Spell::used("no username ...", forget),
      Spell::used("aaa new-model", [](IosReader& reader, const Arguments&) { reader.config.aaa = true; }),
      Spell::used("no aaa new-model", [](IosReader& reader, const Arguments&) { reader.config.aaa = false; }),
      Spell::used("aaa authentication login <word> <text>", login_list),
      Spell::used("no aaa authentication login ...", forget),
  };
}

}  // namespace sekisho::config::ios
