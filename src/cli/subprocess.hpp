// Running another program and reading what it says.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace sekisho::cli {

struct Finished {
  int status = 0;      // of its exit; 128 and the signal where it was ended by one
  std::string output;  // standard output and standard error, as they came
};

/// Runs a program that is looked for in PATH, without a shell and with nothing to read, until it ends.
/// `environment`: variables ("NAME=value") in place of or beside those of this process. Nothing when it
/// cannot be started; `cause` is then the system's reason.
[[nodiscard]] std::optional<Finished> run_program(const std::vector<std::string>& arguments,
                                                  const std::vector<std::string>& environment,
                                                  std::string& cause);

}  // namespace sekisho::cli
