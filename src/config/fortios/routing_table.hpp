// Output of `get router info routing-table all` and `database`, `get router info6 routing-table`.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/model/device.hpp>

#include <string>
#include <string_view>

namespace sekisho::config::fortios {

/// Reads the table into `device.table` and `device.table_vrfs`. False: the text is no such table.
bool read_routing_table(std::string_view text, const std::string& file, Device& device, DiagnosticSink& sink);

}  // namespace sekisho::config::fortios
