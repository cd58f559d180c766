#include "config/cisco_ios/route_table.hpp"

namespace sekisho::config::ios {

bool read_route_table(std::string_view, const std::string&, Device&, DiagnosticSink&) { return false; }

}  // namespace sekisho::config::ios
