// The packets that filters of ClassBench's shapes permit.
#pragma once

#include <CLI/CLI.hpp>

namespace sekisho::bench {

/// `classbench SEED_FILE --rules N`: makes the rules, builds their permit set and prints the figures.
void add_classbench(CLI::App& program, int& status);

}  // namespace sekisho::bench
