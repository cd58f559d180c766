// The packets that an ordered filter permits: one long first-match list, the shape of work that
// firewalls and border routers bring.
#pragma once

#include <CLI/CLI.hpp>

namespace sekisho::bench {

/// `acl FILE`: reads the filter, builds its permit set and prints the figures.
void add_acl(CLI::App& program, int& status);

}  // namespace sekisho::bench
