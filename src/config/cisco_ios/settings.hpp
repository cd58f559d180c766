// Settings of a device's management as handlers of rows take them down, and how `no` takes them back.
// What they come to, with what absent lines mean, is convert_facts.cpp.
#pragma once

#include "config/cisco_ios/reader.hpp"

#include <string>
#include <string_view>

namespace sekisho::config::ios {

/// Notes a setting that the line makes.
struct NewSetting {
  FactKind kind = FactKind::service;
  std::string value;
  std::string scope;
  std::string interface;
  std::string vrf;
};
void remember(IosReader& reader, const Arguments& arguments, NewSetting setting);

/// For rows that begin with `no`: removes the settings of all commands that begin with these words, and
/// notes that they were refused. `default` in place of `no` only removes.
void forget(IosReader& reader, const Arguments& arguments);

/// The words of the line from word `at` on, in small letters: for comparison.
[[nodiscard]] std::vector<std::string> words_from(const Arguments& arguments, std::size_t at);
/// The same as written: for names.
[[nodiscard]] std::vector<std::string> names_from(const Arguments& arguments, std::size_t at);

/// How the secret behind `password` or `secret` is kept, from its word `at` on: the type digit or its
/// absence decides (Cisco IOS Security Command Reference, "enable password", "enable secret", "username":
/// 0 as it is, 5 MD5, 4 and 8 SHA-256, 9 scrypt, 6 AES with a master key of the device, 7 Vigenere).
[[nodiscard]] std::string secret_kind(const Statement& statement, std::size_t at);

/// Algorithms in the words of management facts: "aes-cbc-256" is aes256, "esp-sha-hmac" sha1,
/// "diffie-hellman-group14-sha1" dh14. Empty: says nothing of an algorithm.
[[nodiscard]] std::string algorithm_name(std::string_view word);

}  // namespace sekisho::config::ios
