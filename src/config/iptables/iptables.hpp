// The language `iptables`: what iptables-save, ip6tables-save and ipset save print.
#pragma once

#include <sekisho/config/parse.hpp>

namespace sekisho::config {

[[nodiscard]] const LanguageEntry& iptables_language();

}  // namespace sekisho::config
