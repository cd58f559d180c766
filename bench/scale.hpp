// The whole run on made-up cities of any size: reading, modelling, verifying, and verifying again after
// one rule has changed.
#pragma once

#include <CLI/App.hpp>

namespace sekisho::bench {

/// `scale --devices N --rules M [--seed S] [--keep FOLDER]`: makes the city and prints the figures.
void add_scale(CLI::App& program, int& status);

}  // namespace sekisho::bench
