// The config language of Cisco IOS, IOS-XE and Catalyst switches. See README.md beside this file.
#pragma once

#include <sekisho/config/parse.hpp>

namespace sekisho::config {

/// "cisco-ios"
const LanguageEntry& cisco_ios_language();

}  // namespace sekisho::config
