// The output of `show ip route`, `show ipv6 route` and `show ip cef` of IOS and IOS-XE.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/model/device.hpp>

#include <string>
#include <string_view>

namespace sekisho::config::ios {

/// Adds the routes of `text` to `device.table` and the VRFs it speaks of to `device.table_vrfs`. False,
/// with nothing added, when the text is no such table.
bool read_route_table(std::string_view text, const std::string& file, Device& device, DiagnosticSink& sink);

}  // namespace sekisho::config::ios
