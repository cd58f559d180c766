// The language `fortios`: configurations of Fortinet FortiGate, FortiOS 5.6 to 7.6.
#pragma once

#include <sekisho/config/parse.hpp>

namespace sekisho::config {

[[nodiscard]] const LanguageEntry& fortios_language();

}  // namespace sekisho::config
