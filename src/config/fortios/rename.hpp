// References follow a renamed object (`rename OLD to NEW`), as on the device.
#pragma once

#include "config/fortios/objects.hpp"

#include <string>
#include <string_view>

namespace sekisho::config::fortios {

/// `section` is the path of the table in which the object was renamed.
void rename_references(Config& config, std::string_view section, const std::string& old_name,
                       const std::string& new_name);

}  // namespace sekisho::config::fortios
