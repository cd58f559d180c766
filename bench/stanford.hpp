// Reachability of all pairs of routers of the Stanford backbone: many forwarding points, small sets.
#pragma once

#include <CLI/CLI.hpp>

namespace sekisho::bench {

/// `stanford DIR`: reads the dataset, answers for all pairs without and with filters, prints the figures.
void add_stanford(CLI::App& program, int& status);

}  // namespace sekisho::bench
