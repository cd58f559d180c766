// Secrets in rules: the words that port-knocking and string matches wait for, and what people note.
#pragma once

#include <string>
#include <string_view>

namespace sekisho::config::iptables {

/// Hides the values of --string and --hex-string, and in any text what follows a word that announces a
/// secret (`password=`, `secret:`, `token `).
[[nodiscard]] std::string mask_line(std::string_view line);

}  // namespace sekisho::config::iptables
