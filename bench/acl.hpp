// The packets that an ordered filter permits: one long first-match list, the shape of work that
// firewalls and border routers bring.
#pragma once

#include <string>

namespace sekisho::bench {

/// Reads the filter, builds its permit set and prints the figures. The exit status of the program.
[[nodiscard]] int run_acl(const std::string& path);

}  // namespace sekisho::bench
