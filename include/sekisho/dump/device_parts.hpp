// What a device does, part by part, in a form that can be compared.
#pragma once

#include <sekisho/model/device.hpp>

#include <map>
#include <string>

namespace sekisho {

/// The members of the device that stand in a model file (`interfaces`, `filters`, `static_routes`, ...), each
/// as JSON text without the places and texts of the config lines that it comes from. Two devices with equal
/// parts treat packets alike as far as filters, translations and routes go; layer 2 is not in a model file.
[[nodiscard]] std::map<std::string, std::string> device_parts(const Device& device);

/// False where what a device does hangs on things that its config only names: a member `certain` that is
/// false, a rule that is in force for a part of the day, routes or constructs that are not known. Then other
/// devices may have equal parts and do something else. Rules of filters that ask for more than a packet shows
/// (Match::certain) are left out: what they ask for stands in their own lines.
[[nodiscard]] bool rests_on_config_alone(const Device& device);

}  // namespace sekisho
