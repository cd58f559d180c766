// sekisho-bench: measures the engine on inputs whose answers are known.
#include "acl.hpp"
#include "capture.hpp"
#include "classbench.hpp"
#include "lint.hpp"
#include "scale.hpp"
#include "stanford.hpp"

#include <CLI/CLI.hpp>

namespace {

constexpr int exit_usage = 64;

/// Adds the subcommand of a bench, which sets `status` to the exit status of the program when it is run.
using AddBench = void (*)(CLI::App& program, int& status);

constexpr AddBench benches[] = {
    sekisho::bench::add_acl,           sekisho::bench::add_classbench,     sekisho::bench::add_stanford,
    sekisho::bench::add_scale,         sekisho::bench::add_lint,           sekisho::bench::add_capture,
    sekisho::bench::add_capture_write, sekisho::bench::add_capture_memory,
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("Measures the engine on inputs whose answers are known.", "sekisho-bench");
  program.require_subcommand(1);
  int status = 0;
  for (const AddBench add : benches) add(program, status);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : exit_usage;
  }
  return status;
}
