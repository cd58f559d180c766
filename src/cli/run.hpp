// The program as a function, so that tests call it in-process.
#pragma once

#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace sekisho::cli {

/// Exit statuses, a contract with scripts (docs/json.md). 0, 1 and 2 are those of the verdicts.
namespace exit_status {
inline constexpr int success = 0;
inline constexpr int violated = 1;
inline constexpr int unproved = 2;
inline constexpr int usage = 64;
inline constexpr int unusable_input = 65;
inline constexpr int internal_error = 70;
}  // namespace exit_status

/// What the program sees of the process around it.
struct Environment {
  std::map<std::string, std::string> variables;  // those of `environment_variables` that are set
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int columns = 80;  // of the terminal
  /// Gives a descriptor that has something to read once the user wants to end (Ctrl-C); asked for by what
  /// runs until then. Empty: nobody can ask.
  std::function<int()> interrupts;
};

/// The environment variables that the program looks at.
[[nodiscard]] const std::vector<std::string>& environment_variables();

/// Runs `sekisho args...`: reports to `out` (or the file of -o), diagnostics to `err`; the exit status.
int run(const std::vector<std::string>& args, std::ostream& out, std::ostream& err,
        const Environment& environment);

}  // namespace sekisho::cli
