// Management access of FortiOS interfaces in the text of a configuration: `set allowaccess https ssh`, and
// `set ip6-allowaccess` in the interface's `config ipv6` (FortiOS 7.4 CLI Reference, config system
// interface).
#pragma once

#include <sekisho/repair/traffic.hpp>
#include "fortios_block.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::repair {

struct FortiAccess {
  FortiPlace place;  // the interface
  Family family = Family::v4;
  std::size_t line = 0;
  std::vector<std::string> words;  // `https`, `ssh`, ...

  /// The words of services that none of `traffic` asks for; those that nothing is known of stay.
  [[nodiscard]] std::vector<std::string> words_without(const std::vector<std::string>& lines,
                                                       const std::vector<Traffic>& traffic) const;
  /// `set allowaccess ...`, for no words `unset allowaccess`.
  [[nodiscard]] std::string command(const std::vector<std::string>& with_words) const;
  /// What is typed to have the words.
  [[nodiscard]] std::vector<std::string> typed(const std::vector<std::string>& with_words) const;
};

/// The setting on `line` (from 1); nothing when it is another one.
[[nodiscard]] std::optional<FortiAccess> forti_access_at(const std::vector<std::string>& lines,
                                                         std::size_t line);

/// Where local-in policies for the interface stand, or are to stand: an empty section (`end` 0) in front of
/// which line it comes. Nothing when the interface's VDOM has none and would have to be looked for.
[[nodiscard]] std::optional<FortiSection> local_in_section(const std::vector<std::string>& lines,
                                                           const FortiAccess& access);

}  // namespace sekisho::repair
